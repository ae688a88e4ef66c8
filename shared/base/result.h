// shared/base/result.h — a value or an Error; errors are values here, never exceptions.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

#include "shared/base/error.h"

// For broken invariants of our own, never for input.
#define CARE_CHECK(condition)                                                             \
  do {                                                                                    \
    if (!(condition)) ::care::check_failed(#condition, __FILE__, __LINE__);               \
  } while (false)

// Yields the value, or hands the error upward. Each use has a name of its own, so one may stand inside another.
#define CARE_TRY(expression) CARE_TRY_NAMED(expression, __COUNTER__)
#define CARE_TRY_NAMED(expression, number) CARE_TRY_BODY(expression, number)
#define CARE_TRY_BODY(expression, number)                                                 \
  __extension__({                                                                         \
    auto care_try_##number = (expression);                                                \
    if (!care_try_##number.ok()) return care_try_##number.error();                        \
    std::move(care_try_##number).value();                                                 \
  })

namespace care {

[[noreturn]] inline void check_failed(const char* condition, const char* file, int line) {
  (void)std::fprintf(stderr, "broken invariant: %s (%s:%d)\n", condition, file, line);
  std::abort();
}

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::in_place_index<1>, error) {}             // NOLINT(google-explicit-constructor)
  Result(ErrorCode code) : state_(std::in_place_index<1>, Error(code)) {}    // NOLINT(google-explicit-constructor)

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & { CARE_CHECK(ok()); return *std::get_if<0>(&state_); }
  const T& value() const& { CARE_CHECK(ok()); return *std::get_if<0>(&state_); }
  T value() && { CARE_CHECK(ok()); return std::move(*std::get_if<0>(&state_)); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }

  Error error() const { CARE_CHECK(!ok()); return *std::get_if<1>(&state_); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(error) {}           // NOLINT(google-explicit-constructor)
  Result(ErrorCode code) : error_(Error(code)) {}  // NOLINT(google-explicit-constructor)

  bool ok() const { return !error_.has_value(); }
  explicit operator bool() const { return ok(); }
  void value() const { CARE_CHECK(ok()); }
  Error error() const { CARE_CHECK(!ok()); return *error_; }

 private:
  std::optional<Error> error_;
};

}  // namespace care
