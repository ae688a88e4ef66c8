#include "shared/redact/patterns.h"

#include "shared/redact/patterns_digits.h"
#include "shared/redact/patterns_references.h"
#include "tests/support/vectors.h"
#include "tests/unit/redact/pattern_checks.h"

namespace care::redact {
namespace {

using test::pattern_findings;
using test::patterns_of;

std::string shown(std::string_view text, const Span& span) { return std::string(text.substr(span.begin, span.end - span.begin)); }

std::vector<Span> spans_of(const nlohmann::json& vector, std::string_view text) {
  std::vector<Span> spans;
  for (const auto& entry : vector["spans"]) {
    const auto type = find_type(test::text(entry[2]));
    REQUIRE(type);
    spans.push_back({entry[0].get<std::uint32_t>(), entry[1].get<std::uint32_t>(), *type});
  }
  return to_bytes(text, spans);
}

TEST_CASE("patterns: every identifier of the vectors is found from its first to its last character, with its type") {
  const auto file = test::load_vectors("redact_patterns_v1.json");
  REQUIRE(file["found"].size() >= 400);
  for (const auto& vector : file["found"]) {
    const std::string text = test::text(vector["text"]);
    const Findings found = pattern_findings(text);
    const std::vector<Span> wanted = spans_of(vector, text);
    INFO(text << "\nfound: " << patterns_of(text));
    for (const Span& span : wanted) {
      INFO("wanted: " << type_label(span.type) << " " << shown(text, span));
      CHECK(
          std::any_of(found.begin(), found.end(), [&](const Found& f) { return f.begin == span.begin && f.end == span.end && f.type == span.type; }));
    }
  }
}

TEST_CASE("patterns: what else is found in the vectors lies over one that is at least as certain") {
  const auto file = test::load_vectors("redact_patterns_v1.json");
  for (const auto& vector : file["found"]) {
    const std::string text = test::text(vector["text"]);
    const Findings found = pattern_findings(text);
    const std::vector<Span> wanted = spans_of(vector, text);
    INFO(text << "\nfound: " << patterns_of(text));
    for (const Found& other : found) {
      const auto covers = [&](const Span& span) {
        if (span.begin >= other.end || other.begin >= span.end) return false;
        return std::any_of(found.begin(), found.end(),
                           [&](const Found& f) { return f.begin == span.begin && f.end == span.end && f.certainty >= other.certainty; });
      };
      CHECK(std::any_of(wanted.begin(), wanted.end(), covers));
    }
  }
}

TEST_CASE("patterns: measurements, times, doses, lots, scores and turns of phrase stay") {
  const auto file = test::load_vectors("redact_patterns_v1.json");
  REQUIRE(file["calm"].size() >= 300);
  for (const auto& text : file["calm"]) {
    INFO(test::text(text));
    CHECK(patterns_of(test::text(text)).empty());
  }
}

TEST_CASE("patterns: the check digit decides for ten digits that nothing names") {
  CHECK(is_nhs_number("9434765919"));
  CHECK_FALSE(is_nhs_number("9434765918"));
  CHECK_FALSE(is_nhs_number("1111111111"));
  CHECK_FALSE(is_nhs_number("943476591"));
  CHECK(patterns_of("9434 765919 on the form") == "NHS_NUMBER 9434 765919");
  CHECK(patterns_of("9434 765918 on the form").empty());
  CHECK(patterns_of("NHS 9434 765918 on the form") == "NHS_NUMBER 9434 765918");
}

TEST_CASE("patterns: the word before a code decides whether it is a person's or a thing's") {
  CHECK(patterns_of("crime ref 4471902") == "ID_OTHER 4471902");
  CHECK(patterns_of("batch 4471902").empty());
  CHECK(patterns_of("serial no NW4471902").empty());
  CHECK(patterns_of("batch 4471902. Form NW4471902") == "ID_OTHER NW4471902");
  CHECK(patterns_of("lots 4471902 and 4471903, ring 01632 960123") == "PHONE 01632 960123");
}

TEST_CASE("patterns: card numbers without a label have to pass the Luhn check") {
  CHECK(passes_luhn("4242424242424242"));
  CHECK_FALSE(passes_luhn("4242424242424243"));
  CHECK(patterns_of("4242424242424242 on the screen") == "ID_OTHER 4242424242424242");
  CHECK(patterns_of("4242424242424243 on the screen").empty());
  CHECK(patterns_of("card 4242424242424243") == "ID_OTHER 4242424242424243");
}

TEST_CASE("patterns: a chart of times and volumes is no telephone number") {
  CHECK(patterns_of("0800 150 0930 100 1100 200").empty());
  CHECK(patterns_of("0800 150 0930, tell them it is urgent") == "PHONE 0800 150 0930");
}

// Digits, at most as many as are looked at, whatever follows them: one look takes the same time in a note and in ten megabytes.
TEST_CASE("patterns: a look at digits or a code ends after a fixed number of tokens, however long the row is") {
  for (const std::string_view unit : {"1 ", "07 ", "1-", "1/1/", "a1", "a-1-", "o1", "(1", "1\n", "oh ", "double oh "}) {
    std::string text;
    while (text.size() < 200'000) text += unit;
    const Reading reading(text);
    const View view(reading, shipped_lexicon());
    INFO(unit);
    constexpr std::size_t kFarthest = 4 * Digits::kMost;
    for (std::size_t i = 0; i < 8; ++i) {
      const Digits digits = collect_digits(view, i);
      CHECK((digits.group_count == 0 || digits.end(digits.group_count) <= i + kFarthest));
      const Digits said = spoken_digits(view, i);
      CHECK((said.group_count == 0 || said.end(said.group_count) <= i + kFarthest));
      if (view.is_word(i) || view.is_number(i)) CHECK(chunk_at(view, i).end <= i + 2 * Chunk::kMostParts);
      CHECK(postcode_end(view, i, true) <= i + 12);
      CHECK(iban_end(view, i) <= i + 40);
    }
  }
}

TEST_CASE("patterns: arbitrary bytes are read to their end, and what is found lies inside") {
  constexpr std::string_view kPieces[] = {"07700 ", "900", "@",       ".",    "nhs ", "no ", "(",  ")",  "+44",  "Flat ", "1", "\n",  "Lane ", " ",
                                          "ref ",   "oh ", "double ", "may ", "/",    "-",   "12", "th", "GB29", "\xff",  "é", "St ", "Royal "};
  std::uint32_t state = 11;
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (int piece = 0; piece < 30; ++piece) {
      state = state * 1664525U + 1013904223U;
      text += kPieces[(state >> 16U) % std::size(kPieces)];
    }
    for (const Found& found : pattern_findings(text)) {
      CHECK(found.begin < found.end);
      CHECK(found.end <= text.size());
    }
  }
}

TEST_CASE("patterns: telephones parted by strokes or points, with a nought alone, without blanks, and said in tens and hundreds") {
  CHECK(patterns_of("nurse 0113/496/0277") == "PHONE 0113/496/0277");
  CHECK(patterns_of("her leg (0 1632 960 477)") == "PHONE (0 1632 960 477");
  CHECK(patterns_of("line 0.3.0.6.9.9.9.0.7.7.1 then 2") == "PHONE 0.3.0.6.9.9.9.0.7.7.1");
  CHECK(patterns_of("NOKIdaGorsetel07700900804copy") == "PHONE 07700900804");
  CHECK(patterns_of("mobile oh double seven oh oh, nine hundred, three one six") == "PHONE oh double seven oh oh, nine hundred, three one six");
  CHECK(patterns_of("delivery 4471 2290 1178").empty());
}

TEST_CASE("patterns: an NHS number with a letter for a figure needs its check digit; a product's code is none") {
  CHECK(patterns_of("wristband says 94347659l9") == "NHS_NUMBER 94347659l9");
  CHECK(patterns_of("wristband says 94347659l8").find("NHS_NUMBER") == std::string::npos);
  CHECK(patterns_of("ndc 9434-7659-19").empty());
}

TEST_CASE("patterns: postcodes with letters no postcode has, apart, and spelled") {
  CHECK(patterns_of("at BT99 4LK today") == "POSTCODE BT99 4LK");
  CHECK(patterns_of("Oakby, BT 99 2GR.") == "POSTCODE BT 99 2GR");
  CHECK(patterns_of("postcode HD9 1 KK") == "POSTCODE HD9 1 KK");
  CHECK(patterns_of("PH99 3RW") == "POSTCODE PH99 3RW");
  CHECK(patterns_of("L S 9 9 4 P X") == "POSTCODE L S 9 9 4 P X");
  CHECK(patterns_of("vitamin B12 5MG").empty());
}

TEST_CASE("patterns: accounts, collars, plates and references in the groups they are written in") {
  CHECK(patterns_of("s/c 01 90 58 a/c 3347 8120") == "ID_OTHER 01 90 58, ID_OTHER 3347 8120");
  CHECK(patterns_of("acc 4 0 1 1 7 7 3 2") == "ID_OTHER 4 0 1 1 7 7 3 2");
  CHECK(patterns_of("acct 8810 47213 X, property") == "ID_OTHER 8810 47213 X");
  CHECK(patterns_of("OPG 7000 8821 0049") == "ID_OTHER 7000 8821 0049");
  CHECK(patterns_of("bus pass 63359 4400 1928 7716") == "ID_OTHER 63359 4400 1928 7716");
  CHECK(patterns_of("PC 6144 rang") == "ID_OTHER 6144");
  CHECK(patterns_of("PC Jo Hale 2271 came") == "ID_OTHER 2271");
  CHECK(patterns_of("car T 714 WXK sold") == "ID_OTHER T 714 WXK");
  CHECK(patterns_of("claim ref QP 4471 0098") == "ID_OTHER QP 4471 0098");
  CHECK(patterns_of("log ref RPR:00418") == "ID_OTHER RPR:00418");
  CHECK(patterns_of("pension ref CRO/20019/W.") == "ID_OTHER CRO/20019/W");
  CHECK(patterns_of("ref CD-IR 26/04") == "ID_OTHER CD-IR 26/04, DATE 26/04");
  CHECK(patterns_of("our ref TC/DOLS/52") == "ID_OTHER TC/DOLS/52");
  CHECK(patterns_of("roll number C/4471-B 09.") == "ID_OTHER C/4471-B 09");
  CHECK(patterns_of("incident form 25-08-0719.") == "ID_OTHER 25-08-0719");
  CHECK(patterns_of("hosp no. QX 44\n1907\n") == "ID_OTHER QX 44\n1907");
  CHECK(patterns_of("agency pin 10E5391W.") == "ID_OTHER 10E5391W");
  CHECK(patterns_of("acct ALDER22, sharp") == "ID_OTHER ALDER22");
  CHECK(patterns_of("logged C-118.") == "ID_OTHER C-118");
  CHECK(patterns_of("SSSC part 3091145.") == "ID_OTHER 3091145");
  CHECK(patterns_of("adults team ref sg 2025 88123,") == "ID_OTHER sg 2025 88123");
  CHECK(patterns_of("no further action, ZW 51172") == "ID_OTHER ZW 51172");
  CHECK(patterns_of("hoist LOLER tag 0161-4960 pass").empty());
}

TEST_CASE("patterns: e-mail and web addresses read out, bracketed, or broken over a line") {
  CHECK(patterns_of("her e-mail is p quarles 54 at example dot net") == "EMAIL p quarles 54 at example dot net");
  CHECK(patterns_of("cc b.hale (a) example (.) org") == "EMAIL b.hale (a) example (.) org");
  CHECK(patterns_of("it's hale at example dot net") == "EMAIL hale at example dot net");
  CHECK(patterns_of("https colon slash slash audit dot example dot org slash mar") ==
        "URL https colon slash slash audit dot example dot org slash mar");
  CHECK(patterns_of("sheets: oak-care.example.com\n/staff/sheet.") == "URL oak-care.example.com\n/staff/sheet");
}

TEST_CASE("patterns: orders and serial numbers are things, and figures behind a month a date") {
  CHECK(patterns_of("pads order 9990001234 short").empty());
  CHECK(patterns_of("pads order TM-60219 short") == "ID_OTHER TM-60219");
  CHECK(patterns_of("thermometer s/n 077011288415 faulty").empty());
  CHECK(patterns_of("ring 01632 960123, after Oct 28 2025") == "PHONE 01632 960123, DATE Oct 28 2025");
  CHECK(patterns_of("agency NMC 17B 3302 E did the drugs") == "ID_OTHER 17B 3302 E");
}

TEST_CASE("patterns: four digits in two parts behind a code are looked at as far as they go") {
  CHECK_FALSE(pattern_findings("ref AB123 1-234").empty());
  CHECK_FALSE(pattern_findings("ref AB123 2/502 22nd July").empty());
}

TEST_CASE("patterns: further labels and shapes of references, and the papers of things") {
  CHECK(patterns_of("Chq 000419 banked") == "ID_OTHER 000419");
  CHECK(patterns_of("share code W7P 3K9 XTN. Start Mon") == "ID_OTHER W7P 3K9 XTN");
  CHECK(patterns_of("refund to 309412 00417711") == "ID_OTHER 309412 00417711");
  CHECK(patterns_of("fraud NFRC25110399 noted") == "ID_OTHER NFRC25110399");
  CHECK(patterns_of("IR1/664 filled") == "ID_OTHER IR1/664");
  CHECK(patterns_of("Hoist LOLER cert 20917744 due").empty());
  CHECK(patterns_of("PO 4471904").empty());
  CHECK(patterns_of("order 88-02942 came").empty());
  CHECK(patterns_of("checks 22/00/02/04/06").empty());
}

TEST_CASE("patterns: codes are told by who has them and what is done with them") {
  CHECK(patterns_of("PC Gorse (4417) came") == "ID_OTHER 4417");
  CHECK(patterns_of("CAD was 1183 of 8 March.") == "ID_OTHER 1183 of 8 March, DATE 8 March");
  CHECK(patterns_of("accident book entry 417 signed") == "ID_OTHER 417");
  CHECK(patterns_of("card ending 2207 stopped") == "ID_OTHER 2207");
  CHECK(patterns_of("bank card, last four digits 4418, gone") == "ID_OTHER 4418");
  CHECK(patterns_of("portal user ida.gorse36 only") == "ID_OTHER ida.gorse36");
  CHECK(patterns_of("login: igorse36") == "ID_OTHER igorse36");
  CHECK(patterns_of("if it fails quote VC78QA.") == "ID_OTHER VC78QA");
  CHECK(patterns_of("form filed as 26-0544;") == "ID_OTHER 26-0544");
  CHECK(patterns_of("booked under PTS 559-2208") == "ID_OTHER PTS 559-2208");
  CHECK(patterns_of("police told, 72/220418 closed") == "ID_OTHER 72/220418");
  CHECK(patterns_of("They gave 45100983/26.") == "ID_OTHER 45100983/26");
  CHECK(patterns_of("tracking KB 7719 0443 6GB") == "ID_OTHER KB 7719 0443 6GB");
  CHECK(patterns_of("blue badge QT7XL8 0 0138X0529 lost") == "ID_OTHER QT7XL8 0 0138X0529");
  CHECK(patterns_of("GDC 271905") == "ID_OTHER 271905");
  CHECK(patterns_of("ref FR/GOR/6") == "ID_OTHER FR/GOR/6");
  CHECK(patterns_of("pension bk 2207 4414") == "ID_OTHER 2207 4414");
  CHECK(patterns_of("car, a Morris Minor, RFX 418") == "ID_OTHER RFX 418");
}

TEST_CASE("patterns: times, scores, stock and sentences that only look like given codes stay") {
  CHECK(patterns_of("card ending soon, quote 1 of 3").empty());
  CHECK(patterns_of("quote valid thirty days").empty());
  CHECK(patterns_of("user of a frame. login page down").empty());
  CHECK(patterns_of("recorded as 10-15 mins").empty());
  CHECK(patterns_of("filed under 2 headings").empty());
  CHECK(patterns_of("Stock no 40-10-56").empty());
  CHECK(patterns_of("belt YMH29695 for the hoover").empty());
  CHECK(patterns_of("BP (130)").empty());
}

TEST_CASE("patterns: an e-mail address with bracketed dots, and the token of a prescription") {
  CHECK(patterns_of("write to ida (dot) gorse (at) fenmail (dot) example") == "EMAIL ida (dot) gorse (at) fenmail (dot) example");
  CHECK(patterns_of("Token number 2F81B0-P83015-B77C2X. Driver") == "ID_OTHER 2F81B0-P83015-B77C2X");
}

TEST_CASE("patterns: numbers of officers, staff and clients") {
  CHECK(patterns_of("officer 2281 came") == "ID_OTHER 2281");
  CHECK(patterns_of("officer 2230 came").empty());
  CHECK(patterns_of("staff id 2211") == "ID_OTHER 2211");
  CHECK(patterns_of("clock number 339") == "ID_OTHER 339");
  CHECK(patterns_of("photo id, 200 copies").empty());
}

TEST_CASE("patterns: a case whose letters come last, and the log of the police") {
  CHECK(patterns_of("FORM TO WEXMOOR MBC, 25-55940-SG") == "ORG WEXMOOR MBC, ID_OTHER 25-55940-SG");
  CHECK(patterns_of("police informed, log 0229.") == "ID_OTHER 0229");
  CHECK(patterns_of("fluid log 0930 updated").empty());
  CHECK(patterns_of("10-15-mins walk").empty());
}

TEST_CASE("patterns: an e-mail address that a blank or a line end parts") {
  CHECK(patterns_of("post to ida.gorse@\nfenmail.example today") == "EMAIL ida.gorse@\nfenmail.example");
  CHECK(patterns_of("i.gorse@fenmail .com please") == "EMAIL i.gorse@fenmail .com");
  CHECK(patterns_of("i.gorse@fenmail. co.uk please") == "EMAIL i.gorse@fenmail. co.uk");
  CHECK(patterns_of("meds @\n0800 given").empty());
  CHECK(patterns_of("tea @ 3. No concerns").empty());
}

}  // namespace
}  // namespace care::redact
