#include "server/session/known_device.h"

#include "shared/base/encoding.h"
#include "shared/crypto/hazmat/constant_time.h"
#include "shared/crypto/hazmat/hmac.h"

namespace care::server {
namespace {

constexpr std::string_view kSetting = "device_cookie_key";
constexpr std::string_view kLabel = "careseal/v1/known-device";

Hash32 mac_of(const Hash32& key, const AccountId& account, const KnownDevice& device) {
  Bytes input = to_bytes(as_bytes(kLabel));
  input.push_back(0);
  append(input, account.bytes());
  append(input, device);
  ByteArray<64> mac{};
  crypto::hmac_sha512(key, input, mac);
  Hash32 out{};
  copy_exact(BytesView(mac).first(32), out);
  return out;
}

}  // namespace

Result<Hash32> load_device_cookie_key(Workspace& home, Random& random) {
  Hash32 key{};
  {
    auto reader = CARE_TRY(home.read());
    const auto stored = CARE_TRY(reader.accounts().find_setting(kSetting));
    if (stored && copy_exact(*stored, key)) return key;
  }
  random.fill(key);
  CARE_TRY(home.change([&](Change& change) -> Result<void> { return change.accounts().put_setting(kSetting, key); }));
  return key;
}

std::string make_device_cookie(const Hash32& key, const AccountId& account, const KnownDevice& device) {
  Bytes bytes(device.begin(), device.end());
  append(bytes, mac_of(key, account, device));
  return encode_base64url(bytes);
}

std::optional<KnownDevice> read_device_cookie(const Hash32& key, const AccountId& account, std::string_view cookie) {
  const auto bytes = decode_base64url_exact<48>(cookie);
  if (!bytes) return std::nullopt;
  KnownDevice device{};
  copy_exact(BytesView(*bytes).first(16), device);
  if (!crypto::equal_constant_time(mac_of(key, account, device), BytesView(*bytes).subspan(16))) return std::nullopt;
  return device;
}

}  // namespace care::server
