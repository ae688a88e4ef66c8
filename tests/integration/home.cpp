#include "tests/integration/home.h"

#include "server/demo/home_client.h"
#include "shared/signin/totp.h"

namespace care::test {

Person make_person(const std::string& name, const std::string& label, Role role) {
  Person person;
  person.name = name;
  person.handle = name + "@" + label + ".example";
  person.password = "Quiet-Harbour-" + std::to_string(name.size()) + "-Lanterns";
  person.role = role;
  return person;
}

TestHome::TestHome(TestServer& at, const std::string& home_label, bool kit)
    : server(at), label(home_label), owner{make_person("ruth", home_label, Role::owner), nullptr} {
  Device base(server, "");
  const std::string token = server.setup_token();
  auto start = base.core().home_start(as_bytes(owner.person.password),
                                      Json::object({{"handle", owner.person.handle}, {"label", label}}));
  INFO("home_start: " << (start ? "fine" : std::string(info_of(start.error().code()).name)));
  REQUIRE(start.ok());
  const Json common = Json::object({{"handle", owner.person.handle}, {"label", label}, {"token", token}});
  Json request = *start;
  for (const auto& [key, value] : common.members()) request.set(key, value);
  const Json started = base.post("/api/v1/homes/start", request);
  Json args = pick(started, {"log", "response"});
  const auto made = base.core().home_finish(args.set("name", "Home " + label).set("now", base.now_ms()));
  REQUIRE(made.ok());
  owner.person.totp = text_of(started, "totp_secret");
  owner.person.actor = text_of(*made, "actor");
  workspace = text_of(*start, "ws");
  Json finish = pick(*made, {"account", "actor", "gate_share", "keyring", "record", "statements", "wraps"});
  for (const auto& [key, value] : common.members()) finish.set(key, value);
  const Json done =
      base.post("/api/v1/homes/finish", finish.set("totp_code", base.next_code(owner.person)).set("ws", workspace));
  owner.person.sign_in_codes = *done.find("codes");
  owner.device = std::make_unique<Device>(server, label);
  owner->sign_in(owner.person);
  if (kit) owner->store_kit();
}

Member TestHome::join_unconfirmed(const std::string& name, Role role) {
  Member member{make_person(name, label, role), std::make_unique<Device>(server, label)};
  const Invitation invitation = owner->invite(name, role);
  member->accept(invitation, member.person);
  return member;
}

void TestHome::confirm(const Member& member) {
  owner->act(Json::object({{"act", "confirm_user"}, {"actor", member.person.actor}}));
}

Member TestHome::join(const std::string& name, Role role) {
  Member member = join_unconfirmed(name, role);
  if (info_of(role).confirm) confirm(member);
  member->sign_in(member.person);
  if (info_of(role).second_factor) member->set_up_second_factor(member.person);
  return member;
}

void TestHome::check_log_is_whole() {
  server.stop();
  const auto report = server.verify(workspace);
  REQUIRE(report.ok());
  CHECK(report->good());
}

bool still_answers(TestServer& server) {
  Device device(server, "sunrise");
  return device.try_get("/api/v1/home").status == 200;
}

}  // namespace care::test
