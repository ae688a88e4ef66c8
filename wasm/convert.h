// wasm/convert.h — arguments and answers between JavaScript's bytes and the core's values.
#pragma once

#include <string>

#include "shared/base/json.h"
#include "shared/client/core.h"

namespace care::wasm {

// Decimal digits, at most 2^53-1.
Result<std::uint64_t> as_number(BytesView argument);

// {"ok":1,"value":…} or {"code":…,"field"?:…,"ok":0}
std::string answer(const Result<Json>& result);
// The value is canonical JSON already.
std::string answer_written(const Result<std::string>& value);
std::string answer(const Result<Json>& result, const client::SealProblems& problems);

// Text of a page is canonical JSON (web/src/core/canonical-json.ts); anything else is an error of ours.
Result<Json> read_arguments(BytesView argument);

}  // namespace care::wasm
