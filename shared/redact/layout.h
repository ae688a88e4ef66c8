// shared/redact/layout.h — which stretches of a text leave as something else, and where they stand in what goes out.
//
// Shapes   time linear in the text: what stands around a piece is taken in at once, not bracket by bracket
// Tests    tests/unit/redact/conversation_test.cpp, tests/unit/redact/restore_test.cpp
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/redact/identifier.h"

namespace care::redact {

// A stretch of the text that leaves as something else.
struct Piece {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::optional<std::uint32_t> identifier;  // which of those given; absent: it only looks like a placeholder
  bool as_placeholder = false;  // a date that has to
  bool as_date = false;         // went out as another date
  std::uint32_t out_begin = 0;
  std::uint32_t out_end = 0;
};

// The pieces of one text, made so that whoever looks for placeholders in what goes out finds these and no others.
class Layout {
 public:
  Layout(std::string_view text, std::span<const Identifier> identifiers);

  const std::vector<Piece>& pieces() const { return pieces_; }
  std::vector<Piece>& pieces() { return pieces_; }
  std::string_view original(const Piece& piece) const { return text_.substr(piece.begin, piece.end - piece.begin); }

  // A piece beside a letter or a bracket would not be read as a date by whoever looks for one.
  bool stands_free(const Piece& piece) const;

  // What goes out: stand_in(piece, out) appends what a piece leaves as.
  template <typename StandIn>
  std::string write(const StandIn& stand_in) {
    std::string out;
    out.reserve(text_.size() + pieces_.size() * 8);
    std::uint32_t at = 0;
    for (Piece& piece : pieces_) {
      out += text_.substr(at, piece.begin - at);
      at = piece.end;
      piece.out_begin = static_cast<std::uint32_t>(out.size());
      stand_in(piece, out);
      piece.out_end = static_cast<std::uint32_t>(out.size());
    }
    return out += text_.substr(at);
  }

  // Takes in whatever of the kept text would be read as a placeholder, or as a bracket of one.
  void protect();

  // The piece that went out as these bytes, or part of them.
  Piece* overlapping(std::size_t out_begin, std::size_t out_end);
  bool is_piece(std::size_t out_begin, std::size_t out_end);

  // New pieces, ascending, each in the place of those it covers.
  void take_in(const std::vector<Piece>& more);

  // What the text had where these bytes went out.
  Piece source(std::size_t out_begin, std::size_t out_end) const {
    return {source_of(out_begin, true), source_of(out_end, false), std::nullopt};
  }

 private:
  std::uint32_t source_of(std::size_t out, bool is_begin) const;
  // All brackets beside it as well: none is left that could belong to it.
  Piece with_brackets(std::size_t out_begin, std::size_t out_end) const;

  std::string_view text_;
  std::vector<Piece> pieces_;
};

}  // namespace care::redact
