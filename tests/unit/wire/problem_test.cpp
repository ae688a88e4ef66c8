#include "shared/wire/problem.h"

#include "tests/support/catch.h"

namespace care::wire {

TEST_CASE("encode_problem: every code has its number, status, sentence and address") {
  for (const ErrorInfo& info : kErrors) {
    const Json problem = encode_problem(Error(info.code));
    CHECK(problem.find("code")->text() == info.name);
    CHECK(problem.find("number")->integer() == static_cast<std::uint64_t>(info.code));
    CHECK(problem.find("status")->integer() == info.status);
    CHECK(problem.find("title")->text() == sentence_of(info.code));
    CHECK(problem.find("type")->text() == "/errors/" + std::to_string(static_cast<unsigned>(info.code)));
    CHECK(problem.find("field") == nullptr);
  }
}

TEST_CASE("decode_problem: what was encoded, and no error that is not known here") {
  for (const ErrorInfo& info : kErrors) CHECK(decode_problem(encode_problem(Error(info.code))) == info.code);
  CHECK(decode_problem(Json::object({{"code", "newer_than_this"}})) == ErrorCode::network_failed);
  CHECK(decode_problem(Json::object({{"code", std::uint64_t{0}}})) == ErrorCode::network_failed);
  CHECK(decode_problem(Json::object()) == ErrorCode::network_failed);
}

TEST_CASE("encode_problem: a field is named as the source names it") {
  const Json problem = encode_problem(Error(ErrorCode::field_required, "handle"));
  CHECK(problem.find("field")->text() == "handle");
}

}  // namespace care::wire
