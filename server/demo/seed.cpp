#include "server/demo/seed.h"

#include "server/demo/days.h"
#include "server/demo/sunrise_house.h"
#include "shared/signin/totp.h"

namespace care::server {
namespace {

constexpr std::string_view kLabel = "sunrise";

// 20 letters of four kinds: far beyond guessing, and typeable.
std::string make_password(Random& random) {
  constexpr std::string_view kLower = "abcdefghjkmnpqrstuvwxyz";
  constexpr std::string_view kUpper = "ABCDEFGHJKMNPQRSTUVWXYZ";
  ByteArray<18> bytes{};
  random.fill(bytes);
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 6 || i == 12) out += '-';
    if (i % 6 == 0) {
      out += kUpper[bytes[i] % kUpper.size()];
    } else if (i % 6 == 5) {
      out += static_cast<char>('2' + bytes[i] % 8);
    } else {
      out += kLower[bytes[i] % kLower.size()];
    }
  }
  return out;
}

std::string handle_of(std::string_view name) {
  std::string out;
  for (const char letter : name) {
    if (letter == ' ') {
      out += '.';
    } else if (letter != '\'' && letter != '-') {
      out += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    }
  }
  return out + "@sunrise.example";
}

Json list_of(Json item) {
  Json out = Json::array();
  out.push(std::move(item));
  return out;
}

Result<void> seal_and_send(HomeClient& client, Json records) {
  client::SealProblems problems;
  const auto sealed = CARE_TRY(client.core().seal_records(
      Json::object({{"now", client.now_ms()}, {"records", std::move(records)}}), problems));
  return client.send_records(*sealed.find("sealed"));
}

Result<void> invite_and_join(HomeClient& inviter, const Address& home, const demo::Person& person,
                             const DemoSignIn& sign_in, Random& random, const Clock& clock) {
  CARE_TRY(inviter.sync());
  const auto invite = CARE_TRY(inviter.core().make_invite(Json::object({{"host", "https://" + home.name},
                                                                        {"hours", 72},
                                                                        {"job", person.job},
                                                                        {"name", person.name},
                                                                        {"now", inviter.now_ms()},
                                                                        {"role", name_of(person.role)}})));
  CARE_TRY(inviter.send_membership(*invite.find("statement"), nullptr, invite.find("hello")));
  CARE_TRY(inviter.send_records(list_of(*invite.find("member"))));
  HomeClient newcomer(home, random, clock);
  CARE_TRY(newcomer.accept_invite(invite.find("inv")->text(), invite.find("code")->text(), sign_in.handle, sign_in.password));
  if (!info_of(person.role).confirm) return {};
  CARE_TRY(inviter.sync());
  const auto confirmed = CARE_TRY(inviter.core().membership_act(Json::object(
      {{"act", "confirm_user"}, {"actor", *invite.find("actor")}, {"now", inviter.now_ms()}})));
  for (const Json& each : confirmed.find("statements")->items()) {
    CARE_TRY(inviter.send_membership(*each.find("statement"), each.find("grants"), nullptr));
  }
  return {};
}

// Kit, names of home and owner: what a new owner does before anything else.
Result<void> settle_in(HomeClient& owner, std::string_view name) {
  const auto kit = CARE_TRY(owner.core().make_kit());
  std::vector<std::string> groups;
  for (const Json& line : kit.find("lines")->items()) {
    std::string_view rest = line.text();
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      if (end > 0) groups.emplace_back(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  Json typed = Json::array();
  for (const Json& number : kit.find("ask")->items()) typed.push(Json(groups.at(number.integer() - 1)));
  const auto wrap = CARE_TRY(owner.core().confirm_kit(Json::object({{"groups", std::move(typed)}})));
  CARE_TRY(owner.post("/api/v1/account/kit", wrap));
  const auto facts = CARE_TRY(owner.core().describe_self());
  Json records = Json::array();
  records.push(Json::object({{"act", "create"},
                             {"fields", Json::object({{"body", Json::object({{"name", "Sunrise House"}, {"unit", *facts.find("unit")}})}})},
                             {"subject", *facts.find("home_subject")},
                             {"type", "unit"}}));
  records.push(Json::object({{"act", "create"},
                             {"fields", Json::object({{"body", Json::object({{"actor", *facts.find("actor")}, {"job", "Owner"}, {"name", name}})}})},
                             {"subject", *facts.find("home_subject")},
                             {"type", "member"}}));
  return seal_and_send(owner, std::move(records));
}

}  // namespace

Result<DemoHome> seed_demo_home(Address base, const std::string& setup_token, Random& random, const Clock& clock,
                                void (*say)(const std::string& step)) {
  DemoHome home;
  Address at = base;
  at.name = std::string(kLabel) + "." + base.name;

  DemoSignIn owner_in{"Ruth Ellery", "Owner", "ruth.ellery@sunrise.example", make_password(random), {}};
  say("creating Sunrise House");
  const auto founded = CARE_TRY(HomeClient::found(
      base, {setup_token, std::string(kLabel), "Sunrise House", owner_in.handle, owner_in.password}, random, clock));
  owner_in.totp_secret = founded.totp_secret;
  HomeClient owner(at, random, clock);
  // The code of this half minute was used to confirm; the next one is accepted already.
  const std::uint64_t step = signin::totp_step_at(clock.now()) + 1;
  CARE_TRY(owner.sign_in(owner_in.handle, owner_in.password, CARE_TRY(totp_code(owner_in.totp_secret, step))));
  CARE_TRY(settle_in(owner, owner_in.name));
  home.sign_ins.push_back(owner_in);

  std::vector<std::unique_ptr<HomeClient>> writers;
  std::vector<demo::Person> people;  // the same ones
  std::size_t joined = 0;
  for (const demo::Person& person : demo::staff()) {
    DemoSignIn sign_in{std::string(person.name), std::string(person.job), handle_of(person.name), make_password(random), {}};
    CARE_TRY(invite_and_join(owner, at, person, sign_in, random, clock));
    if (person.writes) {
      writers.push_back(std::make_unique<HomeClient>(at, random, clock));
      people.push_back(person);
      CARE_TRY(writers.back()->sign_in(sign_in.handle, sign_in.password, ""));
      if (info_of(person.role).second_factor) {
        const std::uint64_t now_step = signin::totp_step_at(clock.now());
        sign_in.totp_secret = CARE_TRY(writers.back()->set_up_second_factor(now_step));
        CARE_TRY(writers.back()->sign_in(sign_in.handle, sign_in.password,
                                         CARE_TRY(totp_code(sign_in.totp_secret, now_step + 1))));
      }
    }
    if (person.shown) home.sign_ins.push_back(sign_in);
    if (++joined % 10 == 0) say(std::to_string(joined) + " members joined");
  }

  say("adding residents");
  HomeClient& manager = *writers.front();
  CARE_TRY(seal_and_send(manager, demo::resident_records()));
  const auto listed = CARE_TRY(manager.get("/api/v1/subjects"));
  const auto current = CARE_TRY(manager.get("/api/v1/records/current?collection=1"));
  CARE_TRY(manager.core().set_gate_shares(listed));
  const auto opened = CARE_TRY(manager.core().open_records(Json::object({{"records", *current.find("records")}})));

  say("writing two weeks of notes");
  // The manager writes no notes.
  for (std::size_t w = 1; w < writers.size(); ++w) {
    CARE_TRY(writers[w]->core().set_gate_shares(listed));
    CARE_TRY(writers[w]->sync());
  }
  for (demo::Round& round : demo::two_weeks(*opened.find("records"), std::span(people).subspan(1), clock, random)) {
    CARE_TRY(seal_and_send(*writers[round.writer + 1], std::move(round.records)));
  }
  return home;
}

}  // namespace care::server
