// One target under libFuzzer; started by scripts/fuzz.
//
//   CARE_FUZZ_TARGET   its name; unset: prints all of them
//   CARE_FUZZ_CORPUS   folder that gets the seeds as files, and to which libFuzzer adds what it finds
//   CARE_FUZZ_ARGS     libFuzzer's own, such as -max_total_time=600
//
// libFuzzer is called from a test, not the other way round: what prepares a target is shared with the tests and expects one to run.
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "shared/crypto/hazmat/sha2.h"
#include "shared/crypto/system_random.h"
#include "tests/fuzz/mutate.h"
#include "tests/support/catch.h"

extern "C" {
int LLVMFuzzerRunDriver(int* argc, char*** argv, int (*run)(const std::uint8_t* data, std::size_t size));
std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);
}

namespace care::fuzz {
namespace {

const Target* chosen = nullptr;

int run_chosen(const std::uint8_t* data, std::size_t size) {
  chosen->run({data, size});
  return 0;
}

void write_seeds(const std::filesystem::path& folder) {
  for (const Bytes& seed : chosen->seeds()) {
    const Hash32 name = crypto::sha256(seed);
    std::ofstream file(folder / ("seed-" + encode_hex(BytesView(name).first(8))), std::ios::binary);
    file.write(as_text(seed).data(), static_cast<std::streamsize>(seed.size()));
    REQUIRE(file.good());
  }
}

}  // namespace

TEST_CASE("libFuzzer finds no input on which a property of the target breaks") {
  REQUIRE(crypto::initialise().ok());
  const char* name = std::getenv("CARE_FUZZ_TARGET");
  if (name == nullptr) {
    for (const Target& target : targets()) std::printf("%s\n", std::string(target.name).c_str());
    return;
  }
  chosen = find_target(name);
  REQUIRE(chosen != nullptr);
  const char* corpus = std::getenv("CARE_FUZZ_CORPUS");
  REQUIRE(corpus != nullptr);
  write_seeds(corpus);
  std::vector<std::string> words = {"care_fuzz"};
  if (const char* more = std::getenv("CARE_FUZZ_ARGS")) {
    std::istringstream text(more);
    words.insert(words.end(), std::istream_iterator<std::string>(text), {});
  }
  words.emplace_back(corpus);
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  // Catch2 listens for the signals by which a broken property ends; libFuzzer only keeps the input if nobody does.
  for (const int each : {SIGABRT, SIGILL, SIGFPE, SIGSEGV, SIGTERM}) std::signal(each, SIG_DFL);
  int count = static_cast<int>(words.size());
  char** arguments = pointers.data();
  CHECK(LLVMFuzzerRunDriver(&count, &arguments, &run_chosen) == 0);
}

}  // namespace care::fuzz

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
  using namespace care;
  test::TestRandom random(seed);
  if (fuzz::chosen->json_at == fuzz::kNoJson || random.below(2) == 0) return LLVMFuzzerMutate(data, size, most);
  const fuzz::ChangeBytes change = [](Bytes bytes) {
    const std::size_t before = bytes.size();
    bytes.resize(before + 16);
    bytes.resize(LLVMFuzzerMutate(bytes.data(), before, bytes.size()));
    return bytes;
  };
  const auto changed = fuzz::change_json({data, size}, fuzz::chosen->json_at, change, random);
  if (!changed || changed->size() > most) return LLVMFuzzerMutate(data, size, most);
  std::copy(changed->begin(), changed->end(), data);
  return changed->size();
}
