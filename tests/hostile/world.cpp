#include "tests/hostile/world.h"

#include "server/keyring/keyring.h"
#include "shared/audit/statement.h"

namespace care::test {
namespace {

crypto::SigningKey log_key(const TestServer& server, const std::string& workspace) {
  auto keys = server.keyring().load_workspace_keys(server.home_folder(workspace), WorkspaceId::parse(workspace).value());
  REQUIRE(keys.ok());
  return std::move(keys->log);
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

std::string record_of(const Json& sealed) { return text_of(sealed.items().front(), "record"); }

Json write_one(Member& who, Json records) {
  const Json sealed = who->seal(std::move(records));
  const Answer answer = who->send(sealed);
  INFO(answer.body);
  REQUIRE(answer.status == 200);
  return sealed;
}

// The newest version of a record as its author's device shows it.
Json newest(Member& who, const std::string& record) {
  Json found;
  const Json all = who->read_changes();
  for (const Json& each : all.items()) {
    if (text_of(each, "record") == record) found = each;
  }
  REQUIRE(text_of(found, "record") == record);
  return found;
}

Json change(std::string_view reason) { return Json::object({{"reason", reason}}); }

Json revision(const Json& last, std::string_view act, std::string_view type, Json fields) {
  return list_of(Json::object({{"act", act},
                               {"before", *last.find("after")},
                               {"fields", std::move(fields)},
                               {"record", text_of(last, "record")},
                               {"subject", text_of(last, "subject")},
                               {"type", type},
                               {"version", number_of(last, "version")}}));
}

}  // namespace

World::World()
    : home(server, "sunrise"),
      nurse(home.join("nia", Role::nurse)),
      carer(home.join("colin", Role::carer)),
      leaver(home.join("lena", Role::carer)),
      handyman(home.join("mo", Role::maintenance)),
      key(log_key(server, home.workspace)),
      other(server, "harbour"),
      foreign_key(log_key(server, other.workspace)),
      seasoned(server, "sunrise"),
      reader(server, "sunrise"),
      newcomer(server, "sunrise") {
  live_first_chapter();
  seasoned.settle(nurse.person);
  leaves = read_log(home);
  first_size = leaves.size();
  REQUIRE(seasoned.trusted() <= first_size);
  live_second_chapter();
  reader.settle(nurse.person);
  page = reader.device().get("/api/v1/changes?after=0&limit=500");
  card_versions = reader.device().get("/api/v1/records/" + edith_card + "/versions");
  drink_versions = reader.device().get("/api/v1/records/" + drink + "/versions");
  REQUIRE(code_of(newcomer.sign_in(carer.person)) == "ok");
  leaves = read_log(home);
  other.owner->add_resident("Olive", "Harbour");
  foreign_leaves = read_log(other);
  origin = first_line(text_of(home.owner->get("/api/v1/log/checkpoint"), "note"));
  foreign_origin = first_line(text_of(other.owner->get("/api/v1/log/checkpoint"), "note"));
  REQUIRE(second().note() == text_of(home.owner->get("/api/v1/log/checkpoint"), "note"));
}

void World::live_first_chapter() {
  edith = home.owner->add_resident("Edith", "Marlow");
  frank = home.owner->add_resident("Frank", "Ashby");
  for (Member* each : {&carer, &leaver, &handyman}) {
    (*each)->sync();
    (*each)->take_subjects();
  }
  drink = record_of(write_one(carer, list_of(drink_for(edith, carer->now_ms(), 200))));
  write_one(leaver, list_of(drink_for(frank, leaver->now_ms(), 150)));
}

void World::live_second_chapter() {
  // On the device only: an honest server would refuse both.
  leaver->sync();
  const auto sign = [&](Json args) {
    const auto made = leaver->core().membership_act(args.set("now", leaver->now_ms()));
    INFO("membership_act: " << code_of(made));
    REQUIRE(made.ok());
    return *made->find("statements")->items().front().find("statement");
  };
  promotion = sign(Json::object({{"act", "set_role"}, {"actor", leaver.person.actor}, {"role", "owner"}}));
  self_grant = sign(Json::object({{"act", "grant"}, {"actor", handyman.person.actor}}));

  home.owner->act(Json::object({{"act", "revoke_user"}, {"actor", leaver.person.actor}}));
  home.owner->act(Json::object({{"act", "set_role"}, {"actor", carer.person.actor}, {"role", "senior"}}));
  open_invitation = home.owner->invite("ines", Role::carer);
  other_invitation = home.owner->invite("oscar", Role::carer);

  carer->sync();
  carer->take_grants();
  carer->take_subjects();
  const std::uint64_t at = carer->now_ms();
  write_one(carer, revision(newest(carer, drink), "update", "drink",
                            Json::object({{"body", drink_body(at, 150)}, {"change", change("wrong_details")}})));
  write_one(carer, revision(newest(carer, drink), "strike", "drink", Json::object({{"change", change("wrong_person")}})));

  Member& owner = home.owner;
  const Json all = owner->read_changes();
  for (const Json& each : all.items()) {
    if (text_of(each, "type") == "resident" && text_of(each, "subject") == edith) edith_card = text_of(each, "record");
  }
  const Json last = newest(owner, edith_card);
  Json fields = *last.find("fields");
  Json card = *fields.find("card");
  fields.set("card", card.set("room", "14")).set("change", change("wrong_details"));
  write_one(owner, revision(last, "update", "resident", std::move(fields)));
}

std::vector<Bytes> World::read_log(TestHome& of) {
  const std::uint64_t size = number_of(of.owner->get("/api/v1/log/checkpoint"), "size");
  std::vector<Bytes> out(size);
  for (std::uint64_t before = size; before > 0;) {
    const Json rows = of.owner->get("/api/v1/log/entries?before=" + std::to_string(before) + "&limit=200&size=" + std::to_string(size));
    for (const Json& entry : rows.find("entries")->items()) {
      out.at(--before) = decode_base64url(text_of(entry, "leaf")).value();
    }
  }
  return out;
}

World& world() {
  static World made;
  return made;
}

Lie told_by(LyingLog& log) {
  return [&log](const Ask& request, Answer& answer) {
    auto told = log.answer(request.path);
    if (!told) return;
    answer.status = 200;
    answer.json = std::move(*told);
  };
}

Lie about(std::string words, std::function<void(Json&)> change) {
  return [words = std::move(words), change = std::move(change)](const Ask& request, Answer& answer) {
    if (request.path.find(words) != std::string::npos && answer.status == 200) change(answer.json);
  };
}

const Json& version_of(const Json& page, std::string_view record, std::uint64_t version) {
  for (const Json& each : page.find("records")->items()) {
    const auto statement = audit::parse_record_statement(decode_base64url(text_of(each, "body")).value());
    if (statement && statement->record.text() == record && statement->version == version) return each;
  }
  INFO("no version " << version << " of " << record);
  REQUIRE(false);
  return page;
}

Json drink_on(const std::string& subject, std::uint64_t at_ms) { return list_of(drink_for(subject, at_ms, 100)); }

}  // namespace care::test
