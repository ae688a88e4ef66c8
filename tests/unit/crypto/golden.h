// tests/unit/crypto/golden.h — places and ids in the JSON of tests/vectors, both ways.
//
// Bytes are lower-case hex, ids their text, 64-bit numbers decimal text.
#pragma once

#include "tests/support/vectors.h"
#include "tests/unit/crypto/builders.h"

namespace care::crypto {

using GoldenJson = nlohmann::ordered_json;

template <typename IdType>
IdType id_of(const nlohmann::json& value) {
  auto id = IdType::parse(value.get<std::string>());
  REQUIRE(id.ok());
  return id.value();
}

template <typename Key>
Key key_of(const nlohmann::json& value) {
  auto bytes = test::hex_exact<Key::kSize>(value);
  return Key::take(bytes);
}

inline GoldenJson to_json(const FacetPlace& place) {
  return {{"workspace", place.workspace.text()},
          {"data_class", place.data_class},
          {"unit", place.unit.text()},
          {"subject", place.subject.text()},
          {"collection", place.collection},
          {"record", place.record.text()},
          {"facet", place.facet},
          {"schema", place.schema},
          {"version", std::to_string(place.version)},
          {"generation", place.generation}};
}

inline FacetPlace facet_place_of(const nlohmann::json& value) {
  FacetPlace place;
  place.workspace = id_of<WorkspaceId>(value.at("workspace"));
  place.data_class = value.at("data_class").get<std::uint16_t>();
  place.unit = id_of<UnitId>(value.at("unit"));
  place.subject = id_of<SubjectId>(value.at("subject"));
  place.collection = value.at("collection").get<std::uint16_t>();
  place.record = id_of<RecordId>(value.at("record"));
  place.facet = value.at("facet").get<std::uint16_t>();
  place.schema = value.at("schema").get<std::uint16_t>();
  place.version = test::number(value.at("version"));
  place.generation = value.at("generation").get<std::uint32_t>();
  return place;
}

inline GoldenJson to_json(const GrantPlace& place) {
  return {{"workspace", place.compartment.workspace.text()},
          {"data_class", place.compartment.data_class},
          {"unit", place.compartment.unit.text()},
          {"generation", place.compartment.generation},
          {"recipient", place.recipient.text()}};
}

inline GrantPlace grant_place_of(const nlohmann::json& value) {
  GrantPlace place;
  place.compartment.workspace = id_of<WorkspaceId>(value.at("workspace"));
  place.compartment.data_class = value.at("data_class").get<std::uint16_t>();
  place.compartment.unit = id_of<UnitId>(value.at("unit"));
  place.compartment.generation = value.at("generation").get<std::uint32_t>();
  place.recipient = id_of<ActorId>(value.at("recipient"));
  return place;
}

inline GoldenJson to_json(const WrapPlace& place) {
  return {{"workspace", place.workspace.text()},
          {"owner", encode_hex(place.owner)},
          {"generation", place.generation},
          {"wrap_id", encode_hex(place.wrap_id)}};
}

inline WrapPlace wrap_place_of(const nlohmann::json& value) {
  return {id_of<WorkspaceId>(value.at("workspace")), test::hex_exact<16>(value.at("owner")),
          value.at("generation").get<std::uint32_t>(), test::hex_exact<16>(value.at("wrap_id"))};
}

inline GoldenJson golden_file(const char* format) {
  return {{"format", format},
          {"version", 1},
          {"origin",
           "Careseal, made by the hidden tests [.golden] in tests/unit/crypto and recomputed by a second, "
           "independent implementation; frozen: a change of these bytes is a new version of the format"}};
}

}  // namespace care::crypto
