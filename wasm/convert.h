// wasm/convert.h — bytes and text between JavaScript and the core; the only file pair that touches emscripten::val.
#pragma once

#include <emscripten/val.h>

#include <string>

#include "shared/base/json.h"
#include "shared/client/core.h"

namespace care::wasm {

// Copied in; the caller wipes secrets.
Bytes to_bytes(const emscripten::val& uint8_array);

// {"ok":1,"value":…} or {"code":…,"field"?:…,"ok":0}
std::string answer(const Result<Json>& result);
std::string answer(const Result<Json>& result, const client::SealProblems& problems);

// Text of a page is canonical JSON (web/src/core/canonical-json.ts); anything else is an error of ours.
Result<Json> read_arguments(const std::string& text);

}  // namespace care::wasm
