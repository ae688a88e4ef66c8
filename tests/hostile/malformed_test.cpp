// Answers of which one part is missing, of another kind, empty, huge, cut off or one letter off: every part of every answer that the core
// reads. Each is refused with a code that has a sentence, or what is shown is what an honest answer shows; nothing is believed that
// isn't so, and nothing ends the program.
#include <algorithm>

#include "tests/hostile/forge.h"
#include "tests/hostile/malformed.h"

namespace care::test {
namespace {

// Said by the server alone, and shown so: where it stands in a list, when it came, how often somebody may be asked again.
Json without_words(Json entry) {
  for (const char* word : {"seq", "index", "time", "ip", "agent"}) entry.erase(word);
  return entry;
}

bool is_among(const Json& entry, const Json& honest) {
  return std::any_of(honest.items().begin(), honest.items().end(),
                     [&](const Json& each) { return without_words(each) == without_words(entry); });
}

// Each entry is one that an honest answer has, or carries a problem and shows nothing of what it holds.
void check_entries(const Json& shown, const Json& honest, Tally& tally) {
  for (const Json& entry : shown.items()) {
    const std::string problem = text_of(entry, "problem");
    if (!problem.empty()) {
      ++tally.marked;
      tally.codes.insert(problem);
      const Json* fields = entry.find("fields");
      CHECK((fields == nullptr || fields->members().empty()));
      continue;
    }
    ++tally.same;
    CHECK(is_among(entry, honest));
  }
}

const Json& list_in(const Json& opened) { return *(opened.find("records") != nullptr ? opened.find("records") : opened.find("rows")); }

void try_lists(const Json& answer, const std::function<Result<Json>(const Json&)>& open) {
  const auto honest = open(answer);
  REQUIRE(code_of(honest) == "ok");
  for (const std::string& problem : problems_of(*honest)) REQUIRE(problem.empty());
  Tally tally;
  for_each_mutant(answer, [&](const Mutant& mutant) {
    INFO(mutant.where);
    const auto opened = open(mutant.answer);
    if (!opened.ok()) return tally.refuse(code_of(opened));
    check_entries(list_in(*opened), list_in(*honest), tally);
  });
  CHECK(tally.refused > 10);
  CHECK(tally.marked > 10);
  CHECK(tally.same > 10);
}

Json few(const Json& page, std::size_t count) {
  Json::Array records = page.find("records")->items();
  records.resize(std::min(records.size(), count), Json::object());
  return Json::object({{"records", Json(std::move(records))}});
}

}  // namespace

TEST_CASE("hostile: malformed records") {
  World& home = world();
  REQUIRE(code_of(home.reader.sync()) == "ok");
  try_lists(Json::object({{"records", list_of(version_of(home.page, home.edith_card, 2))}}),
            [&](const Json& answer) { return home.reader.core().open_records(answer); });
  try_lists(few(home.drink_versions, 3), [&](const Json& answer) { return home.reader.core().open_records(answer); });
}

TEST_CASE("hostile: malformed rows of the log") {
  World& home = world();
  Victim owner(home.server, "sunrise");
  REQUIRE(code_of(owner.sign_in(home.home.owner.person)) == "ok");
  LyingLog log = home.second();
  REQUIRE(code_of(owner.under(told_by(log), [&] { return owner.sync(); })) == "ok");
  Json entries = Json::array();
  for (std::size_t i = log.size(); i > log.size() - 4; --i) entries.push(log.entry(i - 1, log.size()));
  entries.push(owner.device().get("/api/v1/log/entries?before=" + std::to_string(log.size() - 4) + "&limit=1&size=" + std::to_string(log.size()))
                   .find("entries")->items().front());
  try_lists(Json::object({{"entries", std::move(entries)}, {"size", std::uint64_t{log.size()}}}),
            [&](const Json& answer) { return owner.core().verify_audit(answer); });
}

TEST_CASE("hostile: malformed heads, members and proofs") {
  World& home = world();
  LyingLog log = home.second();
  // A device that has seen nothing: whatever it accepts it keeps, so each time that it does another one is needed.
  std::optional<Victim> device;
  const auto renew = [&] {
    device.emplace(home.server, "sunrise");
    REQUIRE(code_of(device->sign_in(home.carer.person)) == "ok");
  };
  const auto ask = [&](const std::string& path) -> Result<Json> { return log.answer(path).value(); };
  const Json args = ask_directory(ask, 0, 0, home.reader.device().now_ms()).value();
  const auto shown = [&](const Json& answer) {
    auto synced = device->core().sync_directory(answer);
    if (synced) synced->erase("device_state");
    return synced;
  };
  renew();
  const auto honest = shown(args);
  REQUIRE(code_of(honest) == "ok");
  renew();
  const std::string newest = "entries." + std::to_string(args.find("entries")->items().size() - 1);
  Tally tally;
  for_each_mutant(args, [&](const Mutant& mutant) {
    // The clock is this device's own; a first head needs no proof, and none is read that isn't needed.
    if (mutant.where.starts_with("now") || mutant.where.starts_with("consistency")) return;
    // That the newest of them is kept back shows only where somebody names it: split_view_test.cpp, audit_test.cpp.
    if (mutant.where == newest + ": missing") return;
    INFO(mutant.where);
    const auto synced = shown(mutant.answer);
    if (!synced.ok()) return tally.refuse(code_of(synced));
    CHECK(*synced == *honest);
    ++tally.same;
    renew();
  });
  CHECK(tally.refused > 40);
  CHECK(tally.same < 10);
}

TEST_CASE("hostile: malformed proofs that the log goes on") {
  World& home = world();
  LyingLog log = home.second();
  const auto ask = [&](const std::string& path) -> Result<Json> { return log.answer(path).value(); };
  const Json args = ask_directory(ask, log.size(), home.seasoned.trusted(), home.reader.device().now_ms()).value();
  REQUIRE_FALSE(args.find("consistency")->items().empty());
  Tally tally;
  for_each_mutant(pick(args, {"consistency", "note"}), [&](const Mutant& mutant) {
    INFO(mutant.where);
    Json changed = args;
    for (const char* part : {"consistency", "note"}) {
      changed.erase(part);
      if (const Json* value = mutant.answer.find(part)) changed.set(part, *value);
    }
    const auto synced = home.seasoned.core().sync_directory(changed);
    CHECK_FALSE(synced.ok());
    if (!synced.ok()) tally.refuse(code_of(synced));
  });
  CHECK(tally.refused > 20);
}

TEST_CASE("hostile: malformed receipts") {
  World& home = world();
  Victim device(home.server, "sunrise");
  device.settle(home.nurse.person);
  const auto sealed = device.seal(drink_on(home.edith, device.device().now_ms()));
  REQUIRE(code_of(sealed) == "ok");
  Json true_answer;
  const auto honest = device.under(about("/api/v1/records", [&](Json& answer) { true_answer = answer; }),
                                   [&] { return device.send(*sealed->find("sealed")); });
  REQUIRE(code_of(honest) == "ok");
  const Json item = pick(*sealed->find("sealed")->items().front().find("item"), {"body", "sig"});
  Tally tally;
  for_each_mutant(true_answer.find("results")->items().front(), [&](const Mutant& mutant) {
    INFO(mutant.where);
    const auto checks = device.core().verify_receipts(
        Json::object({{"receipts", list_of(Json::object({{"item", item}, {"receipt", mutant.answer}}))}}));
    if (!checks.ok()) return tally.refuse(code_of(checks));
    const Json& check = checks->find("checks")->items().front();
    if (text_of(check, "state") == "invalid") return tally.refuse(text_of(check, "code"));
    CHECK(check == honest->find("checks")->items().front());
    ++tally.same;  // what `result` says counts for nothing beside a leaf that is proved
  });
  CHECK(tally.refused > 30);
}

TEST_CASE("hostile: malformed grants and gate shares") {
  World& home = world();
  Victim device(home.server, "sunrise");
  REQUIRE(code_of(device.sign_in(home.nurse.person)) == "ok");
  REQUIRE(code_of(device.sync()) == "ok");
  const Json grants = device.device().get("/api/v1/grants");
  Tally tally;
  for_each_mutant(Json::object({{"grants", list_of(grants.find("grants")->items().front())}}), [&](const Mutant& mutant) {
    // Class, unit and generation are read from what was signed, not from here.
    if (mutant.where.find(".bytes") == std::string::npos && mutant.where.find(".") != std::string::npos) return;
    INFO(mutant.where);
    const auto opened = device.core().open_grants(mutant.answer);
    if (!opened.ok()) return tally.refuse(code_of(opened));
    const bool kept = mutant.where.find("more") != std::string::npos || mutant.where.find("twice") != std::string::npos;
    CHECK((kept || number_of(*opened, "opened") == 0));
    ++tally.same;
  });
  const Json subjects = device.device().get("/api/v1/subjects");
  for_each_mutant(subjects, [&](const Mutant& mutant) {
    INFO(mutant.where);
    const auto taken = device.core().set_gate_shares(mutant.answer);
    if (!taken.ok()) return tally.refuse(code_of(taken));
    ++tally.same;
  });
  CHECK(tally.refused > 40);
}

}  // namespace care::test
