// wasm/boundary.cpp — what the module exports: room for arguments, one call, its answer, and forgetting both.
//
// The other half is care_core.post.js. Arguments lie one behind the other; they, the answer and the stack are wiped when
// the call is over, whatever they held.
// Tests    tests/contract/calls.test.mjs, tests/contract/memory.test.mjs
#include <emscripten/emscripten.h>

#include <array>

#include "shared/base/secret_bytes.h"
#include "wasm/calls.h"

namespace care::wasm {
namespace {

constexpr std::size_t kMostArguments = 4;
constexpr std::size_t kStackBytes = std::size_t{CARE_STACK_BYTES} - 1024;  // all of it (scripts/cmake/wasm.cmake) but for this frame

struct Boundary {
  Bytes arguments;
  std::string answer;
  std::string list;
};

Boundary& boundary() {
  static Boundary only;
  return only;
}

void forget() {
  wipe(boundary().arguments);
  boundary().arguments = {};
  std::string& answer = boundary().answer;
  wipe(answer.data(), answer.size());
  answer = {};
}

// What finished calls left below the caller's frame. JavaScript calls here directly, so that is all of it.
void forget_stack() {
  std::uint8_t unused[kStackBytes];
  wipe(unused, sizeof unused);
}

// A number too great for the table, or sizes that don't add up, would be a fault of the glue: then there is no answer.
bool run(std::size_t number, std::span<const std::size_t> sizes) {
  if (number >= calls().size()) return false;
  const Call& call = calls()[number];
  std::array<BytesView, kMostArguments> parts;
  BytesView rest = boundary().arguments;
  for (std::size_t i = 0; i < call.kinds.size(); ++i) {
    if (i == sizes.size() || sizes[i] > rest.size()) return false;
    parts[i] = rest.first(sizes[i]);
    rest = rest.subspan(sizes[i]);
  }
  if (!rest.empty()) return false;
  boundary().answer = call.run(Arguments(parts).first(call.kinds.size()));
  return true;
}

}  // namespace
}  // namespace care::wasm

using namespace care::wasm;

extern "C" {

// "core_info: check_password:btt …", in the order of the numbers.
EMSCRIPTEN_KEEPALIVE const char* care_list() {
  std::string& list = boundary().list;
  if (list.empty()) {
    for (const Call& call : calls()) ((list += call.name) += ':').append(call.kinds) += ' ';
    list.pop_back();
  }
  return list.c_str();
}

EMSCRIPTEN_KEEPALIVE std::uint8_t* care_reserve(std::size_t bytes) {
  forget();
  boundary().arguments.resize(bytes);
  return boundary().arguments.data();
}

// The answer's size; 0 is a call wrongly made.
EMSCRIPTEN_KEEPALIVE std::size_t care_call(std::size_t number, std::size_t first, std::size_t second, std::size_t third,
                                           std::size_t fourth) {
  const std::array<std::size_t, kMostArguments> sizes{first, second, third, fourth};
  return run(number, sizes) ? boundary().answer.size() : 0;
}

EMSCRIPTEN_KEEPALIVE const char* care_answer() { return boundary().answer.data(); }

EMSCRIPTEN_KEEPALIVE void care_forget() {
  forget();
  forget_stack();
}

}  // extern "C"
