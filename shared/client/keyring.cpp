#include "shared/client/keyring.h"

#include "shared/crypto/secret_access.h"

namespace care::client {

class KeyringSecrets {
 public:
  static SecretAccess access() { return crypto::SecretAccessMaker::make(); }
};

namespace {
constexpr std::uint8_t kKeyringVersion = 1;
constexpr std::size_t kHeadBytes = 1 + 32 + 2;
constexpr std::size_t kEntryBytes = 2 + kIdBytes + 4 + 32;

crypto::WrapPlace place_of(const WorkspaceId& workspace, const AccountId& account) {
  return {.workspace = workspace, .owner = account.array(), .generation = 1, .wrap_id = {}};
}
}  // namespace

bool Keyring::add(const Place& place, crypto::CompartmentSeed seed) {
  return seeds_.emplace(place, std::move(seed)).second;
}

const crypto::CompartmentSeed* Keyring::find(const Place& place) const {
  const auto at = seeds_.find(place);
  return at == seeds_.end() ? nullptr : &at->second;
}

Bytes Keyring::encode(std::uint32_t class_mask) const {
  Bytes out;
  out.reserve(kHeadBytes + seeds_.size() * kEntryBytes);  // no growth: a moved vector would leave seeds behind
  out.push_back(kKeyringVersion);
  append(out, genesis_);
  std::uint16_t count = 0;
  for (const auto& [place, seed] : seeds_) count = static_cast<std::uint16_t>(count + ((class_mask >> (place.data_class - 1U)) & 1U));
  append_big_endian(out, count);
  for (const auto& [place, seed] : seeds_) {
    if (((class_mask >> (place.data_class - 1U)) & 1U) == 0) continue;
    append_big_endian(out, place.data_class);
    append(out, place.unit.bytes());
    append_big_endian(out, place.generation);
    append(out, seed.secret().read(KeyringSecrets::access()));
  }
  return out;
}

Result<Keyring> Keyring::decode(BytesView bytes) {
  if (bytes.size() < kHeadBytes || bytes[0] != kKeyringVersion) return ErrorCode::unwrap_failed;
  Hash32 genesis{};
  if (!copy_exact(bytes.subspan(1, 32), genesis)) return ErrorCode::unwrap_failed;
  Keyring ring(genesis);
  const auto count = read_big_endian<std::uint16_t>(bytes.subspan(33, 2));
  if (bytes.size() != kHeadBytes + std::size_t{count} * kEntryBytes) return ErrorCode::unwrap_failed;
  for (std::size_t i = 0; i < count; ++i) {
    const BytesView entry = bytes.subspan(kHeadBytes + i * kEntryBytes, kEntryBytes);
    Place place;
    place.data_class = read_big_endian<std::uint16_t>(entry.first(2));
    place.unit = CARE_TRY(UnitId::from_bytes(entry.subspan(2, kIdBytes)));
    place.generation = read_big_endian<std::uint32_t>(entry.subspan(18, 4));
    ByteArray<32> seed{};
    copy_exact(entry.subspan(22, 32), seed);
    if (place.data_class == 0 || place.data_class > 31) return ErrorCode::unwrap_failed;
    if (!ring.add(place, crypto::CompartmentSeed::take(seed))) return ErrorCode::unwrap_failed;
  }
  return ring;
}

Result<Bytes> Keyring::wrap(const crypto::SelfKey& self, const WorkspaceId& workspace, const AccountId& account,
                            crypto::NonceSource& nonces) const {
  Bytes plain = encode(kEveryClass);
  auto wrapped = crypto::wrap_own(self, crypto::WrapKind::keyring, place_of(workspace, account), plain, nonces);
  care::wipe(plain);
  return wrapped;
}

Result<Keyring> Keyring::unwrap(const crypto::SelfKey& self, const WorkspaceId& workspace, const AccountId& account,
                                BytesView wrapped) {
  Bytes plain = CARE_TRY(crypto::unwrap_own(self, crypto::WrapKind::keyring, place_of(workspace, account), wrapped));
  auto ring = decode(plain);
  care::wipe(plain);
  return ring;
}

}  // namespace care::client
