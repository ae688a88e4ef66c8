// server/http/metrics.h — counters for Prometheus: rates, errors, durations per handler. No label comes from a person.
#pragma once

#include <array>
#include <atomic>
#include <string>

#include "shared/schema/routes.gen.h"

namespace care::server {

class Metrics {
 public:
  void count(Handler handler, int status, std::uint64_t microseconds);
  std::string text(std::size_t open_homes, std::string_view build) const;

 private:
  static constexpr std::size_t kHandlers = std::size(kRoutes);
  static constexpr std::array<std::uint64_t, 6> kBoundsMs{5, 25, 100, 500, 2000, 10000};
  struct Row {
    std::array<std::atomic<std::uint64_t>, 4> by_class{};  // 2xx 3xx 4xx 5xx
    std::array<std::atomic<std::uint64_t>, 7> by_duration{};
    std::atomic<std::uint64_t> total_us{0};
  };
  std::array<Row, kHandlers> rows_;
};

}  // namespace care::server
