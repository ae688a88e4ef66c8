// tests/bench/redact_bench.cpp — the redactor native, one core: the same notes as the browser's, and texts made to be slow.
//
//   care_bench_redact_bench LISTS SAMPLE
//
// SAMPLE is canonical JSON: {"notes":[…],"people":[…],"pieces":[…]}. Reads lines and answers each, so that it can take turns with a browser:
//   notes PER      all notes, PER of them a conversation: microseconds, bytes of what would leave
//   piece N BYTES  piece N again and again up to BYTES bytes, one text: microseconds of processor time
#include <chrono>
#include <climits>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iterator>
#include <malloc.h>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/redact/conversation.h"
#include "shared/redact/people.h"

namespace care::redact {
namespace {

std::string read_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<std::string> texts_of(const Json& sample, std::string_view key) {
  std::vector<std::string> out;
  for (const Json& text : sample.find(key)->items()) out.push_back(text.text());
  return out;
}

class Bench {
 public:
  Bench(const Lexicon& lexicon, const Json& sample)
      : lexicon_(lexicon), notes_(texts_of(sample, "notes")), pieces_(texts_of(sample, "pieces")),
        roster_(Roster::create(read_people(*sample.find("people")).value()).value()) {}

  void answer_notes(std::size_t per) const {
    std::size_t bytes = 0;
    std::optional<Conversation> conversation;
    const auto start = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < notes_.size(); ++i) {
      if (i % per == 0) conversation.emplace();
      bytes += redact(*conversation, notes_[i]);
    }
    const double micros = std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count();
    std::printf("%.1f %zu\n", micros, bytes);
  }

  void answer_piece(std::size_t number, std::size_t bytes) const {
    const std::string& piece = pieces_[number];
    std::string text;
    text.reserve(bytes + piece.size());
    while (text.size() < bytes) text += piece;
    Conversation conversation;
    const std::clock_t start = std::clock();
    redact(conversation, text);
    const std::clock_t took = std::clock() - start;
    std::printf("%.1f\n", 1e6 * static_cast<double>(took) / static_cast<double>(CLOCKS_PER_SEC));
  }

  bool may(std::size_t number) const { return number < pieces_.size(); }

 private:
  std::size_t redact(Conversation& conversation, std::string_view text) const {
    return conversation.redact(text, find_identifiers(text, roster_, lexicon_)).text.size();
  }

  const Lexicon& lexicon_;
  std::vector<std::string> notes_;
  std::vector<std::string> pieces_;
  Roster roster_;
};

int run(const char* lists_path, const char* sample_path) {
  // Memory is kept from one turn to the next: the kernel's work on pages that are touched for the first time is not the redactor's, and
  // took most of the time of a long text in which there is nothing to do.
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, INT_MAX);
  const std::string bytes = read_file(lists_path);
  std::vector<std::uint32_t> words((bytes.size() + 3) / 4);  // as numbers, since they are read at addresses divisible by 4
  if (!bytes.empty()) std::memcpy(words.data(), bytes.data(), bytes.size());
  const auto lexicon = Lexicon::open({reinterpret_cast<const std::uint8_t*>(words.data()), bytes.size()});
  const std::string text = read_file(sample_path);
  const auto sample = parse_canonical({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}, {.max_bytes = text.size()});
  if (!lexicon || !sample) {
    std::fputs("care_bench_redact_bench: the word lists or the sample can't be read\n", stderr);
    return 1;
  }
  const Bench bench(*lexicon, *sample);
  char what[8];
  std::size_t number = 0;
  while (std::scanf("%7s %zu", what, &number) == 2) {
    std::size_t size = 0;
    if (std::strcmp(what, "notes") == 0 && number > 0) {
      bench.answer_notes(number);
    } else if (std::strcmp(what, "piece") == 0 && bench.may(number) && std::scanf("%zu", &size) == 1) {
      bench.answer_piece(number, size);
    } else {
      return 1;
    }
    std::fflush(stdout);
  }
  return 0;
}

}  // namespace
}  // namespace care::redact

int main(int count, char** arguments) { return count == 3 ? care::redact::run(arguments[1], arguments[2]) : 2; }
