// server/redactor/main.cpp — careseal-redact: takes identities out of notes, one JSON line in and one out.
//
// The same code as the browser's redactor, with the same answers: each line is a conversation of its own. A bad line is named on
// standard error by its number and its code, never by its words, and the rest is done.
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/json.h"
#include "shared/redact/conversation.h"
#include "shared/redact/people.h"
#include "shared/wire/redact_lines.h"

namespace {

using namespace care;

constexpr int kDone = 0;
constexpr int kSomeBad = 1;
constexpr int kCannot = 2;

constexpr const char* kHelp =
    "careseal-redact: takes identities out of notes.\n"
    "\n"
    "  careseal-redact [--lists FILE] < notes.jsonl > redacted.jsonl\n"
    "\n"
    "  in    {\"id\", \"text\", \"roster\"?: [{\"role\": \"resident\"|\"staff\"|\"relative\", \"name\", \"aliases\"?, \"dob\"?, \"nhs\"?, \"room\"?, \"phone\"?}]}\n"
    "  out   {\"id\", \"redacted\", \"spans\": [{\"start\", \"end\", \"type\"}]}, positions in Unicode code points\n"
    "\n"
    "  --lists FILE   the word lists; otherwise care_redact.lists beside this program\n"
    "\n"
    "A line is at most 64 MiB. Bad lines are named by number on standard error; then the exit code is 1 after the rest is done.\n"
    "2: nothing could be done, or not to its end.\n";

// One line after the other, in memory for one of them at most.
class LineReader {
 public:
  enum class Kind { line, too_long, end };

  Kind next(std::string& line) {
    line.clear();
    bool fits = true;
    while (true) {
      if (at_ == size_) {
        size_ = std::fread(buffer_.data(), 1, buffer_.size(), stdin);
        at_ = 0;
        if (size_ == 0) return !fits ? Kind::too_long : line.empty() ? Kind::end : Kind::line;
      }
      const char* start = buffer_.data() + at_;
      const auto* stop = static_cast<const char*>(std::memchr(start, '\n', size_ - at_));
      const std::size_t count = stop != nullptr ? static_cast<std::size_t>(stop - start) : size_ - at_;
      fits = fits && line.size() + count <= wire::kRedactLineMaxBytes;
      if (fits) line.append(start, count);
      at_ += count + (stop != nullptr ? 1 : 0);
      if (stop != nullptr) return fits ? Kind::line : Kind::too_long;
    }
  }

 private:
  std::vector<char> buffer_ = std::vector<char>(std::size_t{1} << 16U);
  std::size_t at_ = 0;
  std::size_t size_ = 0;
};

std::string lists_beside_program() {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  return (program.parent_path() / "care_redact.lists").string();
}

// As numbers, since they are read at addresses divisible by 4.
struct ListBytes {
  std::vector<std::uint32_t> words;
  std::size_t size = 0;
  BytesView view() const { return {reinterpret_cast<const std::uint8_t*>(words.data()), size}; }
};

ListBytes read_lists(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  ListBytes out;
  out.size = bytes.size();
  out.words.resize((bytes.size() + 3) / 4);
  if (!bytes.empty()) std::memcpy(out.words.data(), bytes.data(), bytes.size());
  return out;
}

class Redactor {
 public:
  explicit Redactor(const redact::Lexicon& lexicon) : lexicon_(lexicon) {}

  Result<std::string> redact_line(std::string_view line) {
    const auto note = CARE_TRY(wire::parse_redact_line(line));
    CARE_TRY(take_roster(note.people));
    const auto identifiers = redact::find_identifiers(note.text, roster_, lexicon_);
    std::vector<redact::Span> spans;
    for (const auto& identifier : identifiers) spans.push_back(identifier.span);
    const auto redacted = redact::Conversation().redact(note.text, identifiers);
    return wire::write_redact_line(note.id, redact::to_code_points(note.text, spans), redacted.text);
  }

 private:
  // Most notes of a file are of the same home.
  Result<void> take_roster(const Json& people) {
    if (known_ && *known_ == people) return {};
    known_.reset();
    roster_ = CARE_TRY(redact::Roster::create(CARE_TRY(redact::read_people(people))));
    known_ = people;
    return {};
  }

  const redact::Lexicon& lexicon_;
  redact::Roster roster_;
  std::optional<Json> known_;
};

void report(std::size_t number, const Error& error) {
  const std::string_view name = info_of(error.code()).name;
  const std::string_view field = error.field().text();
  std::fprintf(stderr, "line %zu: %.*s%s%.*s\n", number, static_cast<int>(name.size()), name.data(), field.empty() ? "" : " ", static_cast<int>(field.size()), field.data());
}

bool write_out(const std::string& line) {
  return std::fwrite(line.data(), 1, line.size(), stdout) == line.size() && std::fputc('\n', stdout) != EOF && std::fflush(stdout) == 0;
}

int run(const redact::Lexicon& lexicon) {
  Redactor redactor(lexicon);
  LineReader reader;
  std::string line;
  bool all_good = true;
  for (std::size_t number = 1;; ++number) {
    const LineReader::Kind kind = reader.next(line);
    if (kind == LineReader::Kind::end && std::feof(stdin) != 0) break;
    if (kind == LineReader::Kind::end && std::ferror(stdin) != 0) {
      std::fputs("careseal-redact: standard input can't be read\n", stderr);
      return kCannot;
    }
    if (kind != LineReader::Kind::too_long && line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const auto answer = kind == LineReader::Kind::too_long ? Result<std::string>(ErrorCode::json_too_large) : redactor.redact_line(line);
    if (!answer) {
      report(number, answer.error());
      all_good = false;
    } else if (!write_out(*answer)) {
      std::fputs("careseal-redact: standard output can't be written\n", stderr);
      return kCannot;
    }
  }
  return all_good ? kDone : kSomeBad;
}

}  // namespace

int main(int count, char** values) {
  const std::vector<std::string_view> options(values + 1, values + count);
  if (options.size() == 1 && (options[0] == "--help" || options[0] == "-h")) return std::fputs(kHelp, stdout) < 0 ? kCannot : kDone;
  if (!options.empty() && (options.size() != 2 || options[0] != "--lists")) {
    std::fputs(kHelp, stderr);
    return kCannot;
  }
  const std::string path = options.empty() ? lists_beside_program() : std::string(options[1]);
  const ListBytes lists = read_lists(path);
  const auto lexicon = redact::open_lists(lists.view());
  if (!lexicon) {
    std::fprintf(stderr, "careseal-redact: %s is missing or damaged\n", path.c_str());
    return kCannot;
  }
  return run(*lexicon);
}
