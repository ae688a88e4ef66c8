#include "shared/redact/patterns_addresses.h"

namespace care::redact {
namespace {

constexpr std::size_t kMostHouseWords = 4;

// A word or mark behind which somebody's house may be named; most of them lead to other things as well.
bool leads(const View& view, std::size_t i) {
  if (view.is_mark(i, ",:(\"") || view.is_line(i)) return true;
  return view.is_any(i, {"at", "to", "from", "of", "via", "near", "is", "staying", "sold", "not", "left", "the", "was", "in", "called", "now", "prev", "off"}) ||
         view.has(i, cue::address);
}

// Only of houses: a school, a bank or a chapel is one where it is old.
bool is_house_word(const View& view, std::size_t i, bool old) {
  if (old) return true;
  return view.is_any(i, {"cottage", "farm", "barn", "villa", "vicarage", "rectory", "farmhouse", "forge", "smithy", "manse", "steading", "byre", "schoolhouse",
                          "gatehouse", "stables", "nook"});
}

// The first capital of the name that ends at i; i if it has none before.
std::size_t name_begin(const View& view, std::size_t i, std::size_t floor) {
  std::size_t begin = i;
  while (begin > floor && i - begin < kMostHouseWords && view.capital(begin - 1) && (begin == i || !view.glued(begin)) && !is_title(view, begin - 1) &&
         (!view.has(begin - 1, cue::not_name | cue::month | cue::weekday | cue::phone | cue::address | cue::room) || view.is(begin - 1, "the")))
    --begin;
  return begin;
}

// "Hob Cottage, opposite", "The Old Library, Church Walk", "The Nook"
Place named_house(const View& view, std::size_t i, std::size_t floor, bool announced) {
  const std::size_t last = view.is(i, "post") && view.is(i + 1, "office") && view.capital(i + 1) ? i + 1 : i;
  if (!view.capital(i) || view.capital(last + 1) || view.upper(i)) return {};
  std::size_t begin = name_begin(view, i, floor);
  if (begin == i) return {};
  const bool old = view.is(i - 1, "old") && view.capital(i - 1);
  const bool article = view.is(begin, "the");
  if (!is_house_word(view, i, old) || (article && begin + 1 == i && !view.is(i, "nook") && !announced)) return {};
  // "Mabel Cottage" may live there, and "Home Farm" is a day out.
  if (begin > floor && view.is(begin - 1, "the") && view.capital(begin - 1) && old) --begin;
  const bool led = announced || begin == 0 || leads(view, begin - 1);
  const bool goes_on = view.is_mark(last + 1, ',') && view.capital(last + 2) && !is_person(view, last + 2);
  if (!led && !old && !goes_on) return {};
  if (view.at(begin).sentence_start && !announced && !goes_on && !old) return {};
  return {begin, address_tail_end(view, last + 1), 1};
}

// "Mount Ida, nr Harwick"
Place beside_town(const View& view, std::size_t i, std::size_t floor) {
  const std::size_t town = view.is_mark(i + 1, '.') ? i + 2 : i + 1;
  if (i < floor + 2 || !view.capital(town) || view.ends(town) || !view.is_mark(i - 1, ',')) return {};
  const std::size_t begin = name_begin(view, i - 1, floor);
  // "Ida Gorse, nr Harwick" has a comma or nothing before it.
  const bool led = begin > 0 && view.is_word(begin - 1) && leads(view, begin - 1);
  return begin < i - 1 && led ? Place{begin, address_tail_end(view, i - 1), 1} : Place{};
}

}  // namespace

Place house_around(const View& view, std::size_t i, std::size_t floor, bool announced) {
  if (view.is(i, "nr")) return beside_town(view, i, floor);
  // "back door via Chandlers Ginnel"
  const bool lane = view.is_any(i, {"ginnel", "snicket", "vennel"});
  if (lane) {
    const std::size_t begin = name_begin(view, i, floor);
    return view.capital(i) && begin < i && i - begin <= 2 ? Place{begin, address_tail_end(view, i + 1), 1} : Place{};
  }
  return named_house(view, i, floor, announced);
}

Place said_house_at(const View& view, std::size_t i) {
  const Cue& first = view.cue(i);
  if ((first.bits & cue::number_word) == 0 || first.value >= 100) return {};
  std::size_t at = i + 1;
  const std::size_t unit = view.is_mark(at, '-') && view.glued(at) ? at + 1 : at;
  if (first.value >= 20 && view.has(unit, cue::digit) && view.cue(unit).value > 0) at = unit + 1;
  if (!view.capital(at) || view.ends(at)) return {};
  const std::size_t street = street_end(view, at);
  if (street == 0) return {};
  const std::size_t begin = i > 0 && (view.is(i - 1, "number") || view.is(i - 1, "no")) ? i - 1 : i;
  return {begin, address_tail_end(view, street), 2};
}

}  // namespace care::redact
