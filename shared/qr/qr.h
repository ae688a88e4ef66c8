// shared/qr/qr.h — a text as a square of dark and light modules, for the invite card and the recovery kit.
//
// Shapes   error correction M; `modules` has size × size bytes, row by row, 1 = dark; the quiet zone is the printer's
// Errors   field_too_long (more than version 40 holds), field_bad_text (a zero byte)
// Source   ISO/IEC 18004; libqrcodegen
// Tests    tests/unit/qr/qr_test.cpp
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"

#include <string_view>

namespace care::qr {

struct QrCode {
  std::size_t size = 0;  // modules per side
  Bytes modules;

  bool is_dark(std::size_t x, std::size_t y) const { return modules[y * size + x] != 0; }
};

Result<QrCode> encode_qr(std::string_view text);

}  // namespace care::qr
