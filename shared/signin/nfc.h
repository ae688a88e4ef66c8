// shared/signin/nfc.h — Unicode normalisation form C, complete, so that equal-looking text is equal bytes.
//
// Errors   field_bad_text (not UTF-8)
// Secrets  wipes every intermediate: passwords pass through here
// Source   Unicode chapter 3.11; tables made by scripts/generate_nfc.mjs (16 KB)
// Tests    tests/unit/signin/nfc_test.cpp, tests/vectors/nfc_v1.json
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/signin/secret_text.h"
#include "shared/signin/utf8.h"

namespace care::signin {

Result<CodePoints> normalise_to_points(BytesView utf8);
Result<SecretText> normalise_nfc(BytesView utf8);

}  // namespace care::signin
