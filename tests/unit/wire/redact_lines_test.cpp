#include "shared/wire/redact_lines.h"

#include "tests/support/catch.h"

namespace care::wire {
namespace {

ErrorCode refusal(std::string_view line) {
  const auto read = parse_redact_line(line);
  REQUIRE_FALSE(read.ok());
  return read.error().code();
}

}  // namespace

TEST_CASE("parse_redact_line: id, text and roster, in any order, whatever else is there") {
  const auto line = parse_redact_line(
      R"( {"roster":[{"role":"resident","name":"Mary Orme","aliases":["Mazza",7],"dob":null,"nhs":9992525098,"of":{"x":[1.5]},"relation":"x"}],"text":"Zo\u00eb \ud83d\ude00","kind":"daily","spans":[{"roster":true}],"id":"n-1"})");
  REQUIRE(line.ok());
  CHECK(line->id == "\"n-1\"");
  CHECK(line->text == "Zoë 😀");
  CHECK(encode_canonical(line->people) == R"([{"aliases":["Mazza"],"name":"Mary Orme","nhs":"9992525098","role":"resident"}])");
}

TEST_CASE("parse_redact_line: a roster that is missing or null is nobody, and a person without a name is still there") {
  CHECK(parse_redact_line(R"({"id":1,"text":""})")->people == Json::array());
  CHECK(parse_redact_line(R"({"id":1,"text":"","roster":null})")->people == Json::array());
  CHECK(encode_canonical(parse_redact_line(R"({"id":-1.5,"text":"","roster":[{"room":5}]})")->people) == R"([{"name":"","room":"5"}])");
}

TEST_CASE("parse_redact_line: what is no such line is refused by code") {
  using enum ErrorCode;
  CHECK(refusal("") == json_malformed);
  CHECK(refusal("{\"id\":1,\"text\":\"\xFF\"}") == json_malformed);
  CHECK(refusal("{\"id\":1,\"text\":\"\\ud83d\"}") == json_malformed);
  CHECK(refusal(std::string_view("{\"id\":1,\"text\":\"\"}\0{", 20)) == json_malformed);
  CHECK(refusal("{\"id\":1,\"text\":\"\"} {}") == json_malformed);
  CHECK(refusal("[]") == json_wrong_type);
  CHECK(refusal(R"({"text":""})") == json_missing_field);
  CHECK(refusal(R"({"id":1})") == json_missing_field);
  CHECK(refusal(R"({"id":[[]],"text":""})") == json_wrong_type);
  CHECK(refusal(R"({"id":1,"text":5})") == json_wrong_type);
  CHECK(refusal(R"({"id":1,"text":"","roster":{}})") == json_wrong_type);
  CHECK(refusal(R"({"id":1,"text":"","roster":["Mary"]})") == json_wrong_type);
  CHECK(refusal(std::string(200'000, '[')) == json_malformed);
  CHECK(refusal(std::string(kRedactLineMaxBytes + 1, ' ')) == json_too_large);
}

TEST_CASE("write_redact_line: one line of JSON") {
  const std::vector<redact::Span> spans{{0, 3, redact::Type::name_staff}};
  CHECK(write_redact_line("\"n-1\"", spans, "[STAFF_1]\n\"x\"") == R"({"id":"n-1","redacted":"[STAFF_1]\n\"x\"","spans":[{"end":3,"start":0,"type":"NAME_STAFF"}]})");
  CHECK(write_redact_line("7", {}, "") == R"({"id":7,"redacted":"","spans":[]})");
}

}  // namespace care::wire
