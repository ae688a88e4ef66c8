// wasm/bench.h — the facet path alone, for scripts/bench: how long does the module take in this browser?
#pragma once

#include <string>
#include <string_view>

namespace care::wasm {

// mode: "seal" or "open"; answers {"count","microseconds"}. Keys are made up and dropped.
std::string bench_facets(unsigned count, unsigned bytes, std::string_view mode);

}  // namespace care::wasm
