// tests/unit/redact/lists.h — the lists that this build ships.
#pragma once

#include "shared/redact/lexicon.h"

namespace care::redact {

const Lexicon& shipped_lexicon();

}  // namespace care::redact
