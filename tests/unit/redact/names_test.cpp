#include "shared/redact/names.h"

#include <string>
#include <vector>

#include "shared/redact/redact.h"
#include "tests/support/catch.h"
#include "tests/unit/redact/lists.h"

using namespace care::redact;

namespace {

Person person(PersonRole role, std::string name, std::vector<std::string> aliases = {}) {
  Person out;
  out.role = role;
  out.name = std::move(name);
  out.aliases = std::move(aliases);
  return out;
}

Roster home() {
  return Roster::create({person(PersonRole::resident, "April Cross"), person(PersonRole::resident, "Robert Pemberton", {"Bob"}),
                         person(PersonRole::staff, "Bronisława Wójcik"), person(PersonRole::relative, "Hugh Ellery-Vance")})
      .value();
}

std::vector<std::string> names(const std::string& text, const Roster& roster = {}) {
  std::vector<std::string> out;
  for (const Identifier& found : find_identifiers(text, roster, shipped_lexicon())) {
    if (is_name(found.span.type)) out.push_back(text.substr(found.span.begin, found.span.end - found.span.begin));
  }
  return out;
}

using Words = std::vector<std::string>;

// What is sure without the model, which might know it too.
Words certain(const std::string& text, const Roster& roster = {}) {
  const Reading reading(text);
  const View view(reading, shipped_lexicon());
  NameContext context(view, roster, {});
  const std::vector<std::uint8_t> labels = certain_names(context, roster);
  Words out;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] != 0) out.emplace_back(reading.word(reading.tokens()[i]));
  }
  return out;
}

}  // namespace

TEST_CASE("names: whoever the home knows is found in any case, without accents and with a slip") {
  CHECK(names("bronislawa turned her at 3", home()) == Words{"bronislawa"});
  CHECK(names("Checked with BRONISLAWA WOJCIK", home()) == Words{"BRONISLAWA WOJCIK"});
  CHECK(names("seen by pembreton's gp", home()) == Words{"pembreton"});
  CHECK(names("Hugh Ellery-Vance rang", home()) == Words{"Hugh Ellery-Vance"});
}

TEST_CASE("names: what somebody likes to be called is found though it is an everyday word") {
  CHECK(names("Edie sat with Bob in the lounge.", home()) == Words{"Edie", "Bob"});
  CHECK(names("Bob ate well.", home()) == Words{"Bob"});
}

TEST_CASE("names: both words of a name that are everyday words are found in lower case") {
  CHECK(names("april cross settled after tea", home()) == Words{"april cross"});
}

// The lists of films and songs once brought such names as pairs that name nobody.
TEST_CASE("names: whoever is called like somebody famous is somebody") {
  CHECK(certain("sat with Doris Day, who had tea") == Words{"doris"});
  CHECK(names("Michael Foot slept well.") == Words{"Michael Foot"});
  CHECK(certain("they watched Victor Meldrew and laughed").empty());
}

TEST_CASE("names: an everyday word is one where the words before it say so") {
  CHECK(certain("they sent a carer called Chance") == Words{"chance"});
  CHECK(certain("his friend Spike brought grapes") == Words{"spike"});
  CHECK(certain("Surname: Bishop, first name Plum") == Words{"bishop", "plum"});
  CHECK(certain("she is known as Buttons here") == Words{"buttons"});
  CHECK(certain("they watched a film called Titanic").empty());
  CHECK(certain("his brother Batch 4471 of cream").empty());
  CHECK(certain("saw her daughter Tuesday").empty());
  CHECK(certain("went to see Mother Goose").empty());
  CHECK(certain("the drug called Epilim").empty());
}

TEST_CASE("names: pairs of words that name nobody stay, whoever the home knows") {
  CHECK(names("Pearl barley soup, all eaten.", home()).empty());
  CHECK(names("April showers, so stayed in.", home()).empty());
}

TEST_CASE("names: behind mr, mrs and ms stands a name, and what somebody here is called is one with a capital, whatever the model says") {
  CHECK(certain("mrs day up twice, tea given") == Words{"day"});
  CHECK(certain("lorazepam 100 mg MR bd").empty());
  CHECK(certain("sat with Bob in the lounge", home()) == Words{"bob"});
  CHECK(certain("sat with bob in the lounge", home()).empty());
  CHECK(certain("april cross settled", home()) == Words{"april", "cross"});
}

TEST_CASE("names: a name whose apostrophe was left out is found") {
  CHECK(names("found in Doreens bed") == Words{"Doreens"});
}

TEST_CASE("names: people whom nobody listed are found by where they stand") {
  CHECK(names("Spoke with Mr Tregorran about the hoist.") == Words{"Tregorran"});
  CHECK(names("mrs day up twice, tea given") == Words{"day"});
  CHECK(names("Niece Oluchi Vandermeer visited, brought grapes.") == Words{"Oluchi Vandermeer"});
  CHECK(names("Seen by Dr. K. Osei-Tutu today") == Words{"K. Osei-Tutu"});
}

TEST_CASE("names: drugs, scales, conditions, weekdays and care words stay") {
  CHECK(names("Given Movicol and Laxido. Waterlow 18. Parkinson's nurse due Thursday.").empty());
  CHECK(names("BRADEN 14, BNO DAY 2, SENNA GIVEN. PAD CHANGED X2").empty());
  CHECK(names("Settled. Declined wash. Bruise to shin, cream applied.").empty());
}

TEST_CASE("names: title and possessive are no part of the name") {
  CHECK(names("Mrs Haldane's cardigan is in the laundry.") == Words{"Haldane"});
}

TEST_CASE("names: initials with full stops are somebody unless they are an abbreviation") {
  CHECK(names("Helped to bed by K.T. at ten.") == Words{"K.T"});
  CHECK(names("B.P. taken, P.R.N. given.").empty());
}

TEST_CASE("names: a letter alone is somebody who does something, and nobody in a vitamin, a side or a size") {
  CHECK(names("E refused lunch. D settled by nine.") == Words{"E", "D"});
  CHECK(names("Vitamin D given. Sore L hip. Size M pads, hepatitis B jab.").empty());
}

TEST_CASE("names: a disease keeps whom it is named after, also behind an apostrophe alone") {
  CHECK(names("on tablets for graves' disease, bp 120/70, settled all day").empty());
}

TEST_CASE("names: a word with accents that no list has is a name, one that a list has is what it is there") {
  CHECK(names("new lady tọ́pẹ́kún sat up at 10, pad dry") == Words{"tọ́pẹ́kún"});
  CHECK(names("had puréed carrots and crème caramel, settled").empty());
}

TEST_CASE("names: a name with blanks between its letters is one") {
  CHECK(names("W e n d y slept well") == Words{"W e n d y"});
}

TEST_CASE("names: the person is told where only one can be meant") {
  const std::string text = "Hugh rang about Bob.";
  const auto found = find_identifiers(text, home(), shipped_lexicon());
  REQUIRE(found.size() == 2);
  CHECK(found[0].person == 3U);
  CHECK(found[0].span.type == Type::name_other);
  CHECK(found[1].person == 1U);
  CHECK(found[1].span.type == Type::name_resident);
}

TEST_CASE("names: a model that is cut short or of another kind is refused") {
  care::Bytes weights(12 + 16, 0);
  CHECK(!NameModel::open(weights).ok());
  weights[0] = 'c'; weights[1] = 'n'; weights[2] = 'm'; weights[3] = '1';
  weights[4] = 4;
  CHECK(NameModel::open(weights).ok());
  weights[4] = 5;
  CHECK(!NameModel::open(weights).ok());
  weights[4] = 255;
  CHECK(!NameModel::open(weights).ok());
}
