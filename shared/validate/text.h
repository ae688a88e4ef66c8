// shared/validate/text.h — text as people type and paste it.
//
// Shapes   UTF-8; counted in Unicode code points; line breaks are \n
// Errors   field_bad_text
// Tests    tests/unit/validate/text_test.cpp
#pragma once

#include <string>
#include <string_view>

#include "shared/base/result.h"

namespace care {

// Control characters, non-characters, line separators and bidirectional overrides, which make text show in another
// order than it is stored, are refused; newline and tab only pass in text of several lines.
bool is_storable_text(std::string_view text, bool multiline);

// Of well-formed UTF-8.
std::size_t count_characters(std::string_view text);

// Without white space around it, line breaks as \n (or as a space where there is one line).
std::string normalise_text(std::string_view text, bool multiline);

bool is_blank(std::string_view text);

}  // namespace care
