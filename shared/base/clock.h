// shared/base/clock.h — time and randomness are passed in, never taken.
#pragma once

#include <chrono>
#include <cstdint>

#include "shared/base/bytes.h"

namespace care {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

inline Instant instant_from_ms(std::uint64_t ms) {
  return Instant(std::chrono::milliseconds(static_cast<std::int64_t>(ms)));
}
inline std::uint64_t to_ms(Instant instant) {
  return static_cast<std::uint64_t>(instant.time_since_epoch().count());
}

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::uint8_t> out) = 0;
};

template <typename IdType>
IdType make_id(Random& random) {
  ByteArray<16> bytes{};
  random.fill(bytes);
  return IdType::from_array(bytes);
}

}  // namespace care
