#include "tests/hostile/rogue.h"

#include <algorithm>

#include "shared/client/record_keys.h"
#include "shared/crypto/facet_plaintext.h"
#include "shared/crypto/gate_share.h"
#include "shared/crypto/seal.h"
#include "shared/crypto/signature.h"
#include "shared/membership/acts.h"
#include "shared/record/record.h"
#include "shared/signin/invite_code.h"
#include "shared/validate/validate.h"

namespace care::test {
namespace {

Device& any_device() { return world().reader.device(); }

struct Shared {
  UnitId unit;
  crypto::GateShare share;
};

// As every member's device is given it.
Shared shared_of(const SubjectId& subject) {
  const Json answer = any_device().get("/api/v1/subjects");
  for (const Json& each : answer.find("subjects")->items()) {
    if (text_of(each, "subj") != subject.text()) continue;
    return {UnitId::parse(text_of(each, "unit")).value(),
            crypto::parse_gate_share(decode_base64url(text_of(each, "gate_share")).value()).value()};
  }
  FAIL("no share of " << subject.text());
  return {UnitId(), crypto::parse_gate_share(Bytes(32, 1)).value()};
}

std::uint32_t newest_generation(const client::Keyring& keyring, DataClass data_class) {
  std::uint32_t newest = 0;
  for (const auto& [place, seed] : keyring.seeds()) {
    if (place.data_class == static_cast<std::uint16_t>(data_class)) newest = std::max(newest, place.generation);
  }
  REQUIRE(newest > 0);
  return newest;
}

}  // namespace

Rogue Rogue::join(LyingLog& log) {
  World& home = world();
  const Invitation invitation = home.home.owner->invite("rhea", Role::carer);
  log = home.current();
  const auto invite = InviteId::parse(invitation.inv).value();
  const auto workspace = WorkspaceId::parse(home.home.workspace).value();
  const auto keys = signin::derive_invite_keys(signin::parse_invite_code(invitation.code).value(), invite).value();
  const std::string hello = text_of(any_device().post("/api/v1/invites/open", Json::object({{"inv", invitation.inv}})), "hello");
  TestRandom random(99);
  const auto seed = crypto::UserSeed::make(random);
  Rogue rogue(client::Hello::unwrap(keys.hello_key, workspace, invite, decode_base64url(hello).value()).value(),
              crypto::derive_identity_signing_key(seed));

  membership::AddUser act;
  act.invite = invite;
  act.identity = rogue.key_.public_key();
  act.xwing = crypto::derive_identity_xwing_key(seed).public_key();
  act.invite_signature = crypto::sign_invite_acceptance(keys.signing_key, {.workspace = workspace,
                                                                           .invite = invite,
                                                                           .actor = rogue.hello_.actor,
                                                                           .signing_key = act.identity,
                                                                           .xwing_key_hash = crypto::derive_xwing_key_hash(act.xwing)});
  membership::MembershipStatement joining;
  joining.head = rogue.next_head();
  joining.head.number = 1;
  joining.head.previous.reset();
  REQUIRE(copy_exact(decode_base64url(newest_membership(log)).value(), joining.previous_membership.emplace()));
  joining.act = act;
  const Bytes body = membership::encode_membership_statement(joining).value();
  append(log, {body, crypto::sign_statement(rogue.key_, body)});
  rogue.directory_ = rogue.previous_ = audit::statement_hash(body);
  return rogue;
}

audit::StatementHead Rogue::next_head() {
  audit::StatementHead head;
  head.workspace = hello_.workspace;
  head.author = hello_.actor;
  head.key = crypto::derive_key_id(key_.public_key());
  head.number = number_ + 1;
  head.previous = previous_;
  head.tree = audit::empty_tree_head();
  head.time_ms = any_device().now_ms();
  return head;
}

Json Rogue::drink(const std::string& subject, std::uint64_t index, const Bend& bend) {
  TestRandom random(number_);
  audit::RecordStatement statement;
  statement.head = next_head();
  statement.directory = directory_;
  statement.subject = SubjectId::parse(subject).value();
  statement.record = make_id<RecordId>(random);
  statement.version = 1;
  return seal(std::move(statement), Json::object({{"body", drink_body(statement.head.time_ms, 100)}}), index, bend);
}

Json Rogue::strike(const Json& version, std::uint64_t index) {
  const auto last = audit::parse_record_statement(decode_base64url(text_of(version, "body")).value()).value();
  audit::RecordStatement statement;
  statement.head = next_head();
  statement.act = RecordAct::strike;
  statement.directory = directory_;
  statement.subject = last.subject;
  statement.record = last.record;
  statement.version = last.version + 1;
  for (const audit::FacetAfter& facet : last.after) statement.before.push_back({facet.facet, facet.ciphertext_hash});
  return seal(std::move(statement), Json::object({{"change", Json::object({{"reason", "wrong_person"}})}}), index, {});
}

Json Rogue::seal(audit::RecordStatement statement, const Json& fields, std::uint64_t index, const Bend& bend) {
  const Shared shared = shared_of(statement.subject);
  const RecordInfo& info = info_of(RecordType::drink);
  statement.unit = shared.unit;
  statement.collection = info.collection;
  statement.schema = info.schema;
  const auto facets = split_facets(normalise_record({RecordType::drink, fields})).value();
  REQUIRE(facets.size() == 1);
  const PlainFacet& facet = facets.front();
  const crypto::FacetPlace true_place =
      client::place_of(statement.head.workspace, statement,
                       {facet.number, static_cast<std::uint16_t>(facet.data_class), newest_generation(hello_.keyring, facet.data_class)});
  crypto::FacetPlace place = true_place;
  if (bend.sealed_for) bend.sealed_for(place);
  TestRandom random(1000 + number_);
  crypto::NonceSource nonces(random);
  const auto key = client::RecordKeys(hello_.keyring, shared.share).facet_key(true_place).value();
  const auto salt = crypto::make_facet_salt(random);
  Bytes envelope = crypto::seal_facet(key, place, salt, facet.json, nonces).value();
  if (bend.envelope) bend.envelope(envelope);
  statement.after.push_back({facet.number, true_place.data_class, true_place.generation, crypto::derive_ciphertext_hash(envelope),
                             crypto::derive_plaintext_commitment(salt, facet.json)});
  if (bend.statement) bend.statement(statement);

  const Bytes body = audit::encode_record_statement(statement).value();
  const auto signature = crypto::sign_statement(key_, body);
  ++number_;
  previous_ = audit::statement_hash(body);
  Json item = Json::object({{"body", encode_base64url(body)},
                            {"facets", list_of(Json(encode_base64url(envelope)))},
                            {"sig", encode_base64url(signature)}});
  return delivered(Json::object({{"item", std::move(item)}}), index);
}

}  // namespace care::test
