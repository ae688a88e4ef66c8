// Lies on the page where a manager reads the log: rows left out, told twice, hidden members, other people's addresses.
//
// Above each case stands the check without which it was seen to fail.
#include "tests/hostile/forge.h"

namespace care::test {
namespace {

struct Showing {
  const char* name;
  const char* told;
  std::size_t row;  // where it shows
  std::function<void(LyingLog&, Json::Array&)> change;
};

const Showing kShowings[] = {
    // `place` in describe_entry, client/audit_view.cpp
    {"a row left out", "log_inconsistent", 2, [](LyingLog&, Json::Array& rows) { rows.erase(rows.begin() + 2); }},
    // `place` in describe_entry, client/audit_view.cpp
    {"the newest row left out", "log_inconsistent", 0, [](LyingLog&, Json::Array& rows) { rows.erase(rows.begin()); }},
    // `place` in describe_entry, client/audit_view.cpp
    {"a row told twice", "log_inconsistent", 3, [](LyingLog&, Json::Array& rows) { rows[3] = rows[2]; }},
    // verify_inclusion in describe_entry, client/audit_view.cpp
    {"a row changed", "proof_invalid", 1,
     [](LyingLog& log, Json::Array& rows) {
       audit::Leaf leaf = log.leaf(log.size() - 2);
       leaf.time_ms += 60'000;
       rows[1].set("leaf", encode_base64url(audit::encode_leaf(leaf).value()));
     }},
    // verify_inclusion in describe_entry, client/audit_view.cpp
    {"a row of another home's log", "proof_invalid", 1,
     [](LyingLog& log, Json::Array& rows) {
       LyingLog other = world().foreign();
       audit::Leaf leaf = other.leaf(3);
       leaf.index = log.size() - 2;
       rows[1] = Json::object({{"leaf", encode_base64url(audit::encode_leaf(leaf).value())}, {"proof", *other.entry(3, other.size()).find("proof")}});
     }},
    // field_commitment in describe_details, client/audit_view.cpp
    {"an address that was never logged", "commitment_mismatch", 1,
     [](LyingLog&, Json::Array& rows) {
       rows[1].set("details", list_of(Json::object({{"field", std::uint64_t{1}}, {"salt", encode_base64url(Bytes(32, 1))}, {"value", "192.0.2.1"}})));
     }},
    // kJsonMaxInteger in describe_entry, client/audit_view.cpp
    {"a row from the end of time", "leaf_malformed", 1,
     [](LyingLog& log, Json::Array& rows) {
       audit::Leaf leaf = log.leaf(log.size() - 2);
       leaf.time_ms = ~std::uint64_t{0};
       rows[1].set("leaf", encode_base64url(audit::encode_leaf(leaf).value()));
     }},
};

// A manager's device that trusts this log, whatever it is.
Victim& manager() {
  static Victim device(world().server, "sunrise");
  static const bool ready = [] {
    device.settle(world().home.owner.person);
    return true;
  }();
  REQUIRE(ready);
  return device;
}

}  // namespace

TEST_CASE("hostile: rows of the log that are left out, told twice, changed or foreign show as broken; the rows around them hold") {
  REQUIRE(code_of(manager().sync()) == "ok");
  LyingLog log = world().current().cut(manager().trusted());
  const auto read = [&](const std::function<void(LyingLog&, Json::Array&)>& change) {
    const auto lie = [&](const Ask& request, Answer& answer) {
      told_by(log)(request, answer);
      if (change == nullptr || request.path.find("/log/entries") == std::string::npos) return;
      Json entries = *answer.json.find("entries");
      change(log, entries.items());
      answer.json.set("entries", std::move(entries));
    };
    return manager().under(lie, [&] { return manager().audit(log.size(), 12); });
  };
  const auto honest = read(nullptr);
  REQUIRE(code_of(honest) == "ok");
  for (const std::string& problem : problems_of(*honest)) CHECK(problem.empty());
  for (const Showing& each : kShowings) {
    INFO(each.name);
    const auto shown = read(each.change);
    REQUIRE(code_of(shown) == "ok");
    const std::vector<std::string> problems = problems_of(*shown);
    for (std::size_t i = 0; i < problems.size(); ++i) {
      INFO("row " << i);
      const bool after = i == each.row + 1;  // where a row stands twice, the next one is out of place as well
      if (i == each.row) CHECK(problems[i] == each.told);
      if (i != each.row && !after) CHECK(problems[i].empty());
      CHECK((problems[i].empty() || text_of(shown->find("rows")->items()[i], "proof") == "broken"));
    }
    check_told(each.told);
  }
}

TEST_CASE("hostile: a page of the log for another state than the one this device trusts is not read") {
  REQUIRE(code_of(manager().sync()) == "ok");
  LyingLog log = world().current().cut(manager().trusted());
  const auto shown = manager().core().verify_audit(
      Json::object({{"entries", list_of(log.entry(3, log.size()))}, {"size", std::uint64_t{log.size() - 1}}}));
  // `size` in verify_audit, client/audit_view.cpp
  CHECK(code_of(shown) == "log_inconsistent");
}

TEST_CASE("hostile: what happened to the members and was kept from their list shows in the log") {
  World& home = world();
  Victim device(home.server, "sunrise");
  REQUIRE(code_of(device.sign_in(home.home.owner.person)) == "ok");
  // Rightly signed, and not in the list that members are replayed from: the end of the list can be kept back.
  LyingLog hiding = home.second();
  const std::size_t hidden = [&] {
    std::size_t last = 0;
    for (std::size_t i = 0; i < hiding.size(); ++i) {
      if (hiding.leaf(i).kind == audit::LeafKind::membership) last = i;
    }
    return last;
  }();
  hiding.hide(hidden);
  REQUIRE(code_of(device.under(told_by(hiding), [&] { return device.sync(); })) == "ok");
  const auto shown = device.under(told_by(hiding), [&] { return device.audit(hiding.size(), hiding.size()); });
  REQUIRE(code_of(shown) == "ok");
  // check_replayed in describe_statement, client/audit_view.cpp
  CHECK(problems_of(*shown).at(hiding.size() - 1 - hidden) == "directory_stale");
}

TEST_CASE("hostile: a membership statement that stands in the log a second time shows as broken") {
  World& home = world();
  Victim device(home.server, "sunrise");
  REQUIRE(code_of(device.sign_in(home.home.owner.person)) == "ok");
  LyingLog log = home.second();
  const audit::Leaf old = log.leaf(log.find(R"("act":"grant_commit")"));
  append(log, {old.body, *old.signature});
  log.hide(log.size() - 1);
  REQUIRE(code_of(device.under(told_by(log), [&] { return device.sync(); })) == "ok");
  const auto shown = device.under(told_by(log), [&] { return device.audit(log.size(), 5); });
  REQUIRE(code_of(shown) == "ok");
  // check_replayed in describe_statement, client/audit_view.cpp
  CHECK(problems_of(*shown).front() == "directory_stale");
}

}  // namespace care::test
