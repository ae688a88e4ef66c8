// shared/redact/lexicon.h — which kinds of word a word may be, from lists that are compiled when Careseal is built.
//
// Shapes   one file, at most 1.2 MB compressed with the module: a minimal perfect hash over folded words, 16 bits of fingerprint and
//          the number of a combination of classes for each; behind it the weights of the name model. A phrase of two words
//          ("earl grey") is a key too: hash_pair() of theirs
// Errors   lists_invalid
// Source   scripts/make_redact_lists.mjs; layout in shared/docs/formats/redact-lists.md, origins in shared/redact/data/README.md
// Tests    tests/unit/redact/lexicon_test.cpp, tests/unit/redact/lists.test.mjs, tests/vectors/redact_lists_v2.json, tests/vectors/fold_v1.json
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

#include "shared/base/bytes.h"
#include "shared/base/result.h"

namespace care::redact {

// Bits; a word may be several things at once ("rose": a first name, a common word, a verb form).
using WordClasses = std::uint32_t;
namespace word {
inline constexpr WordClasses commonness = 0x7;       // 7 the commonest English words … 1 the rarest listed, 0 no dictionary word in lower case
inline constexpr WordClasses given = 1U << 3U;       // first name, common in Britain (young or old)
inline constexpr WordClasses given_rare = 1U << 4U;  // first name somewhere
inline constexpr WordClasses surname = 1U << 5U;
inline constexpr WordClasses place = 1U << 6U;       // town, county, country, island, river
inline constexpr WordClasses proper = 1U << 7U;      // capitalised in the dictionary, whatever it names
inline constexpr WordClasses care = 1U << 8U;        // drug, brand, condition, scale, food, festival, language …: stays
inline constexpr WordClasses title = 1U << 9U;       // mr, dr, canon, sister, nurse …: before a name
inline constexpr WordClasses kin = 1U << 10U;        // daughter, nephew, hubby, mam …
inline constexpr WordClasses role = 1U << 11U;       // carer, physio, chef, neighbour, resident …
inline constexpr WordClasses person_verb = 1U << 12U;  // what people do in notes: said, rang, assisted, refused, visited …
inline constexpr WordClasses org_head = 1U << 13U;   // surgery, hospital, council, pharmacy, hospice, solicitors …
inline constexpr WordClasses street_head = 1U << 14U;  // street, road, close, avenue, mews, gardens …
inline constexpr WordClasses calendar = 1U << 15U;   // months, weekdays, their short forms
inline constexpr WordClasses grammar = 1U << 16U;    // a closed-class word: the, with, and, she, not …
inline constexpr WordClasses abbreviation = 1U << 17U;  // written in capitals in notes and no initials: BP, GP, PRN, DNACPR, SALT …
inline constexpr WordClasses nickname = 1U << 18U;   // short form of a first name: Becs, Baz, Maggie
}  // namespace word

// Of a folded word, for this lexicon and for whoever else looks words up.
struct WordHash {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  friend constexpr bool operator==(WordHash, WordHash) = default;
};

// The finaliser of MurmurHash3.
constexpr std::uint32_t mix_hash(std::uint32_t hash) {
  hash ^= hash >> 16U;
  hash *= 0x85EBCA6BU;
  hash ^= hash >> 13U;
  hash *= 0xC2B2AE35U;
  return hash ^ (hash >> 16U);
}

// Two lanes of 32 bits over four letters at a time, so that scripts/redact_lists/pack.mjs can compute the same with Math.imul. Eight letters
// are taken in any case, zeros where the word has fewer: nearly all words are done without a guess how long they are.
class WordHasher {
 public:
  constexpr explicit WordHasher(std::size_t bytes) : a_(0x811C9DC5U ^ static_cast<std::uint32_t>(bytes)) {}
  constexpr void take(std::uint32_t four) {
    a_ = (a_ ^ four) * 0x9E3779B1U;
    a_ ^= a_ >> 15U;
    b_ = (b_ ^ four) * 0x5BD1E995U;
    b_ ^= b_ >> 13U;
  }
  // Four letters from i on, the first of them in the lowest byte.
  constexpr void take(std::string_view word, std::size_t i) {
    std::uint32_t four = 0;
    for (unsigned shift = 0; shift < 32 && i < word.size(); shift += 8, ++i) four |= static_cast<std::uint32_t>(static_cast<unsigned char>(word[i])) << shift;
    take(four);
  }
  constexpr WordHash hash() const { return {mix_hash(a_), mix_hash(b_)}; }

 private:
  std::uint32_t a_;
  std::uint32_t b_ = 0x2545F491U;
};

constexpr WordHash hash_word(std::string_view folded) {
  WordHasher hasher(folded.size());
  for (std::size_t i = 0; i < folded.size() || i < 8; i += 4) hasher.take(folded, i);
  return hasher.hash();
}
// The same, of a word in whose memory eight bytes may be read from its first letter on, and three behind its last.
inline WordHash hash_word_at(const char* word, std::size_t size) {
  static_assert(std::endian::native == std::endian::little);
  std::uint64_t eight = 0;
  std::memcpy(&eight, word, sizeof eight);
  if (size < 8) eight &= (std::uint64_t{1} << (8 * size)) - 1;
  WordHasher hasher(size);
  hasher.take(static_cast<std::uint32_t>(eight));
  hasher.take(static_cast<std::uint32_t>(eight >> 32U));
  for (std::size_t i = 8; i < size; i += 4) {
    std::uint32_t four = 0;
    std::memcpy(&four, word + i, sizeof four);
    if (size - i < 4) four &= (1U << (8 * (size - i))) - 1;
    hasher.take(four);
  }
  return hasher.hash();
}

// Of two words with a blank between, from theirs.
constexpr WordHash hash_pair(WordHash first, WordHash second) {
  return {mix_hash(first.a * 0x9E3779B1U + second.a), mix_hash(first.b * 0x5BD1E995U + second.b)};
}

class Lexicon {
 public:
  // Borrows the bytes, which must outlive it and start at an address divisible by 4.
  static Result<Lexicon> open(BytesView lists);

  // Of a word in folded form (lower-case ASCII letters, as shared/redact/reading.h folds); 0: in no list. One word in some
  // tens of thousands that are in no list is taken for one that is.
  WordClasses classes(WordHash word) const;
  WordClasses classes(std::string_view word) const { return classes(hash_word(word)); }
  // Of many at once, which waits for memory once where one by one it would wait for each. As many classes as words.
  void classes_of_all(std::span<const WordHash> words, std::span<WordClasses> classes) const;
  bool has(std::string_view word, WordClasses any) const { return (classes(word) & any) != 0; }

  BytesView weights() const { return weights_; }

 private:
  std::uint32_t slot_of(WordHash word) const;
  WordClasses classes_in(std::uint32_t slot, WordHash word) const;
  Lexicon() = default;
  std::uint32_t slots_ = 0;
  std::uint32_t buckets_ = 0;
  BytesView displacements_;  // u16 a bucket
  BytesView entries_;        // three bytes a slot: fingerprint u16, index into sets_, which is below its size
  BytesView sets_;           // u32 each
  BytesView weights_;
};

}  // namespace care::redact
