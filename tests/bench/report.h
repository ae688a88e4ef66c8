// tests/bench/report.h — one figure a line, as scripts/bench reads it.
#pragma once

#include <algorithm>
#include <cstdio>
#include <vector>

namespace care::bench {

inline void report(const char* name, double value, const char* unit, const char* better) {
  std::printf("{\"name\":\"%s\",\"value\":%.3f,\"unit\":\"%s\",\"better\":\"%s\"}\n", name, value, unit, better);
  std::fflush(stdout);
}

// share 0.5: the median. Changes the order.
inline double value_at(std::vector<double>& values, double share) {
  if (values.empty()) return 0;
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(static_cast<double>(values.size() - 1) * share);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

}  // namespace care::bench
