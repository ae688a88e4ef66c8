#include "shared/redact/layout.h"

#include <algorithm>

#include "shared/redact/placeholder.h"

namespace care::redact {

Layout::Layout(std::string_view text, std::span<const Identifier> identifiers) : text_(text) {
  std::uint32_t at = 0;
  for (std::uint32_t i = 0; i < identifiers.size(); ++i) {
    const Span& span = identifiers[i].span;
    if (span.begin < at || span.end <= span.begin || span.end > text.size()) continue;
    pieces_.push_back({span.begin, span.end, i});
    at = span.end;
  }
}

bool Layout::stands_free(const Piece& piece) const {
  const auto is_free = [](char c) { return static_cast<unsigned char>(c) < 0x80 && !is_alnum(c) && c != '_' && c != '\\' && c != '[' && c != ']'; };
  return (piece.begin == 0 || is_free(text_[piece.begin - 1])) && (piece.end == text_.size() || is_free(text_[piece.end]));
}

void Layout::protect() {
  if (!may_hold_placeholder(text_)) return;
  while (true) {
    const std::string out = write([](const Piece&, std::string& written) { written += "[TEXT_1]"; });
    std::vector<Piece> more;
    PlaceholderReader reader;
    Sighting sighting;
    for (std::size_t at = 0; reader.find(out, at, true, sighting) == Sight::found; at = sighting.end) {
      if (!is_piece(sighting.begin, sighting.end)) more.push_back(with_brackets(sighting.begin, sighting.end));
    }
    if (more.empty()) return;
    take_in(more);
  }
}

Piece* Layout::overlapping(std::size_t out_begin, std::size_t out_end) {
  const auto at = std::partition_point(pieces_.begin(), pieces_.end(), [&](const Piece& piece) { return piece.out_end <= out_begin; });
  return at != pieces_.end() && at->out_begin < out_end ? &*at : nullptr;
}

bool Layout::is_piece(std::size_t out_begin, std::size_t out_end) {
  const Piece* piece = overlapping(out_begin, out_end);
  return piece != nullptr && piece->out_begin == out_begin && piece->out_end == out_end;
}

void Layout::take_in(const std::vector<Piece>& more) {
  std::vector<Piece> all;
  auto next = pieces_.begin();
  for (Piece piece : more) {
    while (next != pieces_.end() && next->end <= piece.begin) all.push_back(*next++);
    for (; next != pieces_.end() && next->begin < piece.end; ++next) {
      if (!piece.identifier) piece.identifier = next->identifier;
      piece.begin = std::min(piece.begin, next->begin);
      piece.end = std::max(piece.end, next->end);
    }
    if (!all.empty() && all.back().end > piece.begin) piece.begin = all.back().end;
    if (piece.begin < piece.end) all.push_back(piece);
  }
  all.insert(all.end(), next, pieces_.end());
  pieces_ = std::move(all);
}

std::uint32_t Layout::source_of(std::size_t out, bool is_begin) const {
  const auto after = std::partition_point(pieces_.begin(), pieces_.end(), [&](const Piece& piece) { return is_begin ? piece.out_begin <= out : piece.out_begin < out; });
  if (after == pieces_.begin()) return static_cast<std::uint32_t>(out);
  const Piece& piece = *(after - 1);
  if (out < piece.out_end) return is_begin ? piece.begin : piece.end;
  return static_cast<std::uint32_t>(out - piece.out_end) + piece.end;
}

Piece Layout::with_brackets(std::size_t out_begin, std::size_t out_end) const {
  const auto is_bracket = [](char c) { return c == '[' || c == ']' || c == '\\'; };
  Piece piece = source(out_begin, out_end);
  const auto own = std::partition_point(pieces_.begin(), pieces_.end(), [&](const Piece& each) { return each.end <= piece.begin; });
  const std::uint32_t floor = own == pieces_.begin() ? 0 : (own - 1)->end;
  const auto next = std::partition_point(own, pieces_.end(), [&](const Piece& each) { return each.begin < piece.end; });
  const std::uint32_t ceiling = next == pieces_.end() ? static_cast<std::uint32_t>(text_.size()) : next->begin;
  while (piece.begin > floor && is_bracket(text_[piece.begin - 1])) --piece.begin;
  while (piece.end < ceiling && is_bracket(text_[piece.end])) ++piece.end;
  return piece;
}

}  // namespace care::redact
