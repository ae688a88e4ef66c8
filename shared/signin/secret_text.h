// shared/signin/secret_text.h — secret characters a person types or reads: move-only, wiped, never compared with ==.
//
// Secrets  wiped on destruction and on move-from
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/secret_bytes.h"

#include <string_view>
#include <utility>

namespace care::signin {

class SecretText {
 public:
  SecretText() = default;
  // Takes the buffer over. Whoever filled it must have reserved room first: a growing vector leaves copies behind.
  explicit SecretText(Bytes&& moved_in) noexcept : bytes_(std::exchange(moved_in, {})) {}
  SecretText(SecretText&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
  SecretText& operator=(SecretText&& other) noexcept {
    if (this != &other) {
      wipe(bytes_);
      bytes_ = std::exchange(other.bytes_, {});
    }
    return *this;
  }
  SecretText(const SecretText&) = delete;
  SecretText& operator=(const SecretText&) = delete;
  ~SecretText() { wipe(bytes_); }

  std::size_t size() const { return bytes_.size(); }
  // For the one place that prints it, shows it or checks it. Named so that every reader can be found.
  BytesView reveal() const { return bytes_; }
  std::string_view reveal_text() const { return as_text(bytes_); }

 private:
  Bytes bytes_;
};

}  // namespace care::signin
