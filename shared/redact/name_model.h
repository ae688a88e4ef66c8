// shared/redact/name_model.h — is this word part of somebody's name? A linear model over what stands in and around it.
//
// The features say kinds of word (how common, in which lists, how written), their last letters, and the words of grammar, kinship, roles,
// care and everyday English in and beside the place. Labels go from left to right, each knowing those before it.
// Shapes   weights: u32 "cnm1", u32 n (log2 of the count), i32 bias, then 2^n signed bytes; little-endian
// Errors   lists_invalid
// Source   tests/redaction/README.md says what it was trained on and how
// Tests    tests/unit/redact/names_test.cpp, tests/redaction
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/redact/name_context.h"

namespace care::redact {

inline constexpr std::size_t kMostFeatures = 48;

// Hashes of the features of one token; `count` of them.
struct NameFeatures {
  std::array<std::uint32_t, kMostFeatures> hashes;
  std::size_t count = 0;
};

// What the features of tokens are made of.
class FeatureMaker {
 public:
  explicit FeatureMaker(const NameContext& context);

  // Worth a judgement at all. `labels`: of the tokens before.
  bool is_candidate(std::size_t token, std::span<const std::uint8_t> labels) const;
  // `labels`: of the tokens before, 1 for a name.
  void collect(std::size_t token, std::span<const std::uint8_t> labels, NameFeatures& out);

 private:
  struct Word {
    std::uint32_t signature = 0;  // kinds and shape
    std::uint32_t identity = 0;   // the word itself if it is one of English or of care, else its signature
    std::uint32_t brief = 0;      // shape, how common, whether a name list has it
    std::uint32_t endings = 0;    // its last three letters
    std::size_t token = SIZE_MAX; // whose it is
  };
  const Word& word(std::size_t token, int offset);
  const NameContext& context_;
  // Those looked at last: a candidate asks for six beside one another, and most words are beside no candidate.
  std::array<Word, 8> words_;
};

class NameModel {
 public:
  static Result<NameModel> open(BytesView weights);  // borrowed
  bool empty() const { return weights_.empty(); }
  int score(const NameFeatures& features) const;

  // One label a token: 1 part of a name. `certain`: those that need no judgement, see certain_names().
  std::vector<std::uint8_t> label(const NameContext& context, std::vector<std::uint8_t> certain) const;

 private:
  BytesView weights_;
  std::uint32_t mask_ = 0;
  int bias_ = 0;
};

}  // namespace care::redact
