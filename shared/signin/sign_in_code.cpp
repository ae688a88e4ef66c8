#include "shared/signin/sign_in_code.h"

#include "shared/crypto/hazmat/blake2b.h"
#include "shared/crypto/hazmat/constant_time.h"
#include "shared/crypto/labels.h"
#include "shared/signin/printed_letters.h"
#include "shared/signin/secret_token.h"

#include <algorithm>

namespace care::signin {

namespace {

constexpr std::size_t kCodeLetters = 12;

}  // namespace

std::array<SignInCode, kSignInCodes> make_sign_in_codes(Random& random) {
  const SecretAccess access = SecondFactorSecrets::access();
  SecretBytes<kSignInCodes * SignInCode::kSize> fresh;
  random.fill(fresh.write(access));
  std::array<SignInCode, kSignInCodes> codes;
  for (std::size_t i = 0; i < kSignInCodes; ++i) {
    const auto out = codes[i].write(access);
    const auto from = fresh.read(access).subspan(i * SignInCode::kSize, SignInCode::kSize);
    std::copy(from.begin(), from.end(), out.begin());
    out[SignInCode::kSize - 1] &= 0xF0U;
  }
  return codes;
}

SecretText format_sign_in_code(const SignInCode& code) {
  const SecretText values = unpack_letters(code.read(SecondFactorSecrets::access()), kCodeLetters);
  return format_letters(values.reveal(), '-', kCodeLetters / kLettersPerGroup);
}

Result<SignInCode> parse_sign_in_code(std::string_view typed) {
  const ReadLetters read = read_letters(typed, kCodeLetters);
  if (read.stuck_at || read.values.size() != kCodeLetters) return ErrorCode::second_factor_wrong;
  const SecretText packed = pack_letters(read.values.reveal());
  SignInCode code;
  std::copy(packed.reveal().begin(), packed.reveal().end(), code.write(SecondFactorSecrets::access()).begin());
  return code;
}

Hash32 hash_sign_in_code(const SignInCode& code, const AccountId& account) {
  const SecretAccess access = SecondFactorSecrets::access();
  constexpr ByteArray<1> kLabelEnd = {0};
  // Keyed with the code: 60 random bits need no slow hash, and the account keeps equal codes apart.
  Secret32 key;
  std::copy(code.read(access).begin(), code.read(access).end(), key.write(access).begin());
  crypto::KeyedBlake2b hash(key.read(access));
  hash.update(as_bytes(crypto::labels::kSignInCode));
  hash.update(kLabelEnd);
  hash.update(account.bytes());
  return hash.finish();
}

Result<std::size_t> verify_sign_in_code(std::span<const StoredSignInCode> stored, std::string_view typed,
                                        const AccountId& account) {
  const SignInCode code = CARE_TRY(parse_sign_in_code(typed));
  const Hash32 wanted = hash_sign_in_code(code, account);
  std::size_t found = stored.size();
  for (std::size_t i = 0; i < stored.size(); ++i) {
    if (crypto::equal_constant_time(stored[i].hash, wanted)) found = i;
  }
  if (found == stored.size()) return ErrorCode::second_factor_wrong;
  if (stored[found].used) return ErrorCode::second_factor_reused;
  return found;
}

}  // namespace care::signin
