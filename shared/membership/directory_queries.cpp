#include <algorithm>

#include "shared/access/decide.h"
#include "shared/membership/directory.h"

namespace care::membership {
namespace {

template <typename Map, typename Key>
const typename Map::mapped_type* find_in(const Map& map, const Key& key) {
  const auto at = map.find(key);
  return at == map.end() ? nullptr : &at->second;
}

}  // namespace

std::optional<crypto::SigningPublicKey> Directory::find_signing_key(const MembershipStatement& statement) const {
  if (const auto* genesis = std::get_if<Genesis>(&statement.act)) return genesis->identity;
  if (const auto* added = std::get_if<AddUser>(&statement.act)) return added->identity;
  const MemberKey* key = find_key(statement.head.key);
  if (key == nullptr) return std::nullopt;
  return key->public_key;
}

Result<Role> Directory::check_author(const audit::StatementHead& head, const Hash32& seen_directory,
                                     std::uint64_t index) const {
  if (head.workspace != workspace_) return Error(ErrorCode::genesis_mismatch, "ws");
  const MemberKey* key = find_key(head.key);
  if (key == nullptr || key->actor != head.author || index < key->valid_from) {
    return Error(ErrorCode::author_unknown, "dev");
  }
  if (!key->valid_at(index)) return ErrorCode::author_revoked;
  const auto seen = find_head(seen_directory);
  if (!seen || *seen >= index) return Error(ErrorCode::directory_stale, "dir");
  if (head.tree.size > index) return Error(ErrorCode::head_unknown, "head");
  const Period& period = *find_period(head.author, index);
  if (period.standing == Standing::pending) return ErrorCode::confirmation_needed;
  return period.role;
}

const Policy& Directory::policy_at(std::uint64_t index) const {
  const Policy* found = &policies_.front().second;
  for (const auto& [from, policy] : policies_) {
    if (from <= index) found = &policy;
  }
  return *found;
}

Result<void> Directory::check_assist(const audit::AssistStatement& statement, std::uint64_t index) const {
  const Role role = CARE_TRY(check_author(statement.head, statement.directory, index));
  const auto& allowed = policy_at(index).assist;
  if (!allowed || !allowed->allows(statement.use)) return ErrorCode::assist_off;
  if (statement.region != allowed->region || statement.model != allowed->model) return ErrorCode::assist_region_refused;
  return access::may_assist(role, statement.use, statement.use_version) ? Result<void>() : Result<void>(ErrorCode::role_forbids);
}

const Member* Directory::find_member(const ActorId& actor) const { return find_in(members_, actor); }

const Period* Directory::find_period(const ActorId& actor, std::uint64_t index) const {
  const Member* member = find_member(actor);
  if (member == nullptr) return nullptr;
  const Period* found = nullptr;
  for (const Period& period : member->periods) {
    if (period.from <= index) found = &period;
  }
  return found;
}

const MemberKey* Directory::find_key(const KeyId& key) const { return find_in(keys_, key); }

bool Directory::key_valid_at(const KeyId& key, std::uint64_t index) const {
  const MemberKey* found = find_key(key);
  return found != nullptr && found->valid_at(index);
}

std::vector<const MemberKey*> Directory::keys_of(const ActorId& actor) const {
  std::vector<const MemberKey*> found;
  for (const auto& [id, key] : keys_) {
    if (key.actor == actor) found.push_back(&key);
  }
  return found;
}

const Invitation* Directory::find_invitation(const InviteId& invite) const { return find_in(invitations_, invite); }

Result<void> Directory::check_invitation_open(const InviteId& invite, std::uint64_t now_ms) const {
  const Invitation* invitation = find_invitation(invite);
  if (invitation == nullptr || invitation->state == InviteState::cancelled) {
    return Error(ErrorCode::invite_unknown, "inv");
  }
  if (invitation->state == InviteState::used) return Error(ErrorCode::invite_used, "inv");
  if (now_ms > invitation->terms.expires_ms) return Error(ErrorCode::invite_expired, "inv");
  // With the inviter's role go the invitations made with it: a removed manager must not come back by one.
  const Member& inviter = members_.at(invitation->inviter);
  if (!inviter.is_active() || !access::may_invite(inviter.now().role, invitation->terms.role)) {
    return Error(ErrorCode::invite_unknown, "inv");
  }
  return {};
}

const Generation* Directory::find_generation(DataClass data_class, const UnitId& unit) const {
  const auto* generations = find_in(compartments_, CompartmentKey{data_class, unit});
  return generations == nullptr ? nullptr : &generations->back();
}

const Generation* Directory::find_generation(DataClass data_class, const UnitId& unit, std::uint32_t number) const {
  const auto* generations = find_in(compartments_, CompartmentKey{data_class, unit});
  if (generations == nullptr || number == 0 || number > generations->size()) return nullptr;
  return &(*generations)[number - 1];
}

const Generation* Directory::find_generation_at(DataClass data_class, const UnitId& unit, std::uint64_t index) const {
  const auto* generations = find_in(compartments_, CompartmentKey{data_class, unit});
  if (generations == nullptr) return nullptr;
  const Generation* found = nullptr;
  for (const Generation& generation : *generations) {
    if (generation.index <= index) found = &generation;
  }
  return found;
}

std::vector<GrantRecord> Directory::grants_for(const ActorId& recipient) const {
  std::vector<GrantRecord> found;
  std::copy_if(grants_.begin(), grants_.end(), std::back_inserter(found),
               [&](const GrantRecord& each) { return each.recipient == recipient; });
  return found;
}

std::size_t Directory::active_owners() const {
  const auto count = std::count_if(members_.begin(), members_.end(), [](const auto& each) {
    return each.second.is_active() && each.second.now().role == Role::owner;
  });
  return static_cast<std::size_t>(count);
}

bool Directory::has_unit(const UnitId& unit) const {
  return std::find(units_.begin(), units_.end(), unit) != units_.end();
}

std::optional<std::uint64_t> Directory::find_head(const Hash32& hash) const {
  const std::uint64_t* index = find_in(heads_, hash);
  if (index == nullptr) return std::nullopt;
  return *index;
}

}  // namespace care::membership
