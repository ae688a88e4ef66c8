#include "shared/signin/kek.h"

#include "shared/crypto/hazmat/blake2b.h"
#include "shared/crypto/labels.h"
#include "shared/signin/secret_token.h"

namespace care::signin {

namespace {

// H(key, label, suite u8, account 16) of shared/docs/formats/labels-and-keys.md.
crypto::WrapKey derive_kek(BytesView key, std::string_view label, const AccountId& account) {
  Bytes input = to_bytes(as_bytes(label));
  input.push_back(0);
  input.push_back(kSigninSuite);
  append(input, account.bytes());
  Secret32 out;
  crypto::blake2b_keyed(out.write(PasswordSecrets::access()), key, input);
  return crypto::WrapKey(std::move(out));
}

}  // namespace

crypto::WrapKey derive_password_kek(const ExportKey& export_key, const AccountId& account) {
  return derive_kek(export_key.read(PasswordSecrets::access()), crypto::labels::kKekPassword, account);
}

crypto::WrapKey derive_kit_kek(const KitSecret& kit, const AccountId& account) {
  return derive_kek(kit.read(KitSecrets::access()), crypto::labels::kKekKit, account);
}

}  // namespace care::signin
