// Lies while somebody signs in, joins or comes back with a recovery kit: other people's wraps, weaker methods, swapped invitations. What the
// server says of how a password is stretched is nowhere listened to.
//
// Above each case stands the check without which it was seen to fail; where it says "the key itself", there is no check to take out: the
// names are in what the key is made of, or the seal's own tag tells.
#include "tests/hostile/forge.h"

namespace care::test {
namespace {

struct Signing {
  const char* name;
  const char* told;
  const char* path;
  std::function<void(Json&)> change;
};

std::string with_byte(const std::string& base64url, std::size_t at, std::uint8_t value) {
  Bytes bytes = decode_base64url(base64url).value();
  bytes.at(at) = value;
  return encode_base64url(bytes);
}

void change_wraps(Json& signed_in, const std::function<void(Json&)>& change) {
  Json wraps = *signed_in.find("wraps");
  for (Json& wrap : wraps.items()) change(wrap);
  signed_in.set("wraps", std::move(wraps));
}

constexpr const char* kFinish = "/signin/finish";

const Signing kSignings[] = {
    // account in open_vault, client/signin_flow.cpp
    {"another account", "signin_failed", kFinish,
     [](Json& answer) { answer.set("account", make_id<AccountId>(world().server.random).text()); }},
    // envelope[1] in parse_envelope_header, crypto/envelope.cpp
    {"a seed wrapped by a lesser suite", "unwrap_failed", kFinish,
     [](Json& answer) { change_wraps(answer, [](Json& wrap) { wrap.set("bytes", with_byte(text_of(wrap, "bytes"), 1, 0)); }); }},
    // envelope[0] in parse_envelope_header, crypto/envelope.cpp
    {"a seed wrapped in an older form", "unwrap_failed", kFinish,
     [](Json& answer) { change_wraps(answer, [](Json& wrap) { wrap.set("bytes", with_byte(text_of(wrap, "bytes"), 0, 0)); }); }},
    // the wrap's id in its AAD, crypto/key_wrap.cpp
    {"a wrap under another wrap's id", "unwrap_failed", kFinish,
     [](Json& answer) { change_wraps(answer, [](Json& wrap) { wrap.set("id", encode_base64url(Bytes(16, 1))); }); }},
    // kPassword in unwrap_any, client/signin_flow.cpp
    {"only a wrap of another kind", "unwrap_failed", kFinish,
     [](Json& answer) { change_wraps(answer, [](Json& wrap) { wrap.set("kind", std::uint64_t{2}); }); }},
    // the key itself
    {"a keyring changed in one bit", "unwrap_failed", kFinish,
     [](Json& answer) { answer.set("keyring", flip(text_of(answer, "keyring"))); }},
    // the key itself: recover_credentials, signin/opaque_login.cpp
    {"an answer about another account", "signin_failed", "/signin/start",
     [](Json& answer) { answer.set("account", make_id<AccountId>(world().server.random).text()); }},
    // server_mac in prove, signin/opaque_login.cpp
    {"an answer changed in one bit", "signin_failed", "/signin/start", [](Json& answer) { answer.set("ke2", flip(text_of(answer, "ke2"))); }},
    // the key itself: the home stands in the context of the sign-in
    {"another home's id", "signin_failed", "/api/v1/home", [](Json& answer) { answer.set("ws", world().other.workspace); }},
};

}  // namespace

TEST_CASE("hostile: a sign-in that is answered with other people's or lesser keys opens nothing") {
  World& home = world();
  for (const Signing& each : kSignings) {
    INFO(each.name);
    Victim device(home.server, "sunrise");
    bool asked_on = false;
    const Lie lie = about(each.path, each.change);
    const auto opened = device.under(
        [&](const Ask& request, Answer& answer) {
          asked_on = asked_on || request.path.ends_with(kFinish);
          lie(request, answer);
        },
        [&] { return device.sign_in(home.nurse.person); });
    CHECK(code_of(opened) == each.told);
    CHECK(asked_on == (std::string_view(each.path) == kFinish));  // it is the device that refuses, before it proves anything of its own
    CHECK_FALSE(device.core().is_open());
    check_told(each.told);
  }
}

TEST_CASE("hostile: numbers for stretching a password have no way in") {
  World& home = world();
  Device device(home.server, "sunrise");
  const Answer started = device.start_sign_in(home.nurse.person.handle, home.nurse.person.password);
  REQUIRE(started.status == 200);
  Json args = pick(started.json, {"account", "ke2"});
  args.set("kdf", Json::object({{"memory", std::uint64_t{8192}}, {"passes", std::uint64_t{1}}})).set("ws", home.home.workspace);
  // reader.finish in signin_finish, client/signin_flow.cpp
  CHECK(code_of(device.core().signin_finish(args)) == "json_unknown_field");
  check_told("json_unknown_field");
}

TEST_CASE("hostile: an invitation exchanged for another, or for another home's, does not open with the code on the card") {
  World& home = world();
  Device device(home.server, "sunrise");
  const auto hello_of = [&](const Invitation& invitation) {
    return text_of(device.post("/api/v1/invites/open", Json::object({{"inv", invitation.inv}})), "hello");
  };
  const Invitation& mine = home.open_invitation;
  const std::string hello = hello_of(mine);
  struct Offer {
    const char* name;
    std::string inv, hello, workspace;
  };
  const Offer kOffers[] = {
      // the key itself: derive_invite_keys, signin/invite_code.cpp; for the other home workspace in Hello::unwrap, client/hello.cpp, and
      // in the AAD; for the suite parse_envelope_header, crypto/envelope.cpp
      {"another invitation's hello", mine.inv, hello_of(home.other_invitation), home.home.workspace},
      {"another invitation altogether", home.other_invitation.inv, hello_of(home.other_invitation), home.home.workspace},
      {"another home", mine.inv, hello, home.other.workspace},
      {"changed in one bit", mine.inv, flip(hello), home.home.workspace},
      {"of a lesser suite", mine.inv, with_byte(hello, 1, 0), home.home.workspace},
  };
  for (const Offer& each : kOffers) {
    INFO(each.name);
    const auto opened = device.core().invite_open(mine.code, Json::object({{"hello", each.hello}, {"inv", each.inv}, {"ws", each.workspace}}));
    CHECK(code_of(opened) == "invite_code_wrong");
  }
  check_told("invite_code_wrong");
  CHECK(device.core().invite_open(mine.code, Json::object({{"hello", hello}, {"inv", mine.inv}, {"ws", home.home.workspace}})).ok());
}

TEST_CASE("hostile: a recovery kit opens only its own account's seed, whatever the server answers") {
  World& home = world();
  Victim device(home.server, "sunrise");
  device.settle(home.nurse.person);
  const Json lines = device.device().store_kit();
  std::string sheet;
  for (const Json& line : lines.items()) sheet += line.text() + "\n";
  struct Answering {
    const char* name;
    std::function<void(Json&)> change;
  };
  const Answering kAnswers[] = {
      // the key itself: derive_kit_kek names the account, and so does the wrap's AAD
      {"another account", [](Json& answer) { answer.set("account", make_id<AccountId>(world().server.random).text()); }},
      // the key itself
      {"another wrap", [](Json& answer) {
         Json wrap = *answer.find("wrap");
         answer.set("wrap", wrap.set("bytes", flip(text_of(wrap, "bytes"))));
       }},
      // envelope[1] in parse_envelope_header, crypto/envelope.cpp
      {"a wrap of a lesser suite", [](Json& answer) {
         Json wrap = *answer.find("wrap");
         answer.set("wrap", wrap.set("bytes", with_byte(text_of(wrap, "bytes"), 1, 0)));
       }},
      // the wrap's id in its AAD, crypto/key_wrap.cpp
      {"the wrap under another id", [](Json& answer) {
         Json wrap = *answer.find("wrap");
         answer.set("wrap", wrap.set("id", encode_base64url(Bytes(16, 1))));
       }},
  };
  for (const Answering& each : kAnswers) {
    INFO(each.name);
    Device stranger(home.server, "sunrise");
    const auto started = stranger.core().recover_start(
        as_bytes(std::string_view("Amber-Window-Otters-8")),
        Json::object({{"handle", home.nurse.person.handle}, {"kit", sheet}, {"ws", home.home.workspace}}));
    REQUIRE(code_of(started) == "ok");
    Answer answer = stranger.try_post("/api/v1/recovery/start", *started);
    REQUIRE(answer.status == 200);
    each.change(answer.json);
    CHECK(code_of(stranger.core().recover_finish(answer.json)) == "unwrap_failed");
  }
  check_told("unwrap_failed");
}

}  // namespace care::test
