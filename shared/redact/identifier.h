// shared/redact/identifier.h — what the finders look for, and where in a text they found it.
//
// Shapes   a Span is a half-open range of bytes of the UTF-8 text it was found in; to_code_points() counts as the outside does
// Tests    tests/unit/redact/identifier_test.cpp
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace care::redact {

enum class Type : std::uint8_t {
  name_resident, name_staff, name_other, nhs_number, nino, phone, email, postcode, address, date_of_birth, date, age_over_89, org,
  room, id_other, url,
};
inline constexpr std::size_t kTypes = 16;

// "NAME_RESIDENT" and so on, as tools and statements write it.
std::string_view type_label(Type type);
std::optional<Type> find_type(std::string_view label);

constexpr bool is_name(Type type) { return type <= Type::name_other; }
// What never leaves for an AI, whoever asks: the server refuses a text that still has one.
constexpr bool is_hard(Type type) {
  return type == Type::nhs_number || type == Type::nino || type == Type::phone || type == Type::email || type == Type::postcode;
}

struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  Type type = Type::name_other;
  friend bool operator==(const Span&, const Span&) = default;
};

// A span, and for a name the person it means: an index into the roster. Absent where it may be several people, or nobody listed.
struct Identifier {
  Span span;
  std::optional<std::uint32_t> person;
};

// Ascending and apart in, the same out, counted in Unicode code points of `text` instead of bytes; and back.
std::vector<Span> to_code_points(std::string_view text, std::span<const Span> spans);
std::vector<Span> to_bytes(std::string_view text, std::span<const Span> spans);

}  // namespace care::redact
