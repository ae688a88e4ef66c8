// tests/unit/redact/marked.h — a text with its identifiers marked in it: "⟦R:Mary⟧ rang ⟦P:0161 496 0000⟧".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/redact/redact.h"

namespace care::test {

struct Marked {
  std::string text;
  std::vector<redact::Identifier> identifiers;
};

inline redact::Type marked_type(char letter) {
  using enum redact::Type;
  switch (letter) {
    case 'R': return name_resident;
    case 'S': return name_staff;
    case 'O': return name_other;
    case 'N': return nhs_number;
    case 'I': return nino;
    case 'P': return phone;
    case 'E': return email;
    case 'Z': return postcode;
    case 'A': return address;
    case 'B': return date_of_birth;
    case 'D': return date;
    case 'G': return age_over_89;
    case 'F': return org;
    case 'M': return room;
    case 'U': return url;
    default: return id_other;
  }
}

// A digit after the letter is the person of the roster: "⟦R0:Mary⟧".
inline Marked marked(std::string_view source) {
  constexpr std::string_view kOpen = "⟦";
  constexpr std::string_view kClose = "⟧";
  Marked out;
  while (true) {
    const std::size_t open = source.find(kOpen);
    out.text += source.substr(0, open);
    if (open == std::string_view::npos) return out;
    source.remove_prefix(open + kOpen.size());
    const std::size_t colon = source.find(':');
    const std::size_t close = source.find(kClose);
    redact::Identifier identifier;
    identifier.span.type = marked_type(source.front());
    if (colon == 2) identifier.person = static_cast<std::uint32_t>(source[1] - '0');
    identifier.span.begin = static_cast<std::uint32_t>(out.text.size());
    out.text += source.substr(colon + 1, close - colon - 1);
    identifier.span.end = static_cast<std::uint32_t>(out.text.size());
    out.identifiers.push_back(identifier);
    source.remove_prefix(close + kClose.size());
  }
}

}  // namespace care::test
