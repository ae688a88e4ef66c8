#include "shared/redact/patterns_addresses.h"

namespace care::redact {

constexpr std::size_t kMostHouseWords = 4;

bool is_title(const View& view, std::size_t i) {
  return view.is(i, "mr") || view.is(i, "mrs") || view.is(i, "miss") || view.is(i, "ms") || view.is(i, "dr") ||
         view.is(i, "rev");
}

bool ends_as_street(const View& view, std::size_t i) {
  const std::string_view word = view.word(i);
  if (!view.capital(i) || word.size() < 7 || view.cue(i).bits != 0) return false;
  for (const std::string_view ending : {"gate", "field", "fields", "croft", "mead", "holme", "side", "ridge", "garth", "hurst", "bank", "dene", "leigh", "lands"}) {
    if (word.ends_with(ending)) return true;
  }
  return false;
}

bool is_person(const View& view, std::size_t i) {
  const WordClasses classes = view.classes(i);
  return (classes & word::given) != 0 && (classes & word::place) == 0;
}

std::size_t flat_part_end(const View& view, std::size_t i) {
  const bool storey = view.is(i, "top") || view.is(i, "ground") || view.is(i, "basement") || view.is(i, "upper") ||
                      view.is(i, "lower") || view.is(i, "first") || view.is(i, "second") || view.is(i, "third") ||
                      view.is(i, "garden") || view.is(i, "rear") || view.is(i, "front") || view.is(i, "attic");
  if (storey && view.is(i + 1, "floor") && view.is(i + 2, "flat")) return i + 3;
  if (storey && (view.is(i + 1, "flat") || view.is(i + 1, "floor"))) return i + 2;
  if (view.is_number(i) && view.length(i) <= 2 && view.glued(i + 1) && view.has(i + 1, cue::suffix) &&
      view.is(i + 2, "floor"))
    return i + 3;
  if (!view.has(i, cue::flat) && !view.is(i, "tower") && !view.is(i, "block") && !view.is(i, "lodge") &&
      !view.has(i, cue::room))
    return i;
  if (view.is_number(i + 1) && view.length(i + 1) <= 3)
    return view.is_word(i + 2) && view.glued(i + 2) && view.length(i + 2) == 1 ? i + 3 : i + 2;
  return view.upper(i + 1) && view.length(i + 1) == 1 && view.ends(i + 2) ? i + 2 : i;
}

namespace {

// A word or mark behind which a house may be named.
bool leads_to_house(const View& view, std::size_t i) {
  if (view.is_line(i) || view.is_mark(i, ":(\"")) return true;
  for (const std::string_view lead :
       {"at", "to", "from", "now", "lives", "live", "living", "address", "alone", "is", "o", "was", "of"}) {
    if (view.is(i, lead)) return !view.is(i, "o") || (i > 1 && view.is_mark(i - 1, '/'));
  }
  return view.has(i, cue::address);
}

}  // namespace

std::size_t house_begin(const View& view, std::size_t end, std::size_t floor) {
  std::size_t at = end;
  while (at > floor && end - at < kMostHouseWords && view.is_word(at - 1) && (at == end || !view.glued(at)) &&
         view.capital(at - 1) && !is_title(view, at - 1) &&
         (!view.has(at - 1, cue::not_name | cue::month | cue::weekday | cue::phone) || view.is(at - 1, "the")))
    --at;
  if (at == end && end > floor + 1 && view.has(end - 1, cue::building)) {
    // "the old forge"
    while (at > floor && end - at < 3 && view.is_word(at - 1) && (at == end || !view.glued(at)) &&
           !(at < end && view.is(at, "the")) && !view.has(at - 1, cue::not_name | cue::address | cue::phone))
      --at;
  }
  if (at == end || (at > 0 && is_title(view, at - 1))) return end;
  const bool led =
      at == 0 || leads_to_house(view, at - 1) ||
      (view.is_mark(at - 1, ',') && (view.has(end - 1, cue::building) || view.is(at, "the")));
  if (!led || (is_person(view, at) && !view.has(end - 1, cue::building))) return end;
  return at;
}

std::size_t earlier_part_begin(const View& view, std::size_t begin, std::size_t floor) {
  std::size_t end = begin;
  if (end > floor && view.is_line(end - 1)) --end;
  if (end <= floor || !view.is_mark(end - 1, ',')) return begin;
  --end;
  for (std::size_t size = 2; size <= 3 && end >= floor + size; ++size) {
    const std::size_t at = end - size;
    if (flat_part_end(view, at) == end) return at;
    // "2/1, 18 Mill Wynd": storey and door
    if (size == 3 && view.is_number(at) && view.is_mark(at + 1, '/') && view.is_number(at + 2) &&
        view.length(at) <= 2 && view.length(at + 2) <= 2 && !view.glued(at))
      return at;
  }
  const std::size_t house = house_begin(view, end, floor);
  return house < end ? house : begin;
}

std::size_t counter_begin(const View& view, std::size_t begin, std::size_t floor) {
  if (begin <= floor || !view.is_number(begin) || view.glued(begin)) return begin;
  for (const std::string_view word :
       {"croft", "plot", "hse", "unit", "lot", "chalet", "caravan", "pitch", "flat", "rm"}) {
    if (view.is(begin - 1, word)) return begin - 1;
  }
  // "numbers 2 to 10 Pippin Lane"
  const bool range = begin >= floor + 2 && (view.is(begin - 1, "to") || view.is(begin - 1, "and")) && view.is_number(begin - 2) && view.length(begin - 2) <= 3;
  const std::size_t first = range ? begin - 2 : begin;
  if (first > floor && (view.is(first - 1, "number") || view.is(first - 1, "numbers") || view.is(first - 1, "nos"))) return first - 1;
  // "2/1 45 Mill St": storey and door
  const bool door = begin >= floor + 3 && view.is_number(begin - 1) && view.length(begin - 1) == 1 &&
                    view.is_mark(begin - 2, '/') && view.glued(begin - 1) && view.is_number(begin - 3) &&
                    view.length(begin - 3) == 1 && view.glued(begin - 2) && !view.glued(begin - 3);
  if (door) return begin - 3;
  return begin;
}

}  // namespace care::redact
