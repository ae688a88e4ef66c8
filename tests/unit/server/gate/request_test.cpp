#include "server/gate/request.h"

#include "tests/support/catch.h"
#include "tests/support/test_random.h"

namespace care::server {

TEST_CASE("query_number: reads plain decimals, keeps the most, and takes the default where nothing stands") {
  Request request;
  request.query = {{"a", "0"}, {"b", "9007199254740991"}, {"c", "120"}};
  CHECK(*query_number(request, "a", 7, 100) == 0);
  CHECK(*query_number(request, "b", 7, 100) == 100);
  CHECK(*query_number(request, "c", 7, 100) == 100);
  CHECK(*query_number(request, "none", 7, 100) == 7);
}

TEST_CASE("query_number: anything else is an encoding error") {
  for (const char* text : {"", " 1", "1 ", "+1", "-1", "1.0", "1e3", "0x1", "9007199254740992", "18446744073709551616", "one"}) {
    Request request;
    request.query = {{"a", text}};
    INFO(text);
    const auto number = query_number(request, "a", 7, kJsonMaxInteger);
    REQUIRE_FALSE(number.ok());
    CHECK(number.error().code() == ErrorCode::encoding_invalid);
  }
}

TEST_CASE("path_id: what is no id names nothing, exactly like an unknown one") {
  care::test::TestRandom random;
  const auto subject = make_id<SubjectId>(random);
  Request request;
  request.parameters = {{"subj", subject.text()}, {"bad", "x"}, {"other", make_id<RecordId>(random).text()}};
  CHECK(*path_id<SubjectId>(request, "subj") == subject);
  for (const char* name : {"bad", "other", "absent"}) {
    CHECK(path_id<SubjectId>(request, name).error().code() == ErrorCode::not_found);
  }
}

TEST_CASE("problem_response: status from the table, retry times where trying again helps") {
  const Response missing = problem_response(ErrorCode::not_found);
  CHECK(missing.status == 404);
  CHECK(missing.content_type == "application/problem+json");
  CHECK(missing.headers.empty());
  const Response slow = problem_response(ErrorCode::rate_limited);
  REQUIRE(slow.headers.size() == 1);
  CHECK(slow.headers.front().first == "Retry-After");
  CHECK(problem_response(ErrorCode::disk_full).headers.size() == 1);
  const Response more = problem_response(ErrorCode::second_factor_needed, "login", Json("log_x"));
  CHECK(more.body.find("\"login\":\"log_x\"") != std::string::npos);
  CHECK(more.status == 401);
}

}  // namespace care::server
