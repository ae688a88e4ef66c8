#include <limits>

#include "shared/audit/statement.h"
#include "shared/base/encoding.h"

namespace care::audit {
namespace {

template <typename Unsigned>
Result<Unsigned> read_number(ObjectReader& reader, FieldName key) {
  const std::uint64_t value = CARE_TRY(reader.integer(key));
  if (value > std::numeric_limits<Unsigned>::max()) return Error(ErrorCode::json_wrong_type, key);
  return static_cast<Unsigned>(value);
}

Result<FacetAfter> read_after(const Json& value) {
  ObjectReader reader = CARE_TRY(ObjectReader::open(value));
  FacetAfter facet;
  facet.data_class = CARE_TRY(read_number<std::uint16_t>(reader, "c"));
  facet.ciphertext_hash = CARE_TRY(reader.base64url_exact<32>("ct"));
  facet.facet = CARE_TRY(read_number<std::uint16_t>(reader, "f"));
  facet.generation = CARE_TRY(read_number<std::uint32_t>(reader, "g"));
  facet.plaintext_commitment = CARE_TRY(reader.base64url_exact<32>("pc"));
  CARE_TRY(reader.finish());
  return facet;
}

Result<FacetBefore> read_before(const Json& value) {
  ObjectReader reader = CARE_TRY(ObjectReader::open(value));
  FacetBefore facet;
  facet.ciphertext_hash = CARE_TRY(reader.base64url_exact<32>("ct"));
  facet.facet = CARE_TRY(read_number<std::uint16_t>(reader, "f"));
  CARE_TRY(reader.finish());
  return facet;
}

// One side of the change: {"f": [facets, ascending], "ver"}.
template <typename Facet>
struct Side {
  std::vector<Facet> facets;
  std::uint64_t version = 0;
};

template <typename Facet>
Result<Side<Facet>> read_side(const Json& value, Result<Facet> (*read_facet)(const Json&)) {
  ObjectReader reader = CARE_TRY(ObjectReader::open(value));
  Side<Facet> side;
  for (const Json& item : (CARE_TRY(reader.array("f")))->items()) {
    side.facets.push_back(CARE_TRY(read_facet(item)));
  }
  side.version = CARE_TRY(reader.integer("ver"));
  CARE_TRY(reader.finish());
  return side;
}

bool has_change_facet(const RecordStatement& statement) {
  for (const FacetAfter& facet : statement.after) {
    if (facet.facet == kChangeFacet) return true;
  }
  return false;
}

Result<void> need_number(std::uint64_t number, FieldName key) {
  if (number == 0) return Error(ErrorCode::json_wrong_type, key);
  return {};
}

template <typename Facet>
Result<void> check_order(const std::vector<Facet>& facets) {
  for (std::size_t i = 0; i < facets.size(); ++i) {
    CARE_TRY(need_number(facets[i].facet, "f"));
    if (i > 0 && facets[i].facet <= facets[i - 1].facet) return Error(ErrorCode::json_not_canonical, "f");
  }
  return {};
}

// What each act needs of versions and facets. Which facets a type has is judged with the schema, not here.
Result<void> check_shape(const RecordStatement& statement) {
  const bool change = has_change_facet(statement);
  const std::size_t content = statement.after.size() - (change ? 1 : 0);
  const bool creates = statement.act == RecordAct::create;
  const bool strikes = statement.act == RecordAct::strike;
  if (change == creates || (content == 0) != strikes) return ErrorCode::facets_mismatch;
  if (statement.before.empty() != creates) return ErrorCode::facets_mismatch;
  if (statement.gate_share_hash && !creates) return Error(ErrorCode::json_unknown_field, "gs");
  if (creates ? statement.version != 1 : statement.version < 2) return Error(ErrorCode::json_wrong_type, "ver");
  return {};
}

// One set of rules for both directions.
Result<void> check(const RecordStatement& statement) {
  CARE_TRY(check_statement_head(statement.head));
  CARE_TRY(need_number(statement.collection, "coll"));
  CARE_TRY(need_number(statement.schema, "schema"));
  CARE_TRY(check_order(statement.before));
  CARE_TRY(check_order(statement.after));
  for (const FacetAfter& facet : statement.after) {
    CARE_TRY(need_number(facet.data_class, "c"));
    CARE_TRY(need_number(facet.generation, "g"));
  }
  return check_shape(statement);
}

Result<void> read_place(ObjectReader& reader, RecordStatement& statement) {
  statement.directory = CARE_TRY(reader.base64url_exact<32>("dir"));
  statement.unit = CARE_TRY(reader.id<UnitId>("unit"));
  statement.subject = CARE_TRY(reader.id<SubjectId>("subj"));
  statement.record = CARE_TRY(reader.id<RecordId>("rec"));
  statement.collection = CARE_TRY(read_number<std::uint16_t>(reader, "coll"));
  statement.schema = CARE_TRY(read_number<std::uint16_t>(reader, "schema"));
  return {};
}

Result<void> read_sides(ObjectReader& reader, RecordStatement& statement) {
  auto after = CARE_TRY(read_side<FacetAfter>(*CARE_TRY(reader.object("after")), read_after));
  statement.after = std::move(after.facets);
  statement.version = after.version;
  if (const Json* value = reader.find("before"); value != nullptr) {
    auto before = CARE_TRY(read_side<FacetBefore>(*value, read_before));
    // An empty list of facets would be a second way to say that nothing was before.
    if (before.facets.empty()) return ErrorCode::facets_mismatch;
    if (before.version + 1 != after.version) return Error(ErrorCode::json_wrong_type, "ver");
    statement.before = std::move(before.facets);
  }
  return {};
}

Json facet_json(const FacetAfter& facet) {
  return Json::object({{"c", std::uint64_t{facet.data_class}},
                       {"ct", encode_base64url(facet.ciphertext_hash)},
                       {"f", std::uint64_t{facet.facet}},
                       {"g", std::uint64_t{facet.generation}},
                       {"pc", encode_base64url(facet.plaintext_commitment)}});
}

Json facet_json(const FacetBefore& facet) {
  return Json::object({{"ct", encode_base64url(facet.ciphertext_hash)}, {"f", std::uint64_t{facet.facet}}});
}

template <typename Facet>
Json side_json(const std::vector<Facet>& facets, std::uint64_t version) {
  Json list = Json::array();
  for (const Facet& facet : facets) list.push(facet_json(facet));
  return Json::object({{"f", std::move(list)}, {"ver", version}});
}

}  // namespace

Result<RecordStatement> parse_record_statement(BytesView body) {
  const Json json = CARE_TRY(parse_statement_json(body));
  ObjectReader reader = CARE_TRY(ObjectReader::open(json));
  RecordStatement statement;
  const auto act = find_record_act(CARE_TRY(reader.text("act")));
  if (!act) return ErrorCode::act_unknown;
  statement.act = *act;
  statement.head = CARE_TRY(read_statement_head(reader));
  CARE_TRY(read_place(reader, statement));
  CARE_TRY(read_sides(reader, statement));
  if (reader.find("gs") != nullptr) statement.gate_share_hash = CARE_TRY(reader.base64url_exact<32>("gs"));
  CARE_TRY(reader.finish());
  CARE_TRY(check(statement));
  return statement;
}

Result<Bytes> encode_record_statement(const RecordStatement& statement) {
  CARE_TRY(check(statement));
  Json json = Json::object({{"act", name_of(statement.act)},
                            {"dir", encode_base64url(statement.directory)},
                            {"unit", statement.unit.text()},
                            {"subj", statement.subject.text()},
                            {"rec", statement.record.text()},
                            {"coll", std::uint64_t{statement.collection}},
                            {"schema", std::uint64_t{statement.schema}},
                            {"after", side_json(statement.after, statement.version)}});
  if (!statement.before.empty()) json.set("before", side_json(statement.before, statement.version - 1));
  if (statement.gate_share_hash) json.set("gs", encode_base64url(*statement.gate_share_hash));
  write_statement_head(json, statement.head);
  return encode_statement_json(json);
}

}  // namespace care::audit
