#include "shared/signin/password.h"

#include "shared/signin/nfc.h"

#include <algorithm>

namespace care::signin {

Result<Password> Password::parse(BytesView typed_utf8) {
  if (typed_utf8.size() > kPasswordMaxTypedBytes) return ErrorCode::password_too_long;
  const CodePoints points = CARE_TRY(normalise_to_points(typed_utf8));
  const auto is_control = [](char32_t point) { return point < 0x20 || (point >= 0x7F && point < 0xA0); };
  if (std::any_of(points.begin(), points.end(), is_control)) return ErrorCode::field_bad_text;
  return Password(encode_utf8(points));
}

}  // namespace care::signin
