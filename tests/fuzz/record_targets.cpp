// Records on their way in and out: what is valid can be sealed, and what was sealed is read back.
#include "shared/validate/validate.h"
#include "shared/wire/json_text.h"
#include "tests/fuzz/seeds.h"
#include "tests/support/json_vectors.h"

namespace care::fuzz {
namespace {

constexpr Instant kNow = Instant(std::chrono::milliseconds(1'795'269'900'000));

// type 1 ‖ act 1 ‖ facets as JSON
void run_record(BytesView input) {
  Cursor cursor(input);
  const RecordInfo& info = kRecords[cursor.below(std::size(kRecords))];
  static constexpr RecordAct kActs[] = {RecordAct::create, RecordAct::update, RecordAct::strike};
  const RecordAct act = kActs[cursor.below(3)];
  auto facets = wire::parse_json(cursor.rest(), {.max_bytes = 1U << 20U, .max_depth = 8});
  if (!accepted(facets)) return;
  const Record normal = normalise_record({info.type, std::move(facets).value()});
  FUZZ_CHECK(normalise_record(normal).facets == normal.facets);
  const auto faults = validate_record(normal, {.now = kNow, .act = act});
  for (const FieldFault& fault : faults) FUZZ_CHECK(static_cast<unsigned>(fault.code) != 0);
  const auto split = split_facets(normal);
  if (faults.empty()) FUZZ_CHECK(split.ok());
  if (!accepted(split)) return;
  std::vector<OpenedFacet> opened;
  for (const PlainFacet& facet : *split) opened.push_back({facet.number, facet.json});
  const auto joined = join_facets(opened);
  FUZZ_CHECK(joined.ok() && joined->facets == normal.facets && joined->type == normal.type);
}

std::uint8_t number_of_type(std::string_view name) {
  for (std::uint8_t i = 0; i < std::size(kRecords); ++i) {
    if (kRecords[i].name == name) return i;
  }
  FUZZ_CHECK(false && "a type of the vectors that the tables do not have");
}

Inputs record_seeds() {
  Inputs out;
  const auto vectors = test::load_vectors("validate_v1.json");
  for (const auto& [type, facets] : vectors["bases"].items()) {
    for (std::uint8_t act = 0; act < 3; ++act) {
      out.push_back(with_prefix({number_of_type(type), act}, encode_canonical(test::json_of(facets))));
    }
  }
  for (const auto& each : vectors["cases"]) {
    if (!each.contains("set")) continue;
    Json facets = test::json_of(vectors["bases"][test::text(each["type"])]);
    for (const auto& [path, value] : each["set"].items()) {
      const std::size_t dot = path.find('.');
      if (value.is_null() || dot == std::string::npos) continue;
      const Json* facet = facets.find(path.substr(0, dot));
      if (facet == nullptr || !facet->is_object()) continue;
      Json changed = *facet;
      const std::string field = path.substr(dot + 1);
      facets.set(path.substr(0, dot), changed.set(field, test::json_of(value)));
    }
    if (std::string text = encode_canonical(facets); text.size() < 4096) out.push_back(with_prefix({number_of_type(test::text(each["type"])), 0}, text));
  }
  return out;
}

// Read from an earlier version it is written as the current one, whose reading is the same.
bool written_anew(BytesView json) {
  const auto tree = parse_canonical(json, {.max_bytes = json.size(), .max_depth = 2});
  const auto type = find_record_type(tree->find("type")->text());
  return tree->find("v")->integer() < info_of(*type).version;
}

// number of the facet 1 ‖ length 2 ‖ plaintext, repeated
void run_facets(BytesView input) {
  Cursor cursor(input);
  std::vector<OpenedFacet> opened;
  while (!cursor.rest().empty() && opened.size() < 20) {
    const auto number = cursor.byte();
    const auto length = cursor.number<std::uint16_t>();
    opened.push_back({number, cursor.take(length)});
  }
  const auto joined = join_facets(opened);
  if (!accepted(joined)) return;
  const auto split = split_facets(*joined);
  if (!accepted(split)) return;  // fields are judged when a record is made, not when it is read
  FUZZ_CHECK(split->size() == opened.size());
  for (const PlainFacet& facet : *split) {
    const auto at = std::find_if(opened.begin(), opened.end(), [&](const OpenedFacet& each) { return each.number == facet.number; });
    FUZZ_CHECK(at != opened.end());
    if (!written_anew(at->json)) FUZZ_CHECK(same(at->json, facet.json));
  }
}

Inputs facets_seeds() {
  Inputs out;
  const auto vectors = test::load_vectors("record_v1.json");
  for (const char* list : {"join", "join_refused"}) {
    for (const auto& each : vectors[list]) {
      Bytes seed;
      for (const auto& facet : each["facets"]) {
        if (!facet[1].is_string()) continue;
        const std::string json = test::text(facet[1]);
        seed.push_back(static_cast<std::uint8_t>(facet[0].get<unsigned>()));
        append_big_endian(seed, static_cast<std::uint16_t>(json.size()));
        append(seed, as_bytes(json));
      }
      out.push_back(seed);
    }
  }
  return out;
}

}  // namespace

std::vector<Target> record_targets() { return {{"record", run_record, record_seeds, 2}, {"facets", run_facets, facets_seeds}}; }

}  // namespace care::fuzz
