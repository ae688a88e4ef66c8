// shared/redact/guard.h — identifiers in the wrong place: what a person should look at again before a note is saved.
//
// A warning, never a refusal: a neighbour at the table may well be in a note.
// Shapes   linear in the text, but for a roster's size at each NHS number
// Tests    tests/unit/redact/guard_test.cpp
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "shared/redact/redact.h"

namespace care::redact {

// What kind of record the text is for. Money belongs into the records of money, and of the staff who are paid.
enum class Place : std::uint8_t { care, finance, staff };

enum class Misplaced : std::uint8_t {
  nino,
  bank,            // sort code and account number, or an IBAN
  card_number,     // 15, 16 or 19 digits with the check digit of a payment card
  nhs_number,      // of somebody else
  other_resident,  // the name of a resident whom the record is not about
  password,        // or a PIN, after the word for it; belongs into no record
};
// "wrong_place_nino", as pages know it.
std::string_view warning_code(Misplaced what);

struct Warning {
  Span span;
  Misplaced what = Misplaced::nino;
};

// `identifiers` of the text by the same roster; `subject` is the person of the roster whom the record is about. Ascending
// and apart.
std::vector<Warning> find_misplaced(std::string_view text, std::span<const Identifier> identifiers, const Roster& roster, Place place,
                                    std::optional<std::uint32_t> subject);

}  // namespace care::redact
