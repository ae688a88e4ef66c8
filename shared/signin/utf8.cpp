#include "shared/signin/utf8.h"

namespace care::signin {

namespace {

struct Lead {
  std::size_t following;
  char32_t bits;
  char32_t smallest;  // anything below was written too long
};

// following = 4 means: not the beginning of a character.
Lead lead_of(std::uint8_t byte) {
  if (byte < 0x80) return {0, byte, 0};
  if ((byte & 0xE0U) == 0xC0) return {1, byte & 0x1FU, 0x80};
  if ((byte & 0xF0U) == 0xE0) return {2, byte & 0x0FU, 0x800};
  if ((byte & 0xF8U) == 0xF0) return {3, byte & 0x07U, 0x10000};
  return {4, 0, 0};
}

}  // namespace

Result<CodePoints> decode_utf8(BytesView utf8) {
  CodePoints out(utf8.size());
  for (std::size_t i = 0; i < utf8.size();) {
    const Lead lead = lead_of(utf8[i]);
    if (lead.following == 4 || utf8.size() - i <= lead.following) return ErrorCode::field_bad_text;
    char32_t point = lead.bits;
    for (std::size_t k = 1; k <= lead.following; ++k) {
      if ((utf8[i + k] & 0xC0U) != 0x80) return ErrorCode::field_bad_text;
      point = (point << 6U) | (utf8[i + k] & 0x3FU);
    }
    if (point < lead.smallest || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) {
      return ErrorCode::field_bad_text;
    }
    out.push_back(point);
    i += lead.following + 1;
  }
  return out;
}

SecretText encode_utf8(const CodePoints& points) {
  Bytes out;
  out.reserve(points.size() * 4);
  const auto tail = [&out](char32_t point, unsigned shift) {
    out.push_back(static_cast<std::uint8_t>(0x80U | ((point >> shift) & 0x3FU)));
  };
  for (const char32_t point : points) {
    if (point < 0x80) {
      out.push_back(static_cast<std::uint8_t>(point));
    } else if (point < 0x800) {
      out.push_back(static_cast<std::uint8_t>(0xC0U | (point >> 6U)));
      tail(point, 0);
    } else if (point < 0x10000) {
      out.push_back(static_cast<std::uint8_t>(0xE0U | (point >> 12U)));
      tail(point, 6);
      tail(point, 0);
    } else {
      out.push_back(static_cast<std::uint8_t>(0xF0U | (point >> 18U)));
      tail(point, 12);
      tail(point, 6);
      tail(point, 0);
    }
  }
  return SecretText(std::move(out));
}

}  // namespace care::signin
