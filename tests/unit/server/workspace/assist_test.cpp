// Statements that a text leaves for an AI, judged and stored like every other: what the log says before anything is sent.
#include "server/workspace/rebuild.h"
#include "tests/unit/server/workspace/live_home.h"

namespace care::server::test {
namespace {

void allow(LiveHome& live, std::optional<membership::AssistPolicy> assist) {
  live.must(live.home->append_membership(
      live.membership_by(live.founder, live.founder.device, membership::SetPolicy{{.assist = std::move(assist)}}), {}));
}

membership::AssistPolicy rewording() {
  return {.purposes = {"rewrite_note"}, .provider = "azure", .region = "uksouth", .model = "gpt-4o"};
}

audit::AssistStatement draft(LiveHome& live, const LivePerson& who) {
  audit::AssistStatement made;
  made.head = live.next_head(who, who.device);
  made.directory = live.home->with_directory([](const membership::Directory& d) { return d.head_hash(); });
  made.use = "rewrite_note";
  made.use_version = 1;
  made.region = "uksouth";
  made.model = "gpt-4o";
  made.text_hash = live.make_hash();
  made.text_bytes = 12;
  return made;
}

Result<Receipt> send(LiveHome& live, const LivePerson& who, const audit::AssistStatement& statement,
                     std::optional<ErrorCode> refusal = {}) {
  const Bytes body = audit::encode_assist_statement(statement).value();
  auto verified = live.home->verify_assist(body, crypto::sign_statement(who.device, body));
  if (!verified.ok()) return verified.error();
  auto receipt = live.home->append_assist({std::move(verified).value(), refusal}, {});
  if (receipt.ok()) live.signed_by(statement.head, body);
  return receipt;
}

std::string outcome(LiveHome& live, const LivePerson& who, const audit::AssistStatement& statement, std::optional<ErrorCode> refusal = {}) {
  const auto receipt = send(live, who, statement, refusal);
  if (!receipt.ok()) return "rejected " + LiveHome::name(receipt.error().code());
  return receipt->stored() ? "stored" : "refused " + LiveHome::name(*receipt->refusal);
}

}  // namespace

TEST_CASE("Workspace: a text's statement is stored with a receipt, its chain goes on with records, and sending it again does nothing") {
  LiveHome live;
  live.found();
  allow(live, rewording());
  const auto statement = draft(live, live.founder);
  const auto receipt = send(live, live.founder, statement);
  REQUIRE(receipt.ok());
  REQUIRE(receipt->stored());
  CHECK_FALSE(receipt->replayed);
  const Bytes body = audit::encode_assist_statement(statement).value();
  live.check_receipt(*receipt, body, crypto::sign_statement(live.founder.device, body), audit::LeafKind::client_statement);
  const std::uint64_t size = live.size();
  const auto again = send(live, live.founder, statement, ErrorCode::assist_cancelled);
  REQUIRE(again.ok());
  CHECK(again->stored());
  CHECK(again->replayed);
  CHECK(again->index == receipt->index);
  CHECK(live.size() == size);
  live.stored(live.founder, live.resident(live.founder));
}

TEST_CASE("Workspace: what the home, the role, the clock or the sender's second look forbid is refused and numbered") {
  LiveHome live;
  live.found();
  const LivePerson carer = live.join(Role::carer);
  const LivePerson keeper = live.join(Role::maintenance);
  CHECK(outcome(live, carer, draft(live, carer)) == "refused assist_off");
  allow(live, rewording());
  CHECK(outcome(live, keeper, draft(live, keeper)) == "refused role_forbids");
  const auto changed = [&](auto&& change) {
    auto statement = draft(live, carer);
    change(statement);
    return outcome(live, carer, statement);
  };
  CHECK(changed([](auto& s) { s.use = "ask_notes"; }) == "refused assist_off");
  CHECK(changed([](auto& s) { s.region = "eastus"; }) == "refused assist_region_refused");
  CHECK(changed([&](auto& s) { s.head.time_ms += 6ULL * 60 * 1000; }) == "refused clock_future");
  CHECK(changed([&](auto& s) { s.subject = make_id<SubjectId>(live.random); }) == "refused not_found");
  CHECK(outcome(live, carer, draft(live, carer), ErrorCode::assist_identifier_left) == "refused assist_identifier_left");
  CHECK(changed([](auto&) {}) == "stored");
  allow(live, std::nullopt);
  CHECK(changed([](auto&) {}) == "refused assist_off");
}

TEST_CASE("Workspace: a text's statement that is wrong in itself leaves no trace") {
  LiveHome live;
  live.found();
  allow(live, rewording());
  const std::uint64_t size = live.size();
  const auto changed = [&](auto&& change) {
    auto statement = draft(live, live.founder);
    change(statement);
    return outcome(live, live.founder, statement);
  };
  CHECK(changed([](auto& s) { s.head.number += 1; }) == "rejected counter_wrong");
  CHECK(changed([&](auto& s) { s.head.previous = live.make_hash(); }) == "rejected previous_mismatch");
  CHECK(changed([&](auto& s) { s.head.tree = {1, live.make_hash()}; }) == "rejected head_unknown");
  CHECK(changed([&](auto& s) { s.directory = live.make_hash(); }) == "rejected directory_stale");
  CHECK(changed([&](auto& s) { s.head.workspace = make_id<WorkspaceId>(live.random); }) == "rejected genesis_mismatch");
  CHECK(changed([&](auto& s) { s.head.key = make_id<KeyId>(live.random); }) == "rejected author_unknown");
  const Bytes body = audit::encode_assist_statement(draft(live, live.founder)).value();
  CHECK(live.home->verify_assist(body, crypto::sign_statement(live.founder.identity, body)).error().code() == ErrorCode::signature_invalid);
  CHECK(live.size() == size);
}

TEST_CASE("Workspace: what was sent is verified, and rebuilt from the log, with the records around it") {
  LiveHome live;
  live.found();
  allow(live, rewording());
  live.stored(live.founder, live.resident(live.founder));
  REQUIRE(outcome(live, live.founder, draft(live, live.founder)) == "stored");
  live.stored(live.founder, live.resident(live.founder));
  const WorkspaceKeys keys = live.keys();
  live.close();
  TempFolder to;
  const auto report = rebuild_workspace(*sqlite::make_store_maker(), live.folder.path(), to.path(), {keys.database, keys.shares},
                                        live.workspace_id, open_high_water(live.folder / "highwater").value()->mark());
  REQUIRE(report.ok());
  CHECK(report->sound());
  CHECK(report->different.empty());
  CHECK(report->versions == 2);
  live.reopen();
  CHECK(outcome(live, live.founder, draft(live, live.founder)) == "stored");
}

}  // namespace care::server::test
