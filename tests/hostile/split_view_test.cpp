// Two logs, each whole and rightly signed, shown to different people: found where somebody's statement or receipt names a head that
// does not lie in one line with one's own. No witness is needed for it, only one colleague.
//
// Above each case stands the check without which it was seen to fail.
#include "tests/hostile/forge.h"

namespace care::test {
namespace {

// The same log with another last entry: a fork.
LyingLog forked(LyingLog log) {
  log.append_event();
  audit::Leaf last = log.leaf(log.size() - 1);
  last.time_ms += 7;
  log.replace(log.size() - 1, last);
  return log;
}

LyingLog longer(LyingLog log, int entries) {
  for (int i = 0; i < entries; ++i) log.append_event();
  return log;
}

// Two colleagues' devices, current at this moment.
struct Pair {
  Pair() : mine(world().server, "sunrise"), theirs(world().server, "sunrise") {
    mine.settle(world().nurse.person);
    theirs.settle(world().carer.person);
    REQUIRE(code_of(mine.sync()) == "ok");
  }
  Result<Json> shown(Victim& device, LyingLog log) {
    return device.under(told_by(log), [&] { return device.sync(); });
  }
  // What the colleague writes while looking at that log, as the server hands it on.
  Json written_under(const LyingLog& log) {
    REQUIRE(code_of(shown(theirs, log)) == "ok");
    const auto sealed = theirs.seal(drink_on(world().edith, theirs.device().now_ms()));
    REQUIRE(code_of(sealed) == "ok");
    return delivered(sealed->find("sealed")->items().front(), log.size());
  }
  std::string problem_of(const Json& version) {
    const auto opened = mine.core().open_records(Json::object({{"records", list_of(version)}}));
    REQUIRE(opened.ok());
    return problems_of(*opened).front();
  }

  Victim mine, theirs;
};

}  // namespace

TEST_CASE("hostile: a colleague's statement made under another log is found out at the next look at the log") {
  Pair pair;
  const LyingLog common = world().current();
  REQUIRE(code_of(pair.shown(pair.mine, longer(common, 3))) == "ok");
  CHECK(pair.problem_of(pair.written_under(forked(common))).empty());
  // HeadBook::check in sync_directory, client/log_view.cpp
  CHECK(code_of(pair.shown(pair.mine, longer(common, 3))) == "log_inconsistent");
  CHECK(code_of(pair.shown(pair.mine, longer(common, 4))) == "log_inconsistent");  // and goes on being refused
  check_told("log_inconsistent");
}

TEST_CASE("hostile: another root for a size that this device has proved is found out at once") {
  Pair pair;
  const LyingLog common = world().current();
  REQUIRE(code_of(pair.shown(pair.mine, longer(common, 1))) == "ok");
  // linked_ in HeadBook::meet_in_statement, client/head_book.cpp
  CHECK(pair.problem_of(pair.written_under(forked(common))) == "log_inconsistent");
}

TEST_CASE("hostile: a device that is kept behind what a colleague has seen says so") {
  Pair pair;
  const LyingLog common = world().current();
  const Json version = pair.written_under(longer(common, 4));
  REQUIRE(code_of(pair.shown(pair.mine, common)) == "ok");
  CHECK(pair.problem_of(version).empty());
  CHECK(code_of(pair.shown(pair.mine, common)) == "ok");  // that answer may have been on its way already
  // ahead_ in HeadBook::check, client/head_book.cpp
  CHECK(code_of(pair.shown(pair.mine, common)) == "log_rolled_back");
  CHECK(code_of(pair.shown(pair.mine, longer(common, 5))) == "ok");
  check_told("log_rolled_back");
}

TEST_CASE("hostile: colleagues who look at one log, each at another time, raise no alarm") {
  Pair pair;
  const LyingLog common = world().current();
  const Json early = pair.written_under(longer(common, 1));
  const Json late = pair.written_under(longer(common, 3));
  REQUIRE(code_of(pair.shown(pair.mine, longer(common, 5))) == "ok");
  CHECK(pair.problem_of(early).empty());
  CHECK(pair.problem_of(late).empty());
  CHECK(code_of(pair.shown(pair.mine, longer(common, 6))) == "ok");
}

TEST_CASE("hostile: members, roles and rotations that a server keeps back show in the first statement that names them") {
  World& home = world();
  Pair pair;
  // The colleague knows one membership statement more: that of another own device.
  Victim tablet(home.server, "sunrise");
  REQUIRE(code_of(tablet.sign_in(home.carer.person)) == "ok");
  REQUIRE(code_of(tablet.sync()) == "ok");
  LyingLog before = home.current();
  REQUIRE(code_of(pair.shown(pair.mine, before)) == "ok");
  const auto device = tablet.core().membership_act(Json::object({{"act", "add_device"}, {"now", tablet.device().now_ms()}}));
  REQUIRE(device.ok());
  LyingLog after = before;
  append(after, read_statement(*device->find("statements")->items().front().find("statement")));
  const Json version = pair.written_under(after);
  // Directory::check_author, membership/directory_queries.cpp: `dir`
  CHECK(pair.problem_of(version) == "directory_stale");
  REQUIRE(code_of(pair.shown(pair.mine, longer(before, 2))) == "ok");
  CHECK(pair.problem_of(version) == "directory_stale");  // asking again does not help: somebody keeps it back
  check_told("directory_stale");
}

TEST_CASE("hostile: a receipt for a tree that is shown to nobody else is found out at the next look at the log") {
  struct Answering {
    const char* name;
    const char* result;  // what this device is told
    bool longer_than_known;
    const char* state;
    const char* at_next_sync;
  };
  const Answering kAnswers[] = {
      // heads.meet_in_receipt in check_receipt, client/log_view.cpp
      {"stored here, and nowhere else", "stored", true, "sent", "log_inconsistent"},
      // heads.meet_in_receipt in check_receipt, client/log_view.cpp
      {"refused here, and stored where others look", "refused", true, "refused", "log_inconsistent"},
      // heads.meet_in_receipt in check_receipt, client/log_view.cpp
      {"stored in a tree of a size that this device knows with another root", "stored", false, "invalid", "ok"},
  };
  for (const Answering& each : kAnswers) {
    INFO(each.name);
    Pair pair;
    LyingLog shown = world().current();
    REQUIRE(code_of(pair.shown(pair.mine, shown)) == "ok");
    const auto sealed = pair.mine.seal(drink_on(world().edith, pair.mine.device().now_ms()));
    REQUIRE(code_of(sealed) == "ok");
    LyingLog secret = forked(shown);
    if (!each.longer_than_known) secret = LyingLog(shown).cut(shown.size() - 1);
    const auto lie = [&](const Ask& request, Answer& answer) {
      if (request.path != "/api/v1/records") return;
      const Statement sent = read_statement(pick(*sealed->find("sealed")->items().front().find("item"), {"body", "sig"}));
      Json receipt;
      if (std::string_view(each.result) == "stored") {
        secret.append_statement(audit::LeafKind::client_statement, sent.body, sent.signature);
        receipt = secret.receipt(secret.size() - 1, "stored");
      } else {
        receipt = refuse(secret, sent);
      }
      answer.status = 200;
      answer.json = Json::object({{"results", list_of(std::move(receipt))}});
    };
    const auto checks = pair.mine.under(lie, [&] { return pair.mine.send(*sealed->find("sealed")); });
    REQUIRE(code_of(checks) == "ok");
    CHECK(text_of(checks->find("checks")->items().front(), "state") == each.state);
    CHECK(code_of(pair.shown(pair.mine, longer(shown, 4))) == each.at_next_sync);
  }
}

}  // namespace care::test
