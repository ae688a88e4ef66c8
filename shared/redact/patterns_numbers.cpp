#include "shared/redact/patterns_digits.h"
#include "shared/redact/patterns_links.h"
#include "shared/redact/patterns_references.h"

#include <algorithm>
#include <cstdint>

namespace care::redact {
namespace {

// A word that says what the next number is, and how far behind it that number may stand.
struct Label {
  std::size_t reach = 0;  // token index; the label is over there
  bool numbered = false;  // "no", "ref", ":" or "#" since
  bool tight = false;     // its value may be short
  std::size_t at = 0;     // token index of the word
  bool alive(std::size_t i) const { return i < reach; }
};

class NumberFinder {
 public:
  NumberFinder(const View& view, Findings& findings) : view_(view), findings_(findings) {}

  void run() {
    Findings links;
    find_links(view_, links);
    auto link = links.cbegin();
    for (std::size_t i = 0; i < view_.size();) {
      i = pass_idle(i, link == links.cend() ? UINT32_MAX : link->begin);
      if (i == view_.size()) break;
      if (link != links.cend() && view_.at(i).begin >= link->begin) {
        while (i < view_.size() && view_.at(i).begin < link->end) ++i;
        ++link;
        continue;
      }
      i = step(i);
    }
    findings_.insert(findings_.end(), links.begin(), links.end());
  }

 private:
  const View& view_;
  Findings& findings_;
  Label nhs_, insurance_, phone_, bank_, sort_, card_, code_, loose_, goods_, expiry_, vehicle_, postcode_;
  std::size_t found_end_ = 0;  // behind what was found last: "01632 960123/960124"
  std::size_t last_word_ = 0;  // token index of the last one that is no filler
  std::size_t reach_ = 0;      // of all labels
  std::size_t bank_seen_ = 0;  // token index behind the last word about an account

  // Over words that are nothing to numbers, up to the folded position `until`.
  std::size_t pass_idle(std::size_t i, std::uint32_t until) {
    std::size_t at = i;
    while (at < view_.size() && !view_.concerns(at, concern::numbers) && view_.at(at).begin < until) ++at;
    for (std::size_t word = at; word-- > i;) {
      if (!view_.is_word(word) || view_.has(word, cue::filler)) continue;
      last_word_ = word;
      break;
    }
    return at;
  }

  // One token, or what begins at it; where to go on.
  std::size_t step(std::size_t i) {
    const Token& token = view_.at(i);
    if (token.kind == TokenKind::line_end) return line(i);
    if (token.kind == TokenKind::mark) return mark(i);
    const bool begins = begins_value(i);
    if (begins) {
      const std::size_t end = token.kind == TokenKind::number ? number(i) : letters(i);
      if (end != 0) return end;
    }
    if (token.kind == TokenKind::word) read_word(i);
    return i + 1;
  }

  // Not in the middle of letters and digits that belong together.
  bool begins_value(std::size_t i) const {
    if (!view_.glued(i) || i == found_end_ + 1) return true;
    const std::size_t before = i - 1;
    if (view_.at(before).kind == TokenKind::mark) {
      if (!view_.is_mark(before, "-./_")) return true;
      if (before == 0) return true;
      // "tel.01632", "NHS-999", "asleep.07700": the mark belongs to the word.
      return view_.is_word(before - 1) && (view_.is_number(i) || view_.is_mark(before, '.'));
    }
    // "BarrowTel07700900…": no blanks at all, and a number as long as a telephone's.
    if (view_.is_number(i) && (view_.length(i) == 10 || view_.length(i) == 11) && view_.is_word(before) && view_.length(before) >= 4) return true;
    // "rm12", "tel01632": a label glued to its number.
    return view_.is_number(i) && view_.has(before, cue::phone | cue::nhs | cue::number_label | cue::insurance | cue::bank) &&
           view_.length(before) >= 2;
  }

  std::size_t found(std::size_t begin, std::size_t end, Type type, std::uint8_t certainty) {
    add(findings_, view_, begin, end - 1, type, certainty);
    found_end_ = end;
    return end;
  }

  // Nothing but fillers stands behind it.
  bool clean(const Label& label) const { return last_word_ <= label.at; }

  void set(Label& label, std::size_t i, std::size_t tokens) {
    label = {i + 1 + tokens, false, false, i};
    reach_ = std::max(reach_, label.reach);
  }

  // At token i; none lives behind the farthest reach.
  void each_label(std::size_t i, auto&& visit) {
    if (i >= reach_) return;
    for (Label* label : {&nhs_, &insurance_, &phone_, &bank_, &sort_, &card_, &code_, &loose_, &goods_, &expiry_, &vehicle_, &postcode_})
      visit(*label);
  }

  std::size_t line(std::size_t i) {
    // An empty line ends what went before.
    if (view_.is_line(i + 1) && view_.is_line(i + 2)) each_label(i, [](Label& label) { label = {}; });
    return i + 1;
  }

  std::size_t mark(std::size_t i) {
    if (view_.is_mark(i, "+(")) {
      const bool opens = view_.is_number(i + 1) || (view_.is_mark(i + 1, '+') && view_.is_number(i + 2));
      if (opens && !(goods_.alive(i) && clean(goods_))) {
        const Digits digits = collect_digits(view_, i);
        if (const std::size_t end = phone(digits, i)) return end;
        // "(21) 555-014"
        const std::size_t taken = std::min<std::size_t>(digits.group_count, 3);
        const bool area =
            taken >= 2 && view_.is_mark(i, '(') && view_.is_mark(i + 2, ')') && digits.groups[0].digits >= 2 && digits.groups[1].digits >= 3;
        if (area && digits.of(taken).size() >= 8 && digits.of(taken).size() <= 12) return found(i, digits.end(taken), Type::phone, 1);
      }
    }
    if (view_.is_mark(i, ":#")) each_label(i, [this](Label& label) { label.numbered = label.numbered || clean(label); });
    const bool ends_sentence = view_.is_mark(i, "!?;") || (view_.is_mark(i, '.') && !view_.glued(i + 1) && !abbreviation(i));
    if (ends_sentence) each_label(i, [](Label& label) { label = {}; });
    return i + 1;
  }

  // "no." "ref." "tel.": the full stop shortens the word.
  bool abbreviation(std::size_t i) const {
    return i > 0 && view_.glued(i) &&
           view_.has(i - 1, cue::number_label | cue::phone | cue::code | cue::loose_code | cue::bank | cue::nhs | cue::insurance | cue::goods) &&
           view_.length(i - 1) <= 4;
  }

  void read_word(std::size_t i) {
    const Cue& cue = view_.cue(i);
    const CueBits bits = cue.bits;
    if ((bits & (cue::filler | cue::number_label)) == 0) last_word_ = i;
    if (bits == 0 && view_.length(i) != 1) return;
    if ((bits & cue::postcode) != 0) set(postcode_, i, 6);
    if ((bits & cue::number_label) != 0) each_label(i, [this](Label& label) { label.numbered = label.numbered || clean(label); });
    if ((bits & cue::nhs) != 0) set(nhs_, i, 12);
    if ((bits & cue::insurance) != 0) set(insurance_, i, 9);
    if ((bits & cue::phone) != 0) set(phone_, i, 9);
    if (view_.is(i, "number") && i > 0 && view_.has(i - 1, cue::filler) && !code_.alive(i) && !nhs_.alive(i)) set(phone_, i, 5);
    if ((bits & cue::bank) != 0) {
      set(bank_, i, 14);
      bank_seen_ = i + 1;
    }
    if ((bits & cue::sort) != 0 || is_stroked(i, "s")) set(sort_, i, 8);
    if (is_stroked(i, "a")) {
      set(bank_, i, 14);
      set(code_, i, 10);
      bank_seen_ = i + 1;
    }
    if ((bits & cue::card) != 0) set(card_, i, 12);
    // "entry 417", but not "entry at 0900"
    const bool entered = view_.is(i, "entry") && !view_.is_number(i + 1) && !view_.has(i + 1, cue::number_label) && !view_.is_mark(i + 1, ':');
    if ((bits & (cue::code | cue::hospital_number)) != 0 && !entered) {
      const bool tight = code_.tight && clean(code_) && code_.alive(i);
      set(code_, i, 10);
      code_.tight = tight || (bits & cue::tight_code) != 0;
      code_.numbered = is_own_id(view_, i) || (view_.upper(i) && view_.length(i) <= 4 && view_.is_number(i + 1) && view_.word(i + 1)[0] == '0' && view_.length(i + 1) >= 4);
    }
    if ((bits & cue::loose_code) != 0 && !(code_.alive(i) && clean(code_))) {
      set(loose_, i, 6);
      // "INC 0447": the short form of a label, with its number.
      const bool shouted = view_.upper(i) && view_.length(i) >= 2 && view_.length(i) <= 4 && view_.is_number(i + 1) && view_.word(i + 1)[0] == '0';
      // "police informed, log 0219"
      loose_.numbered = (bits & cue::number_label) != 0 || shouted || (view_.is(i, "log") && code_.alive(i));
    }
    // "SSSC part 1234567" is a part of a register; the tag of a hoist is the hoist's.
    const bool tagged = view_.is(i, "tag") && goods_.alive(i) && goods_.at + 3 >= i;
    const bool serial =
        i > 1 && view_.is(i, "n") && view_.is_mark(i - 1, '/') && view_.glued(i) && view_.is(i - 2, "s");
    // "LOLER cert", "PO 4471903": of a hoist, of an order.
    const bool of_thing = (view_.is(i, "cert") || view_.is(i, "certificate")) && goods_.alive(i) && goods_.at + 1 == i;
    const bool purchase = view_.is(i, "po") && view_.upper(i) && !view_.is(i + 1, "box");
    if (of_thing || purchase || serial ||
        ((bits & cue::goods) != 0 && !(view_.is(i, "part") && code_.alive(i) && code_.at + 1 == i)) || tagged)
      set(goods_, i, 8);
    if ((bits & cue::expiry) != 0) set(expiry_, i, 4);
    if ((bits & cue::vehicle) != 0) set(vehicle_, i, 12);
    if (view_.is(i, "code") && i > 0 && (view_.is(i - 1, "post") || view_.is(i - 1, "zip"))) set(postcode_, i, 6);
  }

  // At the c of "a/c" and "s/c".
  bool is_stroked(std::size_t i, std::string_view first) const {
    return i > 1 && view_.is(i, "c") && view_.is_mark(i - 1, '/') && view_.glued(i) && view_.is(i - 2, first) && view_.glued(i - 1);
  }

  bool thing(std::size_t i) const {
    return goods_.alive(i) && clean(goods_) && !(nhs_.alive(i) && nhs_.reach > goods_.reach) && !(phone_.alive(i) && phone_.reach > goods_.reach);
  }

  // Over the code of a thing; further ones may follow: "lots 12345 and 12346".
  std::size_t skip_thing(std::size_t i) {
    const Chunk chunk = chunk_at(view_, i);
    const std::size_t end = chunk.end > i ? chunk.end : i + 1;
    if (chunk.digits > 0) {
      goods_ = {end + 3, false, false, end};
      reach_ = std::max(reach_, goods_.reach);
    }
    return end;
  }

  // A word that may begin a code. 0 if none does.
  std::size_t letters(std::size_t i) {
    const Cue& cue = view_.cue(i);
    if ((cue.bits & (cue::digit | cue::times)) != 0) {
      if (const std::size_t end = spoken(i)) return end;
    }
    if (view_.glued(i + 1)) {
      if (const std::size_t end = user_name_end(view_, i)) return found(i, end, Type::id_other, 2);
    }
    const bool number_behind = view_.is_number(i + 1);
    const bool joined = (view_.is_mark(i + 1, "-/_") && view_.glued(i + 1) && view_.glued(i + 2)) ||
                        (view_.is_mark(i + 1, ":-") && view_.glued(i + 1) && view_.upper(i) && (code_.alive(i) || loose_.alive(i)));
    const bool code_may_follow = view_.length(i) <= 4 && view_.is_number(i + 2);
    if (!number_behind && !joined && !code_may_follow) {
      // "SKI7 OZZ" and the like have a digit soon; a labelled "SW" with a number behind it too.
      return 0;
    }
    if (number_behind && !view_.glued(i + 1) && view_.length(i) > 4 && !(view_.length(i) == 5 && view_.length(i + 1) == 6)) return 0;
    const std::size_t close = chunk_label(i);
    if (close != 0) return 0;
    if (const std::size_t end = number_behind ? parcel_end(view_, i) : 0) return found(i, end, Type::id_other, 2);
    const bool is_thing = thing(i);
    if (!is_thing) {
      if (const std::size_t end = nino_end(view_, i, insurance_.alive(i))) return found(i, end, Type::nino, 3);
      if (const std::size_t end = iban_end(view_, i)) return found(i, end, Type::id_other, 3);
      if (const std::size_t end = driving_licence_end(view_, i)) return found(i, end, Type::id_other, 3);
      if (const std::size_t end = look_alike_number(i)) return end;
      if (code_.alive(i) && clean(code_) && code_.numbered && !postcode_.alive(i)) {
        if (const std::size_t end = labelled(i)) return end;
      }
      const bool expected = postcode_.alive(i) || (i > 0 && view_.is_mark(i - 1, ','));
      if (const std::size_t end = postcode_end(view_, i, expected)) return found(i, end, Type::postcode, 2);
      if (const std::size_t end = plate_end(view_, i, vehicle_.alive(i))) return found(i, end, Type::id_other, 2);
      if (const std::size_t end = labelled(i)) return end;
    }
    const Chunk chunk = chunk_at(view_, i);
    if (is_thing && chunk.digits > 0) return skip_thing(i);
    if (is_code_shape(view_, chunk)) return found(i, chunk.end, Type::id_other, 2);
    if (const std::size_t end = i > 0 && view_.has(i - 1, cue::filler) && !is_thing ? given_code_end(view_, i) : 0) return found(i, end, Type::id_other, 1);
    if (is_lone_code(view_, i) && !is_thing && !expiry_.alive(i)) return found(i, i + 2, Type::id_other, 1);
    return 0;
  }

  // A word that labels the number it is glued to: "tel-01632 960318", "NHS:999". The word is read alone then.
  std::size_t chunk_label(std::size_t i) const {
    if (!view_.has(i, cue::phone | cue::nhs | cue::room | cue::birth) || !view_.glued(i + 1)) return 0;
    if (view_.is(i, "ph") && postcode_end(view_, i, false) != 0) return 0;
    return i + 1;
  }

  // "O7700 900123", and behind "NHS" "l23 456 789O".
  std::size_t look_alike_number(std::size_t i) {
    if (!view_.is_number(i + 1) || !view_.glued(i + 1) || view_.length(i) > 2) return 0;
    const Digits digits = collect_digits(view_, i);
    if (digits.group_count == 0) return 0;
    if (nhs_.alive(i)) {
      if (const std::size_t taken = nhs_groups(digits, true)) return found(i, digits.end(taken), Type::nhs_number, 3);
    }
    if (const std::size_t taken = phone_groups(view_, digits, false)) return found(i, digits.end(taken), Type::phone, 2);
    return 0;
  }

  std::size_t spoken(std::size_t i) {
    const Digits digits = spoken_digits(view_, i);
    if (digits.group_count == 0) return 0;
    const std::string_view d = digits.of(digits.group_count);
    const std::size_t end = digits.end(digits.group_count);
    if (nhs_.alive(i) && d.size() == 10) return found(i, end, Type::nhs_number, 3);
    if (is_nhs_number(d)) return found(i, end, Type::nhs_number, 3);
    if (phone_.alive(i) && d.size() >= 5) return found(i, end, Type::phone, 3);
    if (d.size() >= 9 && d[0] == '0') return found(i, end, Type::phone, 2);
    if (d.size() >= 7 || (d.size() >= 4 && (code_.alive(i) || bank_.alive(i) || sort_.alive(i)))) return found(i, end, Type::id_other, 2);
    return 0;
  }

  std::size_t phone(const Digits& digits, std::size_t i) {
    const bool labelled = phone_.alive(i) && !(code_.alive(i) && code_.reach > phone_.reach) && !nhs_label_wins(i);
    const std::size_t taken = phone_groups(view_, digits, labelled);
    if (taken == 0) return 0;
    const std::size_t end = digits.end(taken);
    if (digits.of(taken).size() <= 8 && !plain_local(digits, taken, i)) return 0;
    set(phone_, end - 1, 6);
    return found(i, extension_end(view_, end), Type::phone, labelled ? 3 : 2);
  }

  // Short numbers stand behind "call" and "ring" in many ways: not a time, a date, a price, a length of time.
  bool plain_local(const Digits& digits, std::size_t taken, std::size_t i) const {
    if (clean(phone_) && phone_.numbered && digits.of(taken).size() >= 7) return true;
    if (i > 0 && view_.has(i - 1, cue::month)) return false;  // "Oct 28 2025"
    const bool price = i > 0 && view_.at(i - 1).kind == TokenKind::mark && !view_.is_mark(i - 1, ":-.(#\"'");
    for (std::size_t g = 1; g < taken; ++g) {
      if (digits.groups[g].gap == Gap::dot || digits.groups[g].gap == Gap::slash) return false;
      if (digits.groups[g].gap == Gap::dash && digits.groups[g].digits == 2) return false;
    }
    if (taken > 2 || (taken == 2 && digits.groups[0].digits == 4 && digits.groups[1].digits == 4 && !phone_.numbered && !clean(phone_))) return false;
    return !price && !view_.measured(digits.end(taken) - 1);
  }

  bool nhs_label_wins(std::size_t i) const { return nhs_.alive(i) && nhs_.reach >= phone_.reach + 3; }

  // A short figure with no label before it and a word or the end of a clause behind it: most figures in notes.
  bool is_lone_figure(std::size_t i) const {
    if (i < reach_ || view_.length(i) > 4) return false;
    if (view_.is_word(i + 1)) return view_.at(i + 1).blank_before && !view_.has(i + 1, cue::digit | cue::times) && view_.length(i + 1) > 3;
    return view_.is_mark(i + 1, ",;!?%") && !view_.is_number(i + 2);
  }

  std::size_t number(std::size_t i) {
    // "order 9990001234": pads, not persons.
    if (i > 0 && view_.is(i - 1, "order") && chunk_at(view_, i).digits > 6 && chunk_at(view_, i).numeric())
      return skip_thing(i);
    if (is_officer(view_, i)) return found(i, i + 1, Type::id_other, 2);
    if (const std::size_t end = police_log_end(view_, i)) return found(i, end, Type::id_other, 3);
    if (view_.length(i) == 4 && is_last_figures(view_, i)) return found(i, i + 1, Type::id_other, 2);
    if (is_lone_figure(i)) return 0;
    if (i > 0 && view_.is_mark(i - 1, "$%") && view_.glued(i)) return 0;
    if (thing(i)) return skip_thing(i);
    if (view_.has(i + 1, cue::digit | cue::times)) {
      if (const std::size_t end = spoken(i)) return end;
    }
    const Digits digits = collect_digits(view_, i);
    if (digits.group_count == Digits::kMost) return digits.end(Digits::kMost / 2);  // a table of single figures
    if (digits.group_count != 0) {
      if (const std::size_t end = grouped(digits, i)) return end;
    }
    // A foreign code behind "zip code".
    if (postcode_.alive(i) && clean(postcode_) && view_.length(i) >= 3 && view_.length(i) <= 6) {
      const bool second = view_.is_number(i + 1) && view_.length(i) == 3 && view_.length(i + 1) == 2;
      return found(i, second ? i + 2 : i + 1, Type::postcode, 2);
    }
    if (const std::size_t end = labelled(i)) return end;
    const Chunk chunk = chunk_at(view_, i);
    if (chunk.letters > 0) {
      if (const std::size_t end = plate_end(view_, i, vehicle_.alive(i))) return found(i, end, Type::id_other, 2);
    }
    if (is_code_shape(view_, chunk)) return found(code_begin(view_, i), chunk.end, Type::id_other, 2);
    if (chunk.count > 1) {
      if (const std::size_t end = given_code_end(view_, i)) return found(i, end, Type::id_other, 1);
    }
    // A long row of digits that nothing explains points at somebody.
    const bool alone = chunk.count == 1 && chunk.digits >= 7 && chunk.digits <= 12 && !view_.measured(i) && !expiry_.alive(i);
    if (alone) return found(code_begin(view_, i), chunk.end, Type::id_other, 1);
    if (is_address_of_machine(chunk)) return found(i, chunk.end, Type::id_other, 2);
    if (chunk.count == 3 && chunk.numeric() && chunk.parts[0].size == 3 && chunk.parts[1].size == 2 && chunk.parts[2].size == 4 &&
        chunk.parts[1].joined == '-') {
      return found(i, chunk.end, Type::id_other, 2);
    }
    return 0;
  }

  std::size_t grouped(const Digits& digits, std::size_t i) {
    if (nhs_.alive(i)) {
      if (const std::size_t taken = nhs_groups(digits, true)) {
        nhs_ = {};
        return found(i, digits.end(taken), Type::nhs_number, 3);
      }
    }
    if (card_.alive(i)) {
      if (const std::size_t taken = card_groups(digits, true)) return found(i, digits.end(taken), Type::id_other, 3);
    }
    if (const std::size_t end = sort_code(digits, i)) return end;
    if (phone_.alive(i) && phone_.reach > code_.reach) {
      if (const std::size_t end = phone(digits, i)) return end;
    }
    if (const std::size_t taken = nhs_groups(digits, false)) return found(i, digits.end(taken), Type::nhs_number, 3);
    if (bank_.alive(i) && digits.groups[0].total >= 6 && digits.groups[0].total <= 12) return found(i, digits.end(1), Type::id_other, 3);
    if (bank_.alive(i) && digits.group_count >= 2 && digits.sizes(2, {4, 4}) && (digits.group_count == 2 || bank_.at + 3 >= i))
      return found(i, digits.end(2), Type::id_other, 3);
    if (bank_.alive(i) && is_row_of_ones(digits)) return found(i, digits.end(digits.group_count), Type::id_other, 3);
    if (const std::size_t end = phone(digits, i)) return end;
    if (const std::size_t taken = card_groups(digits, false)) return found(i, digits.end(taken), Type::id_other, 2);
    // 202-555-0143, 999 123 4567: somebody's number, though no check digit says whose.
    if (digits.group_count == 3 && digits.sizes(3, {3, 3, 4}) && digits.groups[1].gap == digits.groups[2].gap && digits.groups[1].gap != Gap::slash) {
      const bool volumes = digits.groups[1].gap == Gap::blank && digits.value[2] == '0' && digits.value[5] == '0';
      if (!volumes) return found(i, digits.end(3), digits.groups[1].gap == Gap::blank ? Type::nhs_number : Type::phone, 1);
    }
    return 0;
  }

  std::size_t sort_code(const Digits& digits, std::size_t i) {
    // "309412 00417711": a sort code and its account
    const bool pair = digits.group_count == 2 && digits.sizes(2, {6, 8}) && digits.groups[1].gap == Gap::blank;
    if (pair) return found(i, digits.end(2), Type::id_other, 2);
    if (digits.group_count < 3) {
      const bool six = digits.group_count >= 1 && digits.groups[0].digits == 6 && sort_.alive(i);
      return six ? found(i, digits.end(1), Type::id_other, 3) : 0;
    }
    const auto& groups = digits.groups;
    if (groups[0].digits != 2 || groups[1].digits != 2 || groups[2].digits != 2) return 0;
    if (digits.group_count > 3 && groups[3].digits <= 2) return 0;
    const bool near_bank = bank_.alive(i) || sort_.alive(i) || (bank_seen_ != 0 && i < bank_seen_ + 20);
    if (near_bank && groups[1].gap == groups[2].gap && groups[1].gap != Gap::slash) return found(i, digits.end(3), Type::id_other, 3);
    const bool dashes = groups[1].gap == Gap::dash && groups[2].gap == Gap::dash;
    const auto value = [&](std::size_t g) { return (digits.value[g * 2] - '0') * 10 + digits.value[g * 2 + 1] - '0'; };
    const bool date = value(0) >= 1 && value(0) <= 31 && value(1) >= 1 && value(1) <= 31;
    const bool account = digits.group_count > 3 && groups[3].digits == 8;
    return dashes && (!date || account) ? found(i, digits.end(3), Type::id_other, 2) : 0;
  }

  std::size_t labelled(std::size_t i) {
    if (expiry_.alive(i) && clean(expiry_)) return 0;
    if (code_.alive(i) && (clean(code_) || code_.numbered)) {
      const Hold hold = !clean(code_) ? Hold::loose : code_.tight ? Hold::tight : Hold::strong;
      if (const std::size_t end = labelled_code_end(view_, i, hold, code_.numbered)) {
        // Of "CAD 1183 of 09/11" the word and the date belong to the number.
        const bool log = i > 0 && code_.at == i - 1 && (view_.is(i - 1, "cad") || (view_.upper(i - 1) && view_.is(i - 1, "acc")));
        const std::size_t day =
            log && view_.is(end, "of") && view_.is_number(end + 1) && view_.is_mark(end + 2, "/.-") ? chunk_at(view_, end + 1).end : end;
        // "ref OPG 7004-1182": the letters are the number's.
        const bool prefix = i > 1 && code_.at == i - 1 && view_.upper(i - 1) && view_.length(i - 1) <= 4 && view_.has(i - 2, cue::number_label);
        code_ = {};
        return found(log || prefix ? i - 1 : code_begin(view_, i), day, Type::id_other, 3);
      }
    }
    if (loose_.alive(i) && clean(loose_)) {
      if (const std::size_t end = labelled_code_end(view_, i, Hold::loose, loose_.numbered)) {
        const bool shouted = loose_.at + 1 == i && view_.upper(loose_.at) && view_.is(loose_.at, "inc");
        loose_ = {};
        return found(shouted ? i - 1 : i, end, Type::id_other, 3);
      }
    }
    return 0;
  }
};

}  // namespace

void find_numbers(const View& view, Findings& findings) { NumberFinder(view, findings).run(); }

}  // namespace care::redact
