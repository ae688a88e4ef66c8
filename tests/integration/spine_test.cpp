// The whole way, from founding a home to reading and proving what somebody else wrote: each step through the API that browsers use.
#include "tests/integration/writing.h"

namespace care::test {
namespace {

const Json* find_record(const Json& records, const std::string& record, std::uint64_t version = 0) {
  const Json* found = nullptr;
  for (const Json& each : records.items()) {
    if (text_of(each, "record") != record) continue;
    if (version == 0 || number_of(each, "version") == version) found = &each;
  }
  return found;
}

std::uint64_t amount_of(const Json& record) { return number_of(*record.find("fields")->find("body"), "amount_ml"); }

// The audit view of a device: entries below the head it trusts itself.
Json audit_rows(Device& device) {
  const std::uint64_t size = number_of(device.sync(), "size");
  Json entries = Json::array();
  std::uint64_t before = size;
  while (before > 0) {
    const Json page = device.get("/api/v1/log/entries?before=" + std::to_string(before) + "&limit=200&size=" + std::to_string(size));
    for (const Json& entry : page.find("entries")->items()) entries.push(entry);
    const Json* next = page.find("next");
    if (next == nullptr) break;
    before = next->integer();
  }
  const auto verified = device.core().verify_audit(Json::object({{"entries", std::move(entries)}, {"size", size}}));
  REQUIRE(verified.ok());
  REQUIRE(verified->find("rows")->items().size() == size);
  return *verified->find("rows");
}

void check_every_row_holds(const Json& rows) {
  for (const Json& row : rows.items()) {
    INFO(encode_canonical(row));
    CHECK(row.find("problem") == nullptr);
    CHECK(text_of(row, "proof") == (number_of(row, "kind") == 2 ? "unsigned" : "proved"));
  }
}

}  // namespace

TEST_CASE("a home is founded, a carer writes, a manager opens and proves it against her own checkpoint") {
  StartedServer server;
  TestHome home(server, "sunrise");
  Member manager = home.join("marta", Role::manager);
  Member carer = home.join("colin", Role::carer);
  const std::string subject = manager->add_resident("Edith", "Marlow");

  carer->sync();
  carer->take_subjects();
  carer->write(list_of(drink_for(subject, carer->now_ms(), 200)));

  // The manager's device: opened with her keys, proved below the head she trusts.
  const Json records = manager->read_changes();
  const Json* drink = nullptr;
  for (const Json& each : records.items()) {
    INFO(encode_canonical(each));
    CHECK(each.find("problem") == nullptr);
    if (text_of(each, "type") == "drink") drink = &each;
  }
  REQUIRE(drink != nullptr);
  CHECK(amount_of(*drink) == 200);
  CHECK(text_of(*drink, "author") == carer.person.actor);

  const Json rows = audit_rows(*manager.device);
  check_every_row_holds(rows);
  const auto row = std::find_if(rows.items().begin(), rows.items().end(), [&](const Json& each) {
    return text_of(each, "record") == text_of(*drink, "record");
  });
  REQUIRE(row != rows.items().end());
  CHECK(text_of(*row, "act") == "record.create");
  CHECK(text_of(*row, "author") == carer.person.actor);
  CHECK(number_of(*row, "index") == number_of(*drink, "index"));

  home.check_log_is_whole();
}

TEST_CASE("a correction keeps what was written before; a struck entry stays readable") {
  Writing world;
  Member& carer = world.carer;
  const std::uint64_t at = carer->now_ms();
  carer->write(list_of(drink_for(world.subject, at, 200)));

  const Json first = carer->read_changes();
  const std::string record = text_of(first.items().back(), "record");
  carer->write(list_of(correction_of(*find_record(first, record), "update",
                                     Json::object({{"body", drink_body(at, 150)}, {"change", change_of("wrong_details")}}))));
  const Json second = carer->read_changes();
  CHECK(amount_of(*find_record(second, record, 1)) == 200);
  CHECK(amount_of(*find_record(second, record, 2)) == 150);

  carer->write(list_of(correction_of(*find_record(second, record, 2), "strike", Json::object({{"change", change_of("wrong_person")}}))));
  const Json third = carer->read_changes();
  const Json* struck = find_record(third, record, 3);
  REQUIRE(struck != nullptr);
  CHECK(text_of(*struck, "act") == "record.strike");
  CHECK(amount_of(*find_record(third, record, 2)) == 150);

  // The page of one record tells the same story.
  const Json versions = carer->get("/api/v1/records/" + record + "/versions");
  CHECK(versions.find("records")->items().size() == 3);
}

TEST_CASE("a carer can't strike what a colleague wrote; a senior can") {
  Writing world;
  Member other = world.home.join("dora", Role::carer);
  Member senior = world.home.join("sam", Role::senior);
  world.carer->write(world.drink(200));

  const auto strike = [&](Member& who) {
    who->sync();
    const Json records = who->read_changes();
    const Json sealed = who->seal(list_of(
        correction_of(records.items().back(), "strike", Json::object({{"change", change_of("wrong_person")}}))));
    return who->send(sealed);
  };
  const Answer refused = strike(other);
  CHECK(refused.status == 403);
  const Json& receipt = refused.json.find("results")->items().front();
  CHECK(text_of(receipt, "result") == "refused");
  CHECK(text_of(receipt, "code") == "role_forbids");
  CHECK(strike(senior).status == 200);
}

TEST_CASE("a leaver can't open what is written after the keys were changed; those who stay can") {
  Writing world;
  Member& leaver = world.carer;
  Member stays = world.home.join("dora", Role::carer);
  leaver->write(world.drink(200));

  world.home.owner->act(Json::object({{"act", "revoke_user"}, {"actor", leaver.person.actor}}));
  CHECK(leaver->try_get("/api/v1/session").code() == "session_missing");
  CHECK(leaver->try_post("/api/v1/signin/start", Json::object({{"handle", leaver.person.handle}})).status != 200);
  CHECK(leaver->try_sign_in(leaver.person).code() == "signin_failed");

  stays->sync();
  stays->take_grants();
  stays->take_subjects();
  stays->write(world.drink(170));
  const Json seen = world.home.owner->read_changes();
  REQUIRE(seen.items().back().find("problem") == nullptr);
  CHECK(amount_of(seen.items().back()) == 170);

  // Whoever has the new ciphertext and all the leaver's keys opens the old entry and not the new one.
  const Json delivered = stays->get("/api/v1/changes?after=0&limit=500");
  const auto opened = leaver->core().open_records(Json::object({{"records", *delivered.find("records")}}));
  if (opened.ok()) {  // the device was locked by the failed sign-in otherwise
    CHECK(text_of(opened->find("records")->items().back(), "problem") == "key_unknown");
  }
  CHECK(number_of(*stays->read_changes().items().back().find("fields")->find("body"), "amount_ml") == 170);
}

TEST_CASE("the keys a leaver took along open old entries and no new one") {
  Writing world;
  Member& leaver = world.carer;
  Member manager = world.home.join("marta", Role::manager);
  manager->take_subjects();
  leaver->write(world.drink(200));
  world.home.owner->act(Json::object({{"act", "revoke_user"}, {"actor", leaver.person.actor}}));
  manager->sync();
  manager->take_grants();
  manager->write(world.drink(90));

  // The leaver's vault is still open, and somebody hands over everything the server has.
  const Json delivered = manager->get("/api/v1/changes?after=0&limit=500");
  const auto opened = leaver->core().open_records(Json::object({{"records", *delivered.find("records")}}));
  REQUIRE(opened.ok());
  const auto& records = opened->find("records")->items();
  const auto old = std::find_if(records.begin(), records.end(), [&](const Json& each) { return text_of(each, "author") == leaver.person.actor; });
  REQUIRE(old != records.end());
  CHECK(amount_of(*old) == 200);
  CHECK_FALSE(text_of(records.back(), "problem").empty());
  CHECK(records.back().find("fields")->members().empty());
}

TEST_CASE("a role change takes the keys of the classes that the new role does not hold") {
  Writing world;
  Member& member = world.carer;
  world.home.owner->act(Json::object({{"act", "set_role"}, {"actor", member.person.actor}, {"role", "maintenance"}}));

  CHECK(text_of(member->get("/api/v1/session"), "role") == "maintenance");
  const Json now = member->sync();
  CHECK(text_of(now, "role") == "maintenance");
  client::SealProblems problems;
  const auto sealed = member->core().seal_records(
      Json::object({{"now", member->now_ms()}, {"records", world.drink(100)}}), problems);
  if (sealed.ok()) {  // the old keys are still on the device: the server decides
    const Answer answer = member->send(*sealed->find("sealed"));
    CHECK(answer.status == 403);
  }
  for (const Json answer = member->get("/api/v1/subjects"); const Json& each : answer.find("subjects")->items()) CHECK(text_of(each, "subj") != world.subject);
  for (const Json answer = member->get("/api/v1/changes?after=0"); const Json& each : answer.find("records")->items()) {
    INFO(encode_canonical(each));
    CHECK(each.find("facets")->items().size() <= 1);  // staff names; never a card, never care
  }
}

TEST_CASE("deleting a leaver's account cuts the link and keeps every leaf and proof") {
  Writing world;
  Member& leaver = world.carer;
  Member manager = world.home.join("marta", Role::manager);
  leaver->write(world.drink(200));

  const std::string path = "/api/v1/accounts/" + leaver.person.actor;
  CHECK(manager->ask({.method = "DELETE", .path = path}).code() == "role_forbids");  // first the signed removal
  manager->act(Json::object({{"act", "revoke_user"}, {"actor", leaver.person.actor}}));
  CHECK(manager->ask({.method = "DELETE", .path = path}).status == 200);
  CHECK(manager->ask({.method = "DELETE", .path = path}).code() == "not_found");

  bool found = false;
  for (const Json answer = manager->get("/api/v1/members"); const Json& each : answer.find("members")->items()) {
    if (text_of(each, "actor") != leaver.person.actor) continue;
    found = true;
    CHECK(number_of(each, "has_account") == 0);
  }
  CHECK(found);
  const Json rows = audit_rows(*manager.device);
  check_every_row_holds(rows);
  CHECK(std::any_of(rows.items().begin(), rows.items().end(), [&](const Json& row) {
    return text_of(row, "act") == "account.delete" && text_of(row, "target") == leaver.person.actor;
  }));
  const Json records = manager->read_changes();
  CHECK(std::any_of(records.items().begin(), records.items().end(), [&](const Json& each) {
    return text_of(each, "author") == leaver.person.actor && number_of(each, "collection") == 2;
  }));
  CHECK(leaver->try_sign_in(leaver.person).code() == "signin_failed");

  world.home.check_log_is_whole();
}

TEST_CASE("a second device of the same person reads and writes beside the first") {
  Writing world;
  Member& carer = world.carer;
  Device phone(world.server, world.home.label);
  phone.sign_in(carer.person);
  phone.write(world.drink(120));
  carer->sync();
  carer->write(world.drink(130));
  phone.sync();
  phone.write(world.drink(140));
  std::vector<std::uint64_t> amounts;
  for (const Json records = carer->read_changes(); const Json& each : records.items()) {
    if (text_of(each, "type") == "drink") amounts.push_back(amount_of(each));
  }
  CHECK(amounts == std::vector<std::uint64_t>{120, 130, 140});
}

TEST_CASE("the same device goes on with its own key the next day") {
  Writing world;
  Member& carer = world.carer;
  Member& owner = world.home.owner;
  carer->write(world.drink(120));
  const auto devices = [&] {
    std::size_t count = 0;
    for (const Json rows = audit_rows(*owner.device); const Json& row : rows.items()) {
      count += text_of(row, "act") == "add_device" && text_of(row, "author") == carer.person.actor ? 1U : 0U;
    }
    return count;
  };
  const std::size_t before = devices();
  world.server.clock.pass(std::chrono::hours(20));
  CHECK(carer->try_get("/api/v1/session").code() == "session_expired");
  carer->sign_in(carer.person);
  carer->write(world.drink(130));
  owner->sign_in(owner.person);
  CHECK(devices() == before);
}

TEST_CASE("no resident enters a home that could be locked out of its own data") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  const Json card = Json::object({{"allergies_known", "none_known"}, {"dnacpr", "no_dnacpr"}, {"first_name", "Edith"},
                                  {"last_name", "Marlow"}, {"room", "1"}, {"status", "living_here"}});
  const Json sealed = home.owner->seal(list_of(resident_of(card, Json::object({{"gp", "Dr Farrow"}}))));
  CHECK(home.owner->send(sealed).code() == "recovery_gate");
  home.owner->store_kit();
  CHECK(home.owner->send(sealed).status == 200);  // the same statement, once the sheet exists
}

}  // namespace care::test
