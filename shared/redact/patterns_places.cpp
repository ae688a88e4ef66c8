#include "shared/redact/patterns_addresses.h"
#include "shared/redact/patterns_orgs.h"
#include "shared/redact/patterns_rooms.h"

namespace care::redact {
namespace {

class PlaceFinder {
 public:
  PlaceFinder(const View& view, Findings& findings) : view_(view), findings_(findings) {}

  void run() {
    const std::size_t first = findings_.size();
    for (std::size_t i = view_.next(0, concern::places); i < view_.size(); i = view_.next(i, concern::places)) {
      const Token& token = view_.at(i);
      std::size_t end = 0;
      if (token.kind == TokenKind::number) {
        end = address(i);
        if (!is_led_by_nothing(i)) {
          if (end == 0) end = bare_room(view_, i, findings_);
          if (end == 0) end = room_beside(view_, i, findings_);
          if (end == 0) end = room_with_things(view_, i, findings_);
          if (end == 0 && begins_clause(view_, i)) clauses_.push_back(i);
          if (begins_entry(view_, i)) entries_.push_back(i);
        }
        if (begins_status(view_, i)) rounds_.push_back(i);
      } else if (token.kind == TokenKind::word) {
        end = word(i);
      } else {
        mark(i);
      }
      i = end != 0 ? end : i + 1;
    }
    find_known_rooms(view_, clauses_, first, findings_);
    const std::size_t before = findings_.size();
    find_room_list(view_, entries_, findings_);
    if (findings_.size() == before) find_round(view_, rounds_, findings_);
  }

 private:
  const View& view_;
  Findings& findings_;
  std::size_t floor_ = 0;             // nothing before it is taken again
  std::size_t announced_until_ = 0;   // an address is expected
  std::vector<std::size_t> rounds_;   // numbers that may be rooms with what was seen there
  std::vector<std::size_t> clauses_;  // numbers at the head of what is said
  std::vector<std::size_t> entries_;  // numbers that may be rooms, each at the head of what is said about somebody

  std::size_t found(const Place& place, Type type) {
    add(findings_, view_, place.begin, place.end - 1, type, place.certainty);
    floor_ = place.end;
    return place.end;
  }

  void mark(std::size_t i) {
    if (view_.is_mark(i, '&')) {
      const Place inn = i > floor_ + 1 ? inn_at(view_, i) : Place{};
      if (inn.end != 0) found(inn, Type::org);
      return;
    }
    if (view_.is_mark(i, "!?;") || (view_.is_mark(i, '.') && !view_.glued(i + 1))) announced_until_ = 0;
  }

  // "about 40", "36.5", "10/2": most numbers of a note are parts of others or stand behind a word that leads to no room.
  bool is_led_by_nothing(std::size_t i) const {
    const auto goes_on = [&](std::size_t k) { return view_.is_mark(k, "./:") && view_.glued(k) && view_.glued(k + 1); };
    if (view_.glued(i) ? goes_on(i - 1) && view_.is_number(i - 2) : goes_on(i + 1) && view_.is_number(i + 2)) return true;
    constexpr CueBits kLeads = cue::filler | cue::number_label | cue::stop | cue::thing | cue::room_part | cue::fixture | cue::cared;
    if (!view_.is_word(i - 1) || view_.glued(i) || view_.capital(i - 1) || view_.has(i - 1, kLeads)) return false;
    return !view_.glued(i + 1) || !(view_.is_mark(i + 1, '\'') || view_.at(i + 1).apostrophe);
  }

  std::size_t address(std::size_t i) {
    if (i > 0 && view_.glued(i) && !view_.is_mark(i - 1, "(,:/>\"")) return 0;
    const Place place = address_at(view_, i, i < announced_until_);
    return place.end != 0 ? found(place, Type::address) : 0;
  }

  std::size_t word(std::size_t i) {
    const CueBits bits = view_.cue(i).bits;
    if (view_.is_word(i + 1) && view_.glued(i + 1)) {
      const Place place = joined_words_org(view_, i);
      if (place.end != 0) return found(place, Type::org);
    }
    if (bits == 0) return 0;
    if ((bits & cue::box) != 0) return box(i);
    if (view_.is(i, "corner")) {
      const Place place = corner_at(view_, i);
      if (place.end != 0) return found(place, Type::address);
    }
    if ((bits & cue::address) != 0) announced_until_ = i + 10;
    if ((bits & cue::flat) != 0) {
      const Place place = address_at(view_, i, true);
      if (place.end != 0) return found(place, Type::address);
    }
    if ((bits & (cue::room | cue::room_part | cue::person | cue::ward)) != 0) {
      if (const std::size_t end = room_at(view_, i, findings_)) return floor_ = end;
    }
    if ((bits & (cue::street | cue::loose_street)) != 0 && view_.capital(i)) {
      const Place place = street_around(view_, i, floor_, i < announced_until_ + 4 && announced_until_ != 0);
      if (place.end != 0) return found(place, Type::address);
    }
    if (view_.is(i, "lady")) {
      const Place place = our_lady_at(view_, i);
      if (place.end != 0) return found(place, Type::org);
    }
    if ((bits & cue::home) != 0) {
      const Place place = house_around(view_, i, floor_, i < announced_until_);
      if (place.end != 0) return found(place, Type::address);
    }
    if ((bits & cue::number_word) != 0) {
      const Place place = said_house_at(view_, i);
      if (place.end != 0) return found(place, Type::address);
    }
    if ((bits & (cue::org | cue::loose_org | cue::org_first)) != 0 || ((bits & cue::suffix) != 0 && view_.is(i, "st"))) {
      const Place place = org_around(view_, i, floor_);
      // "Rose House, Mill Lane" is found at the street.
      const bool house =
          place.end != 0 && view_.has(place.end - 1, cue::building) && view_.is_mark(place.end, ',') && street_begins(view_, place.end + 1);
      if (place.end != 0 && !house) return found(place, Type::org);
      if (const Place named = place.end == 0 ? org_behind_kind(view_, i) : Place{}; named.end != 0) return found(named, Type::org);
    }
    return 0;
  }

  std::size_t box(std::size_t i) {
    const Place place = address_at(view_, i, true);
    return place.end != 0 ? found(place, Type::address) : 0;
  }
};

}  // namespace

void find_places(const View& view, Findings& findings) { PlaceFinder(view, findings).run(); }

}  // namespace care::redact
