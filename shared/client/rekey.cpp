#include "shared/client/rekey.h"

#include "shared/base/encoding.h"
#include "shared/crypto/grant.h"

namespace care::client {
namespace {
constexpr std::size_t kGrantsPerStatement = 16;  // about 150 bytes each, under 4 KiB together
}

Rekey::Rekey(Vault& vault, Random& random, std::uint64_t now_ms)
    : vault_(vault), random_(random), author_(vault, now_ms) {}

Result<void> Rekey::sign(membership::Act act) {
  outgoing_.push_back({CARE_TRY(author_.sign(std::move(act))), {}});
  return {};
}

Result<void> Rekey::sign_with_identity(membership::Act act) {
  outgoing_.push_back({CARE_TRY(author_.sign_with_identity(std::move(act))), {}});
  return {};
}

Result<void> Rekey::grant(const membership::Member& member, Role role, access::ClassMask classes) {
  std::vector<Keyring::Place> places;
  for (const auto& [place, seed] : vault_.keyring.seeds()) {
    const auto data_class = static_cast<DataClass>(place.data_class);
    if ((classes & mask_of(data_class)) == 0 || !access::may_read(role, data_class)) continue;
    places.push_back(place);
  }
  return grant_seeds(member, places);
}

Result<void> Rekey::rotate(access::ClassMask classes, const ActorId& leaver) {
  const UnitId unit = vault_.directory->units().front();
  membership::RotateClass act;
  act.unit = unit;
  for (const DataClass each : kDataClassList) {
    const auto number = static_cast<std::uint16_t>(each);
    if ((classes & mask_of(each)) == 0 || !access::may_rotate(vault_.role, each)) continue;
    const auto* newest = vault_.directory->find_generation(each, unit);
    const std::uint32_t generation = (newest == nullptr ? 0 : newest->number) + 1;
    auto seed = crypto::CompartmentSeed::make(random_);
    act.classes.push_back({each, generation,
                           crypto::derive_compartment_commitment(seed, {.workspace = vault_.workspace,
                                                                        .data_class = number,
                                                                        .unit = unit,
                                                                        .generation = generation})});
    fresh_.emplace(Keyring::Place{number, unit, generation}, std::move(seed));
  }
  if (act.classes.empty()) return {};
  CARE_TRY(sign(act));
  for (const auto& [actor, member] : vault_.directory->members()) {
    if (actor == leaver || actor == vault_.actor || !member.is_active()) continue;
    std::vector<Keyring::Place> places;
    for (const auto& [place, seed] : fresh_) {
      if (access::may_read(member.now().role, static_cast<DataClass>(place.data_class))) places.push_back(place);
    }
    CARE_TRY(grant_seeds(member, places));
  }
  return {};
}

Result<void> Rekey::grant_seeds(const membership::Member& member, const std::vector<Keyring::Place>& places) {
  for (std::size_t first = 0; first < places.size(); first += kGrantsPerStatement) {
    membership::GrantCommit act;
    act.recipient = member.actor;
    act.xwing_hash = member.xwing_hash;
    act.unit = places[first].unit;
    std::vector<Bytes> grants;
    for (std::size_t i = first; i < places.size() && i < first + kGrantsPerStatement; ++i) {
      const Keyring::Place& place = places[i];
      const auto fresh = fresh_.find(place);
      const crypto::CompartmentSeed* seed = fresh != fresh_.end() ? &fresh->second : vault_.keyring.find(place);
      if (seed == nullptr) return ErrorCode::key_unknown;
      auto grant = CARE_TRY(crypto::make_grant(*seed,
                                               {.compartment = {.workspace = vault_.workspace,
                                                                .data_class = place.data_class,
                                                                .unit = place.unit,
                                                                .generation = place.generation},
                                                .recipient = member.actor},
                                               member.xwing, random_));
      act.grants.push_back({static_cast<DataClass>(place.data_class), place.generation, grant.hash,
                            grant.compartment_commitment});
      grants.push_back(std::move(grant.bytes));
    }
    outgoing_.push_back({CARE_TRY(author_.sign(act)), std::move(grants)});
  }
  return {};
}

Result<Json> Rekey::to_json() {
  Json statements = Json::array();
  for (const Outgoing& each : outgoing_) {
    Json grants = Json::array();
    for (const Bytes& grant : each.grants) grants.push(encode_base64url(grant));
    statements.push(Json::object({{"grants", std::move(grants)},
                                  {"hash", encode_base64url(each.statement.hash)},
                                  {"statement", client::to_json(each.statement)}}));
  }
  Json out = Json::object({{"statements", std::move(statements)}});
  if (!fresh_.empty()) {
    for (auto& [place, seed] : fresh_) vault_.keyring.add(place, std::move(seed));
    fresh_.clear();
    crypto::NonceSource nonces(random_);
    out.set("keyring", encode_base64url(CARE_TRY(
                           vault_.keyring.wrap(vault_.self, vault_.workspace, vault_.account, nonces))));
  }
  out.set("device_state", encode_base64url(CARE_TRY(vault_.wrap_device_state(random_))));
  return out;
}

}  // namespace care::client
