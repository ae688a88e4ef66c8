// The browser core's calls as JavaScript makes them, compiled for this machine: whatever comes, the answer is canonical JSON that
// says yes, or no with a code.
#include "tests/fuzz/seeds.h"
#include "tests/support/test_random.h"
#include "wasm/bench.h"
#include "wasm/calls.h"
#include "wasm/convert.h"
#include "wasm/random.h"

namespace care::wasm {

// What only a browser has.
bool fill_random(std::uint8_t* out, std::size_t bytes) {
  static test::TestRandom random(21);
  random.fill({out, bytes});
  return true;
}
std::string bench_facets(unsigned, unsigned, std::string_view) { return answer(Json::object()); }

}  // namespace care::wasm

namespace care::fuzz {
namespace {

bool is_known_code(const Json* code) {
  if (code == nullptr || !code->is_text()) return false;
  return std::any_of(std::begin(kErrors), std::end(kErrors), [&](const ErrorInfo& info) { return info.name == code->text(); });
}

// call 1 ‖ for each but its last argument: length 2 ‖ bytes ‖ the last
void run_call(BytesView input) {
  Cursor cursor(input);
  const wasm::Call& call = wasm::calls()[cursor.below(wasm::calls().size())];
  std::vector<BytesView> arguments;
  for (std::size_t i = 0; i < call.kinds.size(); ++i) {
    const bool last = i + 1 == call.kinds.size();
    const std::size_t length = last ? cursor.rest().size() : cursor.number<std::uint16_t>();
    arguments.push_back(cursor.take(length));
  }
  const std::string answer = call.run(arguments);
  const auto json = parse_canonical(as_bytes(answer), {.max_bytes = 64U << 20U, .max_depth = 20});
  FUZZ_CHECK(json.ok() && json->is_object());
  const Json* ok = json->find("ok");
  FUZZ_CHECK(ok != nullptr && ok->is_integer() && ok->integer() <= 1);
  if (ok->integer() == 1) {
    FUZZ_CHECK(json->find("value") != nullptr);
  } else {
    FUZZ_CHECK(is_known_code(json->find("code")));
  }
  if (const auto number = wasm::as_number(input); accepted(number)) FUZZ_CHECK(std::to_string(*number).size() <= input.size());
}

Inputs call_seeds() {
  Inputs out;
  static constexpr std::string_view kArguments[] = {
      "{}", "{\"handle\":\"ruth@x.example\"}", "{\"handle\":\"ruth@x.example\",\"label\":\"sunrise\"}",
      "{\"act\":\"create\",\"fields\":{\"body\":{\"drink\":\"tea\"}},\"now\":1795269900000,\"type\":\"drink\"}",
      "{\"hello\":\"AAAA\",\"inv\":\"inv_000g40o40k30e209185go38e1s\",\"ws\":\"ws_000g40o40k30e209185go38e1s\"}"};
  for (std::uint8_t number = 0; number < wasm::calls().size(); ++number) {
    for (const std::string_view last : kArguments) {
      Bytes seed = {number};
      for (std::size_t i = 1; i < wasm::calls()[number].kinds.size(); ++i) {
        constexpr std::string_view kPassword = "Quiet-Harbour-Lanterns-5";
        append_big_endian(seed, static_cast<std::uint16_t>(kPassword.size()));
        append(seed, as_bytes(kPassword));
      }
      append(seed, as_bytes(last));
      out.push_back(seed);
    }
  }
  return out;
}

}  // namespace

std::vector<Target> boundary_targets() { return {{"wasm_call", run_call, call_seeds, kNoJson, 40}}; }

}  // namespace care::fuzz
