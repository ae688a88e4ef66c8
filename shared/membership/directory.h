// shared/membership/directory.h — who is a member, with which keys, role and compartments: the log's membership
// statements replayed in order. Nothing an API says about a key, a role or a policy is believed.
//
// Shapes   a value; copy it, apply a batch, keep the copy when the batch was committed
// Errors   check: the precise code for whoever asked; apply: directory_broken whatever the cause
// Source   shared/docs/formats/statement.md, table of acts
// Tests    tests/unit/membership/directory_*_test.cpp, tests/vectors/membership_v1.json
#pragma once

#include <map>

#include "shared/audit/statement_assist.h"
#include "shared/membership/acts.h"

namespace care::membership {

// One leaf of kind 3, already proved to be in the log (or about to be appended to it).
struct Entry {
  std::uint64_t index = 0;
  std::uint64_t time_ms = 0;  // the server's clock, from the leaf
  BytesView body;
  crypto::Signature signature{};
};

enum class Standing : std::uint8_t { pending, active, revoked };

// What a member was from an index on, until the next period begins.
struct Period {
  std::uint64_t from = 0;
  Role role = Role::carer;
  UnitId unit;
  Standing standing = Standing::pending;
  friend bool operator==(const Period&, const Period&) = default;
};

struct Member {
  ActorId actor;
  KeyId identity;
  crypto::XWingPublicKey xwing{};
  Hash32 xwing_hash{};
  std::optional<InviteId> invite;  // absent for the founder
  std::vector<Period> periods;     // ascending, never empty

  const Period& now() const { return periods.back(); }
  bool is_active() const { return now().standing == Standing::active; }
  friend bool operator==(const Member&, const Member&) = default;
};

enum class KeyKind : std::uint8_t { identity, personal_device, shared_device };

struct MemberKey {
  KeyId id;
  crypto::SigningPublicKey public_key{};
  ActorId actor;
  KeyKind kind = KeyKind::identity;
  std::uint64_t valid_from = 0;
  std::optional<std::uint64_t> revoked_at;  // statements from this index on are not believed
  std::uint64_t last_number = 0;            // of its newest membership statement; 0 before the first
  Hash32 last_hash{};

  bool valid_at(std::uint64_t index) const { return index >= valid_from && (!revoked_at || index < *revoked_at); }
  friend bool operator==(const MemberKey&, const MemberKey&) = default;
};

enum class InviteState : std::uint8_t { open, used, cancelled };

struct Invitation {
  Invite terms;
  ActorId inviter;
  std::uint64_t index = 0;
  InviteState state = InviteState::open;
  friend bool operator==(const Invitation&, const Invitation&) = default;
};

struct CompartmentKey {
  DataClass data_class = DataClass::common;
  UnitId unit;
  friend bool operator==(const CompartmentKey&, const CompartmentKey&) = default;
  friend bool operator<(const CompartmentKey& a, const CompartmentKey& b) {
    return a.unit < b.unit || (a.unit == b.unit && a.data_class < b.data_class);
  }
};

struct Generation {
  std::uint32_t number = 0;  // from 1, without gaps
  Hash32 commitment{};
  std::uint64_t index = 0;   // where it began
  friend bool operator==(const Generation&, const Generation&) = default;
};

struct GrantRecord {
  ActorId recipient;
  ActorId granter;
  UnitId unit;
  CommittedGrant grant;
  std::uint64_t index = 0;
  friend bool operator==(const GrantRecord&, const GrantRecord&) = default;
};

class Directory {
 public:
  // The precise code for a genesis that is none.
  static Result<Directory> from_genesis(const Entry& entry);

  // Whether this statement may come next: form, key, chain, signature, then what the table of acts demands.
  Result<void> check(const Entry& entry) const;
  // For replay: directory_broken if check would refuse, and nothing is changed then.
  Result<void> apply(const Entry& entry);

  // The key a statement must be signed with: the author's, or the one that genesis and add_user bring along.
  std::optional<crypto::SigningPublicKey> find_signing_key(const MembershipStatement& statement) const;

  // Role of the author of a record statement at this point of the log, if everything about the author holds:
  // workspace, key, actor, standing, and a `dir` that this log had before. Chain and signature are judged elsewhere.
  Result<Role> check_author(const audit::StatementHead& head, const Hash32& seen_directory, std::uint64_t index) const;
  Result<Role> check_author(const audit::RecordStatement& statement, std::uint64_t index) const {
    return check_author(statement.head, statement.directory, index);
  }
  // That the author might send this text at this point of the log: assist_off, assist_region_refused, role_forbids, or what
  // check_author says.
  Result<void> check_assist(const audit::AssistStatement& statement, std::uint64_t index) const;

  const Member* find_member(const ActorId& actor) const;
  const Period* find_period(const ActorId& actor, std::uint64_t index) const;  // in force at that index
  const MemberKey* find_key(const KeyId& key) const;
  bool key_valid_at(const KeyId& key, std::uint64_t index) const;
  std::vector<const MemberKey*> keys_of(const ActorId& actor) const;
  const Invitation* find_invitation(const InviteId& invite) const;
  // Open, not run out, and made by someone who may still invite that role; the code says what is wrong.
  Result<void> check_invitation_open(const InviteId& invite, std::uint64_t now_ms) const;
  const Generation* find_generation(DataClass data_class, const UnitId& unit) const;  // the newest
  const Generation* find_generation(DataClass data_class, const UnitId& unit, std::uint32_t number) const;
  const Generation* find_generation_at(DataClass data_class, const UnitId& unit, std::uint64_t index) const;
  std::vector<GrantRecord> grants_for(const ActorId& recipient) const;
  std::size_t active_owners() const;

  const std::map<ActorId, Member>& members() const { return members_; }
  const std::map<InviteId, Invitation>& invitations() const { return invitations_; }
  const std::map<CompartmentKey, std::vector<Generation>>& compartments() const { return compartments_; }
  const std::vector<UnitId>& units() const { return units_; }  // the home's own first
  bool has_unit(const UnitId& unit) const;

  const WorkspaceId& workspace() const { return workspace_; }
  const ActorId& founder() const { return founder_; }
  const std::string& name() const { return name_; }
  const std::string& label() const { return label_; }
  const std::string& log_key() const { return log_key_; }
  const SubjectId& home_subject() const { return home_subject_; }
  const Hash32& home_share_hash() const { return home_share_hash_; }
  const Policy& policy() const { return policies_.back().second; }
  const Policy& policy_at(std::uint64_t index) const;  // in force for the entry at that index

  const Hash32& genesis_hash() const { return genesis_hash_; }
  const Hash32& head_hash() const { return head_hash_; }  // of the newest membership statement
  std::uint64_t head_index() const { return head_index_; }
  std::optional<std::uint64_t> find_head(const Hash32& hash) const;  // index of any membership statement

  friend bool operator==(const Directory&, const Directory&) = default;

 private:
  Directory() = default;

  Result<MembershipStatement> judge(const Entry& entry) const;
  Result<void> check_key(const MembershipStatement& statement, std::uint64_t index) const;
  Result<void> check_chain(const MembershipStatement& statement, std::uint64_t index) const;
  void enter(const MembershipStatement& statement, const Entry& entry);

  friend class ActEffects;  // act_effects.h: what each act changes

  WorkspaceId workspace_;
  ActorId founder_;
  std::string name_;
  std::string label_;
  std::string log_key_;
  SubjectId home_subject_;
  Hash32 home_share_hash_{};
  std::vector<std::pair<std::uint64_t, Policy>> policies_;  // from which index on; ascending, never empty
  Hash32 genesis_hash_{};
  Hash32 head_hash_{};
  std::uint64_t head_index_ = 0;
  std::vector<UnitId> units_;
  std::map<ActorId, Member> members_;
  std::map<KeyId, MemberKey> keys_;
  std::map<InviteId, Invitation> invitations_;
  std::map<CompartmentKey, std::vector<Generation>> compartments_;
  std::vector<GrantRecord> grants_;
  std::map<Hash32, std::uint64_t> heads_;
};

}  // namespace care::membership
