#include "shared/redact/restore.h"

#include <algorithm>

namespace care::redact {
namespace {

// Bytes at the end that are the beginning of a character.
std::size_t unfinished_bytes(std::string_view text) {
  for (std::size_t back = 1; back <= 3 && back <= text.size(); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    if (byte < 0x80) return 0;
    if (byte < 0xC0) continue;
    const std::size_t needed = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
    return back < needed ? back : 0;
  }
  return 0;
}

void put(RestoredText& out, std::string_view original) {
  const auto begin = static_cast<std::uint32_t>(out.text.size());
  out.text += original;
  out.restored.push_back({begin, static_cast<std::uint32_t>(out.text.size()), Type::name_other});
}

}  // namespace

RestoredText restore(const Conversation& conversation, std::string_view answer) {
  Restorer restorer(conversation);
  RestoredText out = restorer.add(answer);
  const RestoredText rest = restorer.finish();
  const auto shift = static_cast<std::uint32_t>(out.text.size());
  out.text += rest.text;
  for (const Span& span : rest.restored) out.restored.push_back({span.begin + shift, span.end + shift, span.type});
  out.unknown.insert(out.unknown.end(), rest.unknown.begin(), rest.unknown.end());
  return out;
}

RestoredText Restorer::add(std::string_view chunk) {
  waiting_ += chunk;
  return go_on(false);
}

RestoredText Restorer::finish() { return go_on(true); }

RestoredText Restorer::go_on(bool whole) {
  RestoredText out;
  const std::string_view text = waiting_;
  const bool has_dates = conversation_.dates().form() != DateForm::placeholder;
  std::size_t at = given_;
  Sighting sighting;
  WrittenDate date;
  Sight placeholder_sight = reader_.find(text, at, whole, sighting);
  while (true) {
    // A date ends before a placeholder begins; where that is still undecided, "12 A" may become a date of April.
    const bool bounded = placeholder_sight == Sight::found;
    const std::string_view before = text.substr(0, bounded ? sighting.begin : text.size());
    const Sight date_sight = has_dates ? find_date(before, at, whole || bounded, date) : Sight::nothing;
    const bool date_first = date_sight != Sight::nothing && date.begin < sighting.begin;
    const Sight sight = date_first ? date_sight : placeholder_sight;
    const std::size_t begin = date_first ? date.begin : sighting.begin;
    out.text += text.substr(at, begin - at);
    at = begin;
    if (sight != Sight::found) break;
    if (date_first) {
      put_back(out, date);
      at = date.end;
    } else {
      put_back(out, sighting);
      at = sighting.end;
      placeholder_sight = reader_.find(text, at, whole, sighting);
    }
  }
  if (at == text.size() && !whole) {
    const std::size_t unfinished = std::min(unfinished_bytes(text), at - std::min(at, given_));
    at -= unfinished;
    out.text.resize(out.text.size() - std::min(unfinished, out.text.size()));
  }
  const std::size_t kept = std::min(at, kLookBack);
  waiting_.erase(0, at - kept);
  given_ = kept;
  return out;
}

void Restorer::put_back(RestoredText& out, const Sighting& sighting) {
  const std::string_view written = std::string_view(waiting_).substr(sighting.begin, sighting.end - sighting.begin);
  const std::string* original = nullptr;
  std::string plural;
  if (sighting.meant) {
    original = conversation_.find_original(*sighting.meant);
    if (original == nullptr && sighting.plural) {
      original = conversation_.find_original({sighting.meant->label, sighting.meant->number, 1});
      plural = std::string(written.substr(written.find_last_of("sS"), 1));
    }
  }
  if (original == nullptr) return report(out, written);
  put(out, *original);
  out.text.append(plural).append(sighting.after);
}

void Restorer::put_back(RestoredText& out, const WrittenDate& date) {
  const DateBook& dates = conversation_.dates();
  const std::string_view written = std::string_view(waiting_).substr(date.begin, date.end - date.begin);
  if (const auto original = dates.find_original(waiting_, date)) return put(out, *original);
  // Where all dates were moved, one that nobody gave may be wrong.
  if (dates.form() == DateForm::shifted && !dates.is_kept(date.value)) return report(out, written);
  out.text += written;
}

void Restorer::report(RestoredText& out, std::string_view written) {
  out.text += written;
  if (reported_.size() >= kMostUnknown || std::find(reported_.begin(), reported_.end(), written) != reported_.end()) return;
  reported_.emplace_back(written);
  out.unknown.emplace_back(written);
}

}  // namespace care::redact
