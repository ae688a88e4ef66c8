#include "server/workspace/judge.h"

#include "tests/unit/server/workspace/live_home.h"

namespace care::server::test {

TEST_CASE("Workspace: a refusal is numbered, logged and proved, and what follows goes through") {
  LiveHome live;
  live.found();
  const DraftRecord resident = live.resident(live.founder);
  live.stored(live.founder, resident);
  const LivePerson carer = live.join(Role::carer);

  DraftRecord forbidden = live.next_version(carer, resident, RecordAct::update);
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
  const DraftRecord second = live.next_version(live.founder, resident, RecordAct::update);
  live.stored(live.founder, second);
  const auto stale = live.send(live.founder, live.next_version(live.founder, resident, RecordAct::update));
  REQUIRE(stale.ok());
  CHECK(stale->refusal == ErrorCode::version_stale);
  CHECK(stale->version == 2U);

  // The right number over other bytes than the stored ones is stale too.
  DraftRecord third = live.next_version(live.founder, second, RecordAct::update);
  third.statement.before.front().ciphertext_hash = live.make_hash();
  const auto forged = live.send(live.founder, third);
  REQUIRE(forged.ok());
  CHECK(forged->refusal == ErrorCode::version_stale);
  live.stored(live.founder, live.next_version(live.founder, second, RecordAct::update));
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
    DraftRecord draft = live.next_version(live.founder, resident, RecordAct::update);
    draft.statement.head.time_ms += 6 * 60 * 1000;
    refused(draft, ErrorCode::clock_future);
    draft = live.next_version(live.founder, resident, RecordAct::update);
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
    DraftRecord draft = live.next_version(live.founder, resident, RecordAct::update);
    draft.statement.record = make_id<RecordId>(live.random);
    refused(draft, ErrorCode::not_found);
  }
  SECTION("an update that moves a record to another resident") {
    const DraftRecord other = live.resident(live.founder);
    live.stored(live.founder, other);
    DraftRecord draft = live.next_version(live.founder, resident, RecordAct::update);
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

}  // namespace care::server::test
