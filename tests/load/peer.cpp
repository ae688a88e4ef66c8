#include "tests/load/peer.h"

#include <chrono>

namespace care::load {
namespace {

constexpr const char* kRecords = "/api/collections/drinks/records";
// The resident's newest fifty; the filter is subject='edith', percent-encoded.
constexpr const char* kList =
    "/api/collections/drinks/records?filter=subject%3D%27edith%27&sort=-created&page=1&perPage=50&skipTotal=1";

std::string now_text() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
}

}  // namespace

bool Peer::create() {
  const std::string now = now_text();
  const std::string body = R"({"subject":"edith","drink":"tea","amount_ml":200,"offset":840,"entered":)" + now + R"(,"occurred":)" + now + "}";
  return line_.send("POST", kRecords, {}, body).status == 200;
}

bool Peer::list() { return line_.send("GET", kList, {}, "").status == 200; }

std::size_t Peer::count_list() {
  const std::string body = line_.send("GET", kList, {}, "").body;
  std::size_t count = 0;
  for (std::size_t at = body.find("\"amount_ml\""); at != std::string::npos; at = body.find("\"amount_ml\"", at + 1)) ++count;
  return count;
}

}  // namespace care::load
