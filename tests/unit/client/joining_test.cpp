// Joining by invitation, against a server made of paper.
#include "shared/signin/invite_code.h"
#include "tests/unit/client/paper_server.h"

namespace care::client {
namespace {

using namespace care::test;

std::string code_of(const Result<Json>& result) {
  return result.ok() ? "ok" : std::string(info_of(result.error().code()).name);
}

}  // namespace

TEST_CASE("core: a newcomer joins with the code on the card and holds the seeds of the role") {
  PaperHome home;
  home.open_and_sync();
  const auto invite = home.owner.make_invite(Json::object(
      {{"host", "https://sunrise.careseal.test"}, {"hours", std::uint64_t{24}}, {"name", "Colin"}, {"now", kPaperNow}, {"role", "carer"}}));
  INFO(code_of(invite));
  REQUIRE(invite.ok());
  home.server.append(*invite->find("statement"));
  CHECK(text_of(*invite, "link").starts_with("https://sunrise.careseal.test/accept#" + text_of(*invite, "inv") + "."));

  ClientCore newcomer(home.server.random);
  const Json open_args = Json::object({{"hello", text_of(*invite, "hello")}, {"inv", text_of(*invite, "inv")}, {"ws", home.server.workspace.text()}});
  const auto code = signin::make_invite_code(home.server.random);
  CHECK(code_of(newcomer.invite_open(signin::format_invite_code(code).reveal_text(), open_args)) == "invite_code_wrong");
  const auto opened = newcomer.invite_open(text_of(*invite, "code"), open_args);
  REQUIRE(opened.ok());
  CHECK(text_of(*opened, "name") == "Sunrise House");
  CHECK(text_of(*opened, "role") == "carer");
  CHECK_FALSE(newcomer.invite_register(as_bytes(std::string_view("short")), Json::object({{"handle", "colin@x.example"}})).ok());
  const auto start = newcomer.invite_register(as_bytes(kGoodPassword), Json::object({{"handle", "colin@x.example"}}));
  REQUIRE(start.ok());
  const Json response = home.server.register_account(text_of(*start, "account"), home.server.workspace, text_of(*start, "request"));
  const auto made = newcomer.invite_accept(Json::object({{"dir", encode_base64url(home.server.directory->head_hash())},
                                                         {"now", kPaperNow},
                                                         {"response", text_of(response, "response")}}));
  INFO(code_of(made));
  REQUIRE(made.ok());
  for (const Json& statement : made->find("statements")->items()) home.server.append(statement);
  const auto actor = ActorId::parse(text_of(*invite, "actor")).value();
  REQUIRE(home.server.directory->find_member(actor) != nullptr);
  CHECK(home.server.directory->find_member(actor)->is_active());

  home.server.store_account(*made, text_of(*invite, "actor"), "carer");
  ClientCore device(home.server.random);
  const Json signed_in = home.server.sign_in(device, text_of(*start, "account"), kGoodPassword);
  REQUIRE(device.open_vault(Json::object({{"device", text_of(*made, "device")}, {"device_state", text_of(*made, "device_state")}, {"signed_in", signed_in}})).ok());
  const auto synced = device.sync_directory(home.server.sync_args());
  REQUIRE(synced.ok());
  CHECK(number_of(*synced, "device_known") == 1);
  CHECK(text_of(*synced, "role") == "carer");
}

TEST_CASE("core: a role that somebody must confirm gets no seed from the card") {
  PaperHome home;
  home.open_and_sync();
  const auto size_of_hello = [&](std::string_view role) {
    const auto invite = home.owner.make_invite(Json::object(
        {{"host", "https://x"}, {"hours", std::uint64_t{1}}, {"name", "N"}, {"now", kPaperNow}, {"role", role}}));
    INFO(role);
    REQUIRE(invite.ok());
    return decode_base64url(text_of(*invite, "hello"))->size();
  };
  CHECK(size_of_hello("deputy") + 50 < size_of_hello("nurse"));
  CHECK(size_of_hello("manager") + 50 < size_of_hello("carer"));
}

}  // namespace care::client
