#include "shared/signin/printed_letters.h"

#include "shared/base/result.h"

namespace care::signin {

namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
static_assert(kAlphabet.size() == 32);

std::optional<std::uint8_t> value_of(char typed) {
  char letter = typed >= 'a' && typed <= 'z' ? static_cast<char>(typed - 'a' + 'A') : typed;
  if (letter == 'O') letter = '0';
  if (letter == 'I' || letter == 'L') letter = '1';
  if (letter == 'U') letter = 'V';
  const std::size_t position = kAlphabet.find(letter);
  if (position == std::string_view::npos) return std::nullopt;
  return static_cast<std::uint8_t>(position);
}

// How many bytes at the start of `rest` are a separator; what word processors turn spaces and hyphens into counts too.
std::size_t separator_bytes(std::string_view rest) {
  if (std::string_view(" \t\r\n-.,_|").find(rest.front()) != std::string_view::npos) return 1;
  constexpr std::string_view kTypographic[] = {"\xC2\xA0",     "\xC2\xAD",     "\xE2\x80\x90", "\xE2\x80\x91",
                                               "\xE2\x80\x92", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\x8B",
                                               "\xE2\x80\xAF", "\xE2\x88\x92", "\xEF\xBB\xBF"};
  for (const std::string_view mark : kTypographic) {
    if (rest.substr(0, mark.size()) == mark) return mark.size();
  }
  return 0;
}

}  // namespace

char letter_of(std::uint8_t five_bits) {
  CARE_CHECK(five_bits < kAlphabet.size());
  return kAlphabet[five_bits];
}

ReadLetters read_letters(std::string_view typed, std::size_t max_letters) {
  Bytes values;
  values.reserve(max_letters);
  std::optional<std::size_t> stuck_at;
  while (!typed.empty() && !stuck_at) {
    if (const std::size_t skipped = separator_bytes(typed); skipped > 0) {
      typed.remove_prefix(skipped);
      continue;
    }
    const auto value = value_of(typed.front());
    typed.remove_prefix(1);
    if (value && values.size() < max_letters) {
      values.push_back(*value);
    } else {
      stuck_at = values.size();
    }
  }
  return {SecretText(std::move(values)), stuck_at};
}

SecretText pack_letters(BytesView values) {
  Bytes out((values.size() * 5 + 7) / 8, 0);
  for (std::size_t bit = 0; bit < values.size() * 5; ++bit) {
    const unsigned set = (values[bit / 5] >> (4 - bit % 5)) & 1U;
    out[bit / 8] = static_cast<std::uint8_t>(out[bit / 8] | (set << (7 - bit % 8)));
  }
  return SecretText(std::move(out));
}

SecretText unpack_letters(BytesView bytes, std::size_t count) {
  CARE_CHECK(count * 5 <= bytes.size() * 8);
  Bytes out(count, 0);
  for (std::size_t bit = 0; bit < count * 5; ++bit) {
    const unsigned set = (bytes[bit / 8] >> (7 - bit % 8)) & 1U;
    out[bit / 5] = static_cast<std::uint8_t>(out[bit / 5] | (set << (4 - bit % 5)));
  }
  return SecretText(std::move(out));
}

SecretText format_letters(BytesView values, char separator, std::size_t groups_per_line) {
  Bytes out;
  out.reserve(values.size() * 2);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0 && i % kLettersPerGroup == 0) {
      const bool line_ends = (i / kLettersPerGroup) % groups_per_line == 0;
      out.push_back(static_cast<std::uint8_t>(line_ends ? '\n' : separator));
    }
    out.push_back(static_cast<std::uint8_t>(letter_of(values[i])));
  }
  return SecretText(std::move(out));
}

}  // namespace care::signin
