// shared/redact/redact.h — every identifier of a text.
//
// Three layers: the people the home knows (roster.h), values that have a form (patterns.h), people and places nobody listed
// (names.h). The same code runs in the browser, in the server's second look, and in careseal-redact.
// Shapes   spans ascend and do not overlap; bytes of `text`; time linear in the text
// Tests    tests/unit/redact/redact_test.cpp, tests/redaction
#pragma once

#include <string_view>
#include <vector>

#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/redact/identifier.h"
#include "shared/redact/lexicon.h"
#include "shared/redact/roster.h"

namespace care::redact {

// The lists with everything in them looked at, the name model too; borrows the bytes. lists_invalid
Result<Lexicon> open_lists(BytesView lists);

std::vector<Identifier> find_identifiers(std::string_view text, const Roster& roster, const Lexicon& lexicon);

}  // namespace care::redact
