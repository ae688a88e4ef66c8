#include "shared/redact/name_context.h"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <string>

namespace care::redact {
namespace {

constexpr std::uint32_t kLineCaseMinWords = 4;  // fewer say nothing about how somebody writes

// Numbers of one length are one word; of marks each is its own.
std::uint32_t kind_hash(const Token& token, std::string_view text) {
  if (token.kind == TokenKind::number) return 0x1000U + std::min<std::uint32_t>(token.end - token.begin, 6);
  if (token.kind == TokenKind::line_end) return 0x2000U;
  return 0x3000U + static_cast<unsigned char>(text.front());
}

constexpr std::size_t kInitialsMaxLetters = 4;
constexpr WordClasses kEverydayFrom = 4;  // commonness

constexpr WordClasses kMaybeName = word::given | word::given_rare | word::surname | word::nickname | word::place | word::proper;

// Of the words of a line. Without a branch a word: what the next one is nobody can guess.
struct CaseCount {
  std::uint32_t words = 0;
  std::uint32_t capitals = 0;  // begin with one
  std::uint32_t upper = 0;     // all capitals, two letters at least
  std::uint32_t longer = 0;    // could be all capitals: two letters at least

  void add(const Token& token) {
    const std::uint32_t word = token.kind == TokenKind::word ? 1 : 0;
    words += word;
    capitals += word & (token.letters != Letters::lower ? 1U : 0U);
    upper += word & (token.letters == Letters::upper ? 1U : 0U);
    longer += word & (token.end - token.begin > 1 ? 1U : 0U);
  }
  void add(const CaseCount& other) {
    words += other.words;
    capitals += other.capitals;
    upper += other.upper;
    longer += other.longer;
  }
  bool enough() const { return words >= kLineCaseMinWords; }
  LineCase verdict() const {
    if (capitals == 0) return LineCase::lower;
    // A few capitalised words in a line of capitals are slips; a few abbreviations do not make a line of capitals.
    if (longer >= 2 && upper * 5 >= longer * 4) return LineCase::upper;
    return LineCase::ordinary;
  }
};

struct Line {
  std::size_t end = 0;  // token index of its line end
  CaseCount count;
};

bool is_weekday(std::string_view word) {
  static constexpr std::string_view kShort[] = {"mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun"};
  return word.ends_with("day") || std::find(std::begin(kShort), std::end(kShort), word) != std::end(kShort);
}

}  // namespace

NameContext::NameContext(const View& view, const Roster& roster, std::span<const Found> taken)
    : view_(view), reading_(view.reading()), lexicon_(view.lexicon()), tokens_(reading_.tokens().data()), facts_(view.size()), count_(facts_.size()) {
  read_words(roster);
  read_pairs();
  mark_taken(taken);
}

std::string_view NameContext::bare(std::size_t i) {
  std::string_view word = reading_.word(token(i));
  if (!token(i).apostrophe) return word;
  if (word.ends_with("'s")) word.remove_suffix(2);
  if (word.find('\'') == std::string_view::npos) return word;
  bare_.assign(word);
  bare_.erase(std::remove(bare_.begin(), bare_.end(), '\''), bare_.end());
  return bare_;
}

void NameContext::read_words(const Roster& roster) {
  std::vector<Line> lines;
  CaseCount all;
  for (std::size_t i = 0; i < size();) {
    Line line;
    for (; i < size() && token(i).kind != TokenKind::line_end; ++i) line.count.add(token(i));
    all.add(line.count);
    line.end = i++;
    lines.push_back(line);
  }
  std::size_t begin = 0;
  for (const Line& line : lines) {
    const LineCase verdict = (line.count.enough() ? line.count : all).verdict();
    for (std::size_t i = begin; i < line.end; ++i) {
      known(i).line = verdict;
      if (token(i).kind == TokenKind::word) {
        read_word(i, roster);
      } else {
        known(i).word.b = kind_hash(token(i), reading_.word(token(i)));
      }
    }
    if (begin < line.end) known(begin).first_in_line = known(line.end - 1).last_in_line = true;
    if (line.end < size()) known(line.end).word.b = kind_hash(token(line.end), reading_.word(token(line.end)));
    begin = line.end + 1;
  }
}

void NameContext::read_word(std::size_t i, const Roster& roster) {
  WordFacts& facts = known(i);
  const Token& token = this->token(i);
  const auto index = static_cast<std::uint32_t>(i);
  std::size_t letters = token.end - token.begin;
  facts.word = view_.hash(i);
  facts.classes = view_.classes(i);
  // Half of all words are everyday ones that no list has as anything else, in small letters: nothing more is to be known of them.
  constexpr WordClasses kMore = kMaybeName | word::title | word::care | word::kin;
  const bool plain = (facts.classes & kMore) == 0 && (facts.classes & word::commonness) >= kEverydayFrom;
  if (plain && token.letters == Letters::lower && !token.apostrophe && letters > 1 && roster.find(facts.word).empty()) {
    facts.letters = static_cast<std::uint16_t>(std::min<std::size_t>(letters, 1000));
    return;
  }
  if (token.apostrophe) {
    const std::string_view word = bare(i);
    letters = word.size();
    facts.possessive = reading_.word(token).ends_with("'s");
    facts.word = hash_word(word);
    facts.classes = lexicon_.classes(facts.word);
  }
  facts.letters = static_cast<std::uint16_t>(std::min<std::size_t>(letters, 1000));
  if (letters == 1) lone_letters_.push_back(index);
  if (facts.possessive || facts.classes == 0) read_thing(i);
  if (!roster.empty()) facts.match = match_of(i, roster);
  facts.candidate = candidate_of(i);
  if (token.letters == Letters::capital && facts.line == LineCase::ordinary && is_introduced(i)) introduced_.push_back(index);
  if ((facts.classes & word::title) != 0) titles_.push_back(index);
  if (facts.candidate != Candidate::none || facts.match != RosterMatch::none || (facts.classes & word::given) != 0) possible_names_.push_back(index);
  if ((facts.classes & (kMaybeName | word::care)) != 0) possible_pairs_.push_back(index);
}

bool NameContext::is_introduced(std::size_t i) const {
  constexpr WordClasses kNever = word::calendar | word::title | word::kin | word::role;
  if (i == 0 || (fact(i).classes & word::grammar) != 0 || !joined(i - 1)) return false;
  const auto is = [this](std::size_t at, std::initializer_list<std::string_view> words) {
    return is_word(at) && std::find(words.begin(), words.end(), reading_.word(token(at))) != words.end();
  };
  const bool colon = i > 1 && token(i - 1).kind == TokenKind::mark && reading_.word(token(i - 1)) == ":";
  const std::size_t before = colon ? i - 2 : i - 1;
  const bool kin = is_word(before) && (fact(before).classes & word::kin) != 0;
  constexpr std::string_view kFirst = "sfnca";  // of the words below
  if (!kin && kFirst.find(reading_.word(token(before)).front()) == std::string_view::npos) return false;
  // "surname: Winterbottom", "first name Plum", "known as Poppy"
  if (is(before, {"surname", "forename", "firstname", "nickname"})) return true;
  if (before > 0 && is(before, {"name"}) && is(before - 1, {"first", "last", "middle", "maiden", "christian", "preferred", "family", "given", "pet"})) return true;
  if (colon || !is_word(before) || (fact(i).classes & kNever) != 0 || token(i).begin - token(before).end != 1) return false;
  // "his friend Spike", but not "Mother Goose"
  if (kin) return token(before).letters == Letters::lower && (fact(i).classes & (word::care | word::abbreviation)) == 0 && view_.cue(i).bits == 0;
  if (before == 0) return false;
  if (is(before, {"called", "named"})) {
    const bool person = (fact(before - 1).classes & (word::kin | word::role)) != 0 || view_.has(before - 1, cue::person);
    return person || is(before - 1, {"someone", "somebody", "anyone", "man", "woman", "lady", "guy", "bloke", "chap", "be", "being", "visitor"});
  }
  return is(before, {"as"}) && is(before - 1, {"known"}) && (fact(i).classes & word::care) == 0;
}

// Most words of a note are none.
Candidate NameContext::candidate_of(std::size_t i) const {
  const WordFacts& facts = fact(i);
  if (facts.match == RosterMatch::exact) return Candidate::name;
  const Letters letters = token(i).letters;
  // A letter: a side, a size, a vitamin, or somebody.
  if (facts.letters == 1) return facts.line == LineCase::lower || (facts.line == LineCase::ordinary && letters == Letters::single) ? Candidate::name : Candidate::none;
  const bool listed = (facts.classes & (word::given | word::nickname | word::surname)) != 0;
  // "Mam rang", "due Sunday": said of people and days, but nobody's name unless the home says so.
  if ((facts.classes & word::kin) != 0 || (!listed && (facts.classes & word::title) != 0)) return Candidate::none;
  if ((facts.classes & word::calendar) != 0 && (!listed || is_weekday(reading_.word(token(i))))) return Candidate::none;
  if (facts.match != RosterMatch::none) return Candidate::name;
  // Two capitals are somebody's initials as often as an abbreviation: "LA", "TL".
  if (facts.letters == 2 && letters == Letters::upper && facts.line == LineCase::ordinary && (facts.classes & word::grammar) == 0) return Candidate::name;
  // A drug, a scale, "TV": unless a list of names has it too.
  if (!listed && (facts.classes & (word::care | word::abbreviation)) != 0) return Candidate::none;
  const std::uint32_t commonness = facts.classes & word::commonness;
  // An everyday word that no list has as a name is one only behind another: Lily Fountain.
  if (!listed && commonness >= kEverydayFrom) {
    return letters == Letters::capital && (facts.classes & word::grammar) == 0 ? Candidate::behind_name : Candidate::none;
  }
  const bool plain = commonness >= 2 || (facts.classes & (word::care | word::abbreviation | word::grammar | word::role | word::person_verb)) != 0;
  bool may = !plain || listed;
  if (facts.line == LineCase::ordinary) {
    may = letters != Letters::lower ? (facts.classes & word::grammar) == 0 || listed : !plain || (listed && commonness <= 5 && (facts.classes & word::care) == 0);
  }
  return may ? Candidate::name : Candidate::none;
}

RosterMatch NameContext::match_of(std::size_t i, const Roster& roster) {
  const WordFacts& facts = known(i);
  if (!roster.find(facts.word).empty()) return RosterMatch::exact;
  if (facts.letters <= kInitialsMaxLetters && token(i).letters == Letters::upper && (facts.classes & word::abbreviation) == 0 &&
      !roster.find_initials(bare(i)).empty()) {
    return RosterMatch::initials;
  }
  // A word the lists know is no slip; a name they know is one whoever it means.
  constexpr WordClasses kKnown = word::grammar | word::care | word::given | word::given_rare | word::surname | word::nickname;
  const bool known = (facts.classes & kKnown) != 0 || (facts.classes & word::commonness) >= kEverydayFrom;
  return !known && !roster.find_alike(bare(i)).empty() ? RosterMatch::alike : RosterMatch::none;
}

// A thing that a name was given to, "Parkinson's", "Hartmann's"; or several of one, "Zimmers"; or a name whose apostrophe was left out:
// "beryls cardi".
void NameContext::read_thing(std::size_t i) {
  WordFacts& facts = known(i);
  const std::string_view word = bare(i);
  WordClasses thing = 0;
  if (facts.possessive) {
    thing = lexicon_.classes(std::string(word) + "s");
  } else if (word.size() > 3 && word.back() == 's') {
    thing = lexicon_.classes(word.substr(0, word.size() - 1));
  }
  const bool name = !facts.possessive && (thing & (word::given | word::nickname)) != 0 && (thing & word::commonness) == 0;
  if ((thing & word::care) != 0 || name) facts.classes = thing;
}

// Both words become things if the lists have the pair: "pearl barley", "addison's crisis".
void NameContext::read_pair(std::size_t first, std::size_t second) {
  if ((lexicon_.classes(hash_pair(pair_word(first), pair_word(second))) & word::care) != 0) known(first).thing = known(second).thing = true;
}

// The word as lists have it: with its possessive, without apostrophes.
WordHash NameContext::pair_word(std::size_t i) {
  if (!token(i).apostrophe) return known(i).word;
  bare_.assign(reading_.word(token(i)));
  bare_.erase(std::remove(bare_.begin(), bare_.end(), '\''), bare_.end());
  return hash_word(bare_);
}

// Two words with one blank between, or with "and" between them.
void NameContext::try_pair(std::size_t first, std::size_t second) {
  if (((known(first).classes | known(second).classes) & kMaybeName) != 0) read_pair(first, second);
}

void NameContext::read_pairs() {
  const auto blank_behind = [this](std::size_t i) { return i + 1 < size() && token(i + 1).begin == token(i).end + 1 && reading_.folded()[token(i).end] == ' '; };
  const auto links = [&](std::size_t i) {
    if (!is_word(i) && reading_.word(token(i)) != "&") return false;
    const std::string_view link = reading_.word(token(i));
    return (link == "and" || link == "&" || link == "n") && blank_behind(i);
  };
  for (const std::uint32_t i : possible_pairs_) {
    if (i > 0 && is_word(i - 1) && blank_behind(i - 1)) try_pair(i - 1, i);
    if (i > 1 && is_word(i - 2) && blank_behind(i - 2) && links(i - 1)) try_pair(i - 2, i);
    // "graves' disease": the apostrophe is a mark of its own.
    const bool apostrophe = i + 2 < size() && !is_word(i + 1) && !token(i + 1).blank_before && reading_.word(token(i + 1)) == "'" && blank_behind(i + 1);
    if (apostrophe && is_word(i + 2)) try_pair(i, i + 2);
    if (!blank_behind(i)) continue;
    // A scale and its score: "Abbey 4".
    if (token(i + 1).kind == TokenKind::number && (known(i).classes & word::care) != 0 && known(i).match != RosterMatch::exact) known(i).thing = true;
    if (is_word(i + 1)) try_pair(i, i + 1);
    if (links(i + 1) && is_word(i + 2)) try_pair(i, i + 2);
  }
}

void NameContext::mark_taken(std::span<const Found> taken) {
  for (const Found& found : taken) {
    for (std::size_t i = reading_.token_at(found.begin); i < size() && token(i).begin < found.end; ++i) known(i).taken = true;
  }
}

}  // namespace care::redact
