// What an owner, manager or deputy does with people: invite, confirm, change a role, remove. Keys follow the people.
#include <algorithm>

#include "shared/access/decide.h"
#include "shared/base/encoding.h"
#include "shared/client/author.h"
#include "shared/client/core.h"
#include "shared/client/hello.h"
#include "shared/client/rekey.h"
#include "shared/client/sign_up.h"
#include "shared/crypto/hazmat/sha2.h"
#include "shared/schema/assist_uses.gen.h"
#include "shared/signin/invite_code.h"

namespace care::client {
namespace {

Json outgoing(const SignedBody& statement) {
  return Json::object({{"hash", encode_base64url(statement.hash)}, {"statement", to_json(statement)}});
}

struct InviteTerms {
  std::string name;
  std::string job;
  Role role = Role::carer;
  std::uint64_t hours = 0;
  std::string host;
  std::uint64_t now = 0;
};

Result<InviteTerms> read_terms(const Json& args) {
  ObjectReader reader = CARE_TRY(ObjectReader::open(args));
  InviteTerms terms;
  terms.name = CARE_TRY(reader.text("name"));
  if (reader.find("job") != nullptr) terms.job = CARE_TRY(reader.text("job"));
  const auto role = find_role(CARE_TRY(reader.text("role")));
  if (!role) return Error(ErrorCode::field_not_a_choice, "role");
  terms.role = *role;
  terms.hours = CARE_TRY(reader.integer("hours"));
  terms.host = CARE_TRY(reader.text("host"));
  terms.now = CARE_TRY(reader.integer("now"));
  CARE_TRY(reader.finish());
  if (terms.hours == 0 || terms.hours > 72) return Error(ErrorCode::field_out_of_range, "hours");
  return terms;
}

// The policy in force with this one change: what may be sent to an AI, which without `assist` is nothing.
Result<membership::Policy> read_policy(ObjectReader& reader, membership::Policy policy) {
  policy.assist.reset();
  const Json* assist = reader.find("assist");
  if (assist == nullptr) return policy;
  policy.assist = CARE_TRY(membership::read_assist_policy(*assist));
  for (const std::string& use : policy.assist->purposes) {
    if (find_assist_use(use) == nullptr) return Error(ErrorCode::assist_use_unknown, "purposes");
  }
  return policy;
}

}  // namespace

Result<Json> ClientCore::make_invite(const Json& args) {
  if (!vault_ || !vault_->directory) return ErrorCode::vault_locked;
  const InviteTerms terms = CARE_TRY(read_terms(args));
  if (!access::may_invite(vault_->role, terms.role)) return ErrorCode::role_forbids;
  const auto invite = make_id<InviteId>(random_);
  const auto actor = make_id<ActorId>(random_);
  const auto code = signin::make_invite_code(random_);
  const auto keys = CARE_TRY(signin::derive_invite_keys(code, invite));

  // Roles that a person must confirm get no keys from a code alone.
  const bool waits = info_of(terms.role).confirm;
  const std::uint32_t mask = waits ? 0U : access::classes_of(terms.role);
  crypto::NonceSource nonces(random_);
  const Bytes hello =
      CARE_TRY(Hello::wrap(keys.hello_key, invite, vault_->workspace, actor, terms.role, vault_->directory->name(),
                           vault_->keyring, mask, nonces));

  membership::Invite act;
  act.invite = invite;
  act.key = keys.signing_key.public_key();
  act.role = terms.role;
  act.unit = vault_->directory->units().front();
  act.expires_ms = terms.now + terms.hours * 60 * 60 * 1000;
  act.actor = actor;
  act.hello_hash = crypto::sha256(hello);
  const ChainState before = vault_->device.chain;
  MembershipAuthor author(*vault_, terms.now);
  const auto statement = CARE_TRY(author.sign(act));

  // The name is a record like any other: what the log holds is a pseudonym.
  Json fields = Json::object({{"actor", actor.text()}, {"name", terms.name}});
  if (!terms.job.empty()) fields.set("job", terms.job);
  Json record = Json::object({{"act", "create"},
                              {"fields", Json::object({{"body", std::move(fields)}})},
                              {"subject", vault_->directory->home_subject().text()},
                              {"type", "member"}});
  Json records = Json::array();
  records.push(std::move(record));
  SealProblems problems;
  auto sealed = seal_records(Json::object({{"now", terms.now}, {"records", std::move(records)}}), problems);
  if (!sealed) {
    vault_->device.chain = before;  // nothing has left: the number may be used again
    return sealed.error();
  }
  const auto text = signin::format_invite_code(code);
  const std::string fragment = invite.text() + "." + std::string(text.reveal_text());
  Json out = outgoing(statement);
  out.set("actor", actor.text())
      .set("code", text.reveal_text())
      .set("device_state", *sealed->find("device_state"))
      .set("expires", act.expires_ms)
      .set("hello", encode_base64url(hello))
      .set("inv", invite.text())
      .set("link", terms.host + "/accept#" + fragment)
      .set("member", sealed->find("sealed")->items().front());
  return out;
}

Result<Json> ClientCore::membership_act(const Json& args) {
  if (!vault_ || !vault_->directory) return ErrorCode::vault_locked;
  ObjectReader reader = CARE_TRY(ObjectReader::open(args));
  const std::string act = CARE_TRY(reader.text("act"));
  const std::uint64_t now = CARE_TRY(reader.integer("now"));
  const ChainState before = vault_->device.chain;
  const ChainState identity_before = vault_->identity_chain;

  Rekey rekey(*vault_, random_, now);
  auto result = [&]() -> Result<void> {
    if (act == "add_device") {
      CARE_TRY(reader.finish());
      return rekey.sign_with_identity(make_add_device(vault_->device_key, vault_->workspace, vault_->actor));
    }
    if (act == "invite_cancel") {
      membership::InviteCancel cancel{CARE_TRY(reader.id<InviteId>("inv"))};
      CARE_TRY(reader.finish());
      return rekey.sign(cancel);
    }
    if (act == "revoke_device") {
      membership::RevokeDevice revoke{CARE_TRY(reader.id<KeyId>("kid"))};
      CARE_TRY(reader.finish());
      return rekey.sign(revoke);
    }
    if (act == "set_policy") {
      const auto policy = CARE_TRY(read_policy(reader, vault_->directory->policy()));
      CARE_TRY(reader.finish());
      return rekey.sign(membership::SetPolicy{policy});
    }
    const auto actor = CARE_TRY(reader.id<ActorId>("actor"));
    const membership::Member* member = vault_->directory->find_member(actor);
    if (member == nullptr) return ErrorCode::author_unknown;
    if (act == "confirm_user") {
      CARE_TRY(reader.finish());
      CARE_TRY(rekey.sign(membership::ConfirmUser{actor, member->identity, member->xwing_hash}));
      return rekey.grant(*member, member->now().role, access::classes_of(member->now().role));
    }
    if (act == "grant") {  // what a member lacks after a rotation that nobody finished
      CARE_TRY(reader.finish());
      return rekey.grant(*member, member->now().role, access::classes_of(member->now().role));
    }
    if (act == "revoke_user") {
      CARE_TRY(reader.finish());
      CARE_TRY(rekey.sign(membership::RevokeUser{actor}));
      return rekey.rotate(access::classes_of(member->now().role), actor);
    }
    if (act == "set_role") {
      const auto role = find_role(CARE_TRY(reader.text("role")));
      if (!role) return Error(ErrorCode::field_not_a_choice, "role");
      CARE_TRY(reader.finish());
      const auto had = access::classes_of(member->now().role);
      const auto gets = access::classes_of(*role);
      CARE_TRY(rekey.sign(membership::SetRole{actor, *role, member->now().unit}));
      if ((gets & ~had) != 0) CARE_TRY(rekey.grant(*member, *role, static_cast<access::ClassMask>(gets & ~had)));
      if ((had & ~gets) != 0) CARE_TRY(rekey.rotate(static_cast<access::ClassMask>(had & ~gets), actor));
      return {};
    }
    return ErrorCode::act_unknown;
  }();
  if (!result) {
    vault_->device.chain = before;
    vault_->identity_chain = identity_before;
    return result.error();
  }
  return rekey.to_json();
}

}  // namespace care::client
