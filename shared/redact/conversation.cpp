#include "shared/redact/conversation.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "shared/base/secret_bytes.h"
#include "shared/redact/reading.h"

namespace care::redact {
namespace {

constexpr bool is_person(Label label) { return label == Label::resident || label == Label::staff || label == Label::person; }
constexpr std::size_t sequence_of(Label label) { return static_cast<std::size_t>(is_person(label) ? Label::resident : label); }

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r'; }
bool is_word_byte(char c) { return is_alnum(c) || static_cast<unsigned char>(c) >= 0x80; }

std::size_t hash_of(std::string_view text) { return std::hash<std::string_view>()(text); }

// Appends fold(text), without its work where there is none.
void append_folded(std::string& key, std::string_view text) {
  if (std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
    key += fold(text);
    return;
  }
  const std::size_t start = key.size();
  key += text;
  std::transform(key.begin() + static_cast<std::ptrdiff_t>(start), key.end(), key.begin() + static_cast<std::ptrdiff_t>(start),
                 [](char c) { return is_upper(c) ? static_cast<char>(c + ('a' - 'A')) : c; });
}

// Makes key[1…] words with one blank between; a possessive at the end is left out.
void keep_words(std::string& key) {
  if (key.ends_with("'s")) key.resize(key.size() - 2);
  std::size_t end = 1;
  bool gap = false;
  for (std::size_t i = 1; i < key.size(); ++i) {
    const char c = key[i];
    if (c == '\'') continue;
    if (is_word_byte(c)) {
      if (gap && end > 1) key[end++] = ' ';
      key[end++] = c;
    }
    gap = !is_word_byte(c);
  }
  key.resize(end);
}

void keep_but(std::string& key, bool (*left_out)(char)) { key.erase(std::remove_if(key.begin() + 1, key.end(), left_out), key.end()); }

// What two writings of the same value have in common, behind a letter for its kind: people are one kind, who was a resident once stays one.
std::string key_of(Label label, std::string_view original) {
  std::string key;
  key.reserve(1 + original.size());
  key.push_back(static_cast<char>('A' + sequence_of(label)));
  if (label == Label::text) return key += original;
  append_folded(key, original);
  switch (label) {
    case Label::text: break;
    case Label::email: case Label::link: keep_but(key, is_blank); break;
    case Label::nhs_number: case Label::ni_number: case Label::phone: case Label::postcode: case Label::id: {
      keep_but(key, [](char c) { return !is_word_byte(c); });
      const std::string_view value = std::string_view(key).substr(1);
      const std::size_t prefix = label != Label::phone ? 0 : value.starts_with("0044") ? 4 : value.starts_with("44") ? 2 : 0;
      if (prefix > 0 && value.size() > prefix + 8) key.replace(1, prefix, value[prefix] == '0' ? "" : "0");
      break;
    }
    case Label::resident: case Label::staff: case Label::person: case Label::address: case Label::birth_date: case Label::date:
    case Label::age: case Label::org: case Label::room: keep_words(key); break;
  }
  if (key.size() == 1) key += original;  // nothing but marks: told apart as they are
  return key;
}

bool has_word(std::string_view words, std::string_view word) {
  for (std::size_t at = words.find(word); at != std::string_view::npos; at = words.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' ')) return true;
  }
  return false;
}

}  // namespace

Conversation::~Conversation() {
  for (Entity& entity : entities_) {
    wipe(entity.key.data(), entity.key.size());
    for (std::string& spelling : entity.spellings) wipe(spelling.data(), spelling.size());
  }
}

RedactedText Conversation::redact(std::string_view text, std::span<const Identifier> identifiers) {
  Layout layout(text, identifiers);
  layout.protect();
  const bool has_dates = dates_.form() != DateForm::placeholder;
  if (has_dates) keep_dates(layout);
  const auto identifier_of = [&](const Piece& piece) { return piece.identifier ? std::optional(identifiers[*piece.identifier]) : std::nullopt; };
  RedactedText out;
  while (true) {
    out.text = layout.write([&](Piece& piece, std::string& written) {
      const auto identifier = identifier_of(piece);
      if (has_dates && identifier && identifier->span.type == Type::date && !piece.as_placeholder && layout.stands_free(piece)) {
        if (const auto outside = dates_.take_out(layout.original(piece))) {
          piece.as_date = true;
          written += *outside;
          return;
        }
      }
      piece.as_date = false;
      stand_in(written, layout.original(piece), identifier);
    });
    if (!has_dates || dates_hold(layout, out.text)) break;
  }
  for (const Piece& piece : layout.pieces()) {
    const auto identifier = identifier_of(piece);
    const Type type = identifier ? identifier->span.type : Type::id_other;
    const Span original = identifier ? identifier->span : Span{piece.begin, piece.end, type};
    out.replacements.push_back({original, {piece.out_begin, piece.out_end, type}, piece.identifier});
  }
  return out;
}

// Dates that stay as they are: none may leave looking like them, and one that looks like those that left before is written otherwise.
void Conversation::keep_dates(Layout& layout) {
  const std::string out = layout.write([](const Piece&, std::string& written) { written += "[TEXT_1]"; });
  std::vector<Piece> more;
  WrittenDate date;
  for (std::size_t at = 0; find_date(out, at, true, date) == Sight::found; at = date.end) {
    if (dates_.find_original(out, date)) {
      more.push_back(layout.source(date.begin, date.end));
    } else {
      dates_.keep(date.value);
    }
  }
  if (!more.empty()) layout.take_in(more);
}

// Are the dates that went out found as they were written? One that runs into what stands beside it has to be a placeholder.
bool Conversation::dates_hold(Layout& layout, std::string_view out) {
  std::vector<Piece*> found;
  WrittenDate date;
  for (std::size_t at = 0; find_date(out, at, true, date) == Sight::found; at = date.end) {
    if (layout.is_piece(date.begin, date.end)) found.push_back(layout.overlapping(date.begin, date.end));
  }
  bool hold = true;
  auto next = found.begin();
  for (Piece& piece : layout.pieces()) {
    if (next != found.end() && *next == &piece) {
      ++next;
    } else if (piece.as_date) {
      piece.as_placeholder = true;
      hold = false;
    }
  }
  return hold;
}

void Conversation::stand_in(std::string& out, std::string_view original, const std::optional<Identifier>& identifier) {
  const Label label = identifier ? label_of(identifier->span.type) : Label::text;
  if (is_person(label) && identifier->person) {
    std::string number = "#";  // appended to: GCC 12 at -O3 warns of an overlap inside operator+ that isn't there (its bug 105651)
    number += std::to_string(*identifier->person);
    return write(out, entity_of(label, std::move(number)), original);
  }
  std::string key = key_of(label, original);
  if (is_person(label) && key.find(' ') == std::string::npos && !find_entity(key, hash_of(key))) {
    if (const auto full = find_full_name(std::string_view(key).substr(1))) return write(out, *full, original);
  }
  write(out, entity_of(label, std::move(key)), original);
}

// The newest, which has room for another spelling.
std::optional<std::uint32_t> Conversation::find_entity(std::string_view key, std::size_t hash) const {
  std::optional<std::uint32_t> found;
  by_key_.visit(hash, [&](std::uint32_t entity) {
    if (entities_[entity].key == key) found = entity;
    return found.has_value();
  });
  return found;
}

// Who is meant by a first or last name alone: the one person nobody listed whose full name has it.
std::optional<std::uint32_t> Conversation::find_full_name(std::string_view word) const {
  std::optional<std::uint32_t> found;
  bool several = false;
  by_word_.visit(hash_of(word), [&](std::uint32_t entity) {
    if (!has_word(std::string_view(entities_[entity].key).substr(1), word)) return false;
    several = found && *found != entity;
    found = entity;
    return several;
  });
  return several ? std::nullopt : found;
}

std::uint32_t Conversation::entity_of(Label label, std::string key) {
  const std::size_t hash = hash_of(key);
  if (const auto found = find_entity(key, hash); found && entities_[*found].spellings.size() < kMostSpellings) return *found;
  auto& numbered = numbered_[sequence_of(label)];
  const auto entity = static_cast<std::uint32_t>(entities_.size());
  numbered.push_back(entity);
  by_key_.add(hash, entity);
  if (is_person(label) && key.find(' ') != std::string::npos) {
    std::string_view rest = std::string_view(key).substr(1);
    while (!rest.empty()) {
      const std::string_view word = rest.substr(0, rest.find(' '));
      by_word_.add(hash_of(word), entity);
      rest.remove_prefix(std::min(rest.size(), word.size() + 1));
    }
  }
  entities_.push_back({label, static_cast<std::uint32_t>(numbered.size()), std::move(key), {}});
  return entity;
}

void Conversation::write(std::string& out, std::uint32_t number, std::string_view original) {
  Entity& entity = entities_[number];
  const std::size_t hash = hash_of(original) + number * 0x9E3779B9U;
  std::uint32_t spelling = 0;
  by_spelling_.visit(hash, [&](const std::pair<std::uint32_t, std::uint32_t>& known) {
    if (known.first == number && entity.spellings[known.second - 1] == original) spelling = known.second;
    return spelling != 0;
  });
  if (spelling == 0) {
    entity.spellings.emplace_back(original);
    spelling = static_cast<std::uint32_t>(entity.spellings.size());
    by_spelling_.add(hash, std::pair(number, spelling));
  }
  append_placeholder(out, {entity.label, entity.number, spelling});
}

const std::string* Conversation::find_original(const Placeholder& placeholder) const {
  const auto& numbered = numbered_[sequence_of(placeholder.label)];
  if (placeholder.number == 0 || placeholder.number > numbered.size()) return nullptr;
  const Entity& entity = entities_[numbered[placeholder.number - 1]];
  if (placeholder.spelling == 0 || placeholder.spelling > entity.spellings.size()) return nullptr;
  return &entity.spellings[placeholder.spelling - 1];
}

}  // namespace care::redact
