#include "shared/signin/invite_code.h"

#include "shared/crypto/hazmat/argon2.h"
#include "shared/crypto/hazmat/blake2b.h"
#include "shared/crypto/labels.h"
#include "shared/signin/printed_letters.h"
#include "shared/signin/secret_token.h"

#include <algorithm>

namespace care::signin {

namespace {

constexpr std::size_t kCodeLetters = 16;

Secret32 derive_labelled(const Secret32& stretched, std::string_view label) {
  const SecretAccess access = InviteSecrets::access();
  Bytes input = to_bytes(as_bytes(label));
  input.push_back(0);
  Secret32 out;
  crypto::blake2b_keyed(out.write(access), stretched.read(access), input);
  return out;
}

}  // namespace

InviteCode make_invite_code(Random& random) {
  InviteCode code;
  random.fill(code.write(InviteSecrets::access()));
  return code;
}

SecretText format_invite_code(const InviteCode& code) {
  const SecretText values = unpack_letters(code.read(InviteSecrets::access()), kCodeLetters);
  return format_letters(values.reveal(), '-', kCodeLetters / kLettersPerGroup);
}

Result<InviteCode> parse_invite_code(std::string_view typed) {
  const ReadLetters read = read_letters(typed, kCodeLetters);
  if (read.stuck_at || read.values.size() != kCodeLetters) return ErrorCode::invite_code_wrong;
  const SecretText packed = pack_letters(read.values.reveal());
  InviteCode code;
  std::copy(packed.reveal().begin(), packed.reveal().end(), code.write(InviteSecrets::access()).begin());
  return code;
}

Result<InviteKeys> derive_invite_keys(const InviteCode& code, const InviteId& invite) {
  const SecretAccess access = InviteSecrets::access();
  Secret32 stretched;
  CARE_TRY(crypto::argon2id_suite_1(code.read(access), invite.array(), stretched.write(access)));
  return InviteKeys{crypto::SigningKey::from_seed(derive_labelled(stretched, crypto::labels::kInviteSign)),
                    crypto::WrapKey(derive_labelled(stretched, crypto::labels::kInviteHello))};
}

}  // namespace care::signin
