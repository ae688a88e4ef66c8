#include "shared/redact/redact.h"

#include <algorithm>

#include "shared/redact/name_model.h"
#include "shared/redact/names.h"
#include "shared/redact/own_values.h"
#include "shared/redact/patterns_view.h"
#include "shared/redact/reading.h"

namespace care::redact {
namespace {

// Where two overlap, the more certain one stays whole; of equals the longer.
bool outranks(const Found& a, const Found& b) {
  if (a.certainty != b.certainty) return a.certainty > b.certainty;
  return a.end - a.begin > b.end - b.begin;
}

Findings settle(Findings all) {
  std::sort(all.begin(), all.end(), [](const Found& a, const Found& b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; });
  Findings kept;
  for (const Found& found : all) {
    bool stays = true;
    while (!kept.empty() && kept.back().end > found.begin && stays) {
      if (outranks(found, kept.back())) {
        kept.pop_back();
      } else {
        stays = false;
      }
    }
    if (stays) kept.push_back(found);
  }
  return kept;
}

}  // namespace

Result<Lexicon> open_lists(BytesView lists) {
  const Lexicon lexicon = CARE_TRY(Lexicon::open(lists));
  if (CARE_TRY(NameModel::open(lexicon.weights())).empty()) return ErrorCode::lists_invalid;
  return lexicon;
}

std::vector<Identifier> find_identifiers(std::string_view text, const Roster& roster, const Lexicon& lexicon) {
  const Reading reading(text);
  const View view(reading, lexicon);
  Findings findings;
  find_patterns(view, findings);
  find_own_values(view, roster, findings);
  findings = settle(std::move(findings));

  NameContext context(view, roster, findings);
  std::vector<FoundName> names;
  // Weights that can't be read are refused by open_lists().
  if (const auto model = NameModel::open(lexicon.weights()); model) names = find_names(context, roster, *model);

  std::vector<Identifier> out;
  out.reserve(findings.size() + names.size());
  for (const Found& found : findings) out.push_back({reading.to_text(found.begin, found.end, found.type), std::nullopt});
  for (const FoundName& name : names) out.push_back({reading.to_text(name.begin, name.end, name.type), name.person});
  std::sort(out.begin(), out.end(), [](const Identifier& a, const Identifier& b) { return a.span.begin < b.span.begin; });
  // Two may share a character of the text though they share none of the folded one.
  const auto overlaps = [](const Identifier& a, const Identifier& b) { return b.span.begin < a.span.end; };
  out.erase(std::unique(out.begin(), out.end(), overlaps), out.end());
  return out;
}

}  // namespace care::redact
