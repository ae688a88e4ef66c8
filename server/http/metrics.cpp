#include "server/http/metrics.h"

#include <algorithm>

namespace care::server {

void Metrics::count(Handler handler, int status, std::uint64_t microseconds) {
  Row& row = rows_[static_cast<std::size_t>(handler)];
  row.by_class[static_cast<std::size_t>(std::clamp(status / 100, 2, 5) - 2)].fetch_add(1, std::memory_order_relaxed);
  std::size_t bucket = 0;
  while (bucket < kBoundsMs.size() && microseconds > kBoundsMs[bucket] * 1000) ++bucket;
  row.by_duration[bucket].fetch_add(1, std::memory_order_relaxed);
  row.total_us.fetch_add(microseconds, std::memory_order_relaxed);
}

std::string Metrics::text(std::size_t open_homes, std::string_view build) const {
  std::string out =
      "# TYPE careseal_build_info gauge\ncareseal_build_info{build=\"" + std::string(build) +
      "\"} 1\n# TYPE careseal_open_homes gauge\ncareseal_open_homes " + std::to_string(open_homes) +
      "\n# TYPE careseal_requests_total counter\n# TYPE careseal_request_seconds histogram\n";
  for (std::size_t i = 0; i < kHandlers; ++i) {
    const Row& row = rows_[i];
    const std::string label = "handler=\"" + std::string(name_of(kRoutes[i].handler)) + "\"";
    for (std::size_t kind = 0; kind < 4; ++kind) {
      const auto value = row.by_class[kind].load(std::memory_order_relaxed);
      if (value == 0) continue;
      out += "careseal_requests_total{" + label + ",status=\"" + std::to_string(kind + 2) + "xx\"} " +
             std::to_string(value) + "\n";
    }
    std::uint64_t sum = 0;
    for (std::size_t bucket = 0; bucket < row.by_duration.size(); ++bucket) {
      sum += row.by_duration[bucket].load(std::memory_order_relaxed);
      const std::string bound =
          bucket < kBoundsMs.size() ? std::to_string(static_cast<double>(kBoundsMs[bucket]) / 1000.0) : "+Inf";
      if (row.total_us.load(std::memory_order_relaxed) > 0) {
        out += "careseal_request_seconds_bucket{" + label + ",le=\"" + bound + "\"} " + std::to_string(sum) + "\n";
      }
    }
    if (sum > 0) {
      out += "careseal_request_seconds_sum{" + label + "} " +
             std::to_string(static_cast<double>(row.total_us.load(std::memory_order_relaxed)) / 1e6) + "\n" +
             "careseal_request_seconds_count{" + label + "} " + std::to_string(sum) + "\n";
    }
  }
  return out;
}

}  // namespace care::server
