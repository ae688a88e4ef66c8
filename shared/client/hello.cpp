#include "shared/client/hello.h"

#include "shared/base/json.h"

namespace care::client {
namespace {
crypto::WrapPlace place_of(const WorkspaceId& workspace, const InviteId& invite) {
  return {.workspace = workspace, .owner = invite.array(), .generation = 1, .wrap_id = {}};
}

Result<Hello> decode(BytesView plain) {
  if (plain.size() < 2) return ErrorCode::unwrap_failed;
  const std::size_t length = read_big_endian<std::uint16_t>(plain.first(2));
  if (plain.size() < 2 + length) return ErrorCode::unwrap_failed;
  const Json json = CARE_TRY(parse_canonical(plain.subspan(2, length)));
  ObjectReader reader = CARE_TRY(ObjectReader::open(json));
  const auto actor = CARE_TRY(reader.id<ActorId>("actor"));
  const std::string name = CARE_TRY(reader.text("name"));
  const auto role = find_role(CARE_TRY(reader.text("role")));
  const auto workspace = CARE_TRY(reader.id<WorkspaceId>("ws"));
  CARE_TRY(reader.finish());
  if (!role) return ErrorCode::unwrap_failed;
  return Hello{workspace, actor, *role, name, CARE_TRY(Keyring::decode(plain.subspan(2 + length)))};
}
}  // namespace

Result<Bytes> Hello::wrap(const crypto::WrapKey& key, const InviteId& invite, const WorkspaceId& workspace,
                          const ActorId& actor, Role role, std::string_view home_name, const Keyring& keyring,
                          std::uint32_t class_mask, crypto::NonceSource& nonces) {
  const std::string json = encode_canonical(Json::object(
      {{"actor", actor.text()}, {"name", home_name}, {"role", name_of(role)}, {"ws", workspace.text()}}));
  Bytes seeds = keyring.encode(class_mask);
  Bytes plain;
  plain.reserve(2 + json.size() + seeds.size());
  append_big_endian(plain, static_cast<std::uint16_t>(json.size()));
  append(plain, as_bytes(json));
  append(plain, seeds);
  care::wipe(seeds);
  auto wrapped = crypto::wrap_invite_hello(key, place_of(workspace, invite), plain, nonces);
  care::wipe(plain);
  return wrapped;
}

Result<Hello> Hello::unwrap(const crypto::WrapKey& key, const WorkspaceId& workspace, const InviteId& invite,
                            BytesView wrapped) {
  Bytes plain = CARE_TRY(crypto::unwrap_invite_hello(key, place_of(workspace, invite), wrapped));
  auto hello = decode(plain);
  care::wipe(plain);
  if (!hello || !(hello->workspace == workspace)) return ErrorCode::unwrap_failed;
  return hello;
}

}  // namespace care::client
