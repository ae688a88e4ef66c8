// shared/crypto/labelled_input.h — label ‖ 0x00 ‖ fixed-width fields, on the stack.
//
// Shapes   integers big-endian, ids as their 16 raw bytes
// Secrets  wiped when it goes
#pragma once

#include "shared/base/result.h"
#include "shared/base/secret_bytes.h"

#include <cstring>
#include <string_view>

namespace care::crypto {

template <std::size_t Capacity>
class LabelledInput {
 public:
  explicit LabelledInput(std::string_view label) {
    put(as_bytes(label));
    put_u8(0);
  }
  ~LabelledInput() { wipe(bytes_.data(), used_); }
  LabelledInput(const LabelledInput&) = delete;
  LabelledInput& operator=(const LabelledInput&) = delete;

  LabelledInput& put(BytesView part) {
    CARE_CHECK(part.size() <= Capacity - used_);
    std::memcpy(bytes_.data() + used_, part.data(), part.size());
    used_ += part.size();
    return *this;
  }
  LabelledInput& put_u8(std::uint8_t value) { return put({&value, 1}); }
  LabelledInput& put_u16(std::uint16_t value) { return put_big_endian(value); }
  LabelledInput& put_u32(std::uint32_t value) { return put_big_endian(value); }
  LabelledInput& put_u64(std::uint64_t value) { return put_big_endian(value); }

  BytesView view() const { return {bytes_.data(), used_}; }

 private:
  template <typename Unsigned>
  LabelledInput& put_big_endian(Unsigned value) {
    ByteArray<sizeof(Unsigned)> big_endian;
    for (std::size_t i = 0; i < sizeof(Unsigned); ++i) {
      big_endian[i] = static_cast<std::uint8_t>((value >> (8U * (sizeof(Unsigned) - 1 - i))) & 0xFFU);
    }
    return put(big_endian);
  }

  ByteArray<Capacity> bytes_;
  std::size_t used_ = 0;
};

}  // namespace care::crypto
