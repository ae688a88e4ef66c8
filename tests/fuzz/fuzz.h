// tests/fuzz/fuzz.h — one target for each parser of bytes from outside: what it does with an input, which properties it holds it to,
// and the inputs it begins with.
//
// Two drivers run the same targets: seeds_test.cpp (seeds and a few thousand changes of them, the same at each run; part of the tests) and
// libfuzzer_test.cpp (clang's libFuzzer, for as long as wanted: scripts/fuzz). A broken property ends the program.
#pragma once

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "shared/base/encoding.h"
#include "shared/base/result.h"

// Stays in every build, and says what did not hold.
#define FUZZ_CHECK(condition)                                                                  \
  do {                                                                                         \
    if (!(condition)) ::care::fuzz::broken(#condition, __FILE__, __LINE__);                    \
  } while (false)

namespace care::fuzz {

[[noreturn]] inline void broken(const char* property, const char* file, int line) {
  std::fprintf(stderr, "broken property: %s (%s:%d)\n", property, file, line);
  std::abort();
}

using Inputs = std::vector<Bytes>;

// No JSON in the input.
inline constexpr std::size_t kNoJson = static_cast<std::size_t>(-1);

struct Target {
  std::string_view name;
  void (*run)(BytesView input);
  Inputs (*seeds)();
  std::size_t json_at = kNoJson;  // from here on the input is JSON text, and is changed as such half of the time
  unsigned weight = 100;          // per cent of the usual number of changes in the tests: what opens files or sockets has fewer
};

const std::vector<Target>& targets();
const Target* find_target(std::string_view name);

// Every refusal has a number of its own, and a name in errors.json.
template <typename T>
bool accepted(const Result<T>& result) {
  if (result.ok()) return true;
  FUZZ_CHECK(static_cast<unsigned>(result.error().code()) != 0);
  FUZZ_CHECK(!info_of(result.error().code()).name.empty());
  return false;
}

// Takes an input apart from the front; what is not there is zero or empty.
class Cursor {
 public:
  explicit Cursor(BytesView input) : rest_(input) {}
  template <typename Unsigned>
  Unsigned number() {
    return read_big_endian<Unsigned>(take(sizeof(Unsigned)));
  }
  std::uint8_t byte() { return number<std::uint8_t>(); }
  std::size_t below(std::size_t limit) { return byte() % limit; }
  BytesView take(std::size_t count) {
    const BytesView taken = rest_.first(std::min(count, rest_.size()));
    rest_ = rest_.subspan(taken.size());
    return taken;
  }
  BytesView rest() const { return rest_; }

 private:
  BytesView rest_;
};

inline Bytes with_prefix(std::initializer_list<std::uint8_t> prefix, BytesView rest) {
  Bytes out(prefix);
  append(out, rest);
  return out;
}
inline Bytes with_prefix(std::initializer_list<std::uint8_t> prefix, std::string_view rest) { return with_prefix(prefix, as_bytes(rest)); }

inline bool same(BytesView a, BytesView b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); }

// Each file of targets.
std::vector<Target> audit_targets();
std::vector<Target> statement_targets();
std::vector<Target> seal_targets();
std::vector<Target> json_targets();
std::vector<Target> text_targets();
std::vector<Target> record_targets();
std::vector<Target> signin_targets();
std::vector<Target> config_targets();
std::vector<Target> client_targets();
std::vector<Target> boundary_targets();
std::vector<Target> server_targets();
std::vector<Target> redact_targets();

}  // namespace care::fuzz
