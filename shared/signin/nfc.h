// shared/signin/nfc.h — Unicode normalisation form C, complete, so that equal-looking text is equal bytes.
//
// Errors   field_bad_text (not UTF-8)
// Secrets  wipes every intermediate: passwords pass through here
// Source   Unicode 15 chapter 3.11; tables made by scripts/generate_nfc.mjs
// Tests    tests/unit/signin/nfc_test.cpp
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/signin/secret_text.h"

namespace care::signin {

Result<SecretText> normalise_nfc(BytesView utf8);

}  // namespace care::signin
