#include "shared/base/encoding.h"
#include "shared/membership/acts.h"

namespace care::membership {
namespace {

Json number(std::uint64_t value) { return Json(value); }

Json policy_json(const Policy& policy) {
  Json json = Json::object({{"idle_min", policy.idle_minutes},
                            {"suite", number(policy.suite)},
                            {"totp_all", number(policy.totp_all ? 1 : 0)}});
  if (policy.assist) json.set("assist", to_json(*policy.assist));
  return json;
}

struct MemberWriter {
  Json& json;

  void operator()(const Genesis& act) const {
    json.set("name", act.name).set("label", act.label).set("unit", act.unit.text());
    json.set("subj", act.home_subject.text()).set("gs", encode_base64url(act.gate_share_hash));
    json.set("log", act.log_key).set("policy", policy_json(act.policy));
    json.set("id", encode_base64url(act.identity)).set("xk", encode_base64url(act.xwing));
  }
  void operator()(const RotateClass& act) const {
    Json list = Json::array();
    for (const NewGeneration& each : act.classes) {
      list.push(Json::object({{"c", number(static_cast<std::uint64_t>(each.data_class))},
                              {"g", number(each.generation)},
                              {"k", encode_base64url(each.commitment)}}));
    }
    json.set("unit", act.unit.text()).set("classes", std::move(list));
  }
  void operator()(const Invite& act) const {
    json.set("inv", act.invite.text()).set("key", encode_base64url(act.key));
    json.set("role", care::name_of(act.role)).set("unit", act.unit.text()).set("exp", act.expires_ms);
    json.set("actor", act.actor.text()).set("hh", encode_base64url(act.hello_hash));
  }
  void operator()(const InviteCancel& act) const { json.set("inv", act.invite.text()); }
  void operator()(const AddUser& act) const {
    json.set("inv", act.invite.text()).set("isig", encode_base64url(act.invite_signature));
    json.set("id", encode_base64url(act.identity)).set("xk", encode_base64url(act.xwing));
  }
  void operator()(const ConfirmUser& act) const {
    json.set("actor", act.actor.text()).set("kid", act.identity.text()).set("xh", encode_base64url(act.xwing_hash));
  }
  void operator()(const GrantCommit& act) const {
    Json list = Json::array();
    for (const CommittedGrant& each : act.grants) {
      list.push(Json::object({{"c", number(static_cast<std::uint64_t>(each.data_class))},
                              {"g", number(each.generation)},
                              {"h", encode_base64url(each.grant_hash)},
                              {"k", encode_base64url(each.commitment)}}));
    }
    json.set("actor", act.recipient.text()).set("xh", encode_base64url(act.xwing_hash));
    json.set("unit", act.unit.text()).set("grants", std::move(list));
  }
  void operator()(const AddDevice& act) const {
    json.set("key", encode_base64url(act.key)).set("psig", encode_base64url(act.possession));
    json.set("kind", act.kind == DeviceKind::personal ? "personal" : "shared");
  }
  void operator()(const RevokeDevice& act) const { json.set("kid", act.key.text()); }
  void operator()(const RevokeUser& act) const { json.set("actor", act.actor.text()); }
  void operator()(const SetRole& act) const {
    json.set("actor", act.actor.text()).set("role", care::name_of(act.role)).set("unit", act.unit.text());
  }
  void operator()(const SetPolicy& act) const { json.set("policy", policy_json(act.policy)); }
};

}  // namespace

Json to_json(const AssistPolicy& policy) {
  Json purposes = Json::array();
  for (const std::string& each : policy.purposes) purposes.push(each);
  return Json::object({{"model", policy.model},
                       {"provider", policy.provider},
                       {"purposes", std::move(purposes)},
                       {"region", policy.region}});
}

std::string_view name_of(const Act& act) {
  struct Namer {
    std::string_view operator()(const Genesis&) const { return "genesis"; }
    std::string_view operator()(const RotateClass&) const { return "rotate_class"; }
    std::string_view operator()(const Invite&) const { return "invite"; }
    std::string_view operator()(const InviteCancel&) const { return "invite_cancel"; }
    std::string_view operator()(const AddUser&) const { return "add_user"; }
    std::string_view operator()(const ConfirmUser&) const { return "confirm_user"; }
    std::string_view operator()(const GrantCommit&) const { return "grant_commit"; }
    std::string_view operator()(const AddDevice&) const { return "add_device"; }
    std::string_view operator()(const RevokeDevice&) const { return "revoke_device"; }
    std::string_view operator()(const RevokeUser&) const { return "revoke_user"; }
    std::string_view operator()(const SetRole&) const { return "set_role"; }
    std::string_view operator()(const SetPolicy&) const { return "set_policy"; }
  };
  return std::visit(Namer{}, act);
}

Result<Bytes> encode_membership_statement(const MembershipStatement& statement) {
  Json json = Json::object({{"act", name_of(statement.act)}});
  audit::write_statement_head(json, statement.head);
  if (statement.previous_membership) json.set("dir_prev", encode_base64url(*statement.previous_membership));
  std::visit(MemberWriter{json}, statement.act);
  Bytes body = CARE_TRY(audit::encode_statement_json(json));
  CARE_TRY(parse_membership_statement(body));  // one set of rules for both directions
  return body;
}

}  // namespace care::membership
