// shared/membership/acts.h — the membership statements (leaf kind 3): one struct for each act.
//
// Shapes   canonical JSON, at most 4096 bytes; lists ascend; roles by name, classes by number
// Errors   json_* and id_invalid for the form, act_unknown, home_label_invalid, suite_unsupported, field_*
// Source   shared/docs/formats/statement.md
// Tests    tests/unit/membership/acts_test.cpp, tests/vectors/membership_v1.json
#pragma once

#include <variant>

#include "shared/audit/statement.h"
#include "shared/crypto/keys.h"
#include "shared/schema/access_tables.gen.h"

namespace care::membership {

inline constexpr std::uint64_t kInviteMaxMs = 72ULL * 60 * 60 * 1000;
inline constexpr std::size_t kHomeNameMaxBytes = 200;
inline constexpr std::uint64_t kIdleMinutesMax = 60;

// What the home lets out to an AI: for these uses, to this provider's model in this region, and nowhere else.
struct AssistPolicy {
  std::vector<std::string> purposes;  // names of uses, ascending, at least one
  std::string provider;
  std::string region;
  std::string model;
  bool allows(std::string_view use) const;
  friend bool operator==(const AssistPolicy&, const AssistPolicy&) = default;
};

struct Policy {
  std::uint64_t idle_minutes = 10;  // 1 to 60
  std::uint8_t suite = 1;           // the oldest suite still accepted
  bool totp_all = false;            // a second factor for every role
  std::optional<AssistPolicy> assist{};  // absent: off, as in every new home
  friend bool operator==(const Policy&, const Policy&) = default;
};

struct Genesis {
  std::string name;
  std::string label;  // first part of the host name
  UnitId unit;
  SubjectId home_subject;
  Hash32 gate_share_hash{};
  std::string log_key;  // vkey text of the log
  crypto::SigningPublicKey identity{};
  crypto::XWingPublicKey xwing{};
  Policy policy;
  friend bool operator==(const Genesis&, const Genesis&) = default;
};

struct NewGeneration {
  DataClass data_class = DataClass::common;
  std::uint32_t generation = 0;
  Hash32 commitment{};
  friend bool operator==(const NewGeneration&, const NewGeneration&) = default;
};

struct RotateClass {
  UnitId unit;
  std::vector<NewGeneration> classes;
  friend bool operator==(const RotateClass&, const RotateClass&) = default;
};

struct Invite {
  InviteId invite;
  crypto::SigningPublicKey key{};  // the public half of what the code leads to
  Role role = Role::carer;
  UnitId unit;
  std::uint64_t expires_ms = 0;
  ActorId actor;        // reserved for the invitee
  Hash32 hello_hash{};  // SHA-256 of the hello blob
  friend bool operator==(const Invite&, const Invite&) = default;
};

struct InviteCancel {
  InviteId invite;
  friend bool operator==(const InviteCancel&, const InviteCancel&) = default;
};

struct AddUser {
  InviteId invite;
  crypto::SigningPublicKey identity{};
  crypto::XWingPublicKey xwing{};
  crypto::Signature invite_signature{};
  friend bool operator==(const AddUser&, const AddUser&) = default;
};

struct ConfirmUser {
  ActorId actor;
  KeyId identity;
  Hash32 xwing_hash{};
  friend bool operator==(const ConfirmUser&, const ConfirmUser&) = default;
};

struct CommittedGrant {
  DataClass data_class = DataClass::common;
  std::uint32_t generation = 0;
  Hash32 grant_hash{};  // SHA-256 of the grant's bytes
  Hash32 commitment{};
  friend bool operator==(const CommittedGrant&, const CommittedGrant&) = default;
};

struct GrantCommit {
  ActorId recipient;
  Hash32 xwing_hash{};
  UnitId unit;
  std::vector<CommittedGrant> grants;
  friend bool operator==(const GrantCommit&, const GrantCommit&) = default;
};

enum class DeviceKind : std::uint8_t { personal, shared };

struct AddDevice {
  crypto::SigningPublicKey key{};
  DeviceKind kind = DeviceKind::personal;
  crypto::Signature possession{};
  friend bool operator==(const AddDevice&, const AddDevice&) = default;
};

struct RevokeDevice {
  KeyId key;
  friend bool operator==(const RevokeDevice&, const RevokeDevice&) = default;
};

struct RevokeUser {
  ActorId actor;
  friend bool operator==(const RevokeUser&, const RevokeUser&) = default;
};

struct SetRole {
  ActorId actor;
  Role role = Role::carer;
  UnitId unit;
  friend bool operator==(const SetRole&, const SetRole&) = default;
};

struct SetPolicy {
  Policy policy;
  friend bool operator==(const SetPolicy&, const SetPolicy&) = default;
};

using Act = std::variant<Genesis, RotateClass, Invite, InviteCancel, AddUser, ConfirmUser, GrantCommit, AddDevice,
                         RevokeDevice, RevokeUser, SetRole, SetPolicy>;

struct MembershipStatement {
  audit::StatementHead head;
  std::optional<Hash32> previous_membership;  // dir_prev; absent exactly in genesis
  Act act;
  friend bool operator==(const MembershipStatement&, const MembershipStatement&) = default;
};

std::string_view name_of(const Act& act);

// {"model","provider","purposes","region"}, as it stands in a policy
Json to_json(const AssistPolicy& policy);
Result<AssistPolicy> read_assist_policy(const Json& value);

Result<MembershipStatement> parse_membership_statement(BytesView body);
// Refuses what parse_membership_statement would refuse.
Result<Bytes> encode_membership_statement(const MembershipStatement& statement);

}  // namespace care::membership
