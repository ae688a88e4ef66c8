#include "wasm/convert.h"

namespace care::wasm {

Bytes to_bytes(const emscripten::val& uint8_array) {
  return emscripten::convertJSArrayToNumberVector<std::uint8_t>(uint8_array);
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
  return encode_canonical(Json::object({{"ok", 1}, {"value", result.value()}}));
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

Result<Json> read_arguments(const std::string& text) {
  return parse_canonical(as_bytes(text), {.max_bytes = 32 * 1024 * 1024, .max_depth = 16});
}

}  // namespace care::wasm
