#include "shared/client/describe.h"

#include "shared/base/encoding.h"
#include "shared/crypto/hazmat/sha2.h"
#include "shared/crypto/labels.h"

namespace care::client {
namespace {

std::string_view name_of_standing(membership::Standing standing) {
  switch (standing) {
    case membership::Standing::pending: return "pending";
    case membership::Standing::active: return "active";
    case membership::Standing::revoked: return "revoked";
  }
  return "";
}

std::string_view name_of_state(const membership::Invitation& invitation, std::uint64_t now_ms) {
  switch (invitation.state) {
    case membership::InviteState::used: return "used";
    case membership::InviteState::cancelled: return "cancelled";
    case membership::InviteState::open: break;
  }
  return invitation.terms.expires_ms < now_ms ? "expired" : "open";
}

}  // namespace

Json describe_fingerprint(const membership::Member& member) {
  Bytes input = to_bytes(as_bytes(crypto::labels::kFingerprint));
  input.push_back(0);
  append(input, member.identity.bytes());
  append(input, member.xwing_hash);
  const Hash32 hash = crypto::sha256(input);
  Json groups = Json::array();
  for (std::size_t i = 0; i < 6; ++i) {
    const unsigned value = read_big_endian<std::uint32_t>(BytesView(hash).subspan(i * 4, 4)) % 10000;
    std::string digits = std::to_string(value);
    digits.insert(0, 4 - digits.size(), '0');
    groups.push(std::move(digits));
  }
  return groups;
}

Json describe_directory(const Vault& vault, std::uint64_t now_ms) {
  const membership::Directory& directory = *vault.directory;
  Json members = Json::array();
  for (const auto& [actor, member] : directory.members()) {
    members.push(Json::object({{"actor", actor.text()},
                               {"joined", member.periods.front().from},
                               {"me", std::uint64_t{actor == vault.actor}},
                               {"role", name_of(member.now().role)},
                               {"status", name_of_standing(member.now().standing)},
                               {"unit", member.now().unit.text()},
                               {"words", describe_fingerprint(member)}}));
  }
  Json invites = Json::array();
  for (const auto& [id, invitation] : directory.invitations()) {
    invites.push(Json::object({{"actor", invitation.terms.actor.text()},
                               {"expires", invitation.terms.expires_ms},
                               {"inv", id.text()},
                               {"role", name_of(invitation.terms.role)},
                               {"state", name_of_state(invitation, now_ms)},
                               {"unit", invitation.terms.unit.text()}}));
  }
  Json out = Json::object({{"head", encode_base64url(directory.head_hash())},
                           {"home_subject", directory.home_subject().text()},
                           {"idle_minutes", directory.policy().idle_minutes},
                           {"invites", std::move(invites)},
                           {"label", directory.label()},
                           {"members", std::move(members)},
                           {"name", directory.name()},
                           {"owners", std::uint64_t{directory.active_owners()}},
                           {"unit", directory.units().front().text()},
                           {"ws", directory.workspace().text()}});
  if (directory.policy().assist) out.set("assist", membership::to_json(*directory.policy().assist));
  return out;
}

}  // namespace care::client
