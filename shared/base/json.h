// shared/base/json.h — the JSON of everything that is signed or sealed: the RFC 8785 subset without floats,
// null and booleans (flags are 0 and 1), with ASCII keys and integers 0 … 2^53-1.
//
// Shapes   a value tree; encode_canonical() has exactly one spelling for each tree
// Errors   json_malformed, json_not_canonical, json_too_deep, json_too_large, json_duplicate_key,
//          json_unknown_field, json_missing_field, json_wrong_type
// Source   RFC 8785; design of statements in shared/docs/formats/statement.md
// Tests    tests/unit/base/json_test.cpp
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "shared/base/bytes.h"
#include "shared/base/result.h"

namespace care {

inline constexpr std::uint64_t kJsonMaxInteger = (1ULL << 53U) - 1ULL;

class Json {
 public:
  using Member = std::pair<std::string, Json>;
  using Array = std::vector<Json>;
  using Object = std::vector<Member>;  // kept sorted by key

  Json() : value_(Object{}) {}
  Json(std::uint64_t integer);                          // NOLINT(google-explicit-constructor)
  Json(std::string text) : value_(std::move(text)) {}   // NOLINT(google-explicit-constructor)
  Json(std::string_view text) : value_(std::string(text)) {}  // NOLINT(google-explicit-constructor)
  Json(const char* text) : value_(std::string(text)) {}       // NOLINT(google-explicit-constructor)
  Json(Array array) : value_(std::move(array)) {}       // NOLINT(google-explicit-constructor)
  // In json.cpp, which the browser's build compiles for speed; all who include this are compiled for size there.
  Json(const Json& other);
  Json(Json&& other) noexcept;
  Json& operator=(const Json& other);
  Json& operator=(Json&& other) noexcept;
  ~Json();

  // Json::object({{"key", value}, …}); the values are moved.
  using NewMember = std::pair<std::string_view, Json>;
  static Json object() { return {}; }
  template <std::size_t N>
  static Json object(NewMember (&&members)[N]) { return object(std::span<NewMember>(members)); }
  static Json array() { return Json(Array{}); }

  bool is_integer() const { return std::holds_alternative<std::uint64_t>(value_); }
  bool is_text() const { return std::holds_alternative<std::string>(value_); }
  bool is_array() const { return std::holds_alternative<Array>(value_); }
  bool is_object() const { return std::holds_alternative<Object>(value_); }

  std::uint64_t integer() const { return *std::get_if<std::uint64_t>(&value_); }
  const std::string& text() const { return *std::get_if<std::string>(&value_); }
  const Array& items() const { return *std::get_if<Array>(&value_); }
  Array& items() { return *std::get_if<Array>(&value_); }
  const Object& members() const { return *std::get_if<Object>(&value_); }

  // Objects: set replaces; find may be absent. Keys are ASCII.
  Json& set(std::string_view key, Json value);
  const Json* find(std::string_view key) const;
  // Its key comes after all that are there.
  Json& append(std::string key, Json value);
  bool erase(std::string_view key);
  Json& push(Json value);

  friend bool operator==(const Json& a, const Json& b) { return a.value_ == b.value_; }

 private:
  static Json object(std::span<NewMember> members);
  std::variant<std::uint64_t, std::string, Array, Object> value_;
};

std::string encode_canonical(const Json& value);
// One text in its canonical spelling, for those who write a long answer without a tree of it.
void append_canonical(std::string& out, std::string_view text);

struct JsonLimits {
  std::size_t max_bytes = 64 * 1024;
  unsigned max_depth = 8;
};

// Reads canonical bytes only: any other spelling of the same value is json_not_canonical.
Result<Json> parse_canonical(BytesView bytes, JsonLimits limits = {});

// True if the bytes are well-formed UTF-8 without surrogates.
bool is_valid_utf8(std::string_view text);

// Takes members one by one; finish() refuses whatever was not asked for.
class ObjectReader {
 public:
  static Result<ObjectReader> open(const Json& value);

  Result<std::uint64_t> integer(FieldName key);
  Result<std::string> text(FieldName key);
  Result<Bytes> base64url(FieldName key);
  Result<const Json*> array(FieldName key);
  Result<const Json*> object(FieldName key);
  const Json* find(FieldName key);  // optional member; counts as asked for
  Result<void> finish() const;

  template <std::size_t N>
  Result<ByteArray<N>> base64url_exact(FieldName key) {
    const Bytes bytes = CARE_TRY(base64url(key));
    ByteArray<N> out{};
    if (!copy_exact(bytes, out)) return Error(ErrorCode::json_wrong_type, key);
    return out;
  }
  template <typename IdType>
  Result<IdType> id(FieldName key) {
    const std::string value = CARE_TRY(text(key));
    auto parsed = IdType::parse(value);
    if (!parsed) return Error(ErrorCode::id_invalid, key);
    return parsed.value();
  }

 private:
  explicit ObjectReader(const Json& value) : value_(&value), seen_(value.members().size(), false) {}
  const Json* value_;
  std::vector<bool> seen_;
};

}  // namespace care
