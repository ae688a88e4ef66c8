// The redactor: any text with any people, any answer in any pieces, any word lists, and what its module and careseal-redact read.
#include <cstring>
#include <fstream>
#include <iterator>

#include "shared/base/json.h"
#include "shared/redact/guard.h"
#include "shared/redact/name_model.h"
#include "shared/redact/people.h"
#include "shared/redact/restore.h"
#include "shared/wire/redact_lines.h"
#include "tests/fuzz/seeds.h"
#include "wasm/redact/session.h"

namespace care::fuzz {
namespace {

using namespace redact;

// At an address divisible by 4, as lists are read.
struct Aligned {
  std::vector<std::uint32_t> words;
  std::size_t size = 0;
  explicit Aligned(BytesView bytes) : words((bytes.size() + 3) / 4 + 1), size(bytes.size()) {
    if (!bytes.empty()) std::memcpy(words.data(), bytes.data(), bytes.size());
  }
  BytesView view() const { return {reinterpret_cast<const std::uint8_t*>(words.data()), size}; }
};

const Aligned& real_lists() {
  static const Aligned lists = [] {
    std::ifstream file(CARE_REDACT_LISTS, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    return Aligned(as_bytes(bytes));
  }();
  return lists;
}

const Lexicon& lexicon() {
  static const Lexicon only = Lexicon::open(real_lists().view()).value();
  return only;
}

void check_spans(std::string_view text, std::span<const Identifier> identifiers, std::size_t people) {
  std::uint32_t at = 0;
  for (const auto& [span, person] : identifiers) {
    FUZZ_CHECK(at <= span.begin && span.begin < span.end && span.end <= text.size());
    FUZZ_CHECK(!person || (*person < people && is_name(span.type)));
    at = span.end;
  }
}

void check_there_and_back(Conversation& conversation, std::string_view text, std::span<const Identifier> identifiers) {
  const RedactedText out = conversation.redact(text, identifiers);
  std::uint32_t at = 0;
  for (const Replacement& each : out.replacements) {
    FUZZ_CHECK(at <= each.placeholder.begin && each.placeholder.begin < each.placeholder.end && each.placeholder.end <= out.text.size());
    at = each.placeholder.end;
  }
  const RestoredText back = restore(conversation, out.text);
  FUZZ_CHECK(back.text == text);
  FUZZ_CHECK(back.unknown.empty());
}

// how dates leave 1 ‖ length 2 ‖ names, one a line ‖ two texts with a zero between
void run_redact(BytesView input) {
  Cursor cursor(input);
  const bool shifts = cursor.below(2) == 1;
  std::vector<Person> people;
  std::string_view names = as_text(cursor.take(cursor.number<std::uint16_t>()));
  while (!names.empty() && people.size() < 200) {
    const std::string_view name = names.substr(0, names.find('\n'));
    names.remove_prefix(std::min(names.size(), name.size() + 1));
    Person person;
    person.role = static_cast<PersonRole>(people.size() % 3);
    person.name = name;
    if (people.size() % 4 == 1) person.aliases = {std::string(name.substr(name.size() / 2))};
    people.push_back(person);
  }
  const auto roster = Roster::create(people);
  if (!accepted(roster)) return;
  Conversation conversation(shifts ? DateForm::shifted : DateForm::placeholder, shifts ? 9 : 0);
  std::string_view rest = as_text(cursor.rest());
  for (int i = 0; i < 2; ++i) {
    const std::string_view text = rest.substr(0, rest.find('\0'));
    rest.remove_prefix(std::min(rest.size(), text.size() + 1));
    const auto identifiers = find_identifiers(text, *roster, lexicon());
    check_spans(text, identifiers, people.size());
    check_there_and_back(conversation, text, identifiers);
    std::uint32_t at = 0;
    for (const Warning& warning : find_misplaced(text, identifiers, *roster, Place::care, 0)) {
      FUZZ_CHECK(at <= warning.span.begin && warning.span.begin < warning.span.end && warning.span.end <= text.size());
      at = warning.span.end;
    }
  }
}

Inputs redact_seeds() {
  static constexpr std::string_view kNames = "Doreen Athersmith\nBlessing Okonjo\nZażółć Gęślą\nWill Rose";
  static constexpr std::string_view kTexts[] = {
      "", "Doreen Athersmith slept well, rang 07700 900618 at 09:15.", "[RESIDENT_1] Doreen's NHS no 999 252 5098, DOB 3.6.34\n4 Tanners Yard, Leeds LS6 1AA",
      "wíll rose ZAZOLC 12/05/2025, 22nd July; REF-30842 QQ 12 34 56 C", "[[[Doreen]]] \\[x\\] 【ROOM_1】 room 16A www.x.example/y janet@x.example", "\xFF\xC3(\xE2\x80"};
  Inputs out;
  for (const std::string_view text : kTexts) {
    for (std::uint8_t form = 0; form < 2; ++form) {
      Bytes seed{form};
      append_big_endian(seed, static_cast<std::uint16_t>(kNames.size()));
      append(seed, as_bytes(kNames));
      append(seed, as_bytes(text));
      seed.push_back(0);
      append(seed, as_bytes(text));
      out.push_back(seed);
    }
  }
  return out;
}

// how dates leave 1 ‖ count 1 ‖ spans of 3 bytes (gap, length, type) ‖ size of a chunk 1 ‖ length 1 ‖ text ‖ answer
void run_restore(BytesView input) {
  Cursor cursor(input);
  const auto form = static_cast<DateForm>(cursor.below(3));
  std::vector<Identifier> identifiers;
  std::uint32_t at = 0;
  for (std::size_t count = cursor.below(12); count > 0; --count) {
    at += static_cast<std::uint32_t>(cursor.below(16));
    const auto end = at + static_cast<std::uint32_t>(cursor.below(16));
    const auto type = cursor.byte();
    identifiers.push_back({{at, end, static_cast<Type>(type % kTypes)}, std::nullopt});
    if (is_name(identifiers.back().span.type) && type >= 128) identifiers.back().person = type % 5U;
    at = end;
  }
  const std::size_t chunk = cursor.below(40) + 1;
  const std::string_view text = as_text(cursor.take(cursor.byte()));
  const std::string_view answer = as_text(cursor.rest());
  Conversation conversation(form, form == DateForm::shifted ? -40 : 0);
  if (form == DateForm::month) {
    (void)conversation.redact(text, identifiers);
  } else {
    check_there_and_back(conversation, text, identifiers);
  }
  const RestoredText whole = restore(conversation, answer);
  for (const Span& span : whole.restored) FUZZ_CHECK(span.begin <= span.end && span.end <= whole.text.size());
  Restorer restorer(conversation);
  std::string streamed;
  std::vector<std::string> unknown;
  const auto take = [&](const RestoredText& part) {
    streamed += part.text;
    unknown.insert(unknown.end(), part.unknown.begin(), part.unknown.end());
  };
  for (std::size_t i = 0; i < answer.size(); i += chunk) take(restorer.add(answer.substr(i, chunk)));
  take(restorer.finish());
  FUZZ_CHECK(streamed == whole.text);
  FUZZ_CHECK(unknown == whole.unknown);
}

Inputs restore_seeds() {
  Inputs out;
  static constexpr std::string_view kText = "Mary Orme, room 12, [RESIDENT_1] seen 12 May 2025.";
  for (std::uint8_t form = 0; form < 3; ++form) {
    for (const std::string_view answer : {"[RESIDENT_1]'s [[room_1]] **[TEXT\\_1]** resident_1", "12 May 2025, 2 April, [RESIDENT_9] [DATE] (room 1)", "［RESIDENT_1］ {date 1} [RESIDENT_1", "\xE3\x80\x90ROOM_1"}) {
      Bytes seed{form, 3, 0, 9, 0, 7, 2, 13, 20, 11, 10, 3, static_cast<std::uint8_t>(kText.size())};
      append(seed, as_bytes(kText));
      append(seed, as_bytes(answer));
      out.push_back(seed);
    }
  }
  return out;
}

void run_lists(BytesView input) {
  const Aligned lists(input);
  const auto opened = Lexicon::open(lists.view());
  if (!accepted(opened)) return;
  FUZZ_CHECK(opened->weights().size() <= input.size());
  for (const std::string_view word : {"", "rose", "athersmith", "o'dowd", "\xFF\xFE"}) (void)opened->classes(word);
  if (const auto model = NameModel::open(opened->weights()); !accepted(model)) return;
  (void)find_identifiers("Mrs Rose Athersmith rang Dr Okonjo, will review at Millbeck Surgery", Roster(), *opened);
}

Inputs list_seeds() {
  std::string hex;
  for (const auto& line : load_list("redact_lists_v2.json", "file")) hex += test::text(line);
  return {decode_hex(hex).value(), {}};
}

// call 1 ‖ JSON
void run_call(BytesView input) {
  static wasm::RedactSession session = [] {
    wasm::RedactSession made;
    FUZZ_CHECK(made.open_lists(real_lists().view()).ok());
    return made;
  }();
  Cursor cursor(input);
  const std::size_t call = cursor.below(7);
  if (call == 5) return void(accepted(session.restore_chunk(as_text(cursor.rest()))));
  if (call == 6) return void(accepted(session.restore_end()));
  const auto args = parse_canonical(cursor.rest(), {.max_bytes = 1U << 20U, .max_depth = 16});
  if (!accepted(args)) return;
  constexpr JsonLimits kAnswer{.max_bytes = 64U << 20U, .max_depth = 16};
  if (call == 4) {  // writes its answer itself
    const auto written = session.redact_text(*args);
    if (accepted(written)) FUZZ_CHECK(parse_canonical(as_bytes(*written), kAnswer).ok());
    return;
  }
  using Act = Result<Json> (wasm::RedactSession::*)(const Json&);
  static constexpr Act kActs[] = {&wasm::RedactSession::set_roster, &wasm::RedactSession::begin_conversation, &wasm::RedactSession::restore_text,
                                  &wasm::RedactSession::check_text};
  const auto answer = (session.*kActs[call])(*args);
  if (accepted(answer)) FUZZ_CHECK(parse_canonical(as_bytes(encode_canonical(*answer)), kAnswer).ok());
}

Inputs call_seeds() {
  Inputs out;
  const auto add = [&](std::uint8_t call, std::string_view json) { out.push_back(with_prefix({call}, json)); };
  add(0, R"({"people":[{"aliases":["Dolly"],"dob":"1934-06-03","name":"Doreen Athersmith","nhs":"9992525098","phones":["07700 900618"],"role":"resident","room":"12"}]})");
  add(1, R"({"dates":"shifted","shift_days":10})");
  add(1, R"({"dates":"month"})");
  add(4, R"({"add":[{"end":5,"start":1,"type":"ORG"}],"keep":[{"end":40,"start":30}],"text":"Zoë and Doreen Athersmith, seen 12 May 2025 in room 12 😀"})");
  add(2, R"({"text":"[resident_1]'s [ROOM_1] [NAME_4]"})");
  add(3, R"({"kind":"care","subject":0,"text":"sort code 20-45-67 account 12345678 password: Rosebud7 QQ123456C"})");
  add(5, "[RESID");
  add(6, "");
  return out;
}

void run_line(BytesView input) {
  const auto line = wire::parse_redact_line(as_text(input));
  if (!accepted(line)) return;
  FUZZ_CHECK(is_valid_utf8(line->text));
  const auto people = read_people(line->people);
  if (accepted(people)) FUZZ_CHECK(people->size() == line->people.items().size());
  const auto written = wire::write_redact_line(line->id, std::vector<Span>{{0, 1, Type::org}}, line->text);
  const auto again = wire::parse_redact_line(std::string(written).replace(written.find("\"redacted\""), 10, "\"text\""));
  FUZZ_CHECK(again.ok() && again->id == line->id && again->text == line->text);
}

Inputs line_seeds() {
  Inputs out;
  add_all(out, {R"({"id":"n-1","text":"Zo\u00eb slept","roster":[{"role":"resident","name":"Mary","aliases":["M",1],"dob":null,"nhs":9992525098,"of":{"x":1.5}}]})",
                R"({"id":-1.5e3,"text":"","roster":null,"spans":[true]})", R"({"roster":[{}],"text":"\ud83d\ude00","id":18446744073709551615})"});
  return out;
}

}  // namespace

std::vector<Target> redact_targets() {
  return {{"redact", run_redact, redact_seeds, kNoJson, 60}, {"restore", run_restore, restore_seeds}, {"redact_lists", run_lists, list_seeds},
          {"redact_call", run_call, call_seeds, 1}, {"redact_line", run_line, line_seeds, 0}};
}

}  // namespace care::fuzz
