#include "server/gate/request.h"

#include <algorithm>

#include "shared/base/decimal.h"
#include "shared/wire/problem.h"

namespace care::server {
namespace {
Response to_response(const Error& error, const Json& problem) {
  Response out = json_response(problem, info_of(error.code()).status);
  out.content_type = std::string(wire::kProblemType);
  if (out.status == 429) out.headers.emplace_back("Retry-After", "60");
  if (out.status == 503) out.headers.emplace_back("Retry-After", "2");
  return out;
}
}  // namespace

Response problem_response(const Error& error) { return to_response(error, wire::encode_problem(error)); }

Response problem_response(const Error& error, std::string_view name, Json value) {
  return to_response(error, wire::encode_problem(error).set(name, std::move(value)));
}

Result<std::uint64_t> query_number(const Request& request, const char* name, std::uint64_t absent, std::uint64_t most) {
  const auto at = request.query.find(name);
  if (at == request.query.end()) return absent;
  const std::uint64_t value = CARE_TRY(parse_decimal(at->second));
  if (value > kJsonMaxInteger) return ErrorCode::encoding_invalid;
  return std::min(value, most);
}

}  // namespace care::server
