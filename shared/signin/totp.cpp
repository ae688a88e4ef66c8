#include "shared/signin/totp.h"

#include "shared/crypto/hazmat/constant_time.h"
#include "shared/signin/secret_token.h"
#include "shared/signin/sha1.h"

#include <algorithm>

namespace care::signin {

namespace {

constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::size_t kSecretLetters = 32;  // 160 bits, no padding

void append_base32(Bytes& out, const TotpSecret& secret, bool grouped) {
  const auto bytes = secret.read(SecondFactorSecrets::access());
  for (std::size_t letter = 0; letter < kSecretLetters; ++letter) {
    unsigned value = 0;
    for (std::size_t bit = letter * 5; bit < letter * 5 + 5; ++bit) {
      value = (value << 1U) | ((bytes[bit / 8] >> (7 - bit % 8)) & 1U);
    }
    if (grouped && letter > 0 && letter % 4 == 0) out.push_back(' ');
    out.push_back(static_cast<std::uint8_t>(kBase32[value]));
  }
}

void append_percent_encoded(Bytes& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  for (const char c : text) {
    const auto byte = static_cast<std::uint8_t>(c);
    const bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '.' || c == '_' || c == '~';
    if (plain) {
      out.push_back(byte);
    } else {
      out.push_back('%');
      out.push_back(static_cast<std::uint8_t>(kHex[byte >> 4U]));
      out.push_back(static_cast<std::uint8_t>(kHex[byte & 15U]));
    }
  }
}

// Dynamic truncation of RFC 4226 section 5.3. All sixteen places are read, since the one that counts depends on the secret.
std::uint32_t truncate(const ByteArray<20>& tag) {
  const std::uint32_t wanted = tag[19] & 15U;
  std::uint32_t number = 0;
  for (std::uint32_t offset = 0; offset < 16; ++offset) {
    const std::uint32_t all_ones_there = 0U - (((offset ^ wanted) - 1U) >> 31U);
    number |= read_big_endian<std::uint32_t>(BytesView(tag).subspan(offset, 4)) & all_ones_there;
  }
  return number;
}

// Six digits, whatever spaces an app shows between them.
std::optional<TotpCode> parse_code(std::string_view typed) {
  TotpCode code{};
  std::size_t digits = 0;
  for (const char c : typed) {
    if (c == ' ') continue;
    if (c < '0' || c > '9' || digits == code.size()) return std::nullopt;
    code[digits++] = static_cast<std::uint8_t>(c);
  }
  if (digits != code.size()) return std::nullopt;
  return code;
}

}  // namespace

Result<TotpSecret> parse_totp_secret(std::string_view base32) {
  ByteArray<20> bytes{};
  std::size_t letters = 0;
  for (const char c : base32) {
    if (c == ' ') continue;
    const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    const std::size_t value = kBase32.find(upper);
    if (value == std::string_view::npos || letters == kSecretLetters) return ErrorCode::encoding_invalid;
    for (std::size_t bit = 0; bit < 5; ++bit) {
      const std::size_t at = letters * 5 + bit;
      bytes[at / 8] = static_cast<std::uint8_t>(bytes[at / 8] | (((value >> (4 - bit)) & 1U) << (7 - at % 8)));
    }
    ++letters;
  }
  if (letters != kSecretLetters) return ErrorCode::encoding_invalid;
  return TotpSecret(bytes);
}

TotpSecret make_totp_secret(Random& random) {
  TotpSecret secret;
  random.fill(secret.write(SecondFactorSecrets::access()));
  return secret;
}

SecretText format_totp_secret(const TotpSecret& secret) {
  Bytes out;
  out.reserve(kSecretLetters * 2);
  append_base32(out, secret, true);
  return SecretText(std::move(out));
}

SecretText format_totp_uri(const TotpSecret& secret, std::string_view home_name, std::string_view handle) {
  constexpr std::string_view kEnd = "&algorithm=SHA1&digits=6&period=30";
  Bytes out;
  out.reserve(64 + kSecretLetters + kEnd.size() + 6 * home_name.size() + 3 * handle.size());
  append(out, as_bytes("otpauth://totp/"));
  append_percent_encoded(out, home_name);
  append(out, as_bytes(":"));
  append_percent_encoded(out, handle);
  append(out, as_bytes("?secret="));
  append_base32(out, secret, false);
  append(out, as_bytes("&issuer="));
  append_percent_encoded(out, home_name);
  append(out, as_bytes(kEnd));
  return SecretText(std::move(out));
}

TotpStep totp_step_at(Instant now) { return to_ms(now) / 1000 / kTotpStepSeconds; }

TotpCode derive_totp_code(const TotpSecret& secret, TotpStep step) {
  Bytes counter;
  append_big_endian(counter, step);
  const auto tag = hmac_sha1(secret.read(SecondFactorSecrets::access()), counter);
  std::uint32_t number = truncate(tag) & 0x7FFFFFFFU;
  TotpCode code{};
  for (std::size_t i = code.size(); i-- > 0;) {
    code[i] = static_cast<std::uint8_t>('0' + number % 10);
    number /= 10;
  }
  return code;
}

Result<TotpStep> verify_totp(const TotpSecret& secret, std::string_view typed, Instant now,
                             std::optional<TotpStep> last_accepted) {
  const auto code = parse_code(typed);
  if (!code) return ErrorCode::second_factor_wrong;
  const TotpStep current = totp_step_at(now);
  const TotpStep first = current < kTotpWindowSteps ? 0 : current - kTotpWindowSteps;
  // All steps are tried, and the newest that fits counts: an older twin can't be used again afterwards.
  std::optional<TotpStep> matched;
  for (TotpStep step = first; step <= current + kTotpWindowSteps; ++step) {
    if (crypto::equal_constant_time(derive_totp_code(secret, step), *code)) matched = step;
  }
  if (!matched) return ErrorCode::second_factor_wrong;
  if (last_accepted && *matched <= *last_accepted) return ErrorCode::second_factor_reused;
  return *matched;
}

}  // namespace care::signin
