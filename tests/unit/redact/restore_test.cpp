#include "shared/redact/restore.h"

#include <algorithm>
#include <array>

#include "shared/base/json.h"

#include "tests/support/catch.h"
#include "tests/support/test_random.h"
#include "tests/unit/redact/marked.h"

namespace care::redact {
namespace {

using test::marked;

// Mary and Ida of the roster, room 12, an NHS number, a birth date.
Conversation acquainted() {
  Conversation conversation;
  const auto note = marked("⟦R0:Mary Orme⟧ ⟦R0:Mary⟧ ⟦S1:Ida⟧ ⟦M:12⟧ ⟦N:9992525098⟧ ⟦B:3.6.34⟧ ⟦O:Bert⟧");
  (void)conversation.redact(note.text, note.identifiers);
  return conversation;
}

std::string back(const Conversation& conversation, std::string_view answer) {
  const RestoredText out = restore(conversation, answer);
  CHECK(out.unknown.empty());
  return out.text;
}

}  // namespace

TEST_CASE("restore: an answer may change what it was given") {
  const Conversation known = acquainted();
  for (const char* written : {"[RESIDENT_1]", "[resident_1]", "[Resident_1]", "Resident_1", "RESIDENT_1", "resident_1", "[RESIDENT 1]", "[Resident-1]", "[RESIDENT\\_1]", "RESIDENT\\_1",
                              "\\[RESIDENT_1\\]", "[[RESIDENT_1]]", "[[[RESIDENT_1]]]", "[RESIDENT_1", "RESIDENT_1]", "{RESIDENT_1}", "<RESIDENT_1>", "{{RESIDENT_1}}", "［RESIDENT_1］",
                              "【RESIDENT_1】", "⟦RESIDENT_1⟧", "[ RESIDENT_1 ]", "[**RESIDENT_1**]", "[`RESIDENT_1`]", "[RESIDENT_01]", "[RESIDENT #1]", "[RESIDENT: 1]", "[RESIDENT1]",
                              "[RESIDENTS_1]", "[PERSON_1]", "[RESIDENT_1a]", "[RESIDENT\xC2\xA0" "1]", "[RESIDENT\xE2\x80\x91" "1]"}) {
    INFO(written);
    CHECK(back(known, std::string("Saw ") + written + " today.") == "Saw Mary Orme today.");
    CHECK(back(known, written) == "Mary Orme");
  }
  CHECK(back(known, "[NHS NUMBER 1], [nhs-number-1], NHS_NUMBER_1, NHS\\_NUMBER\\_1, [Birth date 1]") == "9992525098, 9992525098, 9992525098, 9992525098, 3.6.34");
}

TEST_CASE("restore: what stands around it stays") {
  const Conversation known = acquainted();
  CHECK(back(known, "**[RESIDENT_1]** _RESIDENT_1_ (RESIDENT_1) ([STAFF_2]) \"RESIDENT_1\" “RESIDENT_1”") == "**Mary Orme** _Mary Orme_ (Mary Orme) (Ida) \"Mary Orme\" “Mary Orme”");
  CHECK(back(known, "[RESIDENT_1]'s, [RESIDENT_1's], [RESIDENT_1’s] RESIDENT_1's [RESIDENT_1]s RESIDENT_1s [RESIDENT_1S]") ==
        "Mary Orme's, Mary Orme's, Mary Orme’s Mary Orme's Mary Ormes Mary Ormes Mary OrmeS");
  CHECK(back(known, "[see RESIDENT_1] [RESIDENT_1, STAFF_2] [RESIDENT_1][STAFF_2]") == "[see Mary Orme] Mary Orme, Ida Mary OrmeIda");
  CHECK(back(known, "[RESIDENT_1b] (also [resident_1B])") == "Mary (also Mary)");
}

TEST_CASE("restore: ordinary words stay what they are") {
  const Conversation known = acquainted();
  for (const char* text : {"room 1", "Room 1 is empty", "(room 1)", "resident 1 of 2", "the resident-1", "BEDROOM_1", "BATH_ROOM_1", "EXPIRY_BIRTH_DATE_1x", "room_1_2", "ROOM_1é", "éROOM_1",
                           "[see room 1]", "person 3", "staff 2", "[1]", "[x]", "[]", "[[", "a < b > c", "id 1", "ids_1", "C:\\room 1", "x[ room"}) {
    INFO(text);
    CHECK(back(known, text) == text);
  }
}

TEST_CASE("restore: a placeholder that was never given stays, and is named once") {
  const Conversation known = acquainted();
  const RestoredText out = restore(known, "[RESIDENT_9] and [RESIDENT_9], RESIDENT_1q, [NAME_1], [DATE], [Staff_1], [ROOM_0]; [RESIDENT_1].");
  CHECK(out.text == "[RESIDENT_9] and [RESIDENT_9], RESIDENT_1q, [NAME_1], [DATE], Mary Orme, [ROOM_0]; Mary Orme.");
  CHECK(out.unknown == std::vector<std::string>{"[RESIDENT_9]", "RESIDENT_1q", "[NAME_1]", "[DATE]", "[ROOM_0]"});
  CHECK(out.restored.size() == 2);
  for (const Span& span : out.restored) CHECK(out.text.substr(span.begin, span.end - span.begin) == "Mary Orme");
}

TEST_CASE("restore: of very many unknown placeholders the first hundred are named") {
  std::string answer;
  for (int i = 100; i < 400; ++i) answer += "[ROOM_" + std::to_string(i) + "] ";
  CHECK(restore(acquainted(), answer).unknown.size() == kMostUnknown);
}

TEST_CASE("restore: a stream gives the same as the whole, wherever it is cut") {
  const Conversation known = acquainted();
  const std::string answer =
      "Café: [RESIDENT_1]’s 😀 room ［ROOM_1］ — RESIDENT\\_1, [[resident 1b]] saw [PERSON_3] \\[STAFF_2\\]; [RESIDENT_7] [RESIDENT_1 and room 1.\nROOM_1] 【ROOM_1】 [DATE] STAFF_2";
  const RestoredText whole = restore(known, answer);
  CHECK(whole.unknown == std::vector<std::string>{"[RESIDENT_7]", "[DATE]"});
  const auto streamed = [&](const std::vector<std::size_t>& cuts) {
    Restorer restorer(known);
    RestoredText all;
    const auto take = [&](RestoredText part) {
      CHECK(is_valid_utf8(part.text));
      all.text += part.text;
      all.unknown.insert(all.unknown.end(), part.unknown.begin(), part.unknown.end());
    };
    std::size_t at = 0;
    for (const std::size_t cut : cuts) {
      take(restorer.add(std::string_view(answer).substr(at, cut - at)));
      at = cut;
    }
    take(restorer.add(std::string_view(answer).substr(at)));
    take(restorer.finish());
    CHECK(all.text == whole.text);
    CHECK(all.unknown == whole.unknown);
  };
  for (std::size_t first = 0; first <= answer.size(); ++first) streamed({first});
  std::vector<std::size_t> every;
  for (std::size_t i = 0; i < answer.size(); ++i) every.push_back(i);
  streamed(every);
  test::TestRandom random(5);
  for (int round = 0; round < 300; ++round) {
    std::vector<std::size_t> cuts;
    for (std::size_t at = random.below(12); at < answer.size(); at += random.below(12)) cuts.push_back(at);
    streamed(cuts);
  }
}

TEST_CASE("restore: a stream holds back only what may become a placeholder") {
  const Conversation known = acquainted();
  Restorer restorer(known);
  CHECK(restorer.add("She saw [RESI").text == "She saw ");
  CHECK(restorer.add("DENT_1").text.empty());
  CHECK(restorer.add("] and [the doctor").text == "Mary Orme and [the doctor");
  CHECK(restorer.add(" STAFF_2").text == " ");
  CHECK(restorer.add(", then").text == "Ida, then");
  CHECK(restorer.finish().text.empty());
  Restorer long_one(known);
  std::size_t held = 0;
  std::size_t given = 0;
  for (int i = 0; i < 2000; ++i) {
    given += long_one.add("[[[[ RESIDENT_NHS_ROOM \\[\\[ ").text.size();
    held = std::max(held, static_cast<std::size_t>(i + 1) * 28 - given);
  }
  CHECK(held <= kPlaceholderReach);
}

namespace {

// Texts of names, words, marks and pieces of placeholders, in any order.
struct Maker {
  test::TestRandom random;

  template <std::size_t N>
  std::string any(const std::array<std::string_view, N>& of) {
    return std::string(of[random.below(N)]);
  }
  test::Marked text() {
    static constexpr std::array<std::string_view, 36> kPieces{
        "[", "]", "[[", "]]", "\\", "_", "{", "}", "(", ")", " ", " ", " ", "\n", "RESIDENT", "resident", "ROOM", "1", "2", "_1", "RESIDENT_1", "[RESIDENT_1]", "[RESIDENT_1b]",
        "room 1", "[room 1]", "ROOM_1", "s", "'s", "**", "was", "é", "😀", "【", "】", "[TEXT_1]", "12 May 2025"};
    static constexpr std::array<std::string_view, 14> kIdentifiers{"⟦R0:Mary⟧", "⟦R0:MARY⟧", "⟦R0:Mary Orme⟧", "⟦R1:Ida⟧", "⟦O:Bert⟧", "⟦O:bert's⟧", "⟦O:Bert Lowe⟧", "⟦M:1⟧", "⟦M:RESIDENT_1⟧",
                                                                   "⟦D:12 May 2025⟧", "⟦D:22/5/25⟧", "⟦D:May 2025⟧", "⟦P:0161 496 0000⟧", "⟦X:[ID_1]⟧"};
    std::string source;
    const std::size_t length = random.below(14);
    for (std::size_t i = 0; i < length; ++i) source += random.below(3) == 0 ? any(kIdentifiers) : any(kPieces);
    return marked(source);
  }
};

}  // namespace

TEST_CASE("restore: what left comes back byte for byte, whatever stood in it, text after text of one conversation") {
  for (const auto& [form, days] : {std::pair(DateForm::placeholder, 0), std::pair(DateForm::shifted, 10), std::pair(DateForm::shifted, -400)}) {
    Maker maker{test::TestRandom(static_cast<std::uint64_t>(days + 1000))};
    for (int round = 0; round < 400; ++round) {
      Conversation conversation(form, days);
      for (int i = 0; i < 6; ++i) {
        const test::Marked note = maker.text();
        const std::string out = conversation.redact(note.text, note.identifiers).text;
        const RestoredText back = restore(conversation, out);
        INFO(note.text << "  ->  " << out);
        REQUIRE(back.text == note.text);
        REQUIRE(back.unknown.empty());
      }
    }
  }
}

TEST_CASE("restore: changed case and a possessive after it never lose a name, and texts of one conversation never mix up people") {
  Maker maker{test::TestRandom(3)};
  for (int round = 0; round < 500; ++round) {
    Conversation conversation;
    static constexpr std::array<std::string_view, 6> kNames{"Mary Orme", "Mary", "MARY", "Ida Platt", "Bert", "Zoë"};
    std::vector<std::string> said;
    std::string answer;
    std::string expected;
    for (int i = 0; i < 5; ++i) {
      const std::size_t who = maker.random.below(kNames.size());
      const std::string name(kNames[who]);
      const std::string source = who < 3 ? "⟦R0:" + name + "⟧" : "⟦O:" + name + "⟧";
      const auto note = marked("x " + source);
      std::string written = conversation.redact(note.text, note.identifiers).text.substr(2);
      if (maker.random.below(2) == 0) std::transform(written.begin(), written.end(), written.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
      const auto way = maker.random.below(4);
      if (way == 1) written = written.substr(1, written.size() - 2);
      if (way == 2) written = written.substr(1);
      if (way == 3) written = written.substr(0, written.size() - 1);
      answer += written + "'s tea, ";
      expected += name + "'s tea, ";
    }
    INFO(answer);
    const RestoredText back = restore(conversation, answer);
    REQUIRE(back.text == expected);
    REQUIRE(back.unknown.empty());
  }
}

}  // namespace care::redact
