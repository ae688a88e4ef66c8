#include "shared/redact/roster.h"

#include <algorithm>
#include <array>
#include <bit>

#include "shared/base/json.h"
#include "shared/redact/reading.h"

namespace care::redact {
namespace {

constexpr std::size_t kMostPeople = 20'000;
constexpr std::size_t kNameMaxBytes = 200;
constexpr std::size_t kAlikeMinLetters = 4;    // shorter words have too many neighbours
constexpr std::size_t kTwoSlipsMinLetters = 8;
constexpr std::size_t kBeginningMinLetters = 3;

constexpr std::array<std::string_view, 27> kParticles{"ab", "al", "ap", "bin", "bint", "da", "de", "del", "della", "den", "der", "di", "dos", "du",
                                                      "el", "ibn", "la", "le", "mac", "mc", "ni", "nic", "san", "st", "ter", "van", "von"};

// Damerau's distance as far as `most`: letters put in, left out, changed, or two beside one another swapped.
bool within_slips(std::string_view a, std::string_view b, std::size_t most) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > most || b.size() > kNameMaxBytes) return false;
  std::array<std::array<std::uint8_t, kNameMaxBytes + 1>, 3> rows{};
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = static_cast<std::uint8_t>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i - 1) % 3];
    row[0] = static_cast<std::uint8_t>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int change = a[i - 1] == b[j - 1] ? 0 : 1;
      int best = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) best = std::min(best, rows[(i - 2) % 3][j - 2] + 1);
      row[j] = static_cast<std::uint8_t>(best);
    }
  }
  return rows[a.size() % 3][b.size()] <= most;
}

std::string letters_only(std::string_view word) {
  std::string out(word);
  out.erase(std::remove(out.begin(), out.end(), '\''), out.end());
  return out;
}

}  // namespace

bool is_particle(std::string_view folded) { return std::binary_search(kParticles.begin(), kParticles.end(), folded); }

std::uint64_t Roster::Table::key(WordHash word) {
  const std::uint64_t both = static_cast<std::uint64_t>(word.a) << 32U | word.b;
  return both == 0 ? 1 : both;
}

void Roster::Table::settle() {
  std::stable_sort(loose_.begin(), loose_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  slots_.assign(std::bit_ceil(loose_.size() * 2 + 2), Slot{});
  parts_.reserve(loose_.size());
  for (const auto& [key, part] : loose_) {
    std::size_t at = key & (slots_.size() - 1);
    while (slots_[at].key != 0 && slots_[at].key != key) at = (at + 1) & (slots_.size() - 1);
    if (slots_[at].key == 0) slots_[at] = {key, static_cast<std::uint32_t>(parts_.size()), 0};
    sieve_[(key >> 32U) % kSieveBits / 64] |= std::uint64_t{1} << (key >> 32U) % 64;
    ++slots_[at].count;
    parts_.push_back(part);
  }
  loose_.clear();
  loose_.shrink_to_fit();
}

NameParts Roster::Table::look_up(WordHash word) const {
  if (slots_.empty()) return {};
  const std::uint64_t wanted = key(word);
  for (std::size_t at = wanted & (slots_.size() - 1); slots_[at].key != 0; at = (at + 1) & (slots_.size() - 1)) {
    if (slots_[at].key == wanted) return NameParts(parts_).subspan(slots_[at].first, slots_[at].count);
  }
  return {};
}

Result<Roster> Roster::create(std::vector<Person> people) {
  if (people.size() > kMostPeople) return ErrorCode::roster_too_large;
  Roster roster;
  for (const Person& person : people) {
    if (person.name.size() > kNameMaxBytes) return Error(ErrorCode::field_too_long, "name");
    if (!is_valid_utf8(person.name)) return Error(ErrorCode::field_bad_text, "name");
    for (const std::string& alias : person.aliases) {
      if (alias.size() > kNameMaxBytes) return Error(ErrorCode::field_too_long, "aliases");
      if (!is_valid_utf8(alias)) return Error(ErrorCode::field_bad_text, "aliases");
    }
  }
  roster.people_ = std::move(people);
  for (std::uint32_t i = 0; i < roster.people_.size(); ++i) roster.add_person(i);
  roster.exact_.settle();
  roster.initials_.settle();
  roster.shortened_.settle();
  return roster;
}

void Roster::add_person(std::uint32_t number) {
  const Person& person = people_[number];
  own_.add(number, person);
  add_name(number, person.name, 0);
  for (const std::string& alias : person.aliases) add_name(number, alias, NamePart::kAlias);

  std::string all;
  const Reading reading(person.name);
  for (const Token& token : reading.tokens()) {
    if (token.kind == TokenKind::word) all.push_back(reading.word(token).front());
  }
  if (all.size() < 2) return;
  initials_.add(all, {number, 0, 0});
  if (all.size() > 2) initials_.add(std::string{all.front(), all.back()}, {number, 0, 0});
}

std::uint32_t Roster::add_word(std::string_view word) {
  words_.emplace_back(word);
  return static_cast<std::uint32_t>(words_.size() - 1);
}

void Roster::add_name(std::uint32_t person, std::string_view name, std::uint8_t place) {
  const Reading reading(name);
  const std::uint8_t first = place;
  for (const Token& token : reading.tokens()) {
    if (token.kind != TokenKind::word) continue;
    const std::string word = letters_only(reading.word(token));
    const NamePart part{person, add_word(word), place};
    if (place < first + NamePart::kAlias - 1) ++place;
    if (word.size() < 2) continue;
    exact_.add(word, part);
    if (word.size() >= kAlikeMinLetters) {
      shortened_.add(word, part);
      for (std::size_t i = 0; i < word.size(); ++i) {
        if (i > 0 && word[i] == word[i - 1]) continue;  // the same word again
        shortened_.add(std::string(word).erase(i, 1), part);
      }
    }
    if (part.place != first) continue;
    for (std::size_t letters = kBeginningMinLetters; letters + 1 < word.size(); ++letters) shortened_.add(word.substr(0, letters), part);
  }
}

bool Roster::is_alike(std::string_view written, std::uint32_t word) const {
  const std::string& name = words_[word];
  if (written.size() < name.size() && written.size() >= kBeginningMinLetters && name.starts_with(written)) return true;
  if (written.size() < kAlikeMinLetters) return false;
  return within_slips(written, name, std::min(written.size(), name.size()) >= kTwoSlipsMinLetters ? 2 : 1);
}

NameParts Roster::find_alike(std::string_view word) const {
  if (empty() || word.size() < kBeginningMinLetters || word.size() > kNameMaxBytes) return {};
  const auto first_alike = [&](NameParts parts) -> NameParts {
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (is_alike(word, parts[i].word)) return parts.subspan(i, 1);
    }
    return {};
  };
  if (const NameParts parts = first_alike(shortened_.find(hash_word(word))); !parts.empty()) return parts;
  if (word.size() < kAlikeMinLetters) return {};
  // The word without its first letter; then each letter takes the place of the one behind it.
  std::array<char, kNameMaxBytes + sizeof(std::uint64_t)> shorter{};
  std::copy(word.begin() + 1, word.end(), shorter.begin());
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (i > 0) shorter[i - 1] = word[i - 1];
    if (const NameParts parts = first_alike(shortened_.find(hash_word_at(shorter.data(), word.size() - 1))); !parts.empty()) return parts;
  }
  return {};
}

}  // namespace care::redact
