#include "shared/redact/lexicon.h"

#include <algorithm>
#include <random>
#include <string>

#include "shared/redact/reading.h"
#include "tests/support/vectors.h"

namespace care::redact {
namespace {

constexpr std::size_t kHead = 8;  // bytes before the first number of the head

const nlohmann::json& golden() {
  static const nlohmann::json vectors = test::load_vectors("redact_lists_v2.json");
  return vectors;
}

Bytes golden_file() {
  std::string hex;
  for (const auto& line : golden()["file"]) hex += line.get<std::string>();
  return decode_hex(hex).value();
}

void write_u32(Bytes& file, std::size_t at, std::uint32_t value) {
  for (std::size_t i = 0; i < 4; ++i) file[at + i] = static_cast<std::uint8_t>(value >> (8 * i));
}
std::uint32_t read_u32(const Bytes& file, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8U | file[at + i];
  return value;
}

// Bit by bit, unlike the code under test.
Bytes with_checksum(Bytes file) {
  std::uint32_t value = ~0U;
  for (std::size_t i = 0; i + 4 < file.size(); ++i) {
    value ^= file[i];
    for (int bit = 0; bit < 8; ++bit) value = (value >> 1U) ^ ((value & 1U) != 0 ? 0xEDB88320U : 0U);
  }
  write_u32(file, file.size() - 4, ~value);
  return file;
}

// The golden file with one number of its head changed, and a checksum that fits.
Bytes with_head(std::size_t number, std::uint32_t value) {
  Bytes file = golden_file();
  write_u32(file, kHead + 4 * number, value);
  return with_checksum(file);
}

// Of a word, or of two with a blank between.
WordClasses classes_of(const Lexicon& lexicon, std::string_view entry) {
  const std::size_t blank = entry.find(' ');
  if (blank == std::string_view::npos) return lexicon.classes(entry);
  return lexicon.classes(hash_pair(hash_word(entry.substr(0, blank)), hash_word(entry.substr(blank + 1))));
}

bool opens(const Bytes& file) {
  const auto lexicon = Lexicon::open(file);
  if (!lexicon.ok()) CHECK(lexicon.error().code() == ErrorCode::lists_invalid);
  return lexicon.ok();
}

}  // namespace

TEST_CASE("lexicon: each listed word has its classes, a phrase too, and no other word has any") {
  const Bytes file = golden_file();
  const Lexicon lexicon = Lexicon::open(file).value();
  for (const auto& [entry, classes] : golden()["words"].items()) {
    INFO(entry);
    CHECK(classes_of(lexicon, entry) == test::number(classes));
  }
  CHECK(classes_of(lexicon, "earl grey") == word::care);
  CHECK(lexicon.has("rose", word::surname | word::care));
  CHECK_FALSE(lexicon.has("rose", word::care));
  CHECK((lexicon.classes("rose") & word::commonness) == 5);
  for (const std::string_view other : {"", "ros", "roses", "Rose", "earlgrey", "earl  grey", "zzzz"}) CHECK(lexicon.classes(other) == 0);
  CHECK(encode_hex(lexicon.weights()) == golden()["weights"].get<std::string>());
}

TEST_CASE("lexicon: list words are folded as texts are") {
  const nlohmann::json vectors = test::load_vectors("fold_v1.json");
  for (const auto& vector : vectors["vectors"]) {
    INFO(vector["text"].get<std::string>());
    CHECK(fold(vector["text"].get<std::string>()) == vector["folded"].get<std::string>());
  }
}

TEST_CASE("lexicon: a file that broke off anywhere is refused") {
  const Bytes whole = golden_file();
  REQUIRE(opens(whole));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    INFO(size);
    CHECK_FALSE(opens(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))));
  }
  Bytes longer = whole;
  longer.resize(whole.size() + 4);
  CHECK_FALSE(opens(longer));
}

TEST_CASE("lexicon: a file with one flipped bit is refused") {
  Bytes file = golden_file();
  for (std::size_t i = 0; i < 8 * file.size(); ++i) {
    file[i / 8] ^= static_cast<std::uint8_t>(1U << (i % 8));
    INFO(i);
    CHECK_FALSE(opens(file));
    file[i / 8] ^= static_cast<std::uint8_t>(1U << (i % 8));
  }
}

TEST_CASE("lexicon: numbers that lead outside the file are refused though the checksum fits") {
  const Bytes whole = golden_file();
  REQUIRE(with_checksum(whole) == whole);
  for (std::size_t number = 3; number <= 6; ++number) {
    const std::uint32_t right = read_u32(whole, kHead + 4 * number);
    for (const std::uint32_t value : {0U, right + 8, right - 4, 0x00200000U, 0x7FFFFFFFU, 0x80000000U, 0xFFFFFFFCU, 0xFFFFFFFFU}) {
      INFO(number << " " << value);
      CHECK_FALSE(opens(with_head(number, value)));
    }
  }
  CHECK_FALSE(opens(with_head(0, 3)));  // another version
  CHECK_FALSE(opens(with_head(1, static_cast<std::uint32_t>(whole.size()) + 1)));
}

TEST_CASE("lexicon: a word has one hash, whatever stands behind it") {
  const std::string text = "abcdefghijklmnopqrstuvwxyz and more";
  for (std::size_t begin = 0; begin < 4; ++begin) {
    for (std::size_t size = 0; size <= 20; ++size) CHECK(hash_word_at(text.data() + begin, size) == hash_word(std::string_view(text).substr(begin, size)));
  }
  CHECK(hash_word("abcd") != hash_word(std::string_view("abcd\0", 5)));
}

TEST_CASE("lexicon: a file without slots, buckets or sets is refused, for a look-up would find nothing to read") {
  const auto even = [](std::size_t bytes) { return (bytes + 3) / 4 * 4; };
  for (std::uint32_t without = 0; without <= 7; ++without) {
    const std::uint32_t slots = (without & 1U) != 0 ? 0 : 1;
    const std::uint32_t buckets = (without & 2U) != 0 ? 0 : 1;
    const std::uint32_t sets = (without & 4U) != 0 ? 0 : 1;
    Bytes file = golden_file();
    file.resize(40);
    file.resize(40 + even(2 * buckets) + even(3 * slots) + 4 * sets + 4);
    write_u32(file, kHead + 4, static_cast<std::uint32_t>(file.size()));
    write_u32(file, kHead + 12, slots);
    write_u32(file, kHead + 16, buckets);
    write_u32(file, kHead + 20, sets);
    write_u32(file, kHead + 24, 0);
    INFO(without);
    CHECK(opens(with_checksum(file)) == (without == 0));
  }
}

TEST_CASE("lexicon: a word whose combination of classes is not in the table makes the file invalid") {
  const Bytes whole = golden_file();
  const std::uint32_t slots = read_u32(whole, kHead + 12);
  const std::uint32_t buckets = read_u32(whole, kHead + 16);
  const std::uint32_t sets = read_u32(whole, kHead + 20);
  const auto even = [](std::size_t bytes) { return (bytes + 3) / 4 * 4; };
  const std::size_t entries = 40 + even(2 * buckets);
  for (std::uint32_t slot = 0; slot < slots; ++slot) {
    Bytes file = whole;
    file[entries + 3 * slot + 2] = static_cast<std::uint8_t>(sets);
    CHECK_FALSE(opens(with_checksum(file)));
    file[entries + 3 * slot + 2] = static_cast<std::uint8_t>(sets - 1);
    CHECK(opens(with_checksum(file)));
  }
}

TEST_CASE("lexicon: whatever stands in the tables, a look-up gives one of the sets or nothing") {
  std::mt19937 random(7);
  const Bytes whole = golden_file();
  const std::uint32_t slots = read_u32(whole, kHead + 12);
  const std::uint32_t buckets = read_u32(whole, kHead + 16);
  for (int round = 0; round < 200; ++round) {
    Bytes file = whole;
    const std::size_t entries = 40 + (2 * std::size_t{buckets} + 3) / 4 * 4;
    for (std::size_t i = 40; i < entries; ++i) file[i] = static_cast<std::uint8_t>(random());
    for (std::size_t slot = 0; slot < slots; ++slot) file[entries + 3 * slot] = file[entries + 3 * slot + 1] = static_cast<std::uint8_t>(random());
    file = with_checksum(file);
    const Lexicon lexicon = Lexicon::open(file).value();
    for (int i = 0; i < 50; ++i) {
      std::string text(random() % 12, ' ');
      for (char& c : text) c = static_cast<char>(random());
      const WordClasses classes = lexicon.classes(text);
      const auto& words = golden()["words"];
      CHECK((classes == 0 || std::any_of(words.begin(), words.end(), [&](const auto& set) { return test::number(set) == classes; })));
    }
  }
}

}  // namespace care::redact
