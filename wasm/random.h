// wasm/random.h — the browser's randomness, for crypto::initialise.
#pragma once

#include <cstddef>
#include <cstdint>

namespace care::wasm {

// One call for a whole pool: a browser answers 64 KiB as fast as four bytes. False: it would not.
bool fill_random(std::uint8_t* out, std::size_t bytes);

}  // namespace care::wasm
