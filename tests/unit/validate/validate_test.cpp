#include "shared/validate/validate.h"

#include "tests/support/json_vectors.h"

namespace care {
namespace {

using test::json_of;
using test::text;

// "body.note" or "body"; nothing as value takes the member away.
void change(Json& facets, const std::string& path, const std::optional<Json>& value) {
  const std::size_t dot = path.find('.');
  const std::string facet = path.substr(0, dot);
  if (dot == std::string::npos) {
    if (value) facets.set(facet, *value);
    if (!value) facets.erase(facet);
    return;
  }
  Json fields = *facets.find(facet);
  if (value) fields.set(path.substr(dot + 1), *value);
  if (!value) fields.erase(path.substr(dot + 1));
  facets.set(facet, std::move(fields));
}

Record record_of(const nlohmann::json& file, const nlohmann::json& c) {
  const auto type = find_record_type(text(c["type"]));
  REQUIRE(type.has_value());
  Record record{*type, json_of(file["bases"][text(c["type"])])};
  if (c.contains("set")) {
    for (const auto& [path, value] : c["set"].items()) change(record.facets, path, json_of(value));
  }
  if (c.contains("drop")) {
    for (const auto& path : c["drop"]) change(record.facets, text(path), std::nullopt);
  }
  return record;
}

std::string spell(const std::vector<FieldFault>& faults) {
  std::string out;
  for (const FieldFault& fault : faults) {
    out += std::string(fault.facet.text()) + "." + std::string(fault.field.text()) + " " + std::string(info_of(fault.code).name) + "\n";
  }
  return out;
}

std::string spell(const nlohmann::json& faults) {
  std::string out;
  for (const auto& fault : faults) out += text(fault[0]) + "." + text(fault[1]) + " " + text(fault[2]) + "\n";
  return out;
}

TEST_CASE("validate_record: accepts and refuses exactly what the vectors say, with all faults") {
  const auto file = test::load_vectors("validate_v1.json");
  const Instant now = instant_from_ms(test::number(file["now"]));
  for (const auto& c : file["cases"]) {
    INFO(text(c["name"]));
    const auto act = find_record_act(c.contains("act") ? text(c["act"]) : "record.create");
    REQUIRE(act.has_value());
    CHECK(spell(validate_record(record_of(file, c), {.now = now, .act = *act})) == spell(c["faults"]));
  }
}

TEST_CASE("validate_record: what the vectors accept can be split, joined and validated again") {
  const auto file = test::load_vectors("validate_v1.json");
  const Instant now = instant_from_ms(test::number(file["now"]));
  for (const auto& c : file["cases"]) {
    if (!c["faults"].empty() || c.contains("act")) continue;
    INFO(text(c["name"]));
    const Record record = record_of(file, c);
    const auto split = split_facets(record);
    REQUIRE(split.ok());
    std::vector<OpenedFacet> opened;
    for (const PlainFacet& facet : split.value()) opened.push_back({facet.number, facet.json});
    const auto joined = join_facets(opened);
    REQUIRE(joined.ok());
    CHECK(joined->facets == record.facets);
    CHECK(validate_record(joined.value(), {.now = now}).empty());
  }
}

TEST_CASE("normalise_record: one spelling of each value") {
  const auto file = test::load_vectors("validate_v1.json");
  for (const auto& c : file["normal"]) {
    INFO(text(c["name"]));
    const Record record = normalise_record(record_of(file, c));
    Json wanted = json_of(file["bases"][text(c["type"])]);
    for (const auto& [path, value] : c["want"].items()) {
      change(wanted, path, value.is_null() ? std::nullopt : std::optional<Json>(json_of(value)));
    }
    CHECK(encode_canonical(record.facets) == encode_canonical(wanted));
  }
}

TEST_CASE("normalise_record: does nothing the second time, and leaves valid records valid") {
  const auto file = test::load_vectors("validate_v1.json");
  const Instant now = instant_from_ms(test::number(file["now"]));
  for (const auto& c : file["cases"]) {
    INFO(text(c["name"]));
    const Record once = normalise_record(record_of(file, c));
    CHECK(normalise_record(once).facets == once.facets);
    if (c["faults"].empty() && !c.contains("act")) CHECK(validate_record(once, {.now = now}).empty());
  }
}

TEST_CASE("validate_record: faults name the tables, never the input") {
  const Record record{RecordType::drink, Json::object({{"body", Json::object({{"Edith Example", "Room 12"}})}, {"Edith", ""}})};
  for (const FieldFault& fault : validate_record(record, {.now = instant_from_ms(0)})) {
    CHECK(fault.facet.text().find("Edith") == std::string_view::npos);
    CHECK(fault.field.text().find("Edith") == std::string_view::npos);
  }
}

TEST_CASE("validate_record: facets that are no object at all are a mismatch") {
  for (const Json& facets : {Json("text"), Json(std::uint64_t{1}), Json::array()}) {
    const Record record{RecordType::mood, facets};
    const auto faults = validate_record(record, {.now = instant_from_ms(0)});
    REQUIRE(faults.size() == 2);
    CHECK(faults[0].code == ErrorCode::facets_mismatch);
    CHECK(faults[1].code == ErrorCode::facets_mismatch);
    CHECK(normalise_record(record).facets == facets);
    CHECK_FALSE(split_facets(record).ok());
  }
}

}  // namespace
}  // namespace care
