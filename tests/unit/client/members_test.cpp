// What owners do with people, and the keys that follow: against a server made of paper.
#include "shared/access/decide.h"
#include "tests/unit/client/paper_server.h"

namespace care::client {
namespace {

using namespace care::test;

std::string code_of(const Result<Json>& result) {
  return result.ok() ? "ok" : std::string(info_of(result.error().code()).name);
}

// A second person with a device of their own, entered in the directory.
struct Joined {
  Joined(PaperHome& home, std::string_view role, const std::string& handle) : device(home.server.random) {
    home.catch_up();
    const auto invite = home.owner.make_invite(Json::object(
        {{"host", "https://x"}, {"hours", std::uint64_t{24}}, {"name", "N"}, {"now", kPaperNow}, {"role", role}}));
    REQUIRE(invite.ok());
    actor = text_of(*invite, "actor");
    home.server.append(*invite->find("statement"));
    ClientCore newcomer(home.server.random);
    REQUIRE(newcomer.invite_open(text_of(*invite, "code"), Json::object({{"hello", text_of(*invite, "hello")},
                                                                         {"inv", text_of(*invite, "inv")},
                                                                         {"ws", home.server.workspace.text()}})).ok());
    const auto start = newcomer.invite_register(as_bytes(kGoodPassword), Json::object({{"handle", handle}}));
    REQUIRE(start.ok());
    account = text_of(*start, "account");
    const Json response = home.server.register_account(account, home.server.workspace, text_of(*start, "request"));
    const auto made = newcomer.invite_accept(Json::object({{"dir", encode_base64url(home.server.directory->head_hash())},
                                                           {"now", kPaperNow},
                                                           {"response", text_of(response, "response")}}));
    REQUIRE(made.ok());
    for (const Json& statement : made->find("statements")->items()) home.server.append(statement);
    home.server.store_account(*made, actor, role);
    const Json signed_in = home.server.sign_in(device, account, kGoodPassword);
    REQUIRE(device.open_vault(Json::object({{"device", text_of(*made, "device")},
                                            {"device_state", text_of(*made, "device_state")},
                                            {"signed_in", signed_in}})).ok());
    REQUIRE(device.sync_directory(home.server.sync_args()).ok());
    trusted = home.server.nodes.size();
  }
  // What stands in the log since, and the grants that came with it.
  void catch_up(PaperHome& home, const Json& grants) {
    REQUIRE(device.sync_directory(home.server.sync_args(trusted, trusted)).ok());
    trusted = home.server.nodes.size();
    opened = device.open_grants(Json::object({{"grants", grants}}));
    REQUIRE(opened->ok());
  }
  std::uint64_t count_opened() const { return number_of(**opened, "opened"); }

  ClientCore device;
  std::string actor, account;
  std::uint64_t trusted = 0;
  std::optional<Result<Json>> opened;
};

// The owner's device keeps up with the log, acts, and the act enters the log; the grants that came with it are handed back.
Json owner_acts(PaperHome& home, Json args) {
  home.catch_up();
  const auto made = home.owner.membership_act(args.set("now", kPaperNow));
  INFO(code_of(made));
  REQUIRE(made.ok());
  Json grants = Json::array();
  for (const Json& each : made->find("statements")->items()) {
    home.server.append(*each.find("statement"));
    for (const Json& grant : each.find("grants")->items()) {
      grants.push(Json::object({{"bytes", grant}, {"c", std::uint64_t{0}}, {"g", std::uint64_t{0}}, {"unit", "unit"}}));
    }
  }
  return grants;
}

std::uint32_t newest(const PaperHome& home, DataClass data_class) {
  return home.server.directory->find_generation(data_class, home.server.directory->units().front())->number;
}

}  // namespace

TEST_CASE("core: invitations outside 1 to 72 hours or for roles above one's own are not made") {
  PaperHome home;
  home.open_and_sync();
  const auto make = [&](std::uint64_t hours, std::string_view role) {
    return code_of(home.owner.make_invite(Json::object({{"host", "https://x"}, {"hours", hours}, {"name", "N"}, {"now", kPaperNow}, {"role", role}})));
  };
  CHECK(make(0, "carer") == "field_out_of_range");
  CHECK(make(73, "carer") == "field_out_of_range");
  CHECK(make(1, "king") == "field_not_a_choice");
  CHECK(make(72, "owner") == "ok");
}

TEST_CASE("core: a grant that nobody signed for changes nothing") {
  PaperHome home;
  home.open_and_sync();
  const auto opened = home.owner.open_grants(Json::object({{"grants", list_of(Json::object({{"bytes", encode_base64url(Bytes(1250, 1))},
                                                                                           {"c", std::uint64_t{3}},
                                                                                           {"g", std::uint64_t{1}},
                                                                                           {"unit", home.server.directory->units().front().text()}}))}}));
  REQUIRE(opened.ok());
  CHECK(number_of(*opened, "ignored") == 1);
  CHECK(number_of(*opened, "opened") == 0);
  CHECK(opened->find("keyring") == nullptr);
}

TEST_CASE("members: confirming a deputy grants every class of the role, and no other") {
  PaperHome home;
  home.open_and_sync();
  Joined deputy(home, "deputy", "dev@x.example");
  const Json grants = owner_acts(home, Json::object({{"act", "confirm_user"}, {"actor", deputy.actor}}));
  CHECK(grants.items().size() == 6);  // common card care meds safeguarding governance
  deputy.catch_up(home, grants);
  CHECK(deputy.count_opened() == 6);
  // The same grants in somebody else's hands open nothing.
  Joined carer(home, "carer", "colin@x.example");
  carer.catch_up(home, grants);
  CHECK(carer.count_opened() == 0);
  CHECK(number_of(**carer.opened, "ignored") == 6);
}

TEST_CASE("members: whoever leaves is followed by new generations for all who stay") {
  PaperHome home;
  home.open_and_sync();
  Joined leaver(home, "carer", "colin@x.example");
  Joined stays(home, "senior", "sam@x.example");
  const Json grants = owner_acts(home, Json::object({{"act", "revoke_user"}, {"actor", leaver.actor}}));
  CHECK(newest(home, DataClass::care) == 2);
  CHECK(newest(home, DataClass::card) == 2);
  CHECK(newest(home, DataClass::common) == 2);
  CHECK(newest(home, DataClass::meds) == 1);  // a carer held none
  CHECK(newest(home, DataClass::finance) == 1);
  stays.catch_up(home, grants);
  CHECK(stays.count_opened() == 3);
  leaver.catch_up(home, grants);
  CHECK(leaver.count_opened() == 0);
}

TEST_CASE("members: a smaller role loses the classes it no longer holds, a larger one gains them") {
  PaperHome home;
  home.open_and_sync();
  Joined member(home, "carer", "colin@x.example");
  const Json up = owner_acts(home, Json::object({{"act", "set_role"}, {"actor", member.actor}, {"role", "senior"}}));
  CHECK(up.items().size() == 1);  // medicines
  CHECK(newest(home, DataClass::care) == 1);
  member.catch_up(home, up);
  CHECK(member.count_opened() == 1);
  const Json down = owner_acts(home, Json::object({{"act", "set_role"}, {"actor", member.actor}, {"role", "maintenance"}}));
  CHECK(newest(home, DataClass::care) == 2);
  CHECK(newest(home, DataClass::meds) == 2);
  CHECK(newest(home, DataClass::common) == 1);
  member.catch_up(home, down);
  CHECK(member.count_opened() == 0);
}

TEST_CASE("members: what may not be done is not signed and uses up no number") {
  PaperHome home;
  home.open_and_sync();
  const auto code = [&](Json args) { return code_of(home.owner.membership_act(args.set("now", kPaperNow))); };
  const std::string nobody = make_id<ActorId>(home.server.random).text();
  CHECK(code(Json::object({{"act", "revoke_user"}, {"actor", nobody}})) == "author_unknown");
  CHECK(code(Json::object({{"act", "set_role"}, {"actor", text_of(home.made, "actor")}, {"role", "king"}})) == "field_not_a_choice");
  CHECK(code(Json::object({{"act", "crown"}, {"actor", text_of(home.made, "actor")}})) == "act_unknown");
  CHECK(code(Json::object({{"act", "invite_cancel"}})) == "json_missing_field");
  CHECK(code(Json::object({{"act", "add_device"}, {"kid", "x"}})) == "json_unknown_field");
  const auto made = home.owner.membership_act(Json::object({{"act", "add_device"}, {"now", kPaperNow}}));
  REQUIRE(made.ok());
  const Bytes body = decode_base64url(text_of(*made->find("statements")->items().front().find("statement"), "body")).value();
  CHECK(as_text(body).find("\"n\":3,") != std::string_view::npos);  // the identity key's third
}

}  // namespace care::client
