// The recovery kit, and the keys that colleagues granted.
#include <algorithm>

#include "shared/base/encoding.h"
#include "shared/client/core.h"
#include "shared/client/sign_up.h"
#include "shared/crypto/grant.h"
#include "shared/crypto/hazmat/sha2.h"
#include "shared/signin/kek.h"

namespace care::client {

Result<Json> ClientCore::make_kit() {
  if (!vault_) return ErrorCode::vault_locked;
  vault_->kit = signin::make_kit_secret(random_);
  vault_->kit_groups = signin::make_kit_groups(random_);
  const auto sheet = signin::format_kit(*vault_->kit);
  Json lines = Json::array();
  std::string_view rest = sheet.reveal_text();
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    lines.push(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  Json ask = Json::array();
  ask.push(std::uint64_t{vault_->kit_groups->first}).push(std::uint64_t{vault_->kit_groups->second});
  const auto qr = signin::format_kit_qr(*vault_->kit);
  return Json::object({{"ask", std::move(ask)}, {"lines", std::move(lines)}, {"qr", qr.reveal_text()}});
}

Result<Json> ClientCore::confirm_kit(const Json& args) {
  if (!vault_ || !vault_->kit) return ErrorCode::vault_locked;
  ObjectReader reader = CARE_TRY(ObjectReader::open(args));
  const Json* groups = CARE_TRY(reader.array("groups"));
  CARE_TRY(reader.finish());
  if (groups->items().size() != 2) return Error(ErrorCode::json_wrong_type, "groups");
  const unsigned asked[2] = {vault_->kit_groups->first, vault_->kit_groups->second};
  for (std::size_t i = 0; i < 2; ++i) {
    const Json& typed = groups->items()[i];
    if (!typed.is_text()) return Error(ErrorCode::json_wrong_type, "groups");
    CARE_TRY(signin::check_kit_group(*vault_->kit, asked[i], typed.text()));
  }
  const crypto::WrapKey kek = signin::derive_kit_kek(*vault_->kit, vault_->account);
  const auto id = signin::derive_kit_id(*vault_->kit, vault_->workspace);
  const SeedWrap wrap = CARE_TRY(wrap_seed(kek, crypto::WrapKind::recovery_kit, id, vault_->workspace,
                                           vault_->account, vault_->seed, random_));
  Json out = Json::object({{"wrap", wrap.to_json()}});
  vault_->kit.reset();
  vault_->kit_groups.reset();
  return out;
}

Result<Json> ClientCore::open_grants(const Json& args) {
  if (!vault_ || !vault_->directory) return ErrorCode::vault_locked;
  ObjectReader reader = CARE_TRY(ObjectReader::open(args));
  const Json* grants = CARE_TRY(reader.array("grants"));
  CARE_TRY(reader.finish());
  const auto committed = vault_->directory->grants_for(vault_->actor);
  std::uint64_t opened = 0;
  std::uint64_t ignored = 0;
  for (const Json& item : grants->items()) {
    ObjectReader each = CARE_TRY(ObjectReader::open(item));
    const Bytes bytes = CARE_TRY(each.base64url("bytes"));
    const Hash32 hash = crypto::sha256(bytes);
    // Only what a member entitled to give it has signed for: an unexpected grant changes nothing.
    const auto at = std::find_if(committed.begin(), committed.end(),
                                 [&](const membership::GrantRecord& grant) { return grant.grant.grant_hash == hash; });
    if (at == committed.end()) {
      ++ignored;
      continue;
    }
    const auto data_class = static_cast<std::uint16_t>(at->grant.data_class);
    const Keyring::Place place{data_class, at->unit, at->grant.generation};
    if (vault_->keyring.find(place) != nullptr) continue;
    auto seed = crypto::open_grant(vault_->xwing,
                                   {.compartment = {.workspace = vault_->workspace,
                                                    .data_class = data_class,
                                                    .unit = at->unit,
                                                    .generation = at->grant.generation},
                                    .recipient = vault_->actor},
                                   bytes, at->grant.commitment);
    if (!seed) {
      ++ignored;
      continue;
    }
    vault_->keyring.add(place, std::move(seed).value());
    ++opened;
  }
  Json out = Json::object({{"ignored", ignored}, {"opened", opened}});
  if (opened > 0) {
    crypto::NonceSource nonces(random_);
    out.set("keyring", encode_base64url(CARE_TRY(
                           vault_->keyring.wrap(vault_->self, vault_->workspace, vault_->account, nonces))));
  }
  return out;
}

}  // namespace care::client
