#include "shared/redact/patterns_around.h"

#include "shared/redact/patterns_addresses.h"

#include <algorithm>

namespace care::redact {
namespace {

constexpr std::size_t kMostAddressTokens = 18;
constexpr std::size_t kMostNumberDigits = 5;
constexpr std::size_t kMostAcronymLetters = 4;
constexpr CueBits kLabels = cue::code | cue::loose_code | cue::number_label;

// The first token that ends behind this folded position.
std::size_t token_behind(const View& view, std::uint32_t position) {
  std::size_t low = 0;
  std::size_t high = view.size();
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (view.at(middle).end <= position) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

// Read backwards from a postcode: town, street, house, as far as they may be parts of an address.
class AddressReader {
 public:
  AddressReader(const View& view, std::size_t postcode, std::uint32_t floor) : view_(view), floor_(floor), begin_(postcode), at_(postcode) {}

  // The token the address begins with; the postcode's own if there is none.
  std::size_t read() {
    const std::size_t postcode = at_;
    skip_join();
    end_ = at_;
    while (at_ > 0 && postcode - at_ < kMostAddressTokens && view_.at(at_ - 1).begin >= floor_ && take()) {
    }
    const bool address = numbered_ || (parts_ >= 2 && words_ >= 2) || (told_ && view_.capital(begin_));
    return address && begin_ < end_ ? begin_ : postcode;
  }
  std::size_t end() const { return end_; }

 private:
  bool skip_join() {
    const std::size_t before = at_;
    if (at_ > 0 && view_.is_line(at_ - 1)) --at_;
    if (at_ > 0 && view_.is_mark(at_ - 1, ',')) --at_;
    return at_ != before;
  }

  // One more token to the left, if it may belong; false at the end.
  bool take() {
    const std::size_t i = at_ - 1;
    if (view_.is_mark(i, ',')) {
      // "Ida Gorse, of The Bungalow"
      if (part_words_ == 0 || view_.is(at_, "of")) return false;
      part_words_ = 0;
      at_ = i;
      return true;
    }
    if (view_.is_mark(i, '-')) {
      at_ = i;
      return view_.glued(i) && view_.glued(i + 1);
    }
    if (view_.is_number(i)) return take_number(i);
    return view_.is_word(i) && take_word(i);
  }

  bool take_number(std::size_t i) {
    // "Croft 8, Ardvaich"
    const bool counter =
        part_words_ == 0 && i > 0 && view_.length(i) <= 3 && counter_begin(view_, i, 0) < i && parts_ > 0;
    if (view_.length(i) > 4 || (part_words_ == 0 && !counter)) return false;
    begin_ = i;
    numbered_ = true;
    ++parts_;
    // "Flat 5, 22 Hollin Way": what stands before the house.
    std::size_t before = i;
    if (before > 0 && view_.is_mark(before - 1, ',')) --before;
    if (before > 1 && view_.is_number(before - 1) && view_.has(before - 2, cue::flat)) {
      begin_ = before - 2;
    } else if (before != i) {
      take_house(before);
    } else {
      begin_ = counter_begin(view_, i, 0);
    }
    return false;
  }

  // "The Old Forge, 2 Tithe Lane": the house's name before its number, told by a word that houses are called.
  void take_house(std::size_t comma) {
    bool told = false;
    std::size_t first = comma;
    while (first > 0 && comma - first < 4 && view_.capital(first - 1) && view_.at(first - 1).begin >= floor_) {
      --first;
      told = told || view_.has(first, cue::building) || view_.is(first, "the");
    }
    if (told) begin_ = first;
  }

  bool take_word(std::size_t i) {
    constexpr WordClasses kNever = word::kin | word::title | word::role;
    const WordClasses classes = view_.classes(i);
    const bool inner = view_.has(i, cue::inner) || view_.is(i, "the") || view_.is(i, "in");
    const bool place = view_.has(i, cue::street | cue::loose_street | cue::building | cue::street_first | cue::flat) ||
                       (classes & (word::place | word::surname)) != 0;
    if (((classes & word::grammar) != 0 && !inner) || view_.has(i, cue::address | cue::postcode)) return false;
    if (!place && ((classes & kNever) != 0 || (!view_.capital(i) && (classes & (word::person_verb | word::care)) != 0))) return false;
    if (part_words_ == 4 || view_.is(i, "at")) return false;
    // "c/o Rose House"
    if (view_.is(i, "o") && i > 0 && view_.is_mark(i - 1, '/')) return false;
    if (inner && part_words_ == 0) return false;
    at_ = i;
    if (part_words_ == 0) ++parts_;
    ++part_words_;
    ++words_;
    // Small words begin no address: "at the Old Forge" does with "the", "of Leeds" with "Leeds".
    if (!inner || view_.is(i, "the")) begin_ = i;
    told_ = told_ || view_.has(i, cue::building | cue::street);
    return true;
  }

  const View& view_;
  const std::uint32_t floor_;
  std::size_t begin_;
  std::size_t at_;
  std::size_t end_ = 0;
  std::size_t parts_ = 0;
  std::size_t words_ = 0;
  std::size_t part_words_ = 0;
  bool numbered_ = false;
  bool told_ = false;  // a word that only addresses have
};

// "log 412 of 03/02/26": the date is part of the number.
bool is_dated_number(const View& view, std::size_t date) {
  return date >= 3 && view.is(date - 1, "of") && view.is_number(date - 2) && view.length(date - 2) <= kMostNumberDigits &&
         (view.has(date - 3, kLabels) || view.is(date - 3, "log"));
}

// "case no COP 14188037": letters between a label and the digits that were found.
bool is_acronym_of(const View& view, std::size_t code) {
  if (code < 2 || !view.at(code).blank_before || !view.upper(code - 1) || view.length(code - 1) < 2 || view.length(code - 1) > kMostAcronymLetters)
    return false;
  return view.is_number(code) && !view.has(code - 1, cue::nhs | cue::insurance | cue::bank | cue::number_label | cue::hospital_number) &&
         !view.is(code - 1, "opg") && !view.is(code - 1, "ubrn") && view.has(code - 2, kLabels);
}

}  // namespace

void find_around(const View& view, Findings& findings) {
  std::sort(findings.begin(), findings.end(), [](const Found& a, const Found& b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; });
  const std::size_t count = findings.size();
  Found last_address;
  std::uint32_t floor = 0;  // where the last value ended that is no part of an address
  for (std::size_t i = 0; i < count; ++i) {
    const Found found = findings[i];
    const std::size_t token = token_behind(view, found.begin);
    if (found.type == Type::postcode) {
      AddressReader reader(view, token, floor);
      const std::size_t begin = reader.read();
      const bool known = begin != token && last_address.end == view.at(reader.end() - 1).end && last_address.begin <= view.at(begin).begin;
      if (begin != token && !known) add(findings, view, begin, reader.end() - 1, Type::address, 2);
    }
    if (found.type == Type::address) {
      last_address = found;
      const std::size_t lowest = floor == 0 ? 0 : token_behind(view, floor);
      std::size_t begin = token;
      for (int parts = 0; parts < 3; ++parts) {
        const std::size_t earlier = earlier_part_begin(view, begin, lowest);
        if (earlier == begin) break;
        begin = earlier;
      }
      begin = counter_begin(view, begin, lowest);
      if (begin < token) findings[i] = {view.at(begin).begin, found.end, Type::address, 3};
    }
    if (found.type == Type::date && is_dated_number(view, token)) {
      findings.push_back({view.at(token - 2).begin, found.end, Type::id_other, 3});
    }
    if (found.type == Type::id_other && is_acronym_of(view, token)) findings[i].begin = view.at(token - 1).begin;
    if (found.type != Type::address && found.type != Type::org && found.type != Type::room) floor = std::max(floor, found.end);
  }
}

}  // namespace care::redact
