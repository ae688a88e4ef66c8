// shared/redact/conversation.h — placeholders that stand for identities while a text is away, and what each of them stands for.
//
// One conversation has one numbering: the same person is [RESIDENT_1] in every text of it, so an answer about three notes can be
// put back (restore.h). Somebody's second way of being written is [RESIDENT_1b], so that what comes back unchanged is what left,
// byte for byte. What already looks like a placeholder leaves as [TEXT_1]. What a placeholder stands for never leaves this object.
// Shapes   residents, staff and others are numbered together, every other kind by itself, from 1
// Errors   none: every text can be redacted
// Secrets  holds names and values; wiped when it ends
// Tests    tests/unit/redact/conversation_test.cpp, tests/unit/redact/restore_test.cpp
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/redact/date_book.h"
#include "shared/redact/hash_index.h"
#include "shared/redact/layout.h"
#include "shared/redact/placeholder.h"
#include "shared/redact/redact.h"

namespace care::redact {

struct Replacement {
  Span original;                            // bytes of the text that came in
  Span placeholder;                         // bytes of the text that goes out
  std::optional<std::uint32_t> identifier;  // which of those given; absent: it only looked like a placeholder
};

struct RedactedText {
  std::string text;
  std::vector<Replacement> replacements;  // ascending
};

class Conversation {
 public:
  // `shift_days`, for DateForm::shifted: not 0, at most kMostShiftDays either way.
  explicit Conversation(DateForm dates = DateForm::placeholder, int shift_days = 0) : dates_(dates, shift_days) {}
  Conversation(Conversation&&) noexcept = default;
  Conversation& operator=(Conversation&&) = delete;
  Conversation(const Conversation&) = delete;
  Conversation& operator=(const Conversation&) = delete;
  ~Conversation();

  // Of the identifiers, which ascend, those that lie inside the text and apart from the one before are replaced.
  RedactedText redact(std::string_view text, std::span<const Identifier> identifiers);

  // What this conversation wrote the placeholder for, or null if it never did.
  const std::string* find_original(const Placeholder& placeholder) const;
  const DateBook& dates() const { return dates_; }

 private:
  // Somebody or something that has a number.
  struct Entity {
    Label label = Label::text;
    std::uint32_t number = 0;
    std::string key;                     // what its spellings have in common
    std::vector<std::string> spellings;  // in the order they came
  };

  void keep_dates(Layout& layout);
  static bool dates_hold(Layout& layout, std::string_view out);
  // Appended to `out`.
  void stand_in(std::string& out, std::string_view original, const std::optional<Identifier>& identifier);
  void write(std::string& out, std::uint32_t entity, std::string_view original);
  std::uint32_t entity_of(Label label, std::string key);
  std::optional<std::uint32_t> find_entity(std::string_view key, std::size_t hash) const;
  std::optional<std::uint32_t> find_full_name(std::string_view word) const;

  DateBook dates_;
  std::vector<Entity> entities_;
  std::array<std::vector<std::uint32_t>, kLabels> numbered_;  // by Label, people all under Label::resident: entities in the order of their numbers
  HashIndex<std::uint32_t> by_key_;
  HashIndex<std::uint32_t> by_word_;  // names nobody listed, by each of their words
  HashIndex<std::pair<std::uint32_t, std::uint32_t>> by_spelling_;  // entity and which of its spellings
};

}  // namespace care::redact
