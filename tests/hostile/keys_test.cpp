// Lies about keys: grants that nobody signed for or that are kept back, gate shares and units of other residents, numbers of an identity
// key taken back.
//
// Above each case stands the check without which it was seen to fail.
#include "shared/crypto/grant.h"
#include "shared/membership/acts.h"
#include "tests/hostile/forge.h"

namespace care::test {
namespace {

Json share_of(Json& answer, const std::string& subject) {
  for (const Json& each : answer.find("subjects")->items()) {
    if (text_of(each, "subj") == subject) return each;
  }
  INFO("no share of " << subject);
  REQUIRE(false);
  return answer;
}

void set_share(Json& answer, const std::string& subject, std::string_view member, const std::string& value) {
  Json subjects = *answer.find("subjects");
  for (Json& each : subjects.items()) {
    if (text_of(each, "subj") == subject) each.set(member, value);
  }
  answer.set("subjects", std::move(subjects));
}

struct Sharing {
  const char* name;
  std::function<void(Json&)> change;
};

std::string home_subject() { return text_of(*world().reader.core().describe_self(), "home_subject"); }

const Sharing kSharings[] = {
    // find_proved in set_gate_shares, client/records.cpp
    {"a throw-away share for a resident whose record was opened",
     [](Json& answer) { set_share(answer, world().edith, "gate_share", encode_base64url(Bytes(32, 3))); }},
    // find_proved in set_gate_shares, client/records.cpp
    {"another resident's share",
     [](Json& answer) { set_share(answer, world().edith, "gate_share", text_of(share_of(answer, world().frank), "gate_share")); }},
    // find_proved in set_gate_shares, client/records.cpp
    {"another unit for a resident",
     [](Json& answer) { set_share(answer, world().edith, "unit", make_id<UnitId>(world().server.random).text()); }},
    // find_proved in set_gate_shares, client/records.cpp
    {"a throw-away share for the home itself",
     [](Json& answer) { set_share(answer, home_subject(), "gate_share", encode_base64url(Bytes(32, 3))); }},
    // find_proved in set_gate_shares, client/records.cpp
    {"another unit for the home itself",
     [](Json& answer) { set_share(answer, home_subject(), "unit", make_id<UnitId>(world().server.random).text()); }},
};


// What the log says is this member's key for grants.
crypto::XWingPublicKey xwing_of(const std::string& actor) {
  const LyingLog log = world().second();
  for (std::size_t i = 0; i < log.size(); ++i) {
    const audit::Leaf leaf = log.leaf(i);
    if (leaf.kind != audit::LeafKind::membership) continue;
    const auto statement = membership::parse_membership_statement(leaf.body).value();
    const auto* added = std::get_if<membership::AddUser>(&statement.act);
    if (added != nullptr && statement.head.author.text() == actor) return added->xwing;
  }
  REQUIRE(false);
  return {};
}

// Keys of the server's own, sealed to the member as a colleague would seal them.
Bytes granted_by_server() {
  TestRandom random(5);
  const auto seed = crypto::CompartmentSeed::make(random);
  const crypto::GrantPlace place{.compartment = {.workspace = WorkspaceId::parse(world().home.workspace).value(),
                                                 .data_class = 3,
                                                 .unit = UnitId::parse(text_of(*world().reader.core().describe_self(), "unit")).value(),
                                                 .generation = 2},
                                 .recipient = ActorId::parse(world().nurse.person.actor).value()};
  return crypto::make_grant(seed, place, xwing_of(world().nurse.person.actor), random)->bytes;
}

Json grants_with(const Json& grants, const std::function<std::string(const std::string&)>& change) {
  Json out = Json::array();
  for (const Json& each : grants.items()) {
    Json grant = each;
    out.push(grant.set("bytes", change(text_of(each, "bytes"))));
  }
  return out;
}

}  // namespace

TEST_CASE("hostile: a gate share or a unit that is not the one signed for is not taken") {
  World& home = world();
  REQUIRE(code_of(home.reader.sync()) == "ok");
  REQUIRE(code_of(home.reader.read("/api/v1/changes?after=0&limit=500")) == "ok");
  for (const Sharing& each : kSharings) {
    INFO(each.name);
    CHECK(code_of(home.reader.under(about("/api/v1/subjects", each.change), [&] { return home.reader.take_subjects(); })) == "grant_invalid");
  }
  check_told("grant_invalid");
  CHECK(code_of(home.reader.take_subjects()) == "ok");
}

TEST_CASE("hostile: under a false gate share nothing about that resident is shown") {
  World& home = world();
  Victim device(home.server, "sunrise");
  device.settle(home.nurse.person);
  // home_share_hash in find_proved, client/records.cpp: the log alone says it, before anything was read
  CHECK(code_of(device.under(about("/api/v1/subjects", kSharings[3].change), [&] { return device.take_subjects(); })) == "grant_invalid");
  REQUIRE(code_of(device.under(about("/api/v1/subjects", kSharings[1].change), [&] { return device.take_subjects(); })) == "ok");
  const auto opened = device.read("/api/v1/changes?after=0&limit=500");
  REQUIRE(code_of(opened) == "ok");
  std::size_t about_edith = 0, told_apart = 0;
  for (const Json& each : opened->find("records")->items()) {
    if (text_of(each, "subject") != home.edith) continue;
    ++about_edith;
    const std::string problem = text_of(each, "problem");
    CHECK((problem == "grant_invalid" || problem == "open_failed"));
    told_apart += problem == "grant_invalid" ? 1 : 0;
    CHECK(each.find("fields")->members().empty());
  }
  CHECK(about_edith >= 2);
  // prove_subject in open_one, client/records_open.cpp: the entry that introduced her says that the share is the lie, not the entry
  CHECK(told_apart == 1);
  check_told("open_failed");
}

TEST_CASE("hostile: a grant that was forged, changed or is another's gives no key, and says how many were put aside") {
  World& home = world();
  Victim device(home.server, "sunrise");
  REQUIRE(code_of(device.sign_in(home.nurse.person)) == "ok");
  REQUIRE(code_of(device.sync()) == "ok");
  const Json honest = *device.device().get("/api/v1/grants").find("grants");
  REQUIRE(honest.items().size() == 3);
  home.carer->sync();
  const Json of_colleague = *home.carer->get("/api/v1/grants").find("grants");
  struct Granting {
    const char* name;
    Json grants;
  };
  const Granting kGrantings[] = {
      // `committed` in open_grants, client/keys.cpp
      {"keys that the server made", grants_with(list_of(honest.items().front()), [](const std::string&) { return encode_base64url(granted_by_server()); })},
      // `committed` in open_grants, client/keys.cpp, and open_grant, crypto/grant.cpp
      {"a colleague's grants", of_colleague},
      // `committed` in open_grants, client/keys.cpp, and open_grant, crypto/grant.cpp
      {"changed in one bit", grants_with(honest, [](const std::string& bytes) { return flip(bytes); })},
      {"cut off", grants_with(honest, [](const std::string& bytes) { return bytes.substr(0, bytes.size() / 8 * 4); })},
      {"of another suite", grants_with(honest, [](const std::string& bytes) {
         Bytes changed = decode_base64url(bytes).value();
         changed[1] = 0;
         return encode_base64url(changed);
       })},
  };
  for (const Granting& each : kGrantings) {
    INFO(each.name);
    const auto opened = device.under(about("/api/v1/grants", [&](Json& answer) { answer.set("grants", each.grants); }),
                                     [&] { return device.take_grants(); });
    REQUIRE(code_of(opened) == "ok");
    CHECK(number_of(*opened, "opened") == 0);
    CHECK(number_of(*opened, "ignored") == each.grants.items().size());
    CHECK(opened->find("keyring") == nullptr);
  }
}

TEST_CASE("hostile: while the newest keys are kept back, nothing is sealed under those that a removed member has") {
  World& home = world();
  Victim device(home.server, "sunrise");
  REQUIRE(code_of(device.sign_in(home.nurse.person)) == "ok");
  REQUIRE(code_of(device.sync()) == "ok");
  REQUIRE(code_of(device.under(about("/api/v1/grants", [](Json& answer) { answer.set("grants", Json::array()); }),
                               [&] { return device.take_grants(); })) == "ok");
  REQUIRE(code_of(device.take_subjects()) == "ok");
  // find_generation in seal_facets, client/records.cpp
  CHECK(code_of(device.seal(drink_on(home.edith, device.device().now_ms()))) == "key_unknown");
  // What was sealed under the newer keys says why it stays closed, old entries open.
  const auto opened = device.read("/api/v1/records/" + home.drink + "/versions", home.drink);
  REQUIRE(code_of(opened) == "ok");
  CHECK(problems_of(*opened) == std::vector<std::string>{"", "key_unknown", "key_unknown"});
  check_told("key_unknown");
  REQUIRE(code_of(device.take_grants()) == "ok");
  CHECK(code_of(device.seal(drink_on(home.edith, device.device().now_ms()))) == "ok");
}

TEST_CASE("hostile: a server can't make an identity key use a number twice") {
  World& home = world();
  Victim device(home.server, "sunrise");
  const auto opened = device.under(about("/api/v1/signin/finish", [](Json& signed_in) { signed_in.set("identity", Json::object({{"n", std::uint64_t{0}}})); }),
                                   [&] { return device.sign_in(home.nurse.person); });
  REQUIRE(code_of(opened) == "ok");
  REQUIRE(code_of(device.sync()) == "ok");
  const auto act = device.core().membership_act(Json::object({{"act", "add_device"}, {"now", device.device().now_ms()}}));
  REQUIRE(act.ok());
  const Statement statement = read_statement(*act->find("statements")->items().front().find("statement"));
  // raise_identity_chain, client/log_view.cpp
  CHECK(audit::parse_statement_outline(statement.body)->head.number > 2);
}

}  // namespace care::test
