#include "shared/qr/qr.h"

#include "shared/base/secret_bytes.h"

#include <array>
#include <string>

#include <qrcodegen.h>

namespace care::qr {

Result<QrCode> encode_qr(std::string_view text) {
  // A zero byte would end the text early: what is printed must be what was asked for.
  if (text.find('\0') != std::string_view::npos) return ErrorCode::field_bad_text;
  std::array<std::uint8_t, qrcodegen_BUFFER_LEN_MAX> scratch{};
  std::array<std::uint8_t, qrcodegen_BUFFER_LEN_MAX> drawn{};
  std::string with_end(text);
  const bool fits = qrcodegen_encodeText(with_end.c_str(), scratch.data(), drawn.data(), qrcodegen_Ecc_MEDIUM,
                                         qrcodegen_VERSION_MIN, qrcodegen_VERSION_MAX, qrcodegen_Mask_AUTO, false);
  // The text may be a recovery kit: no copy stays.
  wipe(with_end.data(), with_end.size());
  wipe(scratch.data(), scratch.size());
  if (!fits) return ErrorCode::field_too_long;
  QrCode code;
  const int side = qrcodegen_getSize(drawn.data());
  code.size = static_cast<std::size_t>(side);
  code.modules.reserve(code.size * code.size);
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) code.modules.push_back(qrcodegen_getModule(drawn.data(), x, y) ? 1 : 0);
  }
  wipe(drawn.data(), drawn.size());
  return code;
}

}  // namespace care::qr
