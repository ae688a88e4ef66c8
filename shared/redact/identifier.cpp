#include "shared/redact/identifier.h"

#include <algorithm>

namespace care::redact {
namespace {

constexpr std::array<std::string_view, kTypes> kLabels{
    "NAME_RESIDENT", "NAME_STAFF", "NAME_OTHER", "NHS_NUMBER", "NINO", "PHONE", "EMAIL", "POSTCODE",
    "ADDRESS", "DATE_OF_BIRTH", "DATE", "AGE_OVER_89", "ORG", "ROOM", "ID_OTHER", "URL"};

constexpr bool starts_code_point(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

}  // namespace

std::string_view type_label(Type type) { return kLabels[static_cast<std::size_t>(type)]; }

std::optional<Type> find_type(std::string_view label) {
  const auto at = std::find(kLabels.begin(), kLabels.end(), label);
  if (at == kLabels.end()) return std::nullopt;
  return static_cast<Type>(at - kLabels.begin());
}

std::vector<Span> to_code_points(std::string_view text, std::span<const Span> spans) {
  std::vector<Span> out;
  out.reserve(spans.size());
  std::uint32_t at = 0;
  std::uint32_t count = 0;
  const auto count_to = [&](std::uint32_t byte) {
    const auto end = std::min(byte, static_cast<std::uint32_t>(text.size()));
    for (; at < end; ++at) count += starts_code_point(text[at]) ? 1 : 0;
    return count;
  };
  for (const Span& span : spans) {
    const std::uint32_t begin = count_to(span.begin);
    out.push_back({begin, count_to(span.end), span.type});
  }
  return out;
}

std::vector<Span> to_bytes(std::string_view text, std::span<const Span> spans) {
  std::vector<Span> out;
  out.reserve(spans.size());
  std::uint32_t at = 0;
  std::uint32_t count = 0;
  // The first byte of the code point with this number.
  const auto byte_of = [&](std::uint32_t number) {
    while (at < text.size() && count < number) {
      ++at;
      while (at < text.size() && !starts_code_point(text[at])) ++at;
      ++count;
    }
    return at;
  };
  for (const Span& span : spans) {
    const std::uint32_t begin = byte_of(span.begin);
    out.push_back({begin, byte_of(span.end), span.type});
  }
  return out;
}

}  // namespace care::redact
