#include "wasm/convert.h"

#include <charconv>

namespace care::wasm {

Result<std::uint64_t> as_number(BytesView argument) {
  const std::string_view digits = as_text(argument);
  std::uint64_t number = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (fault != std::errc{} || end != digits.data() + digits.size() || number > kJsonMaxInteger) return ErrorCode::json_wrong_type;
  return number;
}

namespace {
Json describe_error(const Error& error) {
  Json out = Json::object({{"code", info_of(error.code()).name}, {"ok", 0}});
  if (!error.field().empty()) out.set("field", error.field().text());
  return out;
}
}  // namespace

std::string answer(const Result<Json>& result) {
  if (!result) return encode_canonical(describe_error(result.error()));
  // Written around the value: putting a day's records into another object would copy them.
  return "{\"ok\":1,\"value\":" + encode_canonical(*result) + "}";
}

std::string answer_written(const Result<std::string>& result) {
  if (!result) return encode_canonical(describe_error(result.error()));
  return "{\"ok\":1,\"value\":" + *result + "}";
}

std::string answer(const Result<Json>& result, const client::SealProblems& problems) {
  if (result || problems.fields.empty()) return answer(result);
  Json out = describe_error(result.error());
  Json errors = Json::array();
  for (const auto& problem : problems.fields) {
    errors.push(Json::object(
        {{"code", info_of(problem.code).name}, {"facet", problem.facet}, {"field", problem.field}}));
  }
  out.set("errors", std::move(errors));
  return encode_canonical(out);
}

Result<Json> read_arguments(BytesView argument) {
  return parse_canonical(argument, {.max_bytes = 32 * 1024 * 1024, .max_depth = 16});
}

}  // namespace care::wasm
