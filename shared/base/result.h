// shared/base/result.h — a value or an Error; errors are values here, never exceptions.
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

#ifndef __EMSCRIPTEN__
#include <cstdio>
#include <cstdlib>
#endif

#include "shared/base/error.h"

// For broken invariants of our own, never for input. In the browser it traps without a word: nobody reads its standard error,
// and the sentences with their printer would be a twentieth of the module.
#ifdef __EMSCRIPTEN__
#define CARE_CHECK(condition)                                                             \
  do {                                                                                    \
    if (!(condition)) __builtin_trap();                                                   \
  } while (false)
#else
#define CARE_CHECK(condition)                                                             \
  do {                                                                                    \
    if (!(condition)) ::care::check_failed(#condition, __FILE__, __LINE__);               \
  } while (false)
#endif

// Yields the value, or hands the error upward. Each use has a name of its own, so one may stand inside another.
#define CARE_TRY(expression) CARE_TRY_NAMED(expression, __COUNTER__)
#define CARE_TRY_NAMED(expression, number) CARE_TRY_BODY(expression, number)
#define CARE_TRY_BODY(expression, number)                                                 \
  __extension__({                                                                         \
    auto care_try_##number = (expression);                                                \
    if (!care_try_##number.ok()) return care_try_##number.failure();                      \
    std::move(care_try_##number).take();                                                  \
  })

namespace care {

#ifndef __EMSCRIPTEN__
[[noreturn]] inline void check_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "broken invariant: %s (%s:%d)\n", condition, file, line);
  std::abort();
}
#endif

// GCC 12 does not see that a value is only touched where there is one, and calls it "maybe uninitialized".
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

// The error first and the value behind it, so that handing an error upward is the same few bytes whatever the value would have
// been. With a variant, the browser's core was a tenth larger.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}           // NOLINT(google-explicit-constructor)
  Result(const Error& error) : error_(error) {}           // NOLINT(google-explicit-constructor)
  Result(ErrorCode code) : error_(code) {}                // NOLINT(google-explicit-constructor)
  Result(const Result& other) requires std::is_copy_constructible_v<T> : error_(other.error_) {
    if (ok()) std::construct_at(&value_, other.value_);
  }
  Result(Result&& other) noexcept : error_(other.error_) {
    if (ok()) std::construct_at(&value_, std::move(other.value_));
  }
  Result& operator=(Result other) noexcept {
    if (ok()) std::destroy_at(&value_);
    error_ = other.error_;
    if (ok()) std::construct_at(&value_, std::move(other.value_));
    return *this;
  }
  ~Result() {
    if (ok()) std::destroy_at(&value_);
  }

  bool ok() const { return error_.code() == ErrorCode{}; }
  explicit operator bool() const { return ok(); }

  T& value() & { CARE_CHECK(ok()); return value_; }
  const T& value() const& { CARE_CHECK(ok()); return value_; }
  T value() && { CARE_CHECK(ok()); return std::move(value_); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }

  Error error() const { CARE_CHECK(!ok()); return error_; }

  // For CARE_TRY alone, which has asked.
  const Error& failure() const { return error_; }
  T take() && { return std::move(value_); }

 private:
  Error error_;
  union {
    T value_;
  };
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(const Error& error) : error_(error) {}  // NOLINT(google-explicit-constructor)
  Result(ErrorCode code) : error_(code) {}       // NOLINT(google-explicit-constructor)

  bool ok() const { return error_.code() == ErrorCode{}; }
  explicit operator bool() const { return ok(); }
  void value() const { CARE_CHECK(ok()); }
  Error error() const { CARE_CHECK(!ok()); return error_; }

  const Error& failure() const { return error_; }
  void take() && {}

 private:
  Error error_;
};

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

}  // namespace care
