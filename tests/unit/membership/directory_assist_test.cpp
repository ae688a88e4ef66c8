// What may leave for an AI: an owner's policy, and who may send what at which point of the log.
#include "tests/unit/membership/home_builder.h"

using namespace care;
using namespace care::membership;
using namespace care::test;

namespace {

AssistPolicy allowed() {
  return {.purposes = {"handover_summary", "rewrite_note"}, .provider = "azure", .region = "uksouth", .model = "gpt-4o"};
}

void switch_on(Home& home, const AssistPolicy& policy = allowed()) {
  home.append(home.by_device(home.founder(), SetPolicy{{.assist = policy}}));
}

audit::AssistStatement sent_by(const Home& home, const Person& who) {
  audit::AssistStatement statement;
  statement.head.workspace = home.workspace();
  statement.head.author = who.actor;
  statement.head.key = who.device_id();
  statement.head.number = 9;
  statement.head.tree = audit::empty_tree_head();
  statement.directory = home.directory().head_hash();
  statement.use = "handover_summary";
  statement.use_version = 1;
  statement.region = "uksouth";
  statement.model = "gpt-4o";
  statement.text_bytes = 10;
  return statement;
}

std::string outcome(const Home& home, const audit::AssistStatement& statement) {
  const auto checked = home.directory().check_assist(statement, home.log().back().index + 1);
  return checked.ok() ? "ok" : std::string(info_of(checked.error().code()).name);
}

}  // namespace

TEST_CASE("assist policy: a home begins with it off, and genesis can't say otherwise") {
  Home home;
  CHECK_FALSE(home.directory().policy().assist.has_value());
  CHECK(outcome(home, sent_by(home, home.founder())) == "assist_off");
  const Stored& genesis = home.log().front();
  const Bytes changed = change_body(genesis.body, [](Json& json) {
    Json policy = *json.find("policy");
    json.set("policy", policy.set("assist", to_json(allowed())));
  });
  CHECK(parse_membership_statement(changed).error().code() == ErrorCode::json_unknown_field);
}

TEST_CASE("assist policy: an owner switches it on and off, and nobody else does") {
  Home home;
  const Person manager = home.join_active(home.founder(), Role::manager);
  CHECK(home.refusal(home.by_device(manager, SetPolicy{{.assist = allowed()}})) == ErrorCode::role_forbids);
  switch_on(home);
  CHECK(home.directory().policy().assist == allowed());
  CHECK(outcome(home, sent_by(home, manager)) == "ok");
  const auto on = sent_by(home, manager);
  const std::uint64_t while_on = home.log().back().index + 1;
  Stored off = home.by_device(home.founder(), SetPolicy{});
  off.index += 1;
  home.append(off);
  CHECK(outcome(home, sent_by(home, manager)) == "assist_off");
  // What was sent while it was on stays right.
  CHECK(home.directory().check_assist(on, while_on).ok());
}

TEST_CASE("assist policy: a policy without it keeps its bytes of before, and reads as off") {
  Home home;
  const Stored stored = home.by_device(home.founder(), SetPolicy{{.idle_minutes = 3}});
  CHECK(as_text(stored.body).find(R"("policy":{"idle_min":3,"suite":1,"totp_all":0})") != std::string_view::npos);
  CHECK(as_text(stored.body).find("assist") == std::string_view::npos);
}

TEST_CASE("assist policy: uses ascend, none is there twice or none at all, names are names") {
  Home home;
  const Stored good = home.by_device(home.founder(), SetPolicy{{.assist = allowed()}});
  const auto changed = [&](auto&& change) {
    const Bytes body = change_body(good.body, [&](Json& json) {
      Json policy = *json.find("policy");
      Json assist = *policy.find("assist");
      change(assist);
      json.set("policy", policy.set("assist", std::move(assist)));
    });
    return std::string(info_of(parse_membership_statement(body).error().code()).name);
  };
  const auto uses = [](std::initializer_list<const char*> names) {
    Json list = Json::array();
    for (const char* name : names) list.push(name);
    return list;
  };
  CHECK(changed([&](Json& assist) { assist.set("purposes", uses({})); }) == "json_missing_field");
  CHECK(changed([&](Json& assist) { assist.set("purposes", uses({"b", "a"})); }) == "json_not_canonical");
  CHECK(changed([&](Json& assist) { assist.set("purposes", uses({"a", "a"})); }) == "json_not_canonical");
  CHECK(changed([&](Json& assist) { assist.set("purposes", uses({"rewrite a note"})); }) == "field_bad_text");
  CHECK(changed([&](Json& assist) { assist.set("region", ""); }) == "field_bad_text");
  CHECK(changed([&](Json& assist) { assist.erase("model"); }) == "json_missing_field");
  CHECK(changed([&](Json& assist) { assist.set("key", "x"); }) == "json_unknown_field");
}

TEST_CASE("check_assist: only what the home allows, and only to where it allows it") {
  Home home;
  switch_on(home);
  const Person carer = home.join_active(home.founder(), Role::carer);
  const auto changed = [&](auto&& change) {
    audit::AssistStatement statement = sent_by(home, carer);
    change(statement);
    return outcome(home, statement);
  };
  CHECK(changed([](auto&) {}) == "ok");
  CHECK(changed([](auto& s) { s.use = "ask_notes"; }) == "assist_off");
  CHECK(changed([](auto& s) { s.region = "eastus"; }) == "assist_region_refused");
  CHECK(changed([](auto& s) { s.model = "gpt-5"; }) == "assist_region_refused");
  CHECK(changed([&](auto& s) { s.head.workspace = make_id<WorkspaceId>(home.random()); }) == "genesis_mismatch");
  CHECK(changed([&](auto& s) { s.head.author = home.founder().actor; }) == "author_unknown");
  CHECK(changed([&](auto& s) { s.directory = home.make_hash(); }) == "directory_stale");
}

TEST_CASE("check_assist: a role outside the use, one that reads no care, and whoever left send nothing") {
  Home home;
  switch_on(home);
  const Person agency = home.join_active(home.founder(), Role::agency);
  const Person keeper = home.join_active(home.founder(), Role::maintenance);
  const auto with_use = [&](const Person& who, std::string use, std::uint64_t version) {
    audit::AssistStatement statement = sent_by(home, who);
    statement.use = std::move(use);
    statement.use_version = version;
    return outcome(home, statement);
  };
  CHECK(with_use(agency, "rewrite_note", 1) == "ok");
  CHECK(with_use(agency, "handover_summary", 1) == "role_forbids");
  CHECK(with_use(keeper, "rewrite_note", 1) == "role_forbids");
  // Sent under a version of the use that is not known here: who might, is not known either, but for what holds for all.
  CHECK(with_use(agency, "handover_summary", 7) == "ok");
  CHECK(with_use(keeper, "rewrite_note", 7) == "role_forbids");
  home.append(home.by_device(home.founder(), RevokeUser{agency.actor}));
  CHECK(with_use(agency, "rewrite_note", 1) == "author_revoked");
}
