// wasm/calls.h — the calls of care_core.d.ts as one table: name, kinds of arguments, function.
//
// JavaScript builds its functions from this table (care_core.post.js), so a call is written down once.
// Tests    tests/contract/calls.test.mjs
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "shared/base/bytes.h"

namespace care::wasm {

using Arguments = std::span<const BytesView>;

struct Call {
  std::string_view name;
  std::string_view kinds;  // one letter an argument: b bytes, t text, n whole number (as decimal digits)
  std::string (*run)(Arguments arguments);
};

std::span<const Call> calls();

}  // namespace care::wasm
