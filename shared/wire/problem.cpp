#include "shared/wire/problem.h"

namespace care::wire {

Json encode_problem(const Error& error) {
  const ErrorInfo& info = info_of(error.code());
  const auto number = static_cast<std::uint64_t>(error.code());
  Json out = Json::object({{"code", info.name},
                           {"number", number},
                           {"status", std::uint64_t{info.status}},
                           {"title", sentence_of(error.code())},
                           {"type", "/errors/" + std::to_string(number)}});
  if (!error.field().empty()) out.set("field", error.field().text());
  return out;
}

ErrorCode decode_problem(const Json& problem) {
  const Json* name = problem.find("code");
  if (name == nullptr || !name->is_text()) return ErrorCode::network_failed;
  return find_error(name->text()).value_or(ErrorCode::network_failed);
}

}  // namespace care::wire
