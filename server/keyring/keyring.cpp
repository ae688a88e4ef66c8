#include "server/keyring/keyring.h"

#include <cstring>

#include "server/keyring/key_file.h"
#include "shared/crypto/committing_seal.h"
#include "shared/crypto/labels.h"
#include "shared/crypto/secret_access.h"

namespace care::server {

// Keys are plaintext of what is sealed here.
class KeyringSecrets {
 public:
  static SecretAccess access() { return crypto::SecretAccessMaker::make(); }
};

namespace {

constexpr const char* kWorkspaceFile = "keys";
constexpr const char* kRegistryFile = "registry.keys";
constexpr std::uint32_t kGeneration = 1;
constexpr std::size_t kMaxSecretBytes = 96;

enum class Purpose : std::uint8_t { database = 1, shares = 2, opaque = 3, log = 4, registry = 5 };

Bytes aad_of(const WorkspaceId& workspace, Purpose purpose, std::uint32_t generation) {
  Bytes aad = to_bytes(as_bytes(crypto::labels::kServerKey));
  aad.push_back(0);
  append(aad, workspace.bytes());
  aad.push_back(static_cast<std::uint8_t>(purpose));
  append_big_endian(aad, generation);
  return aad;
}

// nonce 24 ‖ commitment 32 ‖ ciphertext ‖ tag 16; lengths are public, so there is no padding.
template <std::size_t N>
SealedKey seal_key(const Secret32& master, const WorkspaceId& workspace, Purpose purpose,
                   std::span<const std::uint8_t, N> secret, Random& random) {
  static_assert(N <= kMaxSecretBytes);
  crypto::NonceSource nonces(random);
  const crypto::Nonce nonce = nonces.next();
  Bytes bytes(crypto::kNonceBytes + crypto::kCommitmentBytes + N + crypto::kTagBytes);
  std::memcpy(bytes.data(), nonce.data(), nonce.size());
  const std::span<std::uint8_t> rest = std::span(bytes).subspan(crypto::kNonceBytes);
  const std::span<std::uint8_t> text = rest.subspan(crypto::kCommitmentBytes, N);
  std::memcpy(text.data(), secret.data(), N);
  crypto::seal_in_place(master, aad_of(workspace, purpose, kGeneration), nonce, text,
                        rest.first<crypto::kCommitmentBytes>(), rest.last<crypto::kTagBytes>());
  return {static_cast<std::uint8_t>(purpose), kGeneration, std::move(bytes)};
}

template <std::size_t N>
Result<SecretBytes<N>> open_key(const Secret32& master, const WorkspaceId& workspace, Purpose purpose,
                                std::span<const SealedKey> keys) {
  for (const SealedKey& key : keys) {
    if (key.purpose != static_cast<std::uint8_t>(purpose)) continue;
    constexpr std::size_t kHead = crypto::kNonceBytes + crypto::kCommitmentBytes;
    if (key.sealed.size() != kHead + N + crypto::kTagBytes) return ErrorCode::store_corrupt;
    crypto::Nonce nonce{};
    crypto::KeyCommitment commitment{};
    const BytesView sealed(key.sealed);
    copy_exact(sealed.first(crypto::kNonceBytes), nonce);
    copy_exact(sealed.subspan(crypto::kNonceBytes, crypto::kCommitmentBytes), commitment);
    SecretBytes<N> secret;
    const bool opened = crypto::open_sealed(master, aad_of(workspace, purpose, key.generation), nonce, commitment,
                                            sealed.subspan(kHead), secret.write(KeyringSecrets::access()));
    if (!opened) return ErrorCode::master_key_unreadable;
    return secret;
  }
  return ErrorCode::store_corrupt;
}

}  // namespace

Result<WorkspaceKeys> Keyring::make_workspace_keys(Random& random) {
  ByteArray<32> database{};
  ByteArray<32> shares{};
  random.fill(database);
  random.fill(shares);
  return WorkspaceKeys{Secret32(database), Secret32(shares), CARE_TRY(signin::OpaqueServerKeys::make(random)),
                       crypto::SigningKey::make(random)};
}

Result<void> Keyring::store_workspace_keys(const std::filesystem::path& folder, const WorkspaceId& workspace,
                                           const WorkspaceKeys& keys, Random& random) const {
  const SecretAccess access = KeyringSecrets::access();
  const auto opaque = keys.opaque.encode();
  const SealedKey sealed[] = {
      seal_key(master_, workspace, Purpose::database, keys.database.read(access), random),
      seal_key(master_, workspace, Purpose::shares, keys.shares.read(access), random),
      seal_key(master_, workspace, Purpose::opaque, opaque.read(access), random),
      seal_key(master_, workspace, Purpose::log, keys.log.read_seed(access), random),
  };
  return create_key_file(folder / kWorkspaceFile, encode_key_file(sealed));
}

Result<WorkspaceKeys> Keyring::load_workspace_keys(const std::filesystem::path& folder, const WorkspaceId& workspace) const {
  const Bytes file = CARE_TRY(load_key_file(folder / kWorkspaceFile));
  const std::vector<SealedKey> keys = CARE_TRY(decode_key_file(file));
  auto database = CARE_TRY(open_key<32>(master_, workspace, Purpose::database, keys));
  auto shares = CARE_TRY(open_key<32>(master_, workspace, Purpose::shares, keys));
  const auto opaque =
      CARE_TRY(open_key<signin::OpaqueServerKeys::kBytes>(master_, workspace, Purpose::opaque, keys));
  auto log = CARE_TRY(open_key<32>(master_, workspace, Purpose::log, keys));
  return WorkspaceKeys{std::move(database), std::move(shares), CARE_TRY(signin::OpaqueServerKeys::decode(opaque)),
                       crypto::SigningKey::from_seed(std::move(log))};
}

Result<Secret32> Keyring::load_or_make_registry_key(const std::filesystem::path& folder, Random& random) const {
  const std::filesystem::path path = folder / kRegistryFile;
  std::error_code failed;
  const bool there = std::filesystem::exists(path, failed);
  if (failed) return ErrorCode::store_failed;
  if (!there) {
    ByteArray<32> bytes{};
    random.fill(bytes);
    const Secret32 fresh(bytes);
    const SealedKey sealed[] = {
        seal_key(master_, WorkspaceId(), Purpose::registry, fresh.read(KeyringSecrets::access()), random)};
    CARE_TRY(create_key_file(path, encode_key_file(sealed)));
  }
  const Bytes file = CARE_TRY(load_key_file(path));
  return open_key<32>(master_, WorkspaceId(), Purpose::registry, CARE_TRY(decode_key_file(file)));
}

}  // namespace care::server
