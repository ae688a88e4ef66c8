#include "wasm/random.h"

#include <emscripten/emscripten.h>

EM_JS(int, care_fill_random, (std::uint8_t* out, std::size_t bytes), {
  try {
    crypto.getRandomValues(HEAPU8.subarray(out, out + bytes));
    return 1;
  } catch (error) {
    return 0;
  }
});

namespace care::wasm {

bool fill_random(std::uint8_t* out, std::size_t bytes) { return care_fill_random(out, bytes) == 1; }

}  // namespace care::wasm
