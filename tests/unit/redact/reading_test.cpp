#include "shared/redact/reading.h"

#include <string>
#include <vector>

#include "tests/support/catch.h"

using namespace care::redact;

namespace {

std::vector<std::string> words(const std::string& text) {
  const Reading reading(text);
  std::vector<std::string> out;
  for (const Token& token : reading.tokens()) out.emplace_back(reading.word(token));
  return out;
}

std::string written(const Reading& reading, std::uint32_t begin, std::uint32_t end) {
  const Span span = reading.to_text(begin, end, Type::name_other);
  return std::string(reading.text().substr(span.begin, span.end - span.begin));
}

}  // namespace

TEST_CASE("reading: accents, ligatures and barred letters become the letters people type without them") {
  CHECK(fold("Ẹniọlá Ògúnlẹ́yẹ") == "eniola ogunleye");
  CHECK(fold("Łucja Żółć, Bożena") == "lucja zolc, bozena");
  CHECK(fold("Strauß Ægir Øyvind Þóra Işık") == "strauss aegir oyvind thora isik");
}

TEST_CASE("reading: letters of other scripts that look Latin are read as what they imitate, and are told") {
  const std::string text = "\xD0\x9C\xD0\xB0" "ud";  // Cyrillic М and а
  const Reading reading(text);
  CHECK(reading.folded() == "maud");
  REQUIRE(reading.tokens().size() == 1);
  CHECK(reading.tokens()[0].odd());
  CHECK(reading.tokens()[0].letters == Letters::capital);
  CHECK(fold("\xEF\xBC\xA1\xEF\xBC\x99") == "a9");                  // full width
  CHECK(fold("\xF0\x9D\x90\x8C\xF0\x9D\x90\x9A") == "ma");          // mathematical bold
}

TEST_CASE("reading: words with accents are told from those with look-alikes") {
  const Reading reading("Zoë rang, Оlga did not, nor did Ann");
  CHECK(reading.tokens()[0].accented());
  CHECK_FALSE(reading.tokens()[0].odd());
  CHECK(reading.tokens()[3].odd());
  CHECK_FALSE(reading.tokens()[3].accented());
  CHECK_FALSE(reading.tokens().back().accented());
}

TEST_CASE("reading: invisible characters inside a word belong to it") {
  const std::string text = "Josep\xE2\x80\x8B" "hine sat";
  const Reading reading(text);
  CHECK(words(text) == std::vector<std::string>{"josephine", "sat"});
  CHECK(written(reading, 0, 9) == "Josep\xE2\x80\x8B" "hine");
}

TEST_CASE("reading: a word of a script without Latin look-alikes keeps its letters in lower case") {
  const std::string text = "\xD0\xA8\xD0\xB8\xD0\xBB";  // Шил
  const Reading reading(text);
  REQUIRE(reading.tokens().size() == 1);
  CHECK(reading.folded() == "\xD1\x88\xD0\xB8\xD0\xBB");
  CHECK(written(reading, 0, 6) == text);
}

TEST_CASE("reading: blanks, dashes and quotation marks of every kind are one kind each") {
  CHECK(fold("a\xC2\xA0" "b\xE2\x80\x89" "c") == "a b c");
  CHECK(fold("O\xE2\x80\x99" "Hagan \xE2\x80\x93 ok") == "o'hagan - ok");
}

TEST_CASE("reading: words written as one are two, names with a capital inside are one") {
  CHECK(words("MrsTodd well.MrOld") == std::vector<std::string>{"mrs", "todd", "well", ".", "mr", "old"});
  CHECK(words("McNally O'Brien DeShawn DoLS iPad") == std::vector<std::string>{"mcnally", "o'brien", "deshawn", "dols", "ipad"});
}

TEST_CASE("reading: a sentence starts at the text's start, behind a full stop and on a new line") {
  const Reading reading("Slept. Up at 6\nPad dry: Ok");
  std::vector<std::string> starts;
  for (const Token& token : reading.tokens()) {
    if (token.sentence_start) starts.emplace_back(reading.word(token));
  }
  CHECK(starts == std::vector<std::string>{"slept", "up", "pad", "ok"});
}

TEST_CASE("reading: bytes that are no UTF-8 are marks, and every position comes back to the text") {
  std::string text = "a\xFF\xC3(\xED\xA0\x80z\xF4\x90\x80\x80";
  const Reading reading(text);
  CHECK(reading.folded().front() == 'a');
  for (const Token& token : reading.tokens()) {
    const Span span = reading.to_text(token.begin, token.end, Type::date);
    CHECK(span.begin < span.end);
    CHECK(span.end <= text.size());
  }
  for (int byte = 0; byte < 256; ++byte) {
    const std::string any{static_cast<char>(byte), 'x', static_cast<char>(byte ^ 0x55)};
    const Reading one(any);
    CHECK(one.to_text(0, static_cast<std::uint32_t>(one.folded().size()), Type::date).end <= any.size());
  }
}

TEST_CASE("reading: both letters that an ess-zett stands for end where it ends") {
  const std::string text = "Stra\xC3\x9F" "e";
  const Reading reading(text);
  CHECK(reading.folded() == "strasse");
  CHECK(written(reading, 4, 5) == "\xC3\x9F");
  CHECK(written(reading, 0, 7) == text);
}
