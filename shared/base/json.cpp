#include "shared/base/json.h"

#include <algorithm>

#include "shared/base/encoding.h"

namespace care {
namespace {

// How much of the text stands for itself between quotes.
std::size_t plain_prefix(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size() && static_cast<unsigned char>(text[size]) >= 0x20 && text[size] != '"' && text[size] != '\\') ++size;
  return size;
}

void append_escape(std::string& out, char letter) {
  static constexpr std::string_view kHexDigits = "0123456789abcdef";
  const auto code = static_cast<unsigned char>(letter);
  switch (letter) {
    case '"': out += "\\\""; break;
    case '\\': out += "\\\\"; break;
    case '\b': out += "\\b"; break;
    case '\f': out += "\\f"; break;
    case '\n': out += "\\n"; break;
    case '\r': out += "\\r"; break;
    case '\t': out += "\\t"; break;
    default:
      out += "\\u00";
      out.push_back(kHexDigits[code >> 4U]);
      out.push_back(kHexDigits[code & 0xFU]);
  }
}

// Whole stretches at a time: nearly all of what is written is base64 and names.
void append_escaped(std::string& out, std::string_view text) {
  out.push_back('"');
  while (true) {
    const std::size_t plain = plain_prefix(text);
    out.append(text.data(), plain);
    if (plain == text.size()) break;
    append_escape(out, text[plain]);
    text.remove_prefix(plain + 1);
  }
  out.push_back('"');
}

void append_value(std::string& out, const Json& value) {
  if (value.is_integer()) {
    out += std::to_string(value.integer());
  } else if (value.is_text()) {
    append_escaped(out, value.text());
  } else if (value.is_array()) {
    out.push_back('[');
    bool first = true;
    for (const Json& item : value.items()) {
      if (!first) out.push_back(',');
      first = false;
      append_value(out, item);
    }
    out.push_back(']');
  } else {
    out.push_back('{');
    bool first = true;
    for (const auto& [key, item] : value.members()) {
      if (!first) out.push_back(',');
      first = false;
      append_escaped(out, key);
      out.push_back(':');
      append_value(out, item);
    }
    out.push_back('}');
  }
}

bool is_ascii_key(std::string_view key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

class CanonicalParser {
 public:
  CanonicalParser(std::string_view text, unsigned max_depth) : rest_(text), max_depth_(max_depth) {}

  Result<Json> parse() {
    Json value = CARE_TRY(parse_value(0));
    if (!rest_.empty()) return ErrorCode::json_malformed;
    return value;
  }

 private:
  bool take(char expected) {
    if (rest_.empty() || rest_.front() != expected) return false;
    rest_.remove_prefix(1);
    return true;
  }

  Result<Json> parse_value(unsigned depth) {
    if (rest_.empty()) return ErrorCode::json_malformed;
    switch (rest_.front()) {
      case '{': return parse_object(depth);
      case '[': return parse_array(depth);
      case '"': return Json(CARE_TRY(parse_string()));
      default: return parse_integer();
    }
  }

  Result<Json> parse_object(unsigned depth) {
    if (depth >= max_depth_) return ErrorCode::json_too_deep;
    rest_.remove_prefix(1);
    Json object;
    if (take('}')) return object;
    while (true) {
      if (rest_.empty() || rest_.front() != '"') return ErrorCode::json_malformed;
      std::string key = CARE_TRY(parse_string());
      if (!is_ascii_key(key)) return ErrorCode::json_not_canonical;
      if (!object.members().empty() && key <= object.members().back().first) {
        return key == object.members().back().first ? ErrorCode::json_duplicate_key : ErrorCode::json_not_canonical;
      }
      if (!take(':')) return ErrorCode::json_malformed;
      object.append(std::move(key), CARE_TRY(parse_value(depth + 1)));
      if (take('}')) return object;
      if (!take(',')) return ErrorCode::json_malformed;
    }
  }

  Result<Json> parse_array(unsigned depth) {
    if (depth >= max_depth_) return ErrorCode::json_too_deep;
    rest_.remove_prefix(1);
    Json array = Json::array();
    if (take(']')) return array;
    while (true) {
      array.push(CARE_TRY(parse_value(depth + 1)));
      if (take(']')) return array;
      if (!take(',')) return ErrorCode::json_malformed;
    }
  }

  Result<Json> parse_integer() {
    std::uint64_t value = 0;
    std::size_t digits = 0;
    while (digits < rest_.size() && rest_[digits] >= '0' && rest_[digits] <= '9') {
      value = value * 10 + static_cast<std::uint64_t>(rest_[digits] - '0');
      if (value > kJsonMaxInteger) return ErrorCode::json_not_canonical;
      ++digits;
    }
    if (digits == 0) return ErrorCode::json_malformed;
    if (digits > 1 && rest_.front() == '0') return ErrorCode::json_not_canonical;
    rest_.remove_prefix(digits);
    return Json(value);
  }

  Result<std::string> parse_string() {
    const std::string_view whole = rest_;
    rest_.remove_prefix(1);
    std::string out;
    bool escaped = false;
    while (true) {
      const std::size_t plain = plain_prefix(rest_);
      out.append(rest_.data(), plain);
      rest_.remove_prefix(plain);
      if (take('"')) break;
      if (!take('\\')) return ErrorCode::json_malformed;
      out.push_back(CARE_TRY(parse_escape()));
      escaped = true;
    }
    if (!is_valid_utf8(out)) return ErrorCode::json_malformed;
    if (!escaped) return out;
    // One spelling only: what we would have written is what was there.
    std::string again;
    append_escaped(again, out);
    if (again != whole.substr(0, whole.size() - rest_.size())) return ErrorCode::json_not_canonical;
    return out;
  }

  Result<char> parse_escape() {
    if (rest_.empty()) return ErrorCode::json_malformed;
    const char kind = rest_.front();
    rest_.remove_prefix(1);
    switch (kind) {
      case '"': case '\\': return kind;
      case 'b': return '\b';
      case 'f': return '\f';
      case 'n': return '\n';
      case 'r': return '\r';
      case 't': return '\t';
      case 'u': break;
      default: return ErrorCode::json_malformed;
    }
    if (rest_.size() < 4) return ErrorCode::json_malformed;
    const auto byte = decode_hex(rest_.substr(2, 2));
    if (rest_.substr(0, 2) != "00" || !byte || byte->front() >= 0x20) return ErrorCode::json_not_canonical;
    rest_.remove_prefix(4);
    return static_cast<char>(byte->front());
  }

  std::string_view rest_;
  unsigned max_depth_;
};

}  // namespace

Json::Json(std::uint64_t integer) : value_(integer) { CARE_CHECK(integer <= kJsonMaxInteger); }

Json::Json(const Json& other) = default;
Json::Json(Json&& other) noexcept = default;
Json& Json::operator=(const Json& other) = default;
Json& Json::operator=(Json&& other) noexcept = default;
Json::~Json() = default;

Json Json::object(std::span<NewMember> members) {
  Json out;
  std::get_if<Object>(&out.value_)->reserve(members.size());
  for (auto& [key, value] : members) out.set(key, std::move(value));
  return out;
}

namespace {
auto position_of(const Json::Object& members, std::string_view key) {
  return std::lower_bound(members.begin(), members.end(), key,
                          [](const Json::Member& member, std::string_view wanted) { return member.first < wanted; });
}
}  // namespace

Json& Json::set(std::string_view key, Json value) {
  auto& members = *std::get_if<Object>(&value_);
  const auto at = members.begin() + (position_of(members, key) - members.cbegin());
  if (at != members.end() && at->first == key) {
    at->second = std::move(value);
  } else {
    members.emplace(at, std::string(key), std::move(value));
  }
  return *this;
}

const Json* Json::find(std::string_view key) const {
  const auto at = position_of(members(), key);
  return at != members().end() && at->first == key ? &at->second : nullptr;
}

bool Json::erase(std::string_view key) {
  auto& members = *std::get_if<Object>(&value_);
  const auto at = position_of(members, key);
  if (at == members.end() || at->first != key) return false;
  members.erase(members.begin() + (at - members.cbegin()));
  return true;
}

Json& Json::append(std::string key, Json value) {
  auto& members = *std::get_if<Object>(&value_);
  CARE_CHECK(members.empty() || members.back().first < key);
  members.emplace_back(std::move(key), std::move(value));
  return *this;
}

Json& Json::push(Json value) {
  items().push_back(std::move(value));
  return *this;
}

void append_canonical(std::string& out, std::string_view text) { append_escaped(out, text); }

std::string encode_canonical(const Json& value) {
  std::string out;
  append_value(out, value);
  return out;
}

Result<Json> parse_canonical(BytesView bytes, JsonLimits limits) {
  if (bytes.size() > limits.max_bytes) return ErrorCode::json_too_large;
  return CanonicalParser(as_text(bytes), limits.max_depth).parse();
}

bool is_valid_utf8(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    const auto first = static_cast<unsigned char>(text[i]);
    std::size_t more = 0;
    std::uint32_t point = 0;
    if (first < 0x80) { ++i; continue; }
    if (first >= 0xC2 && first <= 0xDF) { more = 1; point = first & 0x1FU; }
    else if (first >= 0xE0 && first <= 0xEF) { more = 2; point = first & 0x0FU; }
    else if (first >= 0xF0 && first <= 0xF4) { more = 3; point = first & 0x07U; }
    else return false;
    if (text.size() - i <= more) return false;
    for (std::size_t k = 1; k <= more; ++k) {
      const auto next = static_cast<unsigned char>(text[i + k]);
      if ((next & 0xC0U) != 0x80U) return false;
      point = (point << 6U) | (next & 0x3FU);
    }
    if (more == 2 && (point < 0x800 || (point >= 0xD800 && point <= 0xDFFF))) return false;
    if (more == 3 && (point < 0x10000 || point > 0x10FFFF)) return false;
    i += more + 1;
  }
  return true;
}

Result<ObjectReader> ObjectReader::open(const Json& value) {
  if (!value.is_object()) return ErrorCode::json_wrong_type;
  return ObjectReader(value);
}

const Json* ObjectReader::find(FieldName key) {
  const auto& members = value_->members();
  const auto at = position_of(members, key.text());
  if (at == members.end() || at->first != key.text()) return nullptr;
  seen_[static_cast<std::size_t>(at - members.begin())] = true;
  return &at->second;
}

Result<std::uint64_t> ObjectReader::integer(FieldName key) {
  const Json* value = find(key);
  if (value == nullptr) return Error(ErrorCode::json_missing_field, key);
  if (!value->is_integer()) return Error(ErrorCode::json_wrong_type, key);
  return value->integer();
}

Result<std::string> ObjectReader::text(FieldName key) {
  const Json* value = find(key);
  if (value == nullptr) return Error(ErrorCode::json_missing_field, key);
  if (!value->is_text()) return Error(ErrorCode::json_wrong_type, key);
  return value->text();
}

Result<Bytes> ObjectReader::base64url(FieldName key) {
  auto bytes = decode_base64url(CARE_TRY(text(key)));
  if (!bytes) return Error(ErrorCode::encoding_invalid, key);
  return bytes;
}

Result<const Json*> ObjectReader::array(FieldName key) {
  const Json* value = find(key);
  if (value == nullptr) return Error(ErrorCode::json_missing_field, key);
  if (!value->is_array()) return Error(ErrorCode::json_wrong_type, key);
  return value;
}

Result<const Json*> ObjectReader::object(FieldName key) {
  const Json* value = find(key);
  if (value == nullptr) return Error(ErrorCode::json_missing_field, key);
  if (!value->is_object()) return Error(ErrorCode::json_wrong_type, key);
  return value;
}

Result<void> ObjectReader::finish() const {
  return std::find(seen_.begin(), seen_.end(), false) == seen_.end() ? Result<void>()
                                                                      : Result<void>(ErrorCode::json_unknown_field);
}

}  // namespace care
