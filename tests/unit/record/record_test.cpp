#include "shared/record/record.h"

#include "tests/support/json_vectors.h"

namespace care {
namespace {

using test::json_of;
using test::text;

Record record_of(const nlohmann::json& c) {
  const auto type = find_record_type(text(c["type"]));
  REQUIRE(type.has_value());
  return {*type, json_of(c["fields"])};
}

struct Opened {
  std::vector<std::string> kept;
  std::vector<OpenedFacet> facets;
};

Opened opened_of(const nlohmann::json& pairs) {
  Opened out;
  for (const auto& pair : pairs) out.kept.push_back(text(pair[1]));
  for (std::size_t i = 0; i < out.kept.size(); ++i) {
    out.facets.push_back({static_cast<std::uint16_t>(test::number(pairs[i][0])), as_bytes(out.kept[i])});
  }
  return out;
}

std::string_view code_of(const Error& error) { return info_of(error.code()).name; }

TEST_CASE("split_facets: writes each facet as its canonical JSON with type and version") {
  const auto file = test::load_vectors("record_v1.json");
  for (const auto& c : file["split"]) {
    INFO(text(c["name"]));
    const auto split = split_facets(record_of(c));
    REQUIRE(split.ok());
    REQUIRE(split->size() == c["facets"].size());
    for (std::size_t i = 0; i < split->size(); ++i) {
      const PlainFacet& facet = split.value()[i];
      CHECK(facet.number == test::number(c["facets"][i]["number"]));
      CHECK(name_of(facet.data_class) == text(c["facets"][i]["class"]));
      CHECK(as_text(facet.json) == text(c["facets"][i]["json"]));
    }
  }
}

TEST_CASE("split_facets: refuses what join_facets could not give back") {
  const auto file = test::load_vectors("record_v1.json");
  for (const auto& c : file["split_refused"]) {
    INFO(text(c["name"]));
    const auto split = split_facets(record_of(c));
    REQUIRE_FALSE(split.ok());
    CHECK(code_of(split.error()) == text(c["code"]));
  }
}

TEST_CASE("split_facets: refuses text that is not UTF-8 and names its field") {
  const Record record{RecordType::note, Json::object({{"body", Json::object({{"text", "\xC3("}})}})};
  const auto split = split_facets(record);
  REQUIRE_FALSE(split.ok());
  CHECK(split.error() == Error(ErrorCode::field_bad_text, "text"));
}

TEST_CASE("split_facets: a facet may fill the envelope to the last byte") {
  const std::size_t around = encode_canonical(Json::object({{"text", ""}, {"type", "note"}, {"v", std::uint64_t{1}}})).size();
  const auto note_of = [&](std::size_t bytes) {
    return Record{RecordType::note, Json::object({{"body", Json::object({{"text", std::string(bytes - around, 'a')}})}})};
  };
  const auto full = split_facets(note_of(kMaxFacetJsonBytes));
  REQUIRE(full.ok());
  const OpenedFacet opened{1, full.value()[0].json};
  CHECK(join_facets(std::span(&opened, 1)).ok());
  CHECK(split_facets(note_of(kMaxFacetJsonBytes + 1)).error().code() == ErrorCode::record_too_large);
}

TEST_CASE("join_facets: gives back what split_facets was given") {
  const auto file = test::load_vectors("record_v1.json");
  for (const auto& c : file["split"]) {
    INFO(text(c["name"]));
    const Record record = record_of(c);
    const auto split = split_facets(record);
    std::vector<OpenedFacet> opened;
    for (const PlainFacet& facet : split.value()) opened.push_back({facet.number, facet.json});
    const auto joined = join_facets(opened);
    REQUIRE(joined.ok());
    CHECK(joined->type == record.type);
    CHECK(joined->facets == record.facets);
  }
}

TEST_CASE("join_facets: reads the facets the reader has keys for") {
  const auto file = test::load_vectors("record_v1.json");
  for (const auto& c : file["join"]) {
    INFO(text(c["name"]));
    const Opened opened = opened_of(c["facets"]);
    const auto joined = join_facets(opened.facets);
    REQUIRE(joined.ok());
    CHECK(name_of(joined->type) == text(c["type"]));
    CHECK(joined->facets == json_of(c["fields"]));
  }
}

TEST_CASE("join_facets: refuses mixed, doubled, newer and malformed facets") {
  const auto file = test::load_vectors("record_v1.json");
  for (const auto& c : file["join_refused"]) {
    INFO(text(c["name"]));
    const Opened opened = opened_of(c["facets"]);
    const auto joined = join_facets(opened.facets);
    REQUIRE_FALSE(joined.ok());
    CHECK(code_of(joined.error()) == text(c["code"]));
  }
}

TEST_CASE("RecordAct: names are those of statements, and only those are found") {
  for (const RecordAct act : {RecordAct::create, RecordAct::update, RecordAct::strike}) {
    CHECK(find_record_act(name_of(act)) == act);
  }
  CHECK(name_of(RecordAct::strike) == "record.strike");
  CHECK_FALSE(find_record_act("record.delete").has_value());
  CHECK_FALSE(find_record_act("").has_value());
}

TEST_CASE("facet_needed: a create has no reason, an update has all, a strike the reason alone") {
  const RecordInfo& resident = info_of(RecordType::resident);
  const auto needed = [&](RecordAct act) {
    std::vector<std::uint16_t> numbers;
    for (const FacetInfo& facet : resident.facets) {
      if (facet_needed(facet, act)) numbers.push_back(facet.number);
    }
    return numbers;
  };
  CHECK(needed(RecordAct::create) == std::vector<std::uint16_t>{1, 3});
  CHECK(needed(RecordAct::update) == std::vector<std::uint16_t>{1, 3, 15});
  CHECK(needed(RecordAct::strike) == std::vector<std::uint16_t>{15});
  CHECK(facet_belongs(*find_facet(resident, "photo"), RecordAct::create));
  CHECK_FALSE(facet_belongs(*find_facet(resident, "photo"), RecordAct::strike));
}

}  // namespace
}  // namespace care
