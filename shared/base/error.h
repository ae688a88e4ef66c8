// shared/base/error.h — an error is a code from errors.json and at most a static field name.
//
// It can't hold run-time text, so nobody's name travels in an error.
// Source   shared/schema/errors.json (numbers, statuses, sentences)
#pragma once

#include <string_view>

#include "shared/base/error_code.gen.h"

namespace care {

// The name of a field as written in the schema or in the source: a literal, never input.
class FieldName {
 public:
  constexpr FieldName() = default;
  template <std::size_t N>
  consteval FieldName(const char (&literal)[N]) : name_(literal) {}  // NOLINT(google-explicit-constructor)
  // For names that live in the generated constexpr tables: whole literals, so a zero follows.
  static constexpr FieldName from_table(std::string_view static_name) {
    return FieldName(static_name.empty() ? "" : static_name.data());
  }
  constexpr std::string_view text() const { return name_; }
  constexpr bool empty() const { return *name_ == '\0'; }
  friend constexpr bool operator==(FieldName a, FieldName b) { return a.text() == b.text(); }

 private:
  constexpr explicit FieldName(const char* static_name) : name_(static_name) {}
  // One pointer, so that it is passed as one: there is a name in every second line that reads JSON.
  const char* name_ = "";
};

class [[nodiscard]] Error {
 public:
  constexpr Error(ErrorCode code) : Error(code, FieldName{}) {}  // NOLINT(google-explicit-constructor)
  constexpr Error(ErrorCode code, FieldName field) : code_(code), field_(field) {
    if (code == ErrorCode{}) __builtin_trap();  // no error has this number, and Result means success by it
  }
  constexpr ErrorCode code() const { return code_; }
  constexpr FieldName field() const { return field_; }
  friend constexpr bool operator==(const Error& a, const Error& b) {
    return a.code_ == b.code_ && a.field_ == b.field_;
  }

 private:
  template <typename T>
  friend class Result;
  constexpr Error() = default;  // Result's mark of success
  ErrorCode code_{};
  FieldName field_{};
};

}  // namespace care
