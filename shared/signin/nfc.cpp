#include "shared/signin/nfc.h"

#include "shared/signin/nfc.gen.h"

#include <algorithm>
#include <optional>

namespace care::signin {

namespace {

// Hangul syllables by arithmetic (Unicode chapter 3.12).
constexpr char32_t kSyllableBase = 0xAC00;
constexpr char32_t kLeadBase = 0x1100;
constexpr char32_t kVowelBase = 0x1161;
constexpr char32_t kTailBase = 0x11A7;
constexpr char32_t kLeads = 19;
constexpr char32_t kVowels = 21;
constexpr char32_t kTails = 28;
constexpr char32_t kSyllables = kLeads * kVowels * kTails;

// No canonical decomposition has more than four characters.
constexpr std::size_t kLongestDecomposition = 4;

template <typename Row, std::size_t N>
const Row* find_row(const Row (&table)[N], char32_t whole) {
  const auto* row = std::lower_bound(std::begin(table), std::end(table), whole,
                                     [](const Row& r, char32_t wanted) { return r.whole < wanted; });
  return row != std::end(table) && row->whole == whole ? row : nullptr;
}

struct Pair {
  char32_t first;
  char32_t second;  // 0: replaced by `first` alone
};

template <typename Row>
std::optional<Pair> pair_of(const Row* row) {
  if (row == nullptr) return std::nullopt;
  return Pair{row->first, row->second};
}

template <typename Row>
std::optional<Pair> single_of(const Row* row) {
  if (row == nullptr) return std::nullopt;
  return Pair{row->first, 0};
}

std::optional<Pair> find_decomposition(char32_t point) {
  using namespace nfc_tables;
  if (point < 0xC0) return std::nullopt;
  if (auto pair = pair_of(find_row(kComposing, point))) return pair;
  if (auto pair = pair_of(find_row(kSplitting, point))) return pair;
  if (auto pair = single_of(find_row(kReplaced, point))) return pair;
  if (auto pair = pair_of(find_row(kLargeComposing, point))) return pair;
  if (auto pair = pair_of(find_row(kLargeSplitting, point))) return pair;
  return single_of(find_row(kLargeReplaced, point));
}

void decompose(char32_t point, CodePoints& out) {
  if (point >= kSyllableBase && point < kSyllableBase + kSyllables) {
    const char32_t index = point - kSyllableBase;
    out.push_back(kLeadBase + index / (kVowels * kTails));
    out.push_back(kVowelBase + index % (kVowels * kTails) / kTails);
    if (index % kTails != 0) out.push_back(kTailBase + index % kTails);
    return;
  }
  const auto pair = find_decomposition(point);
  if (!pair) {
    out.push_back(point);
    return;
  }
  decompose(pair->first, out);
  if (pair->second != 0) decompose(pair->second, out);
}

// 0 for a starter, else a number whose order is that of the canonical combining classes.
unsigned class_of(char32_t point) {
  using nfc_tables::kClassRuns;
  if (point < 0x300) return 0;
  const auto* after =
      std::upper_bound(std::begin(kClassRuns), std::end(kClassRuns), point,
                       [](char32_t wanted, const nfc_tables::ClassRun& run) { return wanted < run.start; });
  if (after == std::begin(kClassRuns)) return 0;
  const auto& run = *(after - 1);
  return point < run.start + run.length ? run.order : 0U;
}

// Marks behind a starter into the order of their classes; equal ones keep theirs.
void sort_marks(CodePoints& points) {
  for (std::size_t i = 1; i < points.size(); ++i) {
    const unsigned own = class_of(points[i]);
    for (std::size_t k = i; own != 0 && k > 0 && class_of(points[k - 1]) > own; --k)
      std::swap(points[k - 1], points[k]);
  }
}

template <typename Row, std::size_t N>
std::optional<char32_t> find_whole(const Row (&table)[N], char32_t first, char32_t second) {
  for (const Row& row : table) {
    if (row.first == first && row.second == second) return row.whole;
  }
  return std::nullopt;
}

std::optional<char32_t> compose_pair(char32_t first, char32_t second) {
  if (second < 0x300) return std::nullopt;
  if (first >= kLeadBase && first < kLeadBase + kLeads && second >= kVowelBase && second < kVowelBase + kVowels) {
    return kSyllableBase + ((first - kLeadBase) * kVowels + (second - kVowelBase)) * kTails;
  }
  const bool open_syllable =
      first >= kSyllableBase && first < kSyllableBase + kSyllables && (first - kSyllableBase) % kTails == 0;
  if (open_syllable && second > kTailBase && second < kTailBase + kTails) return first + (second - kTailBase);
  if (auto whole = find_whole(nfc_tables::kComposing, first, second)) return whole;
  return find_whole(nfc_tables::kLargeComposing, first, second);
}

CodePoints compose(const CodePoints& sorted) {
  CodePoints out(sorted.size());
  std::optional<std::size_t> starter;  // where in `out` the last starter stands
  unsigned last_class = 0;             // of what was last kept behind it
  for (const char32_t point : sorted) {
    const unsigned own = class_of(point);
    const bool adjacent = starter && *starter + 1 == out.size();
    const bool blocked = !adjacent && (last_class == 0 || last_class >= own);
    if (starter && !blocked) {
      if (const auto whole = compose_pair(out[*starter], point)) {
        out[*starter] = *whole;
        continue;
      }
    }
    if (own == 0) starter = out.size();
    last_class = own;
    out.push_back(point);
  }
  return out;
}

}  // namespace

Result<CodePoints> normalise_to_points(BytesView utf8) {
  const CodePoints typed = CARE_TRY(decode_utf8(utf8));
  CodePoints apart(typed.size() * kLongestDecomposition);
  for (const char32_t point : typed) decompose(point, apart);
  sort_marks(apart);
  return compose(apart);
}

Result<SecretText> normalise_nfc(BytesView utf8) { return encode_utf8(CARE_TRY(normalise_to_points(utf8))); }

}  // namespace care::signin
