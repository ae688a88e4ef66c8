#include "shared/validate/validate.h"

#include "shared/validate/check_field.h"
#include "shared/validate/rules.h"

namespace care {
namespace {

class Validation {
 public:
  Validation(const Record& record, const ValidateContext& context)
      : record_(record), info_(info_of(record.type)), context_(context) {}

  std::vector<FieldFault> run() && {
    std::size_t known = 0;
    for (const FacetInfo& facet : info_.facets) {
      const Json* fields = record_.find(facet.name);
      if (fields != nullptr) ++known;
      check_facet(facet, fields);
    }
    if (!record_.facets.is_object() || known != record_.facets.members().size()) {
      faults_.push_back({{}, {}, ErrorCode::facets_mismatch});
    }
    return std::move(faults_);
  }

 private:
  void add(const FacetInfo& facet, std::string_view field, ErrorCode code) {
    faults_.push_back({FieldName::from_table(facet.name), FieldName::from_table(field), code});
  }

  void check_facet(const FacetInfo& facet, const Json* fields) {
    if (fields == nullptr) {
      if (facet_needed(facet, context_.act)) add(facet, {}, ErrorCode::facets_mismatch);
      return;
    }
    if (!fields->is_object() || !facet_belongs(facet, context_.act)) return add(facet, {}, ErrorCode::facets_mismatch);
    std::size_t known = 0;
    for (const FieldInfo& field : facet.fields) {
      const Json* value = fields->find(field.name);
      if (value != nullptr) ++known;
      check_value(facet, field, value);
    }
    if (known != fields->members().size()) add(facet, {}, ErrorCode::field_unknown);
    check_rules(facet, *fields);
  }

  void check_value(const FacetInfo& facet, const FieldInfo& field, const Json* value) {
    if (value == nullptr) {
      if (field.required) add(facet, field.name, ErrorCode::field_required);
      return;
    }
    const auto checked = check_field(field, *value, context_.now);
    if (!checked) add(facet, field.name, checked.error().code());
  }

  void check_rules(const FacetInfo& facet, const Json& fields) {
    for (const RuleInfo& rule : info_.rules) {
      if (rule.facet == facet.number && !rule_holds(rule, fields)) add(facet, rule.at, rule.error);
    }
  }

  const Record& record_;
  const RecordInfo& info_;
  const ValidateContext& context_;
  std::vector<FieldFault> faults_;
};

Json normalise_fields(const FacetInfo& facet, const Json& fields) {
  if (!fields.is_object()) return fields;
  Json out = fields;
  for (const FieldInfo& field : facet.fields) {
    const Json* value = fields.find(field.name);
    if (value == nullptr) continue;
    auto normal = normalise_field(field, *value);
    if (normal) {
      out.set(field.name, std::move(*normal));
    } else {
      out.erase(field.name);
    }
  }
  return out;
}

}  // namespace

std::vector<FieldFault> validate_record(const Record& record, const ValidateContext& context) {
  return Validation(record, context).run();
}

Record normalise_record(const Record& record) {
  Record out = record;
  for (const FacetInfo& facet : info_of(record.type).facets) {
    const Json* fields = record.find(facet.name);
    if (fields == nullptr) continue;
    Json normal = normalise_fields(facet, *fields);
    if (facet.optional && normal == Json::object()) {
      out.facets.erase(facet.name);
    } else {
      out.facets.set(facet.name, std::move(normal));
    }
  }
  return out;
}

}  // namespace care
