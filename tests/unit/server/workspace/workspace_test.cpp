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
  live.stored(live.founder, live.next_version(live.founder, resident, audit::RecordAct::update));
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

TEST_CASE("Workspace: a refusal is numbered, logged and proved, and what follows goes through") {
  LiveHome live;
  live.found();
  const DraftRecord resident = live.resident(live.founder);
  live.stored(live.founder, resident);
  const LivePerson carer = live.join(Role::carer);

  DraftRecord forbidden = live.next_version(carer, resident, audit::RecordAct::update);
  const auto refused = live.send(carer, forbidden);
  REQUIRE(refused.ok());
  REQUIRE(refused->refusal == ErrorCode::role_forbids);
  live.check_receipt(*refused, {}, {}, audit::LeafKind::server_event);

  const auto again = live.send(carer, forbidden);
  REQUIRE(again.ok());
  CHECK(again->refusal == ErrorCode::role_forbids);
  CHECK(again->index == refused->index);
  CHECK(again->refused_body == refused->refused_body);
  live.stored(carer, live.note(carer, resident.statement.subject));
}

TEST_CASE("Workspace: a stale version is refused and tells the current one") {
  LiveHome live;
  live.found();
  const DraftRecord resident = live.resident(live.founder);
  live.stored(live.founder, resident);
  const DraftRecord second = live.next_version(live.founder, resident, audit::RecordAct::update);
  live.stored(live.founder, second);
  const auto stale = live.send(live.founder, live.next_version(live.founder, resident, audit::RecordAct::update));
  REQUIRE(stale.ok());
  CHECK(stale->refusal == ErrorCode::version_stale);
  CHECK(stale->version == 2U);

  // The right number over other bytes than the stored ones is stale too.
  DraftRecord third = live.next_version(live.founder, second, audit::RecordAct::update);
  third.statement.before.front().ciphertext_hash = live.make_hash();
  const auto forged = live.send(live.founder, third);
  REQUIRE(forged.ok());
  CHECK(forged->refusal == ErrorCode::version_stale);
  live.stored(live.founder, live.next_version(live.founder, second, audit::RecordAct::update));
}

TEST_CASE("Workspace: what is wrong in itself is rejected and leaves no trace") {
  LiveHome live;
  live.found();
  const DraftRecord resident = live.resident(live.founder);
  live.stored(live.founder, resident);
  const std::uint64_t size = live.size();
  const auto rejected = [&](const DraftRecord& draft, ErrorCode code) {
    const auto answer = live.send(live.founder, draft);
    REQUIRE_FALSE(answer.ok());
    CHECK(LiveHome::name(answer.error().code()) == LiveHome::name(code));
    CHECK(live.size() == size);
  };

  DraftRecord draft = live.note(live.founder, resident.statement.subject);
  SECTION("a gap in the numbers") {
    draft.statement.head.number += 1;
    rejected(draft, ErrorCode::counter_wrong);
  }
  SECTION("a number that was used") {
    draft.statement.head.number -= 1;
    rejected(draft, ErrorCode::counter_wrong);
  }
  SECTION("another predecessor") {
    draft.statement.head.previous = live.make_hash();
    rejected(draft, ErrorCode::previous_mismatch);
  }
  SECTION("a head this log never had") {
    draft.statement.head.tree = {size, live.make_hash()};
    rejected(draft, ErrorCode::head_unknown);
  }
  SECTION("a head between two checkpoints or beyond the newest") {
    draft.statement.head.tree = {size + 1, live.home->signed_head().root};
    rejected(draft, ErrorCode::head_unknown);
  }
  SECTION("members this log never had") {
    draft.statement.directory = live.make_hash();
    rejected(draft, ErrorCode::directory_stale);
  }
  SECTION("other bytes than the signed ones") {
    draft.facets.front().back() ^= 1;
    rejected(draft, ErrorCode::ciphertext_mismatch);
  }
  SECTION("an envelope too many") {
    draft.facets.push_back(live.make_envelope());
    rejected(draft, ErrorCode::ciphertext_mismatch);
  }
  SECTION("a facet of another class") {
    draft.statement.after.front().data_class = static_cast<std::uint16_t>(DataClass::finance);
    rejected(draft, ErrorCode::facets_mismatch);
  }
  SECTION("a facet the collection does not have") {
    draft.statement.after.front().facet = 9;
    rejected(draft, ErrorCode::facets_mismatch);
  }
  SECTION("an unknown collection") {
    draft.statement.collection = 999;
    rejected(draft, ErrorCode::record_type_unknown);
  }
  SECTION("another gate share than the promised one") {
    DraftRecord other = live.resident(live.founder);
    other.share->front() ^= 1;
    rejected(other, ErrorCode::commitment_mismatch);
    CHECK_FALSE(live.home->find_gate_share(other.statement.subject).value().has_value());
  }
  SECTION("no gate share") {
    DraftRecord other = live.resident(live.founder);
    other.share.reset();
    rejected(other, ErrorCode::commitment_mismatch);
  }
}

TEST_CASE("Workspace: refusals of what may not be now") {
  LiveHome live;
  live.found();
  const DraftRecord resident = live.resident(live.founder);
  live.stored(live.founder, resident);
  const auto refused = [&](const DraftRecord& draft, ErrorCode code) {
    const auto answer = live.send(live.founder, draft);
    REQUIRE(answer.ok());
    REQUIRE(answer->refusal.has_value());
    CHECK(LiveHome::name(*answer->refusal) == LiveHome::name(code));
  };
  SECTION("a clock six minutes ahead; five are fine") {
    DraftRecord draft = live.next_version(live.founder, resident, audit::RecordAct::update);
    draft.statement.head.time_ms += 6 * 60 * 1000;
    refused(draft, ErrorCode::clock_future);
    draft = live.next_version(live.founder, resident, audit::RecordAct::update);
    draft.statement.head.time_ms += 5 * 60 * 1000;
    live.stored(live.founder, draft);
  }
  SECTION("a key generation that is not the newest") {
    live.must(live.home->append_membership(
        live.membership_by(live.founder, live.founder.device,
                           membership::RotateClass{live.unit, {{DataClass::card, 2, live.make_hash()}}}), {}));
    refused(live.resident(live.founder), ErrorCode::generation_stale);
  }
  SECTION("a record that exists") {
    DraftRecord twin = live.resident(live.founder);
    twin.statement.record = resident.statement.record;
    refused(twin, ErrorCode::version_stale);
  }
  SECTION("a subject that nobody entered") {
    DraftRecord draft = live.next_version(live.founder, resident, audit::RecordAct::update);
    draft.statement.record = make_id<RecordId>(live.random);
    refused(draft, ErrorCode::not_found);
  }
  SECTION("an update that moves a record to another resident") {
    const DraftRecord other = live.resident(live.founder);
    live.stored(live.founder, other);
    DraftRecord draft = live.next_version(live.founder, resident, audit::RecordAct::update);
    draft.statement.subject = other.statement.subject;
    refused(draft, ErrorCode::facets_mismatch);
  }
  SECTION("an author who was removed") {
    const LivePerson carer = live.join(Role::carer);
    live.must(live.home->append_membership(
        live.membership_by(live.founder, live.founder.device, membership::RevokeUser{carer.actor}), {}));
    const auto answer = live.send(carer, live.note(carer, resident.statement.subject));
    REQUIRE(answer.ok());
    CHECK(answer->refusal == ErrorCode::author_revoked);
  }
}

TEST_CASE("Workspace: a signature by another key or over other bytes is refused before the queue") {
  LiveHome live;
  live.found();
  const DraftRecord draft = live.resident(live.founder);
  const Bytes body = audit::encode_record_statement(draft.statement).value();
  const auto wrong = live.home->verify(body, crypto::sign_statement(live.founder.identity, body));
  REQUIRE_FALSE(wrong.ok());
  CHECK(wrong.error().code() == ErrorCode::signature_invalid);
  DraftRecord stranger = draft;
  stranger.statement.head.key = make_id<KeyId>(live.random);
  const Bytes other = audit::encode_record_statement(stranger.statement).value();
  const auto unknown = live.home->verify(other, crypto::sign_statement(live.founder.device, other));
  REQUIRE_FALSE(unknown.ok());
  CHECK(unknown.error().code() == ErrorCode::author_unknown);
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

}  // namespace care::server::test
