// shared/record/record.h — the plaintext of a record: a type and its facets, each an object of fields.
//
// Shapes   facets {"body":{"drink":"tea",…},"change":{…}}; a facet's plaintext is the canonical JSON of its fields
//          plus "type" and "v" (schema version): inside, because types that share a collection look alike outside
// Errors   split: facets_mismatch, field_unknown, field_wrong_type, field_bad_text, record_too_large;
//          join: those of parse_canonical, facets_mismatch, record_type_unknown, version_unsupported
// Tests    tests/unit/record/record_test.cpp, tests/vectors/record_v1.json
#pragma once

#include <span>
#include <vector>

#include "shared/base/json.h"
#include "shared/schema/record_act.h"
#include "shared/schema/record_tables.gen.h"

namespace care {

// Does a record of this kind carry that facet in that act? A strike is the change facet alone, a create has none.
bool facet_belongs(const FacetInfo& facet, RecordAct act);
bool facet_needed(const FacetInfo& facet, RecordAct act);

struct Record {
  RecordType type{};
  Json facets;  // by name
  const Json* find(std::string_view facet) const { return facets.is_object() ? facets.find(facet) : nullptr; }
};

// Room for salt and padding is left in the 64 KiB of an envelope.
inline constexpr std::size_t kMaxFacetJsonBytes = std::size_t{64} * 1024 - 32 - 1;

struct PlainFacet {
  std::uint16_t number = 0;
  DataClass data_class{};
  Bytes json;
};

// Ascending by number. Fields are not judged here: shared/validate does that before.
Result<std::vector<PlainFacet>> split_facets(const Record& record);

struct OpenedFacet {
  std::uint16_t number = 0;
  BytesView json;
};

// Facets that the reader has no key for are simply not there; those that are must be of one type and version.
Result<Record> join_facets(std::span<const OpenedFacet> opened);

}  // namespace care
