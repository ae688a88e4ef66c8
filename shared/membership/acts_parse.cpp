#include <algorithm>
#include <limits>

#include "shared/audit/statement_assist.h"
#include "shared/crypto/envelope.h"
#include "shared/membership/acts.h"

namespace care::membership {
namespace {

Result<DataClass> read_class(ObjectReader& reader) {
  const auto data_class = data_class_from_number(CARE_TRY(reader.integer("c")));
  if (!data_class) return Error(ErrorCode::json_wrong_type, "c");
  return *data_class;
}

Result<std::uint32_t> read_generation(ObjectReader& reader) {
  const std::uint64_t value = CARE_TRY(reader.integer("g"));
  if (value == 0 || value > std::numeric_limits<std::uint32_t>::max()) return Error(ErrorCode::json_wrong_type, "g");
  return static_cast<std::uint32_t>(value);
}

Result<Role> read_role(ObjectReader& reader) {
  const auto role = find_role(CARE_TRY(reader.text("role")));
  if (!role) return Error(ErrorCode::json_wrong_type, "role");
  return *role;
}

Result<bool> read_flag(ObjectReader& reader, FieldName key) {
  const std::uint64_t value = CARE_TRY(reader.integer(key));
  if (value > 1) return Error(ErrorCode::json_wrong_type, key);
  return value == 1;
}

Result<Policy> read_policy(ObjectReader& body) {
  ObjectReader reader = CARE_TRY(ObjectReader::open(*CARE_TRY(body.object("policy"))));
  Policy policy;
  policy.idle_minutes = CARE_TRY(reader.integer("idle_min"));
  if (policy.idle_minutes < 1 || policy.idle_minutes > kIdleMinutesMax) {
    return Error(ErrorCode::field_out_of_range, "idle_min");
  }
  if (CARE_TRY(reader.integer("suite")) != crypto::kSuite) return Error(ErrorCode::suite_unsupported, "suite");
  policy.suite = crypto::kSuite;
  policy.totp_all = CARE_TRY(read_flag(reader, "totp_all"));
  if (const Json* assist = reader.find("assist"); assist != nullptr) policy.assist = CARE_TRY(read_assist_policy(*assist));
  CARE_TRY(reader.finish());
  return policy;
}

// It becomes a host name: 3 to 40 small letters, digits, hyphens inside.
bool is_home_label(std::string_view label) {
  if (label.size() < 3 || label.size() > 40 || label.front() == '-' || label.back() == '-') return false;
  return std::all_of(label.begin(), label.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto code = static_cast<unsigned char>(c);
    return code < 0x20 || code == 0x7F;
  });
}

Result<std::string> read_home_name(ObjectReader& reader) {
  std::string name = CARE_TRY(reader.text("name"));
  if (name.empty()) return Error(ErrorCode::field_required, "name");
  if (name.size() > kHomeNameMaxBytes) return Error(ErrorCode::field_too_long, "name");
  if (has_control_character(name)) return Error(ErrorCode::field_bad_text, "name");
  return name;
}

Result<std::string> read_home_label(ObjectReader& reader) {
  std::string label = CARE_TRY(reader.text("label"));
  if (!is_home_label(label)) return Error(ErrorCode::home_label_invalid, "label");
  return label;
}

Result<std::string> read_log_key(ObjectReader& reader) {
  std::string key = CARE_TRY(reader.text("log"));
  if (key.empty() || has_control_character(key)) return Error(ErrorCode::field_bad_text, "log");
  return key;
}

Result<Act> read_genesis(ObjectReader& reader) {
  Genesis act;
  act.name = CARE_TRY(read_home_name(reader));
  act.label = CARE_TRY(read_home_label(reader));
  act.unit = CARE_TRY(reader.id<UnitId>("unit"));
  act.home_subject = CARE_TRY(reader.id<SubjectId>("subj"));
  act.gate_share_hash = CARE_TRY(reader.base64url_exact<32>("gs"));
  act.log_key = CARE_TRY(read_log_key(reader));
  act.identity = CARE_TRY(reader.base64url_exact<32>("id"));
  act.xwing = CARE_TRY(reader.base64url_exact<1216>("xk"));
  act.policy = CARE_TRY(read_policy(reader));
  // A home begins with it off: switching it on is an act of its own, which everybody finds in the log.
  if (act.policy.assist) return Error(ErrorCode::json_unknown_field, "assist");
  return Act(std::move(act));
}

Result<NewGeneration> read_new_generation(const Json& item) {
  ObjectReader reader = CARE_TRY(ObjectReader::open(item));
  NewGeneration next;
  next.data_class = CARE_TRY(read_class(reader));
  next.generation = CARE_TRY(read_generation(reader));
  next.commitment = CARE_TRY(reader.base64url_exact<32>("k"));
  CARE_TRY(reader.finish());
  return next;
}

Result<Act> read_rotate_class(ObjectReader& reader) {
  RotateClass act;
  act.unit = CARE_TRY(reader.id<UnitId>("unit"));
  for (const Json& item : (CARE_TRY(reader.array("classes")))->items()) {
    const NewGeneration next = CARE_TRY(read_new_generation(item));
    if (!act.classes.empty() && next.data_class <= act.classes.back().data_class) {
      return Error(ErrorCode::json_not_canonical, "classes");
    }
    act.classes.push_back(next);
  }
  if (act.classes.empty()) return Error(ErrorCode::json_missing_field, "classes");
  return Act(std::move(act));
}

Result<Act> read_invite(ObjectReader& reader) {
  Invite act;
  act.invite = CARE_TRY(reader.id<InviteId>("inv"));
  act.key = CARE_TRY(reader.base64url_exact<32>("key"));
  act.role = CARE_TRY(read_role(reader));
  act.unit = CARE_TRY(reader.id<UnitId>("unit"));
  act.expires_ms = CARE_TRY(reader.integer("exp"));
  act.actor = CARE_TRY(reader.id<ActorId>("actor"));
  act.hello_hash = CARE_TRY(reader.base64url_exact<32>("hh"));
  return Act(act);
}

Result<Act> read_invite_cancel(ObjectReader& reader) {
  return Act(InviteCancel{CARE_TRY(reader.id<InviteId>("inv"))});
}

Result<Act> read_add_user(ObjectReader& reader) {
  AddUser act;
  act.invite = CARE_TRY(reader.id<InviteId>("inv"));
  act.identity = CARE_TRY(reader.base64url_exact<32>("id"));
  act.xwing = CARE_TRY(reader.base64url_exact<1216>("xk"));
  act.invite_signature = CARE_TRY(reader.base64url_exact<64>("isig"));
  return Act(act);
}

Result<Act> read_confirm_user(ObjectReader& reader) {
  ConfirmUser act;
  act.actor = CARE_TRY(reader.id<ActorId>("actor"));
  act.identity = CARE_TRY(reader.id<KeyId>("kid"));
  act.xwing_hash = CARE_TRY(reader.base64url_exact<32>("xh"));
  return Act(act);
}

bool comes_before(const CommittedGrant& a, const CommittedGrant& b) {
  return a.data_class < b.data_class || (a.data_class == b.data_class && a.generation < b.generation);
}

Result<CommittedGrant> read_committed_grant(const Json& item) {
  ObjectReader reader = CARE_TRY(ObjectReader::open(item));
  CommittedGrant grant;
  grant.data_class = CARE_TRY(read_class(reader));
  grant.generation = CARE_TRY(read_generation(reader));
  grant.grant_hash = CARE_TRY(reader.base64url_exact<32>("h"));
  grant.commitment = CARE_TRY(reader.base64url_exact<32>("k"));
  CARE_TRY(reader.finish());
  return grant;
}

Result<Act> read_grant_commit(ObjectReader& reader) {
  GrantCommit act;
  act.recipient = CARE_TRY(reader.id<ActorId>("actor"));
  act.xwing_hash = CARE_TRY(reader.base64url_exact<32>("xh"));
  act.unit = CARE_TRY(reader.id<UnitId>("unit"));
  for (const Json& item : (CARE_TRY(reader.array("grants")))->items()) {
    const CommittedGrant grant = CARE_TRY(read_committed_grant(item));
    if (!act.grants.empty() && !comes_before(act.grants.back(), grant)) {
      return Error(ErrorCode::json_not_canonical, "grants");
    }
    act.grants.push_back(grant);
  }
  if (act.grants.empty()) return Error(ErrorCode::json_missing_field, "grants");
  return Act(std::move(act));
}

Result<Act> read_add_device(ObjectReader& reader) {
  AddDevice act;
  act.key = CARE_TRY(reader.base64url_exact<32>("key"));
  const std::string kind = CARE_TRY(reader.text("kind"));
  if (kind != "personal" && kind != "shared") return Error(ErrorCode::json_wrong_type, "kind");
  act.kind = kind == "shared" ? DeviceKind::shared : DeviceKind::personal;
  act.possession = CARE_TRY(reader.base64url_exact<64>("psig"));
  return Act(act);
}

Result<Act> read_revoke_device(ObjectReader& reader) {
  return Act(RevokeDevice{CARE_TRY(reader.id<KeyId>("kid"))});
}

Result<Act> read_revoke_user(ObjectReader& reader) {
  return Act(RevokeUser{CARE_TRY(reader.id<ActorId>("actor"))});
}

Result<Act> read_set_role(ObjectReader& reader) {
  SetRole act;
  act.actor = CARE_TRY(reader.id<ActorId>("actor"));
  act.role = CARE_TRY(read_role(reader));
  act.unit = CARE_TRY(reader.id<UnitId>("unit"));
  return Act(act);
}

Result<Act> read_set_policy(ObjectReader& reader) { return Act(SetPolicy{CARE_TRY(read_policy(reader))}); }

struct ActReader {
  std::string_view name;
  Result<Act> (*read)(ObjectReader&);
};

constexpr ActReader kActReaders[] = {
    {"genesis", read_genesis},           {"rotate_class", read_rotate_class}, {"invite", read_invite},
    {"invite_cancel", read_invite_cancel}, {"add_user", read_add_user},       {"confirm_user", read_confirm_user},
    {"grant_commit", read_grant_commit}, {"add_device", read_add_device},     {"revoke_device", read_revoke_device},
    {"revoke_user", read_revoke_user},   {"set_role", read_set_role},         {"set_policy", read_set_policy},
};

Result<Act> read_act(ObjectReader& reader) {
  const std::string name = CARE_TRY(reader.text("act"));
  for (const ActReader& each : kActReaders) {
    if (each.name == name) return each.read(reader);
  }
  return ErrorCode::act_unknown;
}

}  // namespace

bool AssistPolicy::allows(std::string_view use) const {
  return std::find(purposes.begin(), purposes.end(), use) != purposes.end();
}

Result<AssistPolicy> read_assist_policy(const Json& value) {
  ObjectReader reader = CARE_TRY(ObjectReader::open(value));
  AssistPolicy policy;
  for (const Json& each : CARE_TRY(reader.array("purposes"))->items()) {
    if (!each.is_text()) return Error(ErrorCode::json_wrong_type, "purposes");
    CARE_TRY(audit::check_assist_name(each.text(), "purposes"));
    if (!policy.purposes.empty() && each.text() <= policy.purposes.back()) {
      return Error(ErrorCode::json_not_canonical, "purposes");
    }
    policy.purposes.push_back(each.text());
  }
  if (policy.purposes.empty()) return Error(ErrorCode::json_missing_field, "purposes");
  policy.provider = CARE_TRY(reader.text("provider"));
  policy.region = CARE_TRY(reader.text("region"));
  policy.model = CARE_TRY(reader.text("model"));
  CARE_TRY(reader.finish());
  CARE_TRY(audit::check_assist_name(policy.provider, "provider"));
  CARE_TRY(audit::check_assist_name(policy.region, "region"));
  CARE_TRY(audit::check_assist_name(policy.model, "model"));
  return policy;
}

Result<MembershipStatement> parse_membership_statement(BytesView body) {
  const Json json = CARE_TRY(audit::parse_statement_json(body));
  ObjectReader reader = CARE_TRY(ObjectReader::open(json));
  MembershipStatement statement;
  statement.act = CARE_TRY(read_act(reader));
  statement.head = CARE_TRY(audit::read_statement_head(reader));
  if (!std::holds_alternative<Genesis>(statement.act)) {
    statement.previous_membership = CARE_TRY(reader.base64url_exact<32>("dir_prev"));
  }
  CARE_TRY(reader.finish());
  return statement;
}

}  // namespace care::membership
