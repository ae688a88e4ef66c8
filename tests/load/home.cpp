#include "tests/load/home.h"

#include "shared/signin/totp.h"
#include "tests/support/client_json.h"

namespace care::load {
namespace {

using server::Address;
using server::HomeClient;
using test::list_of;

constexpr const char* kOwner = "owner@load.example";
constexpr const char* kOwnerPassword = "Lantern-orchard-7-quay";

// No resident can be added before the recovery kit was printed and two of its groups typed back.
Result<void> store_kit(HomeClient& owner) {
  const auto kit = CARE_TRY(owner.core().make_kit());
  CARE_TRY(owner.post("/api/v1/account/kit", CARE_TRY(owner.core().confirm_kit(test::typed_back(kit)))));
  return {};
}

}  // namespace

Result<Json> seal_resident(HomeClient& owner) {
  const Json card = Json::object({{"allergies_known", "none_known"}, {"dnacpr", "not_known"}, {"first_name", "Edith"},
                                  {"last_name", "Marlowe"}, {"room", "14"}, {"status", "living_here"}});
  client::SealProblems problems;
  const auto sealed = CARE_TRY(owner.core().seal_records(
      Json::object({{"now", owner.now_ms()}, {"records", list_of(test::resident_of(card, Json::object()))}}), problems));
  return *sealed.find("sealed");
}

Result<std::string> add_resident(HomeClient& owner) {
  const Json sealed = CARE_TRY(seal_resident(owner));
  CARE_TRY(owner.send_records(sealed));
  return sealed.items().front().find("subject")->text();
}

Result<Home> make_home(std::uint16_t port, bool tls, const std::string& token, Random& random, const Clock& clock) {
  Home home;
  const Address base{"127.0.0.1", port, tls, "localhost"};
  home.address = base;
  home.address.name = "load.localhost";
  const auto founded =
      CARE_TRY(HomeClient::found(base, {token, "load", "Load House", kOwner, kOwnerPassword}, random, clock));
  home.owner = std::make_unique<HomeClient>(home.address, random, clock);
  HomeClient& owner = *home.owner;
  const auto code = CARE_TRY(server::totp_code(founded.totp_secret, signin::totp_step_at(clock.now()) + 1));
  CARE_TRY(owner.sign_in(kOwner, kOwnerPassword, code));
  CARE_TRY(store_kit(owner));
  const auto invite = CARE_TRY(owner.core().make_invite(Json::object(
      {{"host", "https://load.localhost"}, {"hours", 1}, {"name", "Asha Khan"}, {"now", owner.now_ms()}, {"role", "carer"}})));
  CARE_TRY(owner.send_membership(*invite.find("statement"), nullptr, invite.find("hello")));
  CARE_TRY(owner.send_records(list_of(*invite.find("member"))));
  home.subject = CARE_TRY(add_resident(owner));
  HomeClient carer(home.address, random, clock);
  CARE_TRY(carer.accept_invite(invite.find("inv")->text(), invite.find("code")->text(), home.handle, home.password));
  return home;
}

}  // namespace care::load
