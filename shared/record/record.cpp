#include "shared/record/record.h"

namespace care {
namespace {

constexpr std::string_view kTypeKey = "type";
constexpr std::string_view kVersionKey = "v";
constexpr JsonLimits kFacetLimits{.max_bytes = kMaxFacetJsonBytes, .max_depth = 2};  // fields, and lists of texts

Result<void> check_storable(const Json& value, bool in_list) {
  if (value.is_text() && !is_valid_utf8(value.text())) return ErrorCode::field_bad_text;
  if (value.is_object() || (value.is_array() && in_list)) return ErrorCode::field_wrong_type;
  if (value.is_array()) {
    for (const Json& item : value.items()) CARE_TRY(check_storable(item, true));
  }
  return {};
}

// What join_facets could not read back is never sealed.
Result<PlainFacet> plain_facet(const RecordInfo& info, const FacetInfo& facet, const Json& fields) {
  if (!fields.is_object()) return ErrorCode::facets_mismatch;
  for (const auto& [key, value] : fields.members()) {
    const FieldInfo* field = find_field(facet, key);
    if (field == nullptr) return ErrorCode::field_unknown;
    const auto storable = check_storable(value, false);
    if (!storable) return Error(storable.error().code(), FieldName::from_table(field->name));
  }
  Json whole = fields;
  whole.set(kTypeKey, info.name);
  whole.set(kVersionKey, std::uint64_t{info.version});
  const std::string json = encode_canonical(whole);
  if (json.size() > kMaxFacetJsonBytes) return ErrorCode::record_too_large;
  return PlainFacet{facet.number, facet.data_class, to_bytes(as_bytes(json))};
}

struct FacetFields {
  RecordType type{};
  Json fields;
};

// What was written under an earlier version, as the current one has it. So far only a note has a second version (`assisted`, `assist`:
// that AI helped): a first one is one without them, and a field it could not have is not taken for one.
Result<FacetFields> upcast(FacetFields read, std::uint64_t version) {
  const bool first_note = read.type == RecordType::note && version == 1;
  if (first_note && (read.fields.find("assisted") != nullptr || read.fields.find("assist") != nullptr)) return ErrorCode::field_unknown;
  return read;
}

Result<FacetFields> read_facet(BytesView json) {
  Json fields = CARE_TRY(parse_canonical(json, kFacetLimits));
  ObjectReader reader = CARE_TRY(ObjectReader::open(fields));
  const std::string name = CARE_TRY(reader.text("type"));
  const std::uint64_t version = CARE_TRY(reader.integer("v"));
  const auto type = find_record_type(name);
  if (!type) return ErrorCode::record_type_unknown;
  if (version == 0 || version > info_of(*type).version) return ErrorCode::version_unsupported;
  fields.erase(kTypeKey);
  fields.erase(kVersionKey);
  return upcast({*type, std::move(fields)}, version);
}

}  // namespace

bool facet_belongs(const FacetInfo& facet, RecordAct act) {
  return facet.number == kChangeFacet ? act != RecordAct::create : act != RecordAct::strike;
}

bool facet_needed(const FacetInfo& facet, RecordAct act) { return facet_belongs(facet, act) && !facet.optional; }

Result<std::vector<PlainFacet>> split_facets(const Record& record) {
  if (!record.facets.is_object()) return ErrorCode::facets_mismatch;
  const RecordInfo& info = info_of(record.type);
  std::vector<PlainFacet> split;
  for (const FacetInfo& facet : info.facets) {
    const Json* fields = record.find(facet.name);
    if (fields != nullptr) split.push_back(CARE_TRY(plain_facet(info, facet, *fields)));
  }
  if (split.empty() || split.size() != record.facets.members().size()) return ErrorCode::facets_mismatch;
  return split;
}

Result<Record> join_facets(std::span<const OpenedFacet> opened) {
  Record record;
  for (const OpenedFacet& each : opened) {
    FacetFields read = CARE_TRY(read_facet(each.json));
    if (&each != &opened.front() && read.type != record.type) return ErrorCode::facets_mismatch;
    record.type = read.type;
    const FacetInfo* facet = find_facet(info_of(read.type), each.number);
    if (facet == nullptr || record.find(facet->name) != nullptr) return ErrorCode::facets_mismatch;
    record.facets.set(facet->name, std::move(read.fields));
  }
  if (opened.empty()) return ErrorCode::facets_mismatch;
  return record;
}

}  // namespace care
