#include "shared/redact/patterns_org_words.h"

namespace care::redact {

// Words that make of "X Care" something else than a firm.
bool continues_as_thing(const View& view, std::size_t i) {
  for (const std::string_view next :
       {"plan",    "plans",  "notes", "note",   "review",  "staff",     "manager",   "assistant", "assistants", "worker",
        "workers", "leader", "needs", "record", "records", "chart",     "given",     "provided",  "bed",        "appointment",
        "appt",    "letter", "aid", "aids", "no",    "number", "visit",   "admission", "discharge", "transport", "passport",   "food"}) {
    if (view.is(i, next)) return true;
  }
  return false;
}

// "Medical Centre", "Family Doctors", "Funeral Directors": two words that only name firms and practices, the second at i.
bool is_compound_head(const View& view, std::size_t i) {
  if (i == 0 || view.glued(i)) return false;
  if (view.is_any(i, {"centre", "center", "practice", "surgery", "clinic"}))
    return view.is_any(i - 1, {"medical", "health", "family", "group", "dental", "doctors", "healthcare"});
  if (view.is(i, "doctors")) return view.is(i - 1, "family") || view.has(i - 1, cue::street);
  if (view.is(i, "board")) return view.is(i - 1, "health");
  if (view.is_any(i, {"store", "stores"})) return view.is_any(i - 1, {"loan", "equipment"});
  if (view.is_any(i, {"hm", "home"})) return view.is_any(i - 1, {"nursing", "residential", "care"});
  if (view.is(i, "care")) return view.is_any(i - 1, {"dom", "domiciliary"});
  return view.is_any(i, {"directors", "services", "service"}) && view.is(i - 1, "funeral");
}

// What an "of" may stand behind in a name: "Borough of", "Our Lady of".
bool takes_of(const View& view, std::size_t i) {
  return view.has(i, cue::org | cue::loose_org) ||
         view.is_any(i, {"lady", "isle", "city", "ministry", "order", "sisters", "friends", "department", "county", "sons"});
}

bool is_partners_head(const View& view, std::size_t i) {
  return view.is_any(i,
                {"solicitors", "solicitor", "sons", "son", "co", "ltd", "limited", "llp", "plc", "partners", "daughters", "associates", "brothers",
                 "bros", "ptnrs", "undertakers", "opticians", "directors"});
}

// Kinds of firms and authorities that are also something else: "Wenbury CC", "Mill MC", "Orrin Dental".
bool is_doubtful_head(const View& view, std::size_t i) {
  return view.is_any(i, {"cc",     "dc",     "bc",    "mc",      "hc",     "fp",      "cht",      "wic",
                          "utc",    "hm",     "ctr",   "union",   "dental", "legal",   "mobility", "finance",
                          "motors", "garage", "salon", "theatre", "cymru",  "estates", "kennels",  "bakery",
                          "works",  "flooring", "hearing", "assured", "removals", "vans", "hub", "assembly", "optics", "vision", "friends", "haulage",
                          "agricultural", "joinery", "carpets",
                          "cafe",   "pharm",  "surg",  "optom",   "ooh",    "miu",     "pcn",      "audiology"});
}
bool is_short_head(const View& view, std::size_t i) {
  return view.is_any(i, {"cc", "dc", "bc", "mc", "hc", "fp", "cht", "wic", "utc"});
}

bool is_weak_head(const View& view, std::size_t i) {
  for (const std::string_view weak :
       {"club",     "group",     "team",        "service",  "services", "unit",      "ward",     "day",      "view",          "arms",      "police",
        "fire",     "ambulance", "insurance",   "general",  "inn",      "hotel",     "company",  "co",       "foods",         "transport", "medical",
        "health",   "nursing",   "residential", "housing",  "church",   "college",   "school",   "partners", "physiotherapy", "podiatry",  "funeral",
        "practice", "primary",   "society",     "supplies", "direct",   "transfers", "district", "board",    "cars",          "laundry",   "charity",
        "library",  "museum",    "hall",        "house",    "cottage",  "court",     "bank",     "home"}) {
    if (view.is(i, weak)) return true;
  }
  return false;
}

bool is_firm_end(const View& view, std::size_t i) {
  return view.is(i, "daughters") || view.is(i, "ltd") || view.is(i, "limited") || view.is(i, "plc") || view.is(i, "llp") || view.is(i, "son") ||
         view.is(i, "sons") || view.is(i, "co") || view.is(i, "ptnrs");
}

}  // namespace care::redact
