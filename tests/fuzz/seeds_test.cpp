// Every target on its seeds and on the same few thousand changes of them at each run: what CI keeps of the fuzzing. scripts/fuzz goes on
// from here with libFuzzer.
#include <chrono>
#include <csignal>

#include "shared/crypto/system_random.h"
#include "tests/fuzz/mutate.h"
#include "tests/support/catch.h"

// Of the sanitizers, where there are any: called before their report ends the program.
extern "C" void __sanitizer_set_death_callback(void (*callback)()) __attribute__((weak));

namespace care::fuzz {
namespace {

constexpr std::uint64_t kSeed = 20261122;
constexpr std::size_t kChanges = 4000;
constexpr std::chrono::milliseconds kMostTime{700};  // of one target: the same changes on every machine, on a slow one fewer of them

struct Running {
  const Target* target = nullptr;
  BytesView input;
};
Running running;

void say_input() {
  if (running.target == nullptr) return;
  std::fprintf(stderr, "target %s, input in base64: %s\n", std::string(running.target->name).c_str(),
               encode_base64(running.input).c_str());
}

void run(const Target& target, BytesView input) {
  running = {&target, input};
  target.run(input);
  running = {};
}

// What a person types after a failure: CARE_FUZZ_INPUT='<base64>' CARE_FUZZ_TARGET=name.
std::optional<Bytes> one_input() {
  const char* given = std::getenv("CARE_FUZZ_INPUT");
  if (given == nullptr) return std::nullopt;
  const auto bytes = decode_base64(given);
  REQUIRE(bytes.ok());
  return *bytes;
}

}  // namespace

TEST_CASE("fuzz: every parser holds its properties on its seeds and on changes of them") {
  REQUIRE(crypto::initialise().ok());
  if (__sanitizer_set_death_callback != nullptr) __sanitizer_set_death_callback(&say_input);
  std::signal(SIGABRT, [](int) { say_input(); });
  const char* wanted = std::getenv("CARE_FUZZ_TARGET");
  REQUIRE((wanted == nullptr || find_target(wanted) != nullptr));
  std::printf("random seed %llu\n", static_cast<unsigned long long>(kSeed));
  for (const Target& target : targets()) {
    if (wanted != nullptr && target.name != wanted) continue;
    const Inputs seeds = target.seeds();
    CHECK_FALSE(seeds.empty());
    if (const auto input = one_input()) {
      run(target, *input);
      continue;
    }
    const auto began = std::chrono::steady_clock::now();
    test::TestRandom random(kSeed);
    const ChangeBytes change = [&](Bytes bytes) { return change_bytes(std::move(bytes), seeds, random); };
    run(target, {});
    for (const Bytes& seed : seeds) run(target, seed);
    std::size_t done = 0;
    for (; done < kChanges * target.weight / 100; ++done) {
      if (std::chrono::steady_clock::now() - began > kMostTime) break;
      const Bytes& seed = seeds[random.below(seeds.size())];
      std::optional<Bytes> input;
      if (target.json_at != kNoJson && random.below(2) == 0) input = change_json(seed, target.json_at, change, random);
      if (!input) input = change(seed);
      run(target, *input);
    }
    std::printf("%-22s %4zu seeds %6zu changes\n", std::string(target.name).c_str(), seeds.size(), done);
    std::fflush(stdout);
  }
}

}  // namespace care::fuzz
