// tests/unit/membership/home_builder.h — a home whose people and keys come from one seed, and statements of any of them.
//
// append() demands that the directory takes the statement; refusal() tells with which code it doesn't.
#pragma once

#include <functional>

#include "shared/crypto/key_id.h"
#include "shared/crypto/signature.h"
#include "shared/crypto/statement_signature.h"
#include "shared/membership/directory.h"
#include "tests/support/catch.h"
#include "tests/support/test_random.h"

namespace care::test {

struct Person {
  ActorId actor;
  crypto::SigningKey identity;
  crypto::XWingKey xwing;
  crypto::SigningKey device;
  Hash32 xwing_hash() const { return crypto::derive_xwing_key_hash(xwing.public_key()); }
  KeyId identity_id() const { return crypto::derive_key_id(identity.public_key()); }
  KeyId device_id() const { return crypto::derive_key_id(device.public_key()); }
};

struct OpenInvite {
  membership::Invite terms;
  crypto::SigningKey key;
  Person invitee;
};

// A leaf of kind 3, owning its bytes.
struct Stored {
  std::uint64_t index = 0;
  std::uint64_t time_ms = 0;
  Bytes body;
  crypto::Signature signature{};
  membership::Entry entry() const { return {.index = index, .time_ms = time_ms, .body = body, .signature = signature}; }
};

class Home {
 public:
  static constexpr std::uint64_t kStart = 1'790'000'000'000;

  // Genesis, the founder's device, the first generation of every class.
  explicit Home(std::uint64_t seed = 1)
      : random_(seed),
        workspace_(make_id<WorkspaceId>(random_)),
        unit_(make_id<UnitId>(random_)),
        founder_(make_person()) {
    begin();
  }

  const Person& founder() const { return founder_; }
  const WorkspaceId& workspace() const { return workspace_; }
  const UnitId& unit() const { return unit_; }
  const membership::Directory& directory() const { return *directory_; }
  const std::vector<Stored>& log() const { return log_; }
  TestRandom& random() { return random_; }
  std::uint64_t now() const { return now_; }
  void pass(std::uint64_t ms) { now_ += ms; }

  Person make_person() {
    const auto actor = make_id<ActorId>(random_);
    auto identity = crypto::SigningKey::make(random_);
    auto xwing = make_xwing();
    return {actor, std::move(identity), std::move(xwing), crypto::SigningKey::make(random_)};
  }
  crypto::XWingKey make_xwing() {
    ByteArray<32> seed{};
    random_.fill(seed);
    return crypto::XWingKey::from_seed(Secret32(seed));
  }
  Hash32 make_hash() {
    Hash32 hash{};
    random_.fill(hash);
    return hash;
  }

  // In order for this key and this directory; tests change what they attack.
  membership::MembershipStatement draft(const ActorId& who, const crypto::SigningKey& key, membership::Act act) const {
    membership::MembershipStatement statement;
    statement.head.workspace = workspace_;
    statement.head.author = who;
    statement.head.key = crypto::derive_key_id(key.public_key());
    const auto chain = chains_.find(statement.head.key);
    statement.head.number = chain == chains_.end() ? 1 : chain->second.number + 1;
    if (chain != chains_.end()) statement.head.previous = chain->second.hash;
    statement.head.tree = audit::empty_tree_head();
    statement.head.time_ms = now_;
    if (directory_) statement.previous_membership = directory_->head_hash();
    statement.act = std::move(act);
    return statement;
  }
  Stored sign(const membership::MembershipStatement& statement, const crypto::SigningKey& key) const {
    const auto body = membership::encode_membership_statement(statement);
    if (!body) FAIL("not encodable: " << info_of(body.error().code()).name << " " << body.error().field().text());
    return sign_body(body.value(), key);
  }
  Stored sign_body(Bytes body, const crypto::SigningKey& key) const {
    const auto signature = crypto::sign_statement(key, body);
    return {log_.empty() ? 0 : log_.back().index + 1, now_, std::move(body), signature};
  }
  Stored by_device(const Person& who, membership::Act act) const {
    return sign(draft(who.actor, who.device, std::move(act)), who.device);
  }
  Stored by_identity(const Person& who, membership::Act act) const {
    return sign(draft(who.actor, who.identity, std::move(act)), who.identity);
  }

  std::optional<ErrorCode> refusal(const Stored& stored) const {
    const auto checked = directory_->check(stored.entry());
    // What check refuses, apply refuses with the one code of a broken directory, and leaves everything as it was.
    membership::Directory copy = *directory_;
    const auto applied = copy.apply(stored.entry());
    REQUIRE(applied.ok() == checked.ok());
    if (checked.ok()) return std::nullopt;
    REQUIRE(applied.error().code() == ErrorCode::directory_broken);
    REQUIRE(copy == *directory_);
    return checked.error().code();
  }
  void append(const Stored& stored) {
    const auto code = refusal(stored);
    if (code) FAIL("refused: " << info_of(*code).name);
    REQUIRE(directory_->apply(stored.entry()).ok());
    remember(stored);
  }

  membership::Genesis genesis_act() {
    membership::Genesis act;
    act.name = "Rose Court";
    act.label = "rose-court";
    act.unit = unit_;
    act.home_subject = make_id<SubjectId>(random_);
    act.gate_share_hash = make_hash();
    act.log_key = "rose-court.example/audit+00000000+AA==";
    act.identity = founder_.identity.public_key();
    act.xwing = founder_.xwing.public_key();
    return act;
  }
  membership::AddDevice add_device_act(const Person& who, const crypto::SigningKey& key) const {
    const auto claim = crypto::Possession{.workspace = workspace_, .actor = who.actor, .xwing_key_hash = Hash32{}};
    return {key.public_key(), membership::DeviceKind::personal, crypto::sign_possession(key, claim)};
  }
  membership::RotateClass rotate_act(std::initializer_list<DataClass> classes, const UnitId& unit) {
    membership::RotateClass act{.unit = unit, .classes = {}};
    for (const DataClass each : classes) {
      const auto* newest = directory_->find_generation(each, unit);
      act.classes.push_back({each, (newest == nullptr ? 0 : newest->number) + 1, make_hash()});
    }
    return act;
  }
  OpenInvite make_invite(Role role) {
    Person invitee = make_person();
    membership::Invite terms;
    terms.invite = make_id<InviteId>(random_);
    auto key = crypto::SigningKey::make(random_);
    terms.key = key.public_key();
    terms.role = role;
    terms.unit = unit_;
    terms.expires_ms = now_ + membership::kInviteMaxMs;
    terms.actor = invitee.actor;
    terms.hello_hash = make_hash();
    return {terms, std::move(key), std::move(invitee)};
  }
  membership::AddUser accept_act(const OpenInvite& invite, const Person& as) const {
    const auto acceptance = crypto::InviteAcceptance{.workspace = workspace_,
                                                     .invite = invite.terms.invite,
                                                     .actor = as.actor,
                                                     .signing_key = as.identity.public_key(),
                                                     .xwing_key_hash = as.xwing_hash()};
    return {invite.terms.invite, as.identity.public_key(), as.xwing.public_key(),
            crypto::sign_invite_acceptance(invite.key, acceptance)};
  }
  membership::ConfirmUser confirm_act(const Person& who) const { return {who.actor, who.identity_id(), who.xwing_hash()}; }
  membership::GrantCommit grant_act(const Person& to, std::initializer_list<DataClass> classes) {
    membership::GrantCommit act{.recipient = to.actor, .xwing_hash = to.xwing_hash(), .unit = unit_, .grants = {}};
    for (const DataClass each : classes) {
      const auto* newest = directory_->find_generation(each, unit_);
      act.grants.push_back({each, newest->number, make_hash(), newest->commitment});
    }
    return act;
  }

  OpenInvite invite(const Person& inviter, Role role) {
    OpenInvite made = make_invite(role);
    append(by_device(inviter, made.terms));
    return made;
  }
  // Invited, accepted, with a device; privileged roles still pending.
  Person join(const Person& inviter, Role role) {
    OpenInvite made = invite(inviter, role);
    append(by_identity(made.invitee, accept_act(made, made.invitee)));
    append(by_identity(made.invitee, add_device_act(made.invitee, made.invitee.device)));
    return std::move(made.invitee);
  }
  Person join_active(const Person& inviter, Role role) {
    Person person = join(inviter, role);
    if (info_of(role).confirm) append(by_device(inviter, confirm_act(person)));
    return person;
  }

 private:
  struct Chain {
    std::uint64_t number = 0;
    Hash32 hash{};
  };

  void begin() {
    const Stored genesis = by_identity(founder_, genesis_act());
    auto directory = membership::Directory::from_genesis(genesis.entry());
    REQUIRE(directory.ok());
    directory_ = std::move(directory).value();
    remember(genesis);
    append(by_identity(founder_, add_device_act(founder_, founder_.device)));
    append(by_device(founder_, rotate_act({DataClass::common, DataClass::card, DataClass::care, DataClass::meds,
                                           DataClass::safeguarding, DataClass::staff, DataClass::finance,
                                           DataClass::governance, DataClass::audit}, unit_)));
  }
  void remember(const Stored& stored) {
    const auto statement = membership::parse_membership_statement(stored.body).value();
    chains_[statement.head.key] = {statement.head.number, audit::statement_hash(stored.body)};
    log_.push_back(stored);
    now_ += 1000;
  }

  TestRandom random_;
  WorkspaceId workspace_;
  UnitId unit_;
  Person founder_;
  std::optional<membership::Directory> directory_;
  std::map<KeyId, Chain> chains_;
  std::vector<Stored> log_;
  std::uint64_t now_ = kStart;
};

// The body changed as JSON, canonical again: for what the structs can't say.
inline Bytes change_body(const Bytes& body, const std::function<void(Json&)>& change) {
  Json json = parse_canonical(body).value();
  change(json);
  return to_bytes(as_bytes(encode_canonical(json)));
}

}  // namespace care::test
