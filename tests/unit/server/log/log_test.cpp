#include "server/log/log.h"

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/test_clock.h"

namespace care::server {
namespace {

void collect(void* lines, std::string_view line) { static_cast<std::vector<std::string>*>(lines)->emplace_back(line); }

}  // namespace

TEST_CASE("log: a line is one JSON object of ids, codes and numbers") {
  care::test::TestClock clock(1'790'000'000'123);
  care::test::TestRandom random;
  std::vector<std::string> lines;
  const auto log = make_sink_log(clock, LogLevel::info, collect, &lines);
  const auto request = make_id<RequestId>(random);
  const auto workspace = make_id<WorkspaceId>(random);
  log->info({.event = "request", .request = request, .workspace = workspace, .route = "append_records", .status = 409, .ms = 12,
             .code = ErrorCode::version_stale, .count = 3});
  log->error({.event = "stopped"});
  REQUIRE(lines.size() == 2);
  const auto line = nlohmann::json::parse(lines[0]);
  CHECK(line["time"] == "2026-09-21T14:13:20.123Z");
  CHECK(line["level"] == "info");
  CHECK(line["event"] == "request");
  CHECK(line["request"] == request.text());
  CHECK(line["ws"] == workspace.text());
  CHECK(line["route"] == "append_records");
  CHECK(line["status"] == 409);
  CHECK(line["ms"] == 12);
  CHECK(line["code"] == "version_stale");
  CHECK(line["count"] == 3);
  CHECK(nlohmann::json::parse(lines[1]).size() == 3);
}

TEST_CASE("log: the level can be changed while it runs") {
  care::test::TestClock clock;
  std::vector<std::string> lines;
  const auto log = make_sink_log(clock, LogLevel::warn, collect, &lines);
  log->info({.event = "quiet"});
  CHECK(lines.empty());
  log->set_level(LogLevel::debug);
  log->debug({.event = "loud"});
  CHECK(lines.size() == 1);
  CHECK(parse_log_level("warn") == LogLevel::warn);
  CHECK_FALSE(parse_log_level("WARN").has_value());
}

}  // namespace care::server
