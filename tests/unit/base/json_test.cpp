#include "shared/base/json.h"

#include "shared/base/id.h"

#include "tests/support/refusal.h"
#include "tests/support/test_random.h"

namespace care {
namespace {

Result<Json> parse(std::string_view text, JsonLimits limits = {}) { return parse_canonical(as_bytes(text), limits); }

ErrorCode code_of(std::string_view text, JsonLimits limits = {}) {
  INFO(text.substr(0, 80));
  return test::refusal(parse(text, limits));
}

Json random_value(test::TestRandom& random, unsigned depth) {
  switch (random.below(depth == 0 ? 2 : 4)) {
    case 0: return Json(random.below(kJsonMaxInteger));
    case 1: {
      std::string text;
      for (std::uint64_t i = 0; i < random.below(12); ++i) text.push_back(static_cast<char>(random.below(0x80)));
      return Json(text + "\xE2\x82\xAC");
    }
    case 2: {
      Json list = Json::array();
      for (std::uint64_t i = 0; i < random.below(4); ++i) list.push(random_value(random, depth - 1));
      return list;
    }
    default: {
      Json object = Json::object();
      for (std::uint64_t i = 0; i < random.below(4); ++i) object.set("k" + std::to_string(random.below(20)), random_value(random, depth - 1));
      return object;
    }
  }
}

}  // namespace

TEST_CASE("canonical JSON: each value has one spelling, and that spelling is read back") {
  test::TestRandom random;
  for (int round = 0; round < 500; ++round) {
    const Json value = random_value(random, 4);
    const std::string text = encode_canonical(value);
    const auto read = parse(text);
    INFO(text);
    REQUIRE(read.ok());
    CHECK(*read == value);
    CHECK(encode_canonical(*read) == text);
  }
}

TEST_CASE("canonical JSON: no flipped bit of a text is read as the same value") {
  const std::string good = R"({"act":"record.create","list":[0,12,"a\n\u0001\""],"t":1790000000000})";
  const auto value = parse(good);
  REQUIRE(value.ok());
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string changed = good;
      changed[at] = static_cast<char>(static_cast<unsigned char>(changed[at]) ^ (1U << bit));
      const auto read = parse(changed);
      if (read.ok()) CHECK_FALSE(*read == *value);
    }
  }
}

TEST_CASE("canonical JSON: every other spelling of a value is refused") {
  for (const char* text : {"{\"b\":1,\"a\":2}", "\"\\u0041\"", "\"\\u000A\"", "\"\\u000a\"", "01", "00", "9007199254740992",
                           "99999999999999999999999", "\"\\u00e9\"", "{\"\xC3\xA9\":1}", "{\"a b\":1}", "{\"\":1}", "\"\\u0020\""}) {
    INFO(text);
    CHECK(code_of(text) == ErrorCode::json_not_canonical);
  }
  for (const char* text : {"", " 1", "1 ", "{ }", "[1, 2]", "{\"a\": 1}", "1.0", "-1", "1e3", "+1", "null", "true", "{", "[", "[1", "[1,]", "{\"a\":}",
                           "{\"a\"}", "{a:1}", "\"", "\"\\x\"", "\"\\/\"", "\"\\u12\"", "{}{}", "\"\t\"", "\"\xFF\"", "\"\xED\xA0\x80\"", "\"\xC0\x80\"", "[1}"}) {
    CHECK_FALSE(parse(text).ok());
  }
  CHECK(code_of("{\"a\":1,\"a\":2}") == ErrorCode::json_duplicate_key);
}

TEST_CASE("canonical JSON: depth and size have limits") {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  CHECK(parse(nested(8)).ok());
  CHECK(code_of(nested(9)) == ErrorCode::json_too_deep);
  CHECK(code_of(std::string(60'000, '[')) == ErrorCode::json_too_deep);
  CHECK(code_of("\"" + std::string(64 * 1024, 'a') + "\"") == ErrorCode::json_too_large);
}

TEST_CASE("Json: set keeps keys sorted and replaces, erase takes away") {
  Json value = Json::object({{"c", 1ULL}, {"a", 2ULL}});
  value.set("b", 3ULL).set("a", 4ULL);
  CHECK(encode_canonical(value) == R"({"a":4,"b":3,"c":1})");
  CHECK(value.erase("b"));
  CHECK_FALSE(value.erase("b"));
  CHECK(value.find("b") == nullptr);
  CHECK(value.find("a")->integer() == 4);
}

TEST_CASE("is_valid_utf8: overlong forms, surrogates and what lies beyond Unicode are none") {
  for (const char* good : {"", "a", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    CHECK(is_valid_utf8(good));
  }
  for (const char* bad : {"\x80", "\xC0\x80", "\xC1\xBF", "\xC2", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xED\xBF\xBF", "\xE2\x82", "\xF0\x8F\xBF\xBF",
                          "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "a\xC2z"}) {
    CHECK_FALSE(is_valid_utf8(bad));
  }
}

TEST_CASE("ObjectReader: tells what is missing, of another type, or not asked for") {
  const Json value = Json::object({{"id", "x"}, {"list", Json::array()}, {"n", 7ULL}, {"o", Json::object()}, {"raw", "AAEC"}});
  auto reader = ObjectReader::open(value).value();
  CHECK(*reader.integer("n") == 7);
  CHECK(*reader.text("id") == "x");
  CHECK(reader.text("n").error() == Error(ErrorCode::json_wrong_type, "n"));
  CHECK(reader.integer("none").error() == Error(ErrorCode::json_missing_field, "none"));
  CHECK(reader.base64url("raw")->size() == 3);
  CHECK(reader.base64url_exact<2>("raw").error().code() == ErrorCode::json_wrong_type);
  CHECK(reader.id<SubjectId>("id").error() == Error(ErrorCode::id_invalid, "id"));
  CHECK(reader.array("list").ok());
  CHECK(reader.finish().error().code() == ErrorCode::json_unknown_field);
  CHECK(reader.array("o").error().code() == ErrorCode::json_wrong_type);
  CHECK(reader.object("o").ok());
  CHECK(reader.finish().ok());
  CHECK(ObjectReader::open(Json("x")).error().code() == ErrorCode::json_wrong_type);
}

}  // namespace care
