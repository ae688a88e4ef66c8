#include "shared/redact/conversation.h"

#include "shared/redact/restore.h"
#include "tests/support/catch.h"
#include "tests/unit/redact/marked.h"

namespace care::redact {
namespace {

using test::marked;

std::string out_of(Conversation& conversation, std::string_view source) {
  const auto note = marked(source);
  return conversation.redact(note.text, note.identifiers).text;
}

std::string there_and_back(Conversation& conversation, std::string_view source) {
  const auto note = marked(source);
  const RestoredText back = restore(conversation, conversation.redact(note.text, note.identifiers).text);
  CHECK(back.unknown.empty());
  CHECK(back.text == note.text);
  return back.text;
}

}  // namespace

TEST_CASE("conversation: every type has its label, people are numbered together and each other kind by itself") {
  Conversation conversation;
  CHECK(out_of(conversation, "⟦R:Mary Orme⟧ told ⟦S:Jo⟧ that ⟦O:Bert⟧ rang from ⟦P:0161 496 0000⟧ about ⟦N:999 252 5098⟧ and ⟦I:QQ123456C⟧.") ==
        "[RESIDENT_1] told [STAFF_2] that [PERSON_3] rang from [PHONE_1] about [NHS_NUMBER_1] and [NI_NUMBER_1].");
  CHECK(out_of(conversation, "⟦E:a@b.example⟧ ⟦Z:LS6 1AA⟧ ⟦A:4 Tanners Yard⟧ ⟦B:3.6.34⟧ ⟦D:22nd July⟧ ⟦G:94⟧ ⟦F:Millbeck Surgery⟧ ⟦M:16A⟧ ⟦X:REF-30842⟧ ⟦U:x.example/y⟧") ==
        "[EMAIL_1] [POSTCODE_1] [ADDRESS_1] [BIRTH_DATE_1] [DATE_1] [AGE_1] [ORG_1] [ROOM_1] [ID_1] [LINK_1]");
}

TEST_CASE("conversation: one person of the roster has one number, whatever is written, in every text") {
  Conversation conversation;
  CHECK(out_of(conversation, "⟦R4:Mary Orme⟧ and ⟦R7:Ida⟧; ⟦R4:Mary⟧ slept.") == "[RESIDENT_1] and [RESIDENT_2]; [RESIDENT_1b] slept.");
  CHECK(out_of(conversation, "⟦R4:MARY⟧, ⟦R4:Mary Orme⟧, ⟦R4:Mazza⟧") == "[RESIDENT_1c], [RESIDENT_1], [RESIDENT_1d]");
}

TEST_CASE("conversation: a name nobody listed is the same person in any case, with a possessive, without accents") {
  Conversation conversation;
  CHECK(out_of(conversation, "⟦O:Zoë⟧ came. ⟦O:zoe's⟧ bag. ⟦O:ZOE⟧. ⟦O:Zoë⟧ again.") == "[PERSON_1] came. [PERSON_1b] bag. [PERSON_1c]. [PERSON_1] again.");
  // Whatever a later text takes her for, she is one.
  CHECK(out_of(conversation, "⟦R:Zoë⟧") == "[PERSON_1]");
}

TEST_CASE("conversation: a first name alone is the one full name that has it, and nobody's where two have it") {
  Conversation conversation;
  CHECK(out_of(conversation, "⟦O:Mary Orme⟧ rang. ⟦O:Mary⟧ is well.") == "[PERSON_1] rang. [PERSON_1b] is well.");
  CHECK(out_of(conversation, "⟦O:Mary Platt⟧ rang. ⟦O:Mary⟧ is well.") == "[PERSON_2] rang. [PERSON_3] is well.");
  CHECK(out_of(conversation, "⟦O:Mar⟧") == "[PERSON_4]");
}

TEST_CASE("conversation: a name alone is never joined to a person of the roster, who may have a namesake") {
  Conversation conversation;
  CHECK(out_of(conversation, "⟦R1:Mary Orme⟧ and ⟦R:Mary⟧") == "[RESIDENT_1] and [RESIDENT_2]");
}

TEST_CASE("conversation: one value has one number in any grouping, and each writing of it its letter") {
  Conversation conversation;
  CHECK(out_of(conversation, "⟦P:0161 496 0000⟧ ⟦P:01614960000⟧ ⟦P:+44 161 496 0000⟧ ⟦P:+44 (0)161 496 0000⟧ ⟦P:0161 496 0001⟧") ==
        "[PHONE_1] [PHONE_1b] [PHONE_1c] [PHONE_1d] [PHONE_2]");
  CHECK(out_of(conversation, "⟦E:A.b@x.example⟧ ⟦E:a.b@x.example⟧ ⟦E:ab@x.example⟧ ⟦Z:ls6 1aa⟧ ⟦Z:LS61AA⟧") ==
        "[EMAIL_1] [EMAIL_1b] [EMAIL_2] [POSTCODE_1] [POSTCODE_1b]");
}

TEST_CASE("conversation: the twenty-seventh spelling has two letters, and comes back") {
  Conversation conversation;
  std::string last;
  for (int i = 1; i <= 30; ++i) last = out_of(conversation, "⟦R1:Mary" + std::string(static_cast<std::size_t>(i), '!') + "⟧");
  CHECK(last == "[RESIDENT_1ad]");
  CHECK(restore(conversation, "[RESIDENT_1z] [RESIDENT_1aa]").text == "Mary" + std::string(26, '!') + " Mary" + std::string(27, '!'));
}

TEST_CASE("conversation: what already looks like a placeholder leaves as text, and comes back as it was") {
  Conversation conversation;
  for (const char* source : {"[RESIDENT_1] is ⟦R:Mary⟧", "resident_1", "[room 1] ⟦M:1⟧", "{Person 3}", "[DATE]", "**[STAFF\\_2]**", "[[PHONE_1]]", "see [NAME_4], [TEXT_1]",
                             "[RESIDENT_1 ⟦R:Mary⟧]", "ROOM_⟦M:1⟧", "ROOM_1⟦M:2⟧", "RESIDENT_1]", "[x RESIDENT_1]", "\\[ORG_1\\]", "[[[[[[ROOM_1]]]]]]", "[[[ROOM_1]"}) {
    INFO(source);
    there_and_back(conversation, source);
  }
  const auto note = marked("[RESIDENT_1] is ⟦R:Mary⟧");
  Conversation fresh;
  const RedactedText out = fresh.redact(note.text, note.identifiers);
  CHECK(out.text == "[TEXT_1] is [RESIDENT_1]");
  REQUIRE(out.replacements.size() == 2);
  CHECK_FALSE(out.replacements[0].identifier.has_value());
  CHECK(out.replacements[1].identifier == 0U);
}

TEST_CASE("conversation: brackets around a name leave with it, or an answer's own would be taken for them") {
  Conversation conversation;
  CHECK(out_of(conversation, "[⟦R1:Mary⟧] \\[⟦R1:Mary⟧\\] [[[[[⟦R1:Mary⟧]]]]] (⟦R1:Mary⟧) [ ⟦R1:Mary⟧ ]") == "[RESIDENT_1] [RESIDENT_1b] [RESIDENT_1c] ([RESIDENT_1d]) [ [RESIDENT_1d] ]");
  for (const char* source : {"[⟦R1:Mary⟧]", "[⟦R1:Mary⟧", "⟦R1:Mary⟧]", "[[⟦R1:Mary⟧]", "{⟦R1:Mary⟧}", "<⟦R1:Mary⟧>", "\\[⟦R1:Mary⟧\\]", "[⟦R1:Mary⟧][⟦R1:Ida⟧]", "[⟦R1:Mary⟧⟦R2:Ida⟧]",
                             "⟦R1:Mary⟧s", "⟦R1:Mary⟧'s", "⟦R1:Mary⟧_1", "x⟦R1:Mary⟧y", "【⟦R1:Mary⟧】"}) {
    INFO(source);
    there_and_back(conversation, source);
  }
}

TEST_CASE("conversation: a hundred thousand brackets cost no more than a hundred thousand letters") {
  // In rounds of a few brackets each this would take minutes.
  const std::string open(100'000, '[');
  const std::string close(100'000, ']');
  Conversation conversation;
  there_and_back(conversation, open + "⟦R1:Mary⟧" + close + open + "ROOM_1" + close);
}

TEST_CASE("conversation: the places of what was replaced are told for both texts") {
  Conversation conversation;
  const auto note = marked("Café: ⟦R:Zoë⟧, ⟦P:0161 496 0000⟧");
  const RedactedText out = conversation.redact(note.text, note.identifiers);
  REQUIRE(out.replacements.size() == 2);
  for (const Replacement& each : out.replacements) {
    REQUIRE(each.identifier.has_value());
    CHECK(each.original == note.identifiers[*each.identifier].span);
  }
  const auto written = [&](std::size_t i) { return out.text.substr(out.replacements[i].placeholder.begin, out.replacements[i].placeholder.end - out.replacements[i].placeholder.begin); };
  CHECK(written(0) == "[RESIDENT_1]");
  CHECK(written(1) == "[PHONE_1]");
}

TEST_CASE("conversation: spans that overlap, are empty or lie outside the text are left out") {
  Conversation conversation;
  const std::string text = "Mary Orme";
  const std::vector<Identifier> odd{{{0, 4, Type::name_resident}, {}}, {{2, 9, Type::name_resident}, {}}, {{5, 5, Type::org}, {}}, {{5, 99, Type::org}, {}}};
  CHECK(conversation.redact(text, odd).text == "[RESIDENT_1] Orme");
}

TEST_CASE("conversation: shifted dates are moved by the same days in their own writing, and come back") {
  Conversation conversation(DateForm::shifted, 10);
  CHECK(out_of(conversation, "⟦D:12/05/2025⟧, ⟦D:25.5.25⟧; ⟦D:22nd July⟧ (⟦D:2025-12-28⟧) ⟦D:12-May-2025⟧ ⟦D:DEC 25th⟧ ⟦D:the 5th⟧ ⟦B:3.6.34⟧") ==
        "22/05/2025, 4.6.25; 1st August (2026-01-07) 22-May-2025 JAN 4th [DATE_1] [BIRTH_DATE_1]");
  there_and_back(conversation, "⟦D:12/05/2025⟧, ⟦D:25.5.25⟧; ⟦D:22nd July⟧ (⟦D:2025-12-28⟧) ⟦D:12-May-2025⟧ ⟦D:DEC 25th⟧ ⟦D:the 5th⟧ ⟦B:3.6.34⟧");
  // In a writing that the answer chose.
  CHECK(restore(conversation, "Seen on 22 May 2025, again on 4th June.").text == "Seen on 12 May 2025, again on 25th May.");
  const RestoredText other = restore(conversation, "Due 9 September 2031.");
  CHECK(other.text == "Due 9 September 2031.");
  CHECK(other.unknown == std::vector<std::string>{"9 September 2031"});
}

TEST_CASE("conversation: a date that stays as it is never changes, also where another one leaves looking like it") {
  Conversation conversation(DateForm::shifted, 10);
  CHECK(out_of(conversation, "⟦D:12 May 2025⟧ and 22 May 2025") == "[DATE_1] and 22 May 2025");
  there_and_back(conversation, "⟦D:12 May 2025⟧ and 22 May 2025");
  // Moved without its year it is 10 March, and read with it ten days before that would be 29 February.
  there_and_back(conversation, "⟦D:28 Feb⟧ 2024");
  // The other way round: it left looking so before.
  CHECK(out_of(conversation, "⟦D:1 June 2025⟧") == "11 June 2025");
  CHECK(out_of(conversation, "until 11 June 2025") == "until [TEXT_1]");
  there_and_back(conversation, "until 11 June 2025; ⟦D:1 June 2025⟧; ⟦D:12 May⟧ 2025; ⟦D:1/5/25⟧⟦D:1/6/25⟧; x⟦D:1/7/25⟧");
}

TEST_CASE("conversation: dates reduced to their month come back where only one can be meant") {
  Conversation conversation(DateForm::month);
  CHECK(out_of(conversation, "⟦D:12/05/2025⟧, ⟦D:3 June 2025⟧, ⟦D:9th June 2025⟧, ⟦D:22nd July⟧") == "May 2025, June 2025, June 2025, [DATE_1]");
  const RestoredText back = restore(conversation, "May 2025, June 2025, [date 1]");
  CHECK(back.text == "12/05/2025, June 2025, 22nd July");
  CHECK(back.restored.size() == 2);
}

}  // namespace care::redact
