#include "tests/unit/server/workspace/live_home.h"

#include <thread>

#include "shared/audit/consistency.h"

namespace care::server::test {
namespace {

std::uint64_t versions_after(LiveHome& live, std::uint64_t after, ClassMask classes = 0xFFFF) {
  auto reader = live.home->read().value();
  std::uint64_t seen = 0;
  REQUIRE(reader.records().changes_after(after, 10000, {classes, std::nullopt}, [&](const VersionView&) { ++seen; }).ok());
  return seen;
}

}  // namespace

TEST_CASE("Workspace: a home is founded, a resident entered, a note written, and every receipt proves itself") {
  LiveHome live;
  const MembershipSubmission genesis = live.genesis();
  const auto founded = live.must(live.home->append_membership(
      {genesis.body, genesis.signature, {}, {}, crypto::parse_gate_share(Bytes(32, 7)).value()}, {"203.0.113.9", "Firefox"}));
  CHECK(founded.index == 0);
  CHECK(founded.commitments.size() == 2);
  live.check_receipt(founded, genesis.body, genesis.signature, audit::LeafKind::membership);
  live.must(live.home->append_membership(live.add_device(live.founder), {}));
  live.must(live.home->append_membership(live.first_generations(), {}));

  const DraftRecord resident = live.resident(live.founder);
  const Receipt receipt = live.stored(live.founder, resident);
  CHECK(receipt.index == 3);
  const Bytes body = audit::encode_record_statement(resident.statement).value();
  live.check_receipt(receipt, body, crypto::sign_statement(live.founder.device, body), audit::LeafKind::client_statement);
  CHECK(crypto::reveal_gate_share(*live.home->find_gate_share(resident.statement.subject).value()) == *resident.share);

  const LivePerson carer = live.join(Role::carer);
  live.stored(carer, live.note(carer, resident.statement.subject));
  CHECK(live.size() == 8);
  CHECK(versions_after(live, 0) == 2);
  CHECK(versions_after(live, 0, class_bit(1)) == 0);  // common only: neither card nor care
}

TEST_CASE("Workspace: after closing and opening everything stands as before") {
  LiveHome live;
  live.found();
  const DraftRecord resident = live.resident(live.founder);
  live.stored(live.founder, resident);
  const SignedHead before = live.home->signed_head();
  live.reopen();
  CHECK(live.home->writable());
  CHECK(live.home->signed_head().root == before.root);
  CHECK(live.home->signed_head().note == before.note);
  live.stored(live.founder, live.next_version(live.founder, resident, RecordAct::update));
  CHECK(versions_after(live, 0) == 2);
}

TEST_CASE("Workspace: the same statement again gets the same receipt and no second entry") {
  LiveHome live;
  live.found();
  const DraftRecord resident = live.resident(live.founder);
  const Receipt first = live.stored(live.founder, resident);
  const auto again = live.send(live.founder, resident);
  REQUIRE(again.ok());
  CHECK(again->index == first.index);
  CHECK(again->time_ms == first.time_ms);
  CHECK(again->stored());
  CHECK(live.size() == first.index + 1);

  // A later checkpoint proves it as well.
  live.stored(live.founder, live.resident(live.founder));
  live.reopen();
  std::vector<RecordSubmission> items;
  items.push_back(live.submission(live.founder, resident).value());
  items.push_back(live.submission(live.founder, resident).value());
  const auto both = live.home->append_records(std::move(items), {});
  REQUIRE(both.ok());
  const Bytes body = audit::encode_record_statement(resident.statement).value();
  for (const auto& each : *both) {
    live.check_receipt(*each, body, crypto::sign_statement(live.founder.device, body), audit::LeafKind::client_statement);
  }
}

TEST_CASE("Workspace: a bad item does not spoil its neighbours in one delivery") {
  LiveHome live;
  live.found();
  const DraftRecord first = live.resident(live.founder);
  DraftRecord bad = live.note(live.founder, first.statement.subject);
  bad.statement.head.number = 99;
  std::vector<RecordSubmission> items;
  items.push_back(live.submission(live.founder, first).value());
  items.push_back(live.submission(live.founder, bad).value());
  items.push_back(live.submission(live.founder, first).value());
  const auto answers = live.home->append_records(std::move(items), {});
  REQUIRE(answers.ok());
  REQUIRE(answers->size() == 3);
  CHECK((*answers)[0]->stored());
  CHECK((*answers)[1].error().code() == ErrorCode::counter_wrong);
  CHECK((*answers)[2]->index == (*answers)[0]->index);
}

TEST_CASE("Workspace: a job that fails halfway is undone, and the next one works") {
  LiveHome live;
  live.found();
  const std::uint64_t size = live.size();
  const auto account = make_id<AccountId>(live.random);
  const auto failing = live.home->change([&](Change& change) -> Result<void> {
    CARE_TRY(change.accounts().create_account({account, live.founder.actor, "ada@example.org", Bytes(192), Bytes(10), change.now()}));
    CARE_TRY(change.append_event(live.founder.actor, audit::SessionStarted{}, {"203.0.113.9", {}}));
    return ErrorCode::invite_expired;
  });
  REQUIRE_FALSE(failing.ok());
  CHECK(failing.error().code() == ErrorCode::invite_expired);
  CHECK(live.size() == size);
  CHECK_FALSE(live.home->read().value().accounts().find_account(account).value().has_value());

  const auto index = live.home->change([&](Change& change) -> Result<std::uint64_t> {
    CARE_TRY(change.accounts().create_account({account, live.founder.actor, "ada@example.org", Bytes(192), Bytes(10), change.now()}));
    return change.append_event(live.founder.actor, audit::SessionStarted{}, {"203.0.113.9", {}});
  });
  REQUIRE(index.ok());
  CHECK(*index == size);
  CHECK(live.size() == size + 1);
}

TEST_CASE("Workspace: deleting an account nulls the link and changes no leaf") {
  LiveHome live;
  live.found();
  const auto account = make_id<AccountId>(live.random);
  REQUIRE(live.home->change([&](Change& change) {
    return change.accounts().create_account({account, live.founder.actor, "ada@example.org", Bytes(192), Bytes(10), change.now()});
  }).ok());
  const SignedHead before = live.home->signed_head();
  REQUIRE(live.home->change([&](Change& change) -> Result<void> {
    CARE_TRY(change.accounts().delete_account(account));
    CARE_TRY(change.append_event(live.founder.actor, audit::AccountDeleted{live.founder.actor}, {}));
    return {};
  }).ok());
  auto reader = live.home->read().value();
  const auto members = reader.accounts().load_members().value();
  REQUIRE(members.size() == 1);
  CHECK(members.front().actor == live.founder.actor);
  CHECK_FALSE(members.front().has_account);
  // The log continues the one from before: nothing in it was changed.
  const SignedHead after = live.home->signed_head();
  CHECK(after.size == before.size + 1);
  const auto proof = audit::build_consistency(reader.log(), before.size, after.size);
  REQUIRE(proof.ok());
  CHECK(audit::verify_consistency(before.size, before.root, after.size, after.root, *proof).ok());
}

TEST_CASE("Workspace: sixteen threads write at once, every receipt holds, and no entry is lost or doubled") {
  constexpr std::size_t kThreads = 16;
  constexpr std::size_t kEach = 12;
  LiveHome live;
  live.found();
  const DraftRecord resident = live.resident(live.founder);
  live.stored(live.founder, resident);
  const std::uint64_t before = live.size();

  // Statements are made beforehand: each thread is one member with a chain of its own.
  std::vector<LivePerson> people;
  std::vector<std::vector<RecordSubmission>> work(kThreads);
  for (std::size_t i = 0; i < kThreads; ++i) {
    people.push_back(live.join(Role::carer));
    for (std::size_t k = 0; k < kEach; ++k) {
      work[i].push_back(live.submission(people[i], live.note(people[i], resident.statement.subject)).value());
      live.numbered();
    }
  }
  std::vector<std::thread> threads;
  std::atomic<std::size_t> stored = 0;
  for (std::size_t i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      for (RecordSubmission& item : work[i]) {
        std::vector<RecordSubmission> one;
        one.push_back(std::move(item));
        const auto answers = live.home->append_records(std::move(one), {"203.0.113.9", "Tablet"});
        if (answers.ok() && answers->front().ok() && answers->front()->stored()) ++stored;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(stored == kThreads * kEach);
  CHECK(live.size() == before + kThreads * (kEach + 3));
  CHECK(versions_after(live, 0) == 1 + kThreads * kEach);
  live.reopen();
  CHECK(live.home->writable());
}

TEST_CASE("Workspace: a job goes by the clock on the wall, and its leaves by the log's time, which never goes back") {
  LiveHome live;
  live.found();
  const auto event = [&] {
    return live.home->change([&](Change& change) -> Result<Instant> {
      CARE_TRY(change.append_event(live.founder.actor, audit::SessionStarted{}, {}));
      return change.now();
    }).value();
  };
  const auto newest = [&] {
    auto reader = live.home->read().value();
    return audit::decode_leaf(reader.log().load_leaf(live.size() - 1).value()).value().time_ms;
  };
  const std::uint64_t right = to_ms(live.clock.now());
  live.clock.pass(std::chrono::hours(1));
  const std::uint64_t ahead = to_ms(live.clock.now());
  CHECK(to_ms(event()) == ahead);
  CHECK(newest() == ahead);
  live.clock.set_ms(right);
  CHECK(to_ms(event()) == right);
  CHECK(newest() == ahead);
}

TEST_CASE("Workspace: a job that nobody waits for is committed, its failure told, and the queue finished before the home closes") {
  LiveHome live;
  live.found();
  const std::uint64_t size = live.size();
  std::vector<ErrorCode> failures;  // written by the writer thread, read when it is gone
  int told = 0;
  const auto tell = [&](const Result<void>& done) {
    ++told;
    if (!done.ok()) failures.push_back(done.error().code());
  };
  live.home->change_later([&](Change& change) -> Result<void> {
    CARE_TRY(change.append_event(live.founder.actor, audit::SessionStarted{}, {}));
    return {};
  }, tell);
  live.home->change_later([&](Change& change) -> Result<void> {
    CARE_TRY(change.append_event(live.founder.actor, audit::SessionStarted{}, {}));
    return ErrorCode::invite_expired;
  }, tell);
  live.reopen();
  CHECK(told == 2);
  CHECK(failures == std::vector<ErrorCode>{ErrorCode::invite_expired});
  CHECK(live.size() == size + 1);
}

TEST_CASE("Workspace: a job that nobody waits for and is not taken is told so at once") {
  LiveHome live;
  live.found();
  const auto folder = live.folder.path();
  live.close();
  TempFolder older;
  std::filesystem::copy(folder, older / "copy", std::filesystem::copy_options::recursive);
  REQUIRE(live.try_open().ok());
  live.stored(live.founder, live.resident(live.founder));
  live.close();
  for (const char* file : {"log.db", "log.db-wal", "log.db-shm"}) {
    std::filesystem::remove(folder / file);
    if (std::filesystem::exists(older / "copy" / file)) std::filesystem::copy_file(older / "copy" / file, folder / file);
  }
  REQUIRE(live.try_open().ok());
  REQUIRE_FALSE(live.home->writable());
  std::optional<ErrorCode> said;
  live.home->change_later([](Change&) -> Result<void> { return {}; }, [&](const Result<void>& done) { said = done.error().code(); });
  CHECK(said == ErrorCode::log_rolled_back);
}

}  // namespace care::server::test
