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

TEST_CASE("encode_problem: a field is named as the source names it") {
  const Json problem = encode_problem(Error(ErrorCode::field_required, "handle"));
  CHECK(problem.find("field")->text() == "handle");
}

}  // namespace care::wire
