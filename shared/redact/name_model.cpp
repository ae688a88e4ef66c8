#include "shared/redact/name_model.h"


namespace care::redact {
namespace {

constexpr std::uint32_t kMagic = 0x316d6e63;  // "cnm1"
constexpr std::uint32_t kMostLog2 = 20;
constexpr std::size_t kHeaderBytes = 12;

// Two values as one. Quick, since it is done some fifty times for each word that may be a name; put() below scatters what comes of it.
std::uint32_t mix(std::uint32_t a, std::uint32_t b) {
  const std::uint32_t value = a * 0x9E3779B1U + b * 0xC2B2AE35U;
  return value ^ value >> 16U;
}

// How a word is written, and whether that says anything in its line.
std::uint32_t shape_of(const Token& token, const WordFacts& facts) {
  if (token.kind != TokenKind::word) return 15;
  if (facts.line == LineCase::lower) return 8;
  if (facts.line == LineCase::upper) return facts.letters == 1 ? 10 : 9;
  const auto letters = static_cast<std::uint32_t>(token.letters);
  return token.letters == Letters::capital && token.sentence_start ? 7 : letters;
}

constexpr WordClasses kListed = word::given | word::given_rare | word::surname | word::place | word::proper | word::care | word::nickname | word::abbreviation;
// Words whose identity says more than their kind.
constexpr WordClasses kTelling = word::grammar | word::role | word::kin | word::title | word::person_verb | word::calendar | word::abbreviation | word::care | word::org_head;

std::uint32_t signature_of(const Token& token, const WordFacts& facts) {
  const std::uint32_t match = static_cast<std::uint32_t>(facts.match);
  return mix(shape_of(token, facts), (facts.classes & (kListed | word::commonness | word::title | word::kin | word::role | word::grammar)) | match << 20U);
}

std::uint32_t brief_of(const Token& token, const WordFacts& facts) {
  const std::uint32_t commonness = facts.classes & word::commonness;
  const std::uint32_t known = commonness == 0 ? 0 : commonness <= 3 ? 1 : commonness <= 5 ? 2 : 3;
  const std::uint32_t named = (facts.classes & (word::given | word::nickname)) != 0 ? 3 : (facts.classes & word::surname) != 0 ? 2 : (facts.classes & word::given_rare) != 0 ? 1 : 0;
  const std::uint32_t stays = (facts.classes & (word::care | word::grammar | word::abbreviation)) != 0 ? 1 : 0;
  return shape_of(token, facts) | known << 4U | named << 6U | stays << 8U | static_cast<std::uint32_t>(facts.match) << 9U | 1U << 12U;
}

std::uint32_t ending_of(std::string_view word, std::size_t letters) {
  std::uint32_t value = 0;
  for (std::size_t i = word.size() > letters ? word.size() - letters : 0; i < word.size(); ++i) value = value << 8U | static_cast<unsigned char>(word[i]);
  return value;
}

std::uint32_t read_u32(BytesView bytes, std::size_t at) {
  return bytes[at] | static_cast<std::uint32_t>(bytes[at + 1]) << 8U | static_cast<std::uint32_t>(bytes[at + 2]) << 16U | static_cast<std::uint32_t>(bytes[at + 3]) << 24U;
}

}  // namespace

FeatureMaker::FeatureMaker(const NameContext& context) : context_(context) {}

bool FeatureMaker::is_candidate(std::size_t token, std::span<const std::uint8_t> labels) const {
  const WordFacts& facts = context_.fact(token);
  if (facts.candidate == Candidate::none || facts.taken || facts.thing) return false;
  return facts.candidate == Candidate::name || (token > 0 && labels[token - 1] != 0 && !context_.fact(token - 1).possessive);
}

const FeatureMaker::Word& FeatureMaker::word(std::size_t token, int offset) {
  static constexpr Word kOutside{0xA5A5A5A5, 0xA5A5A5A5, 0xA5A5A5A5, 0, SIZE_MAX};
  const auto at = static_cast<std::ptrdiff_t>(token) + offset;
  if (at < 0 || at >= static_cast<std::ptrdiff_t>(context_.size())) return kOutside;
  const auto i = static_cast<std::size_t>(at);
  Word& word = words_[i % words_.size()];
  if (word.token == i) return word;
  const Token& here = context_.token(i);
  const WordFacts& facts = context_.fact(i);
  const std::uint32_t itself = facts.word.b;
  if (here.kind != TokenKind::word) return word = {itself, itself, itself, 0, i};
  const std::uint32_t signature = signature_of(here, facts);
  const bool telling = (facts.classes & kTelling) != 0 || (facts.classes & word::commonness) >= 3;
  return word = {signature, telling ? itself : signature, brief_of(here, facts), ending_of(context_.reading().word(here), 3), i};
}

void FeatureMaker::collect(std::size_t token, std::span<const std::uint8_t> labels, NameFeatures& out) {
  out.count = 0;
  const WordFacts& facts = context_.fact(token);
  const Token& here = context_.token(token);
  const Word& w = word(token, 0);
  const Word& p1 = word(token, -1);
  const Word& p2 = word(token, -2);
  const Word& p3 = word(token, -3);
  const Word& n1 = word(token, 1);
  const Word& n2 = word(token, 2);
  const auto label = [&](std::size_t back) { return token >= back && labels[token - back] != 0 ? 1U : 0U; };
  const std::uint32_t glued = (here.blank_before ? 1U : 0U) | (token + 1 < context_.size() && context_.token(token + 1).blank_before ? 2U : 0U);
  // Names in a list, "Asif, Mair and Jo": one is a few tokens back.
  const std::uint32_t before = label(1) | label(2) << 1U | label(3) << 2U;
  const std::uint32_t place = (facts.first_in_line ? 1U : 0U) | (facts.last_in_line ? 2U : 0U) | (here.sentence_start ? 4U : 0U) | (facts.possessive ? 8U : 0U);
  const std::uint32_t length = facts.letters < 3 ? facts.letters : facts.letters < 5 ? 3U : facts.letters < 9 ? 4U : 5U;

  std::uint32_t number = 1;
  std::uint32_t* next = out.hashes.data();  // has room for more than are put here
  const auto put = [&](std::uint32_t value) {
    const std::uint32_t hash = (value ^ number++ * 0x9E3779B1U) * 0x85EBCA6BU;
    *next++ = hash ^ hash >> 15U;
  };
  put(w.signature);
  put(w.brief);
  put(mix(w.identity, shape_of(here, facts)));
  put(mix(w.signature, place));
  put(mix(w.brief, length));
  put(mix(w.brief, w.endings));
  put(mix(w.brief, p1.identity));
  put(mix(w.brief, n1.identity));
  put(mix(w.brief, mix(p1.identity, n1.identity)));
  put(mix(w.brief, mix(p2.identity, p1.identity)));
  put(mix(w.brief, mix(n1.identity, n2.identity)));
  put(mix(w.signature, p1.identity));
  put(mix(w.signature, n1.identity));
  put(mix(w.brief, p1.signature));
  put(mix(w.brief, n1.signature));
  put(mix(w.brief, mix(p1.brief, n1.brief)));
  put(mix(w.brief, p2.identity));
  put(mix(w.brief, n2.identity));
  put(mix(w.brief, p3.identity));
  put(mix(w.brief, mix(n1.brief, n2.brief)));
  put(mix(w.brief, mix(p2.brief, p1.brief)));
  put(mix(w.brief, before));
  put(mix(w.brief, mix(before, p1.identity)));
  put(mix(w.identity, mix(before, p1.identity)));
  put(mix(w.brief, mix(glued, mix(p1.brief, n1.brief))));
  put(mix(w.brief, place));
  put(mix(w.identity, p1.identity));
  put(mix(w.identity, n1.identity));
  put(mix(p1.identity, before));
  put(mix(w.brief, (here.odd() ? 1U : 0U) | (here.accented() ? 2U : 0U)));
  put(mix(p1.identity, n1.identity));
  put(mix(place, mix(w.brief, n1.brief)));
  out.count = number - 1;
}

Result<NameModel> NameModel::open(BytesView weights) {
  NameModel model;
  if (weights.empty()) return model;
  if (weights.size() < kHeaderBytes || read_u32(weights, 0) != kMagic) return ErrorCode::lists_invalid;
  const std::uint32_t log2 = read_u32(weights, 4);
  if (log2 > kMostLog2 || weights.size() != kHeaderBytes + (std::size_t{1} << log2)) return ErrorCode::lists_invalid;
  model.bias_ = static_cast<int>(read_u32(weights, 8));
  model.weights_ = weights.subspan(kHeaderBytes);
  model.mask_ = (1U << log2) - 1;
  return model;
}

int NameModel::score(const NameFeatures& features) const {
  int sum = bias_;
  const std::uint8_t* const weights = weights_.data();  // as many as the mask can say
  const std::uint32_t* const hashes = features.hashes.data();
  for (std::size_t i = 0; i < features.count; ++i) sum += static_cast<std::int8_t>(weights[hashes[i] & mask_]);
  return sum;
}

std::vector<std::uint8_t> NameModel::label(const NameContext& context, std::vector<std::uint8_t> labels) const {
  if (empty()) return labels;
  FeatureMaker maker(context);
  NameFeatures features;
  for (const std::uint32_t i : context.possible_names()) {
    if (labels[i] != 0 || !maker.is_candidate(i, labels)) continue;
    maker.collect(i, labels, features);
    labels[i] = score(features) > 0 ? 1 : 0;
  }
  return labels;
}

}  // namespace care::redact
