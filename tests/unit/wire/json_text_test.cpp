#include "shared/wire/json_text.h"

#include "tests/support/refusal.h"
#include "tests/support/test_random.h"

namespace care::wire {
namespace {

Result<Json> parse(std::string_view text, JsonLimits limits = {}) { return parse_json(as_bytes(text), limits); }

ErrorCode code_of(std::string_view text, JsonLimits limits = {}) {
  INFO(text.substr(0, 80));
  return test::refusal(parse(text, limits));
}

}  // namespace

TEST_CASE("parse_json: reads any spacing and order of keys into the same value") {
  const auto a = parse(R"({"b":[1,"x"],"a":{}})");
  const auto b = parse(" \t\r\n{ \"a\" : { } ,\n \"b\" : [ 1 , \"\\u0078\" ] } ");
  REQUIRE(a.ok());
  REQUIRE(b.ok());
  CHECK(*a == *b);
  CHECK(encode_canonical(*a) == R"({"a":{},"b":[1,"x"]})");
}

TEST_CASE("parse_json: whatever is written canonically is read back as it was") {
  care::test::TestRandom random(5);
  for (int round = 0; round < 200; ++round) {
    Json value = Json::object();
    for (std::uint64_t i = 0; i < random.below(6); ++i) {
      const std::string key = "k" + std::to_string(random.below(50));
      switch (random.below(4)) {
        case 0: value.set(key, random.below(kJsonMaxInteger)); break;
        case 1: value.set(key, "text \"quoted\" \\ \n \xE2\x82\xAC"); break;
        case 2: value.set(key, Json(Json::Array{Json(std::uint64_t{1}), Json("a")})); break;
        default: value.set(key, Json::object({{"inner", random.below(9)}})); break;
      }
    }
    const auto read = parse(encode_canonical(value));
    REQUIRE(read.ok());
    CHECK(*read == value);
  }
}

TEST_CASE("parse_json: what the subset does not have is a wrong type") {
  for (const char* text : {"null", "true", "false", "-1", "1.0", "1e2", "0.5", "-0", "{\"a\":null}", "[false]", "9007199254740992",
                           "18446744073709551616", "1e999"}) {
    CHECK(code_of(text) == ErrorCode::json_wrong_type);
  }
  CHECK(parse("9007199254740991").ok());
}

TEST_CASE("parse_json: a key may stand once, however it is spelt") {
  CHECK(code_of(R"({"a":1,"a":1})") == ErrorCode::json_duplicate_key);
  CHECK(code_of(R"({"a":1,"\u0061":2})") == ErrorCode::json_duplicate_key);
  CHECK(code_of(R"({"x":{"a":1,"b":2,"a":3}})") == ErrorCode::json_duplicate_key);
  CHECK(parse(R"([{"a":1},{"a":1}])").ok());
}

TEST_CASE("parse_json: keys are printable ASCII without blanks") {
  for (const char* text : {R"({"":1})", R"({"a b":1})", "{\"\xC3\xA9\":1}", R"({"\u0000":1})", R"({"\u007f":1})", R"({"\u00e9":1})"}) {
    CHECK(code_of(text) == ErrorCode::json_not_canonical);
  }
}

TEST_CASE("parse_json: broken text is malformed") {
  for (const char* text : {"", " ", "{", "}", "[", "[1", "[1,]", "{\"a\"}", "{\"a\":}", "{a:1}", "{'a':1}", "\"", "\"\\x\"", "\"\\u12\"", "01", "+1", "{}{}",
                           "{} x", "nul", "// c\n1", "[1 2]", "\xEF\xBB", "\"\xFF\"", "\"\xC0\xAF\"", "\"\xED\xA0\x80\"", "\"\\ud800\"", "\"\\udc00\"",
                           "\"a\tb\"", "NaN", "Infinity"}) {
    CHECK(code_of(text) == ErrorCode::json_malformed);
  }
  CHECK(code_of(std::string_view("\"a\0b\"", 5)) == ErrorCode::json_malformed);
  CHECK(code_of(std::string_view("{}\0", 3)) == ErrorCode::json_malformed);
}

TEST_CASE("parse_json: depth and size have limits, and the limits themselves are allowed") {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  CHECK(parse(nested(8)).ok());
  CHECK(code_of(nested(9)) == ErrorCode::json_too_deep);
  CHECK(code_of(std::string(100'000, '['), {.max_bytes = 200'000, .max_depth = 8}) == ErrorCode::json_too_deep);
  const std::string text = "\"" + std::string(98, 'a') + "\"";
  CHECK(parse(text, {.max_bytes = 100, .max_depth = 8}).ok());
  CHECK(code_of(text, {.max_bytes = 99, .max_depth = 8}) == ErrorCode::json_too_large);
}

TEST_CASE("parse_json: an object has at most 256 members, so that keys in falling order cost no more than others") {
  const auto object_of = [](std::size_t members) {
    std::string text = "{";
    for (std::size_t i = members; i > 0; --i) text += (i == members ? "\"k" : ",\"k") + std::to_string(i) + "\":1";
    return text + "}";
  };
  const JsonLimits wide{.max_bytes = 4 * 1024 * 1024, .max_depth = 8};
  CHECK(parse(object_of(256), wide).ok());
  CHECK(code_of(object_of(257), wide) == ErrorCode::json_too_large);
  CHECK(code_of(object_of(300'000), wide) == ErrorCode::json_too_large);
}

TEST_CASE("parse_json: the first fault ends the reading") {
  CHECK(code_of(R"({"a":null,"b":)") == ErrorCode::json_wrong_type);
  CHECK(code_of(R"({"a":1,"a":null})") == ErrorCode::json_duplicate_key);
}

TEST_CASE("parse_json: no prefix of a good text and no flipped byte does more than fail") {
  const std::string good = R"({"handle":"ruth@x.example","items":[{"n":12,"t":"\u00e9\n"},[]],"ke1":"AAAA"})";
  REQUIRE(parse(good).ok());
  for (std::size_t length = 0; length < good.size(); ++length) CHECK_FALSE(parse(good.substr(0, length)).ok());
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string changed = good;
      changed[at] = static_cast<char>(static_cast<unsigned char>(changed[at]) ^ (1U << bit));
      const auto read = parse(changed);
      if (read) CHECK(parse(encode_canonical(*read)).ok());
    }
  }
}

}  // namespace care::wire
