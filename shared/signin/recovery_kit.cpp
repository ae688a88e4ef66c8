#include "shared/signin/recovery_kit.h"

#include "shared/crypto/hazmat/blake2b.h"
#include "shared/crypto/hazmat/constant_time.h"
#include "shared/crypto/labels.h"
#include "shared/signin/printed_letters.h"
#include "shared/signin/secret_token.h"

#include <algorithm>

namespace care::signin {

namespace {

constexpr std::string_view kQrPrefix = "careseal-kit:";
constexpr std::string_view kQrVersion = "1:";
constexpr std::uint8_t kVersion = 1;

constexpr std::size_t kLines = 4;
constexpr std::size_t kLineLetters = 16;  // the last of them is the line's check
constexpr std::size_t kLineValues = kLineLetters - 1;
constexpr std::size_t kAllLetters = kLines * kLineLetters;
constexpr std::size_t kValues = kLines * kLineValues;  // 300 bits: version 4 ‖ secret 256 ‖ check 40
constexpr std::size_t kCheckBytes = 5;

// Multiplication by x in GF(32) = GF(2)[x] / (x^5 + x^2 + 1), where x has order 31.
constexpr std::uint8_t times_x(std::uint8_t value) {
  const unsigned shifted = static_cast<unsigned>(value) << 1U;
  return static_cast<std::uint8_t>((shifted & 32U) != 0 ? shifted ^ 0b100101U : shifted);
}

// Weights x^15 … x^1, all different: every single wrong letter and every swap of two shows. The line's number is
// added, so two lines in each other's place show too.
std::uint8_t line_check(BytesView fifteen, std::size_t line) {
  std::uint8_t sum = 0;
  for (const std::uint8_t value : fifteen) sum = times_x(static_cast<std::uint8_t>(sum ^ value));
  return static_cast<std::uint8_t>(sum ^ (line + 1));
}

FieldName line_name(std::size_t line) {
  constexpr FieldName kNames[kLines] = {"line_1", "line_2", "line_3", "line_4"};
  return kNames[line];
}

// version ‖ secret ‖ check, four bits out of step with the bytes.
using Payload = SecretBytes<38>;

ByteArray<kCheckBytes> derive_check(const KitSecret& secret) {
  constexpr ByteArray<2> kEnd = {0, kVersion};
  crypto::KeyedBlake2b hash(secret.read(KitSecrets::access()));
  hash.update(as_bytes(crypto::labels::kKitCheck));
  hash.update(kEnd);
  const Hash32 digest = hash.finish();
  ByteArray<kCheckBytes> out{};
  std::copy_n(digest.begin(), kCheckBytes, out.begin());
  return out;
}

void shift_in(std::span<std::uint8_t> payload, std::size_t& next, BytesView bytes) {
  for (const std::uint8_t byte : bytes) {
    payload[next] = static_cast<std::uint8_t>(payload[next] | (byte >> 4U));
    payload[next + 1] = static_cast<std::uint8_t>(byte << 4U);
    ++next;
  }
}

SecretText all_letters(const KitSecret& secret) {
  const SecretAccess access = KitSecrets::access();
  Payload payload;
  const auto bytes = payload.write(access);
  bytes[0] = kVersion << 4U;
  std::size_t next = 0;
  shift_in(bytes, next, secret.read(access));
  shift_in(bytes, next, derive_check(secret));

  const SecretText values = unpack_letters(payload.read(access), kValues);
  Bytes out;
  out.reserve(kAllLetters);
  for (std::size_t line = 0; line < kLines; ++line) {
    const BytesView fifteen = values.reveal().subspan(line * kLineValues, kLineValues);
    append(out, fifteen);
    out.push_back(line_check(fifteen, line));
  }
  return SecretText(std::move(out));
}

Result<KitSecret> decode_letters(BytesView letters) {
  Bytes values;
  values.reserve(kValues);
  for (std::size_t line = 0; line < kLines; ++line) append(values, letters.subspan(line * kLineLetters, kLineValues));
  const SecretText held(std::move(values));
  const SecretText packed = pack_letters(held.reveal());
  const BytesView bytes = packed.reveal();
  if (bytes[0] >> 4U != kVersion) return ErrorCode::version_unsupported;

  KitSecret secret;
  const auto out = secret.write(KitSecrets::access());
  const auto at = [&bytes](std::size_t i) {
    return static_cast<std::uint8_t>((bytes[i] << 4U) | (bytes[i + 1] >> 4U));
  };
  for (std::size_t i = 0; i < KitSecret::kSize; ++i) out[i] = at(i);
  ByteArray<kCheckBytes> check{};
  for (std::size_t i = 0; i < kCheckBytes; ++i) check[i] = at(KitSecret::kSize + i);
  if (!crypto::equal_constant_time(check, derive_check(secret))) return ErrorCode::kit_malformed;
  return secret;
}

bool starts_with_ignoring_case(std::string_view text, std::string_view lower_prefix) {
  if (text.size() < lower_prefix.size()) return false;
  for (std::size_t i = 0; i < lower_prefix.size(); ++i) {
    const char c = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] - 'A' + 'a') : text[i];
    if (c != lower_prefix[i]) return false;
  }
  return true;
}

}  // namespace

KitSecret make_kit_secret(Random& random) {
  KitSecret secret;
  random.fill(secret.write(KitSecrets::access()));
  return secret;
}

SecretText format_kit(const KitSecret& secret) { return format_letters(all_letters(secret).reveal(), ' ', 4); }

SecretText format_kit_qr(const KitSecret& secret) {
  const SecretText letters = all_letters(secret);
  Bytes out;
  out.reserve(kQrPrefix.size() + kQrVersion.size() + kAllLetters);
  append(out, as_bytes(kQrPrefix));
  append(out, as_bytes(kQrVersion));
  for (const std::uint8_t value : letters.reveal()) out.push_back(static_cast<std::uint8_t>(letter_of(value)));
  return SecretText(std::move(out));
}

Result<KitSecret> parse_kit(std::string_view typed) {
  while (!typed.empty() && (typed.front() == ' ' || typed.front() == '\n')) typed.remove_prefix(1);
  if (starts_with_ignoring_case(typed, kQrPrefix)) {
    typed.remove_prefix(kQrPrefix.size());
    if (!starts_with_ignoring_case(typed, kQrVersion)) return ErrorCode::version_unsupported;
    typed.remove_prefix(kQrVersion.size());
  }
  const ReadLetters read = read_letters(typed, kAllLetters);
  const BytesView letters = read.values.reveal();
  // Line by line, so that the person is sent to the first line that is wrong and not to all four.
  for (std::size_t line = 0; line < kLines; ++line) {
    const std::size_t end = (line + 1) * kLineLetters;
    if (letters.size() < end) return Error(ErrorCode::kit_malformed, line_name(line));
    const BytesView fifteen = letters.subspan(line * kLineLetters, kLineValues);
    if (letters[end - 1] != line_check(fifteen, line)) return Error(ErrorCode::kit_malformed, line_name(line));
  }
  if (read.stuck_at) return Error(ErrorCode::kit_malformed, line_name(kLines - 1));  // something after the last letter
  return decode_letters(letters);
}

KitId derive_kit_id(const KitSecret& secret, const WorkspaceId& workspace) {
  constexpr ByteArray<1> kEnd = {0};
  crypto::KeyedBlake2b hash(secret.read(KitSecrets::access()));
  hash.update(as_bytes(crypto::labels::kKitId));
  hash.update(kEnd);
  hash.update(workspace.bytes());
  const Hash32 digest = hash.finish();
  KitId out{};
  std::copy_n(digest.begin(), out.size(), out.begin());
  return out;
}

KitGroups make_kit_groups(Random& random) {
  ByteArray<2> fresh{};
  random.fill(fresh);
  const unsigned one = fresh[0] % kKitGroups;
  const unsigned other = (one + 1 + fresh[1] % (kKitGroups - 1)) % kKitGroups;
  return {std::min(one, other) + 1, std::max(one, other) + 1};
}

Result<void> check_kit_group(const KitSecret& secret, unsigned group, std::string_view typed) {
  CARE_CHECK(group >= 1 && group <= kKitGroups);
  const SecretText letters = all_letters(secret);
  const ReadLetters read = read_letters(typed, kLettersPerGroup);
  const BytesView wanted = letters.reveal().subspan((group - 1) * kLettersPerGroup, kLettersPerGroup);
  if (read.stuck_at || !crypto::equal_constant_time(read.values.reveal(), wanted)) return ErrorCode::kit_words_wrong;
  return {};
}

}  // namespace care::signin
