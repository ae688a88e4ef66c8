#include "shared/wire/json_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace care::wire {
namespace {

// Objects are kept sorted, so keys in falling order cost the square of their number: far more than any message of ours has.
constexpr std::size_t kMaxMembers = 256;

// Builds our tree from the library's events; the first fault ends the reading.
class TreeBuilder {
 public:
  using number_integer_t = nlohmann::json::number_integer_t;
  using number_unsigned_t = nlohmann::json::number_unsigned_t;
  using number_float_t = nlohmann::json::number_float_t;
  using string_t = nlohmann::json::string_t;
  using binary_t = nlohmann::json::binary_t;

  explicit TreeBuilder(unsigned max_depth) : max_depth_(max_depth) {}

  bool null() { return fail(ErrorCode::json_wrong_type); }
  bool boolean(bool) { return fail(ErrorCode::json_wrong_type); }
  bool number_integer(number_integer_t) { return fail(ErrorCode::json_wrong_type); }  // only negative ones come here
  bool number_unsigned(number_unsigned_t value) {
    if (value > kJsonMaxInteger) return fail(ErrorCode::json_wrong_type);
    return put(Json(std::uint64_t{value}));
  }
  bool number_float(number_float_t, const string_t&) { return fail(ErrorCode::json_wrong_type); }
  bool string(string_t& text) { return put(Json(std::move(text))); }
  bool binary(binary_t&) { return fail(ErrorCode::json_malformed); }
  bool start_object(std::size_t) { return open(Json::object()); }
  bool start_array(std::size_t) { return open(Json::array()); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(string_t& name) {
    for (const char letter : name) {
      if (letter <= 0x20 || letter >= 0x7F) return fail(ErrorCode::json_not_canonical);
    }
    if (name.empty()) return fail(ErrorCode::json_not_canonical);
    if (open_.back().value.find(name) != nullptr) return fail(ErrorCode::json_duplicate_key);
    if (open_.back().value.members().size() >= kMaxMembers) return fail(ErrorCode::json_too_large);
    open_.back().key = std::move(name);
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& what) {
    constexpr int kNumberTooLarge = 406;
    return fail(what.id == kNumberTooLarge ? ErrorCode::json_wrong_type : ErrorCode::json_malformed);
  }

  Result<Json> take() {
    if (error_) return *error_;
    if (!done_) return ErrorCode::json_malformed;
    return std::move(*done_);
  }
  ErrorCode code() const { return error_ ? error_->code() : ErrorCode::json_malformed; }

 private:
  struct Level {
    Json value;
    std::string key;
  };

  bool fail(ErrorCode code) {
    if (!error_) error_ = Error(code);
    return false;
  }
  bool open(Json value) {
    if (open_.size() >= max_depth_) return fail(ErrorCode::json_too_deep);
    open_.push_back({std::move(value), {}});
    return true;
  }
  bool close() {
    Json value = std::move(open_.back().value);
    open_.pop_back();
    return put(std::move(value));
  }
  bool put(Json value) {
    if (open_.empty()) {
      done_ = std::move(value);
    } else if (open_.back().value.is_array()) {
      open_.back().value.push(std::move(value));
    } else {
      open_.back().value.set(open_.back().key, std::move(value));
    }
    return true;
  }

  unsigned max_depth_;
  std::vector<Level> open_;
  std::optional<Json> done_;
  std::optional<Error> error_;
};

}  // namespace

Result<Json> parse_json(BytesView text, JsonLimits limits) {
  if (text.size() > limits.max_bytes) return ErrorCode::json_too_large;
  // The library takes a zero for the end and would not look at what follows it.
  if (std::find(text.begin(), text.end(), std::uint8_t{0}) != text.end()) return ErrorCode::json_malformed;
  TreeBuilder builder(limits.max_depth);
  if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) return builder.code();
  return builder.take();
}

}  // namespace care::wire
