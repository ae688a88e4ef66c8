#include "shared/redact/names.h"

#include <algorithm>
#include <cstring>
#include <string>

namespace care::redact {
namespace {

constexpr std::size_t kSpacedLetters = 4;  // fewer may be sides, sizes or a list
constexpr WordClasses kEveryday = word::commonness | word::care | word::grammar | word::place | word::abbreviation | word::title | word::kin | word::role | word::calendar;

bool is_mark(const NameContext& context, std::size_t i, char mark) {
  return i < context.size() && context.token(i).kind == TokenKind::mark && context.reading().word(context.token(i)).front() == mark;
}

bool is_letter(const NameContext& context, std::size_t i) {
  return context.is_word(i) && context.fact(i).letters == 1;
}

bool share_person(NameParts a, NameParts b) {
  for (const NamePart& x : a) {
    for (const NamePart& y : b) {
      if (x.person == y.person && x.place != y.place) return true;
    }
  }
  return false;
}

// The next word of a name that goes on behind token i: over a blank, a hyphen, the full stop of an initial. 0: there is none.
std::size_t next_part(const NameContext& context, std::size_t i) {
  if (context.fact(i).possessive) return 0;
  std::size_t next = i + 1;
  if (is_mark(context, next, '-') && !context.token(next).blank_before) ++next;
  if (is_mark(context, next, '.') && is_letter(context, i) && !context.token(next).blank_before) ++next;
  return context.is_word(next) && context.token(next).begin - context.token(i).end <= 2 ? next : 0;
}

// "Mrs Day", "mr tregorran": whatever the word is otherwise. A doctor may be meant without a name: "dr rang".
bool follows_title(const NameContext& context, std::size_t i) {
  if (i == 0) return false;
  const bool stop = context.token(i - 1).kind == TokenKind::mark && i > 1;
  if ((context.fact(stop ? i - 2 : i - 1).classes & word::title) == 0) return false;
  if (!context.is_word(i) || (context.fact(i).classes & (word::title | word::kin)) != 0) return false;
  const bool letter = context.fact(i).letters == 1;
  if (letter ? context.token(i).letters != Letters::single : (context.fact(i).classes & word::grammar) != 0) return false;
  const std::size_t before = is_mark(context, i - 1, '.') && i > 1 ? i - 2 : i - 1;
  if (!context.is_word(before) || context.token(i).begin - context.token(before).end > 2) return false;
  const std::string_view title = context.reading().word(context.token(before));
  if ((context.fact(i).classes & word::abbreviation) != 0 && context.token(i).letters == Letters::lower) return false;  // "100 mg MR bd"
  if (title == "mr" || title == "mrs" || title == "ms") return true;
  const bool capital = context.fact(i).line == LineCase::ordinary && context.token(i).letters != Letters::lower;
  return capital && (title == "miss" || title == "dr" || title == "doctor") && context.token(before).letters != Letters::lower;
}

// What somebody here is called that is also an everyday word, "Bob", "Dot": with a capital where none else would be, or doing what
// people do.
bool is_written_as_name(const NameContext& context, std::size_t i, const Roster& roster) {
  const WordFacts& facts = context.fact(i);
  const NameParts parts = roster.find(facts.word);
  if (std::none_of(parts.begin(), parts.end(), [](const NamePart& part) { return part.place == 0 || part.place >= NamePart::kAlias; })) return false;
  if (facts.line != LineCase::ordinary || context.token(i).letters != Letters::capital || (facts.classes & (word::calendar | word::grammar)) != 0) return false;
  if (!context.token(i).sentence_start) return true;
  return facts.possessive || (context.is_word(i + 1) && (context.fact(i + 1).classes & word::person_verb) != 0);
}

class NameFinder {
 public:
  NameFinder(NameContext& context, const Roster& roster, std::vector<std::uint8_t> labels) : context_(context), roster_(roster), labels_(std::move(labels)) {}

  std::vector<FoundName> find() {
    add_dotted_initials();
    add_spaced_letters();
    repeat_rare_words();
    widen();
    collect();
    return std::move(names_);
  }

 private:
  // The first word at or behind i that is part of a name.
  std::size_t next_named(std::size_t i) const {
    if (i >= labels_.size()) return labels_.size();
    const void* const at = std::memchr(labels_.data() + i, 1, labels_.size() - i);
    return at == nullptr ? labels_.size() : static_cast<std::size_t>(static_cast<const std::uint8_t*>(at) - labels_.data());
  }
  bool free(std::size_t i) const { return context_.is_word(i) && !context_.fact(i).taken; }

  // "N.F." is somebody unless it is one of the abbreviations that are written with full stops.
  void add_dotted_initials() {
    std::size_t done = 0;
    for (const std::uint32_t i : context_.lone_letters()) {
      if (i < done || !is_mark(context_, i + 1, '.')) continue;
      std::string letters;
      std::size_t end = i;
      while (is_letter(context_, end) && is_mark(context_, end + 1, '.') && letters.size() < 5 && (end == i || !context_.token(end).blank_before)) {
        letters.push_back(context_.reading().word(context_.token(end)).front());
        end += 2;
      }
      if (is_letter(context_, end) && !letters.empty() && !context_.token(end).blank_before) {
        letters.push_back(context_.reading().word(context_.token(end)).front());
        ++end;
      }
      if (letters.size() < 2 || letters.size() > 3 || !free(i)) continue;
      const bool known = !roster_.find_initials(letters).empty();
      const bool capitals = context_.token(i).letters == Letters::single && context_.fact(i).line != LineCase::upper;
      const bool abbreviation = (context_.classes_of(letters) & word::abbreviation) != 0;
      const std::uint8_t label = known || (capitals && !abbreviation) ? 1 : 0;
      if (label != 0 || abbreviation) {
        for (std::size_t at = i; at < end; at += 2) labels_[at] = label;
      }
      done = end;
    }
  }

  // "B r i d": a name with blanks between its letters.
  void add_spaced_letters() {
    std::size_t done = 0;
    for (const std::uint32_t i : context_.lone_letters()) {
      if (i < done || !free(i)) continue;
      std::size_t end = i + 1;
      while (end < labels_.size() && is_letter(context_, end) && free(end) && context_.token(end).begin == context_.token(end - 1).end + 1) ++end;
      if (end - i >= kSpacedLetters && context_.token(i).letters == Letters::single) std::fill(labels_.begin() + static_cast<std::ptrdiff_t>(i), labels_.begin() + static_cast<std::ptrdiff_t>(end), std::uint8_t{1});
      done = end;
    }
  }

  // A word that nobody uses but for a name is one wherever it stands in this text.
  void repeat_rare_words() {
    const auto is_rare = [](const WordFacts& facts) { return facts.letters >= 3 && (facts.classes & kEveryday) == 0; };
    std::vector<std::uint32_t> rare;
    for (std::size_t i = next_named(0); i < labels_.size(); i = next_named(i + 1)) {
      if (is_rare(context_.fact(i))) rare.push_back(context_.fact(i).word.b);
    }
    std::sort(rare.begin(), rare.end());
    for (const std::uint32_t i : context_.possible_names()) {
      if (labels_[i] != 0 || !is_rare(context_.fact(i)) || !free(i)) continue;
      if (std::binary_search(rare.begin(), rare.end(), context_.fact(i).word.b)) labels_[i] = 1;
    }
  }

  // Initials and particles before a surname, the other half of a double-barrelled one.
  void widen() {
    for (std::size_t named = labels_.size(); named-- > 1;) {
      if (labels_[named] == 0) continue;
      // The word before it, or before the hyphen or full stop between them.
      const std::size_t i = context_.is_word(named - 1) || named == 1 ? named - 1 : named - 2;
      if (labels_[i] != 0 || !free(i) || next_part(context_, i) != named) continue;
      const WordFacts& facts = context_.fact(i);
      const std::string_view word = context_.bare(i);
      const bool hyphen = is_mark(context_, i + 1, '-');
      const bool initial = facts.letters == 1 && (context_.token(i).letters == Letters::single || is_mark(context_, i + 1, '.')) && word != "x";
      const bool particle = (facts.classes & word::grammar) == 0 && is_particle(word);
      const bool half = hyphen && facts.letters > 1 && (context_.token(i).letters != Letters::lower || (facts.classes & word::commonness) < 3);
      if (initial || particle || half) labels_[i] = 1;
    }
    for (std::size_t i = next_named(0); i + 2 < labels_.size(); i = next_named(i + 1)) {
      if (!is_mark(context_, i + 1, '-') || labels_[i + 2] != 0 || !free(i + 2)) continue;
      if (context_.token(i + 1).blank_before || context_.token(i + 2).blank_before) continue;
      if (context_.token(i + 2).letters == Letters::capital || (context_.fact(i + 2).classes & word::surname) != 0) labels_[i + 2] = 1;
    }
  }

  void collect() {
    for (std::size_t i = next_named(0); i < labels_.size(); i = next_named(i + 1)) {
      std::size_t last = i;
      for (std::size_t next = next_part(context_, last); next != 0 && labels_[next] != 0; next = next_part(context_, last)) last = next;
      add(i, last);
      i = last;
    }
  }

  void add(std::size_t first, std::size_t last) {
    FoundName name;
    name.begin = context_.token(first).begin;
    name.end = context_.token(last).end;
    if (context_.fact(last).possessive) name.end -= 2;
    name.person = whose(first, last);
    name.type = name.person ? type_of(roster_.people()[*name.person].role) : type_by_neighbours(first, last);
    names_.push_back(name);
  }

  static Type type_of(PersonRole role) {
    switch (role) {
      case PersonRole::resident: return Type::name_resident;
      case PersonRole::staff: return Type::name_staff;
      case PersonRole::relative: return Type::name_other;
    }
    return Type::name_other;
  }

  // The one person whose name has all of these words: "Mary Hale" is not the Mary who is known by another surname.
  std::optional<std::uint32_t> whose(std::size_t first, std::size_t last) {
    votes_.clear();
    std::string initials;
    unsigned words = 0;
    for (std::size_t i = first; i <= last && !roster_.empty(); ++i) {
      if (!context_.is_word(i)) continue;
      const std::string_view word = context_.bare(i);
      initials.push_back(word.front());
      if (word.size() < 2 || is_particle(word)) continue;
      ++words;
      const WordFacts& facts = context_.fact(i);
      const bool nickname = (facts.classes & word::nickname) != 0;  // Rod, of Rodney
      const NameParts exact = roster_.find(facts.word);
      vote(!exact.empty() ? exact : facts.match == RosterMatch::alike || nickname ? roster_.find_alike(word) : NameParts());
    }
    if (votes_.empty() && !roster_.empty()) {
      words = 1;
      vote(roster_.find_initials(first == last ? context_.bare(first) : std::string_view(initials)));
    }
    std::optional<std::uint32_t> only;
    for (const Vote& vote : votes_) {
      if (vote.words < words) continue;
      if (only) return std::nullopt;
      only = vote.person;
    }
    return only;
  }

  // One vote a word, however often the word is in somebody's name.
  void vote(NameParts parts) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const auto same = [&](const NamePart& part) { return part.person == parts[i].person; };
      if (std::any_of(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(i), same)) continue;
      const auto at = std::find_if(votes_.begin(), votes_.end(), [&](const Vote& one) { return one.person == parts[i].person; });
      if (at == votes_.end()) {
        votes_.push_back({parts[i].person, 1});
      } else {
        ++at->words;
      }
    }
  }

  Type type_by_neighbours(std::size_t first, std::size_t last) const {
    const auto classes_at = [&](std::size_t i) { return i < context_.size() ? context_.fact(i).classes : 0; };
    std::size_t before = first;
    if (before > 0 && is_mark(context_, before - 1, '.')) --before;
    const WordClasses ahead = before > 0 ? classes_at(before - 1) : 0;
    if ((ahead & word::kin) != 0 || (classes_at(last + 1) & word::kin) != 0) return Type::name_other;
    if ((ahead & word::role) != 0) return Type::name_staff;
    if ((ahead & word::title) != 0) {
      const std::string_view title = context_.reading().word(context_.token(before - 1));
      return title == "mr" || title == "mrs" || title == "miss" || title == "ms" ? Type::name_resident : Type::name_other;
    }
    return context_.fact(last).last_in_line ? Type::name_staff : Type::name_resident;
  }

  NameContext& context_;
  const Roster& roster_;
  std::vector<std::uint8_t> labels_;
  std::vector<FoundName> names_;
  struct Vote {
    std::uint32_t person = 0;
    unsigned words = 0;  // of the name that are this person's
  };
  std::vector<Vote> votes_;
};

}  // namespace

std::vector<std::uint8_t> certain_names(const NameContext& context, const Roster& roster) {
  std::vector<std::uint8_t> certain(context.size(), 0);
  for (const std::uint32_t title : context.titles()) {
    // The word behind it, or behind its full stop.
    for (std::size_t i = title + 1; i < context.size() && i <= title + 2; ++i) {
      if (!context.is_word(i) || context.fact(i).taken || !follows_title(context, i)) continue;
      certain[i] = 1;
      const std::size_t surname = context.fact(i).letters == 1 ? next_part(context, i) : 0;  // "Mrs E Tosh"
      if (surname != 0 && (context.fact(surname).classes & word::grammar) == 0) certain[surname] = 1;
    }
  }
  for (const std::uint32_t i : context.introduced()) {
    if (!context.fact(i).taken && !context.fact(i).thing) certain[i] = 1;
  }
  for (const std::uint32_t i : context.possible_names()) {
    const WordFacts& facts = context.fact(i);
    if (facts.taken) continue;
    const bool everyday = (facts.classes & kEveryday) != 0;
    // No pair of words outweighs a name of this home that is nothing else.
    if (facts.match == RosterMatch::exact && facts.letters >= 3 && !everyday) certain[i] = 1;
    if (facts.thing) continue;
    // A first name that is no other word, with a capital where none else would be.
    if (!everyday && (facts.classes & word::given) != 0 && facts.line == LineCase::ordinary && context.token(i).letters == Letters::capital && facts.letters >= 3) certain[i] = 1;
    // A word with accents that no list has, in English notes.
    if (context.token(i).accented() && facts.classes == 0 && facts.letters >= 4) certain[i] = 1;
    // Initials of somebody here that are no abbreviation, where not everything is in capitals.
    if (facts.match == RosterMatch::initials && facts.line == LineCase::ordinary && (facts.classes & word::commonness) == 0) certain[i] = 1;
    if (facts.match != RosterMatch::exact) continue;
    if (is_written_as_name(context, i, roster)) certain[i] = 1;
    const std::size_t next = next_part(context, i);
    if (next == 0 || context.fact(next).match != RosterMatch::exact) continue;
    if (share_person(roster.find(facts.word), roster.find(context.fact(next).word))) certain[i] = certain[next] = 1;
  }
  return certain;
}

std::vector<FoundName> find_names(NameContext& context, const Roster& roster, const NameModel& model) {
  return NameFinder(context, roster, model.label(context, certain_names(context, roster))).find();
}

}  // namespace care::redact
