#include "shared/redact/date_book.h"

#include <algorithm>

namespace care::redact {
namespace {

constexpr unsigned key_of(DateValue date) { return date.month * 32 + date.day; }
constexpr bool may_be_same(int year, int other) { return year == other || year == 0 || other == 0; }

}  // namespace

bool DateBook::is_kept(DateValue date) const {
  const auto at = kept_.find(key_of(date));
  return at != kept_.end() && std::any_of(at->second.begin(), at->second.end(), [&](int year) { return may_be_same(year, date.year); });
}

void DateBook::keep(DateValue date) {
  if (form_ == DateForm::placeholder || is_kept(date)) return;
  kept_[key_of(date)].push_back(date.year);
  if (form_ != DateForm::month) return;
  for (Entry& entry : entries_[key_of(date)]) entry.ambiguous = entry.ambiguous || entry.value == date;
}

std::optional<std::string> DateBook::take_out(std::string_view original) {
  const auto date = read_date(original);
  if (!date || form_ == DateForm::placeholder) return std::nullopt;
  const bool moves = form_ == DateForm::shifted;
  if (moves ? date->value.day == 0 : date->value.year == 0) return std::nullopt;
  const DateValue value = moves ? moved(date->value, shift_days_) : DateValue{date->value.year, date->value.month, 0};
  std::string outside = moves ? write_like(original, *date, value) : write_month(value);
  // Two figures for a year, moved over the edge of what they can say.
  const auto read = read_date(outside);
  if (!read || !(read->value == value) || (moves && is_kept(value))) return std::nullopt;
  auto& entries = entries_[key_of(value)];
  const auto same = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.outside == outside; });
  if (same == entries.end()) {
    entries.push_back({outside, std::string(original), value, !moves && is_kept(value)});
  } else if (same->original != original) {
    if (moves) return std::nullopt;
    same->ambiguous = true;
  }
  return outside;
}

std::optional<std::string> DateBook::find_original(std::string_view text, const WrittenDate& date) const {
  const auto at = entries_.find(key_of(date.value));
  if (at == entries_.end()) return std::nullopt;
  const std::string_view written = text.substr(date.begin, date.end - date.begin);
  for (const Entry& entry : at->second) {
    if (entry.outside == written) return entry.ambiguous ? std::nullopt : std::optional(entry.original);
  }
  if (form_ != DateForm::shifted) return std::nullopt;
  // The same day in another writing goes back in that writing.
  for (const Entry& entry : at->second) {
    if (!may_be_same(entry.value.year, date.value.year)) continue;
    DateValue value = date.value;
    if (value.year == 0) value.year = entry.value.year;
    return write_like(text, date, moved(value, -shift_days_));
  }
  return std::nullopt;
}

}  // namespace care::redact
