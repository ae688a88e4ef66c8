// shared/signin/recovery_kit.h — the printed sheet that opens the seed when the password is lost.
//
// Shapes   secret 32 B ↔ 4 lines of 4 groups of 4 letters; version 4 bit ‖ secret 256 bit ‖ check 40 bit = 60 letters,
//          and one check letter at the end of each line. QR text "careseal-kit:1:" and the 64 letters
// Errors   kit_malformed, with the field line_1 … line_4 when one line is wrong; kit_words_wrong for a wrong group
// Secrets  the printed text is SecretText
// Source   alphabet of Crockford's base32: no I, L, O, U; shared/docs/formats/recovery-kit.md
// Tests    tests/unit/signin/recovery_kit_test.cpp, tests/vectors/recovery_kit_v1.json
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/clock.h"
#include "shared/base/id.h"
#include "shared/base/result.h"
#include "shared/base/secret_bytes.h"
#include "shared/signin/secret_text.h"

#include <array>
#include <string_view>

namespace care::signin {

using KitSecret = SecretBytes<32>;

inline constexpr unsigned kKitGroups = 16;

KitSecret make_kit_secret(Random& random);
SecretText format_kit(const KitSecret& secret);  // four lines, groups parted by a space
SecretText format_kit_qr(const KitSecret& secret);
// Reads either form; case, spaces, hyphens and line breaks don't matter, O is 0, I and L are 1, U is V.
Result<KitSecret> parse_kit(std::string_view typed);

// What the kit's wrap is stored under. Whoever holds the sheet can name it, and it says nothing about the secret.
using KitId = ByteArray<16>;
KitId derive_kit_id(const KitSecret& secret, const WorkspaceId& workspace);

// "Type group 3 and group 14 again": proves the sheet was printed. Groups count from 1.
struct KitGroups {
  unsigned first = 0;
  unsigned second = 0;
};
KitGroups make_kit_groups(Random& random);
Result<void> check_kit_group(const KitSecret& secret, unsigned group, std::string_view typed);

}  // namespace care::signin
