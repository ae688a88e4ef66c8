#include "shared/client/device_state.h"

#include "shared/base/encoding.h"
#include "shared/base/json.h"

namespace care::client {
namespace {
crypto::WrapPlace place_of(const WorkspaceId& workspace, const AccountId& account, const DeviceId& device) {
  return {.workspace = workspace, .owner = account.array(), .generation = 1, .wrap_id = device.array()};
}

Result<DeviceState> decode(const DeviceId& device, BytesView plain) {
  const Json json = CARE_TRY(parse_canonical(plain));
  ObjectReader reader = CARE_TRY(ObjectReader::open(json));
  DeviceState state;
  state.device = device;
  state.chain.n = CARE_TRY(reader.integer("n"));
  if (reader.find("p") != nullptr) state.chain.previous = CARE_TRY(reader.base64url_exact<32>("p"));
  if (const Json* head = reader.find("head"); head != nullptr) {
    ObjectReader inner = CARE_TRY(ObjectReader::open(*head));
    audit::Checkpoint checkpoint;
    checkpoint.origin = CARE_TRY(inner.text("origin"));
    checkpoint.root = CARE_TRY(inner.base64url_exact<32>("root"));
    checkpoint.size = CARE_TRY(inner.integer("size"));
    CARE_TRY(inner.finish());
    state.head = checkpoint;
  }
  CARE_TRY(reader.finish());
  return state;
}
}  // namespace

Result<Bytes> DeviceState::wrap(const crypto::SelfKey& self, const WorkspaceId& workspace, const AccountId& account,
                                crypto::NonceSource& nonces) const {
  Json json = Json::object({{"n", chain.n}});
  if (chain.previous) json.set("p", encode_base64url(*chain.previous));
  if (head) {
    json.set("head", Json::object({{"origin", head->origin}, {"root", encode_base64url(head->root)}, {"size", head->size}}));
  }
  return crypto::wrap_own(self, crypto::WrapKind::device_state, place_of(workspace, account, device),
                          as_bytes(encode_canonical(json)), nonces);
}

Result<DeviceState> DeviceState::unwrap(const crypto::SelfKey& self, const WorkspaceId& workspace,
                                        const AccountId& account, const DeviceId& device, BytesView wrapped) {
  const Bytes plain = CARE_TRY(
      crypto::unwrap_own(self, crypto::WrapKind::device_state, place_of(workspace, account, device), wrapped));
  auto state = decode(device, plain);
  if (!state) return ErrorCode::unwrap_failed;
  return state;
}

}  // namespace care::client
