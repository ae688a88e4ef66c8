// Whatever is done to a log, it gives the same directory or none; and what is asked about authors of records.
#include <algorithm>

#include "tests/unit/membership/home_builder.h"

using namespace care;
using namespace care::membership;
using namespace care::test;

namespace {

// A home that has seen every kind of act.
Home lively_home() {
  Home home(7);
  const Person manager = home.join_active(home.founder(), Role::manager);
  const Person carer = home.join_active(manager, Role::carer);
  const Person nurse = home.join_active(manager, Role::nurse);
  home.append(home.by_device(home.founder(), home.grant_act(manager, {DataClass::common, DataClass::care})));
  home.append(home.by_device(manager, home.grant_act(carer, {DataClass::common, DataClass::care})));
  const OpenInvite cancelled = home.invite(manager, Role::agency);
  home.append(home.by_device(manager, InviteCancel{cancelled.terms.invite}));
  home.append(home.by_device(manager, SetRole{nurse.actor, Role::senior, home.unit()}));
  home.append(home.by_device(manager, RevokeDevice{carer.device_id()}));
  home.append(home.by_device(manager, RevokeUser{carer.actor}));
  home.append(home.by_device(manager, home.rotate_act({DataClass::common, DataClass::care}, home.unit())));
  home.append(home.by_device(home.founder(), SetPolicy{{.idle_minutes = 4}}));
  return home;
}

// As a client replays what a server hands out: stops at the first entry that breaks the rules.
std::optional<Directory> replay(const std::vector<Stored>& entries) {
  if (entries.empty()) return std::nullopt;
  auto directory = Directory::from_genesis(entries.front().entry());
  if (!directory) return std::nullopt;
  for (std::size_t i = 1; i < entries.size(); ++i) {
    const auto applied = directory->apply(entries[i].entry());
    if (!applied) {
      CHECK(applied.error().code() == ErrorCode::directory_broken);
      return std::nullopt;
    }
  }
  return std::move(directory).value();
}

// A server that rearranges entries would also number them anew: the index is not signed.
std::vector<Stored> renumbered(std::vector<Stored> entries) {
  for (std::size_t i = 0; i < entries.size(); ++i) entries[i].index = i;
  return entries;
}

audit::RecordStatement record_by(const Home& home, const Person& author, const crypto::SigningKey& key) {
  audit::RecordStatement statement;
  statement.head = home.draft(author.actor, key, SetPolicy{}).head;
  statement.directory = home.directory().head_hash();
  return statement;
}

}  // namespace

TEST_CASE("directory: replay of the log gives the directory it was made with") {
  const Home home = lively_home();
  const auto directory = replay(home.log());
  REQUIRE(directory.has_value());
  CHECK(*directory == home.directory());
}

TEST_CASE("directory: a shortened log gives an earlier state, never another one") {
  const Home home = lively_home();
  std::vector<Stored> part;
  for (const Stored& stored : home.log()) {
    part.push_back(stored);
    const auto directory = replay(part);
    REQUIRE(directory.has_value());
    CHECK(directory->head_hash() == audit::statement_hash(stored.body));
    CHECK((directory->head_hash() == home.directory().head_hash()) == (part.size() == home.log().size()));
  }
}

TEST_CASE("directory: a dropped statement breaks the log, whichever it is") {
  const Home home = lively_home();
  for (std::size_t i = 0; i + 1 < home.log().size(); ++i) {
    auto entries = home.log();
    entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(i));
    CHECK_FALSE(replay(entries).has_value());
    CHECK_FALSE(replay(renumbered(entries)).has_value());
  }
}

TEST_CASE("directory: a statement twice breaks the log, wherever it comes again") {
  const Home home = lively_home();
  for (std::size_t i = 0; i < home.log().size(); ++i) {
    for (std::size_t at = i + 1; at <= home.log().size(); at += 3) {
      auto entries = home.log();
      entries.insert(entries.begin() + static_cast<std::ptrdiff_t>(at), home.log()[i]);
      CHECK_FALSE(replay(renumbered(entries)).has_value());
    }
  }
}

TEST_CASE("directory: two statements that changed places break the log") {
  const Home home = lively_home();
  for (std::size_t i = 0; i + 1 < home.log().size(); ++i) {
    auto entries = home.log();
    std::swap(entries[i], entries[i + 1]);
    CHECK_FALSE(replay(renumbered(entries)).has_value());
  }
}

TEST_CASE("directory: no shuffle of the log is accepted") {
  const Home home = lively_home();
  TestRandom random(99);
  for (int round = 0; round < 100; ++round) {
    auto entries = home.log();
    for (std::size_t i = entries.size() - 1; i > 0; --i) std::swap(entries[i], entries[random.below(i + 1)]);
    const bool same = std::equal(entries.begin(), entries.end(), home.log().begin(),
                                 [](const Stored& a, const Stored& b) { return a.body == b.body; });
    CHECK(replay(renumbered(entries)).has_value() == same);
  }
}

TEST_CASE("directory: statements of another home do not mix in") {
  const Home home = lively_home();
  const Home other(8);
  for (const Stored& foreign : other.log()) {
    auto entries = home.log();
    entries.push_back(foreign);
    CHECK_FALSE(replay(renumbered(entries)).has_value());
  }
}

TEST_CASE("directory: an index that does not rise breaks the log") {
  const Home home = lively_home();
  auto entries = home.log();
  entries[5].index = entries[4].index;
  CHECK_FALSE(replay(entries).has_value());
}

TEST_CASE("directory: a copy goes its own way") {
  Home home;
  const Directory before = home.directory();
  home.append(home.by_device(home.founder(), SetPolicy{{.idle_minutes = 5}}));
  CHECK(before != home.directory());
  CHECK(before.policy().idle_minutes == 10);
  CHECK(before.head_index() + 1 == home.directory().head_index());
}

TEST_CASE("check_author: gives the role the author had at that point of the log") {
  Home home;
  const Person carer = home.join_active(home.founder(), Role::carer);
  const auto record = record_by(home, carer, carer.device);
  const std::uint64_t before = home.log().back().index + 1;
  CHECK(home.directory().check_author(record, before).value() == Role::carer);
  Stored promote = home.by_device(home.founder(), SetRole{carer.actor, Role::nurse, home.unit()});
  promote.index += 1;
  home.append(promote);
  CHECK(home.directory().check_author(record, before).value() == Role::carer);
  CHECK(home.directory().check_author(record, promote.index + 1).value() == Role::nurse);
}

TEST_CASE("check_author: refuses foreign homes, foreign keys and unknown states of the member list") {
  Home home;
  const Person carer = home.join_active(home.founder(), Role::carer);
  const std::uint64_t next = home.log().back().index + 1;
  const auto refusal = [&](const std::function<void(audit::RecordStatement&)>& change) {
    auto record = record_by(home, carer, carer.device);
    change(record);
    return home.directory().check_author(record, next).error().code();
  };
  CHECK(refusal([&](auto& r) { r.head.workspace = make_id<WorkspaceId>(home.random()); }) == ErrorCode::genesis_mismatch);
  CHECK(refusal([&](auto& r) { r.head.author = home.founder().actor; }) == ErrorCode::author_unknown);
  CHECK(refusal([&](auto& r) { r.head.key = home.make_person().device_id(); }) == ErrorCode::author_unknown);
  CHECK(refusal([&](auto& r) { r.directory = home.make_hash(); }) == ErrorCode::directory_stale);
  CHECK(refusal([&](auto& r) { r.head.tree = {.size = next + 1, .root = home.make_hash()}; }) ==
        ErrorCode::head_unknown);
}

TEST_CASE("check_author: a record before its key entered, or naming a later member list, is refused") {
  Home home;
  const Person carer = home.join_active(home.founder(), Role::carer);
  const auto record = record_by(home, carer, carer.device);
  const std::uint64_t entered = home.directory().find_key(carer.device_id())->valid_from;
  CHECK(home.directory().check_author(record, entered - 1).error().code() == ErrorCode::author_unknown);
  CHECK(home.directory().check_author(record, entered).error().code() == ErrorCode::directory_stale);
  CHECK(home.directory().check_author(record, entered + 1).ok());
}

TEST_CASE("check_author: pending members write nothing, removed ones nothing more") {
  Home home;
  const Person manager = home.join(home.founder(), Role::manager);
  const auto record = record_by(home, manager, manager.device);
  const std::uint64_t pending = home.log().back().index + 1;
  CHECK(home.directory().check_author(record, pending).error().code() == ErrorCode::confirmation_needed);
  Stored confirm = home.by_device(home.founder(), home.confirm_act(manager));
  confirm.index += 1;
  home.append(confirm);
  CHECK(home.directory().check_author(record, pending).error().code() == ErrorCode::confirmation_needed);
  CHECK(home.directory().check_author(record, confirm.index + 1).value() == Role::manager);
  Stored revoke = home.by_device(home.founder(), RevokeUser{manager.actor});
  revoke.index += 1;
  home.append(revoke);
  CHECK(home.directory().check_author(record, confirm.index + 1).value() == Role::manager);
  CHECK(home.directory().check_author(record, revoke.index + 1).error().code() == ErrorCode::author_revoked);
}

TEST_CASE("check_invitation_open: says what is wrong with an invitation") {
  Home home;
  const OpenInvite open = home.invite(home.founder(), Role::carer);
  const Person carer = home.join_active(home.founder(), Role::carer);
  const InviteId used = *home.directory().find_member(carer.actor)->invite;
  const auto code = [&](const InviteId& invite, std::uint64_t now) {
    return home.directory().check_invitation_open(invite, now).error().code();
  };
  CHECK(home.directory().check_invitation_open(open.terms.invite, open.terms.expires_ms).ok());
  CHECK(code(open.terms.invite, open.terms.expires_ms + 1) == ErrorCode::invite_expired);
  CHECK(code(used, home.now()) == ErrorCode::invite_used);
  CHECK(code(make_id<InviteId>(home.random()), home.now()) == ErrorCode::invite_unknown);
}
