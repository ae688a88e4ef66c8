// A lost password: the printed kit, against a server made of paper that may lie.
#include "shared/crypto/key_id.h"
#include "shared/crypto/signature.h"
#include "tests/unit/client/paper_server.h"

namespace care::client {
namespace {

using namespace care::test;

constexpr std::string_view kNewPassword = "Amber-Window-Otters-8";

std::string code_of(const Result<Json>& result) {
  return result.ok() ? "ok" : std::string(info_of(result.error().code()).name);
}

std::string field_of(const Result<Json>& result) {
  return result.ok() ? "" : std::string(result.error().field().text());
}

// A home whose owner printed a kit, and a device that knows nothing but what is typed into it.
struct PrintedHome : PaperHome {
  explicit PrintedHome(std::uint64_t seed = 1) : PaperHome(seed), device(server.random) {
    open_and_sync();
    const auto kit = owner.make_kit();
    REQUIRE(kit.ok());
    for (const Json& line : kit->find("lines")->items()) sheet += line.text() + "\n";
    const auto confirmed = owner.confirm_kit(typed_back(*kit));
    REQUIRE(confirmed.ok());
    wrap = *confirmed->find("wrap");
  }

  Json typed(const std::string& lines) const {
    return Json::object({{"handle", "ruth@x.example"}, {"kit", lines}, {"ws", server.workspace.text()}});
  }
  Result<Json> start(std::string_view password = kNewPassword) { return device.recover_start(as_bytes(password), typed(sheet)); }
  Json answer(const Json& started) {
    Json out = server.register_account(account, server.workspace, text_of(started, "request"));
    return out.set("account", account).set("recovery", recovery.text()).set("wrap", wrap);
  }

  ClientCore device;
  std::string sheet;
  Json wrap = Json::object();
  RecoveryId recovery = make_id<RecoveryId>(server.random);
};

}  // namespace

TEST_CASE("recovery: the sheet opens the account again, with a new password") {
  PrintedHome home;
  const auto started = home.start();
  INFO(code_of(started));
  REQUIRE(started.ok());
  CHECK(text_of(*started, "kit") == text_of(home.wrap, "id"));
  const auto finished = home.device.recover_finish(home.answer(*started));
  INFO(code_of(finished));
  REQUIRE(finished.ok());

  Json kept = home.made;
  kept.set("record", text_of(*finished, "record")).set("wraps", list_of(*finished->find("wrap")));
  home.server.store_account(kept, text_of(home.made, "actor"), "owner");
  ClientCore phone(home.server.random);
  CHECK(code_of(home.open(phone, false, kNewPassword)) == "ok");
  CHECK(phone.is_open());
  ClientCore old(home.server.random);
  CHECK(code_of(home.open(old, false)) == "signin_failed");
}

TEST_CASE("recovery: the exchange is signed by the identity key, over exactly what is sent") {
  PrintedHome home;
  const auto finished = home.device.recover_finish(home.answer(home.start().value()));
  REQUIRE(finished.ok());
  const auto& directory = *home.server.directory;
  const auto* member = directory.find_member(ActorId::parse(text_of(home.made, "actor")).value());
  REQUIRE(member != nullptr);
  crypto::Signature signature{};
  REQUIRE(copy_exact(decode_base64url(text_of(*finished, "signature")).value(), signature));
  const Bytes record = decode_base64url(text_of(*finished, "record")).value();
  const Json& wrap = *finished->find("wrap");
  const Bytes bytes = decode_base64url(text_of(wrap, "bytes")).value();
  crypto::RecoveryClaim claim{home.server.workspace, AccountId::parse(home.account).value(), home.recovery, record, {}, bytes};
  REQUIRE(copy_exact(decode_base64url(text_of(wrap, "id")).value(), claim.wrap_id));
  const auto& key = directory.find_key(member->identity)->public_key;
  CHECK(crypto::verify_recovery(key, claim, signature).ok());
  claim.recovery = make_id<RecoveryId>(home.server.random);
  CHECK_FALSE(crypto::verify_recovery(key, claim, signature).ok());
}

TEST_CASE("recovery: a mistyped sheet is refused before anything is sent, with its line") {
  PrintedHome home;
  std::string wrong = home.sheet;
  const std::size_t second = wrong.find('\n') + 1;
  wrong[second] = wrong[second] == '2' ? '3' : '2';
  const auto started = home.device.recover_start(as_bytes(kNewPassword), home.typed(wrong));
  CHECK(code_of(started) == "kit_malformed");
  CHECK(field_of(started) == "line_2");
  CHECK(code_of(home.device.recover_start(as_bytes(kNewPassword), home.typed(""))) == "kit_malformed");
  CHECK(code_of(home.device.recover_finish(Json::object())) == "login_unknown");
}

TEST_CASE("recovery: capitals, spaces and line breaks of the sheet don't matter") {
  PrintedHome home;
  std::string lower;
  for (const char c : home.sheet) {
    if (c != ' ' && c != '\n') lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  const auto started = home.device.recover_start(as_bytes(kNewPassword), home.typed(lower));
  REQUIRE(started.ok());
  CHECK(text_of(*started, "kit") == text_of(home.wrap, "id"));
}

TEST_CASE("recovery: the new password is judged by the strictest rule, for the role is not known yet") {
  PrintedHome home;
  CHECK(code_of(home.start("Short-Pass-8")) == "password_too_short_for_role");
  CHECK(code_of(home.start("password123456789")) != "ok");
  CHECK(code_of(home.start("ruth@x.example-Aa1")) == "password_contains_handle");
  CHECK(code_of(home.device.recover_finish(Json::object())) == "login_unknown");
}

TEST_CASE("recovery: a wrap that the sheet does not open gives one error and no signature") {
  PrintedHome home;
  PrintedHome other(2);
  const auto finish = [&](const auto& change) {
    Json answer = home.answer(home.start().value());
    change(answer);
    return code_of(home.device.recover_finish(answer));
  };
  CHECK(finish([](Json&) {}) == "ok");
  CHECK(finish([&](Json& answer) { answer.set("wrap", other.wrap); }) == "unwrap_failed");
  CHECK(finish([&](Json& answer) { answer.set("wrap", home.made.find("wraps")->items().front()); }) == "unwrap_failed");
  CHECK(finish([&](Json& answer) { answer.set("account", other.account); }) == "unwrap_failed");
  CHECK(finish([&](Json& answer) {
          Bytes bytes = decode_base64url(text_of(home.wrap, "bytes")).value();
          bytes.back() ^= 1;
          Json damaged = home.wrap;
          answer.set("wrap", damaged.set("bytes", encode_base64url(bytes)));
        }) == "unwrap_failed");
}

TEST_CASE("recovery: each answer of the server is tried once, and locking forgets a sheet that was typed in") {
  PrintedHome home;
  const Json answer = home.answer(home.start().value());
  CHECK(code_of(home.device.recover_finish(answer)) == "ok");
  CHECK(code_of(home.device.recover_finish(answer)) == "login_unknown");
  const Json again = home.answer(home.start().value());
  home.device.lock();
  CHECK(code_of(home.device.recover_finish(again)) == "login_unknown");
  CHECK_FALSE(home.device.is_open());
  CHECK_FALSE(home.device.has_session());
}

TEST_CASE("recovery: the kit's wrap has an id that another home's sheet does not lead to") {
  PrintedHome home;
  PrintedHome other(2);
  Json elsewhere = home.typed(home.sheet);
  const auto started = home.device.recover_start(as_bytes(kNewPassword), elsewhere.set("ws", other.server.workspace.text()));
  REQUIRE(started.ok());
  CHECK(text_of(*started, "kit") != text_of(home.wrap, "id"));
}

}  // namespace care::client
