#include "shared/schema/record_tables.gen.h"

#include <set>
#include <string>

#include "tests/support/catch.h"

namespace care {
namespace {

TEST_CASE("record tables: each type is found by its name and by nothing else") {
  for (const RecordInfo& info : kRecords) {
    CHECK(find_record_type(info.name) == info.type);
    CHECK(name_of(info.type) == info.name);
    CHECK(&info_of(info.type) == &info);
  }
  CHECK_FALSE(find_record_type("gin").has_value());
  CHECK_FALSE(find_record_type("").has_value());
}

TEST_CASE("record tables: types that share a collection look alike to the server") {
  for (const RecordInfo& info : kRecords) {
    const RecordInfo* other = find_collection(info.collection);
    REQUIRE(other != nullptr);
    CHECK(info.schema == other->schema);
    CHECK(info.write == other->write);
    REQUIRE(info.facets.size() == other->facets.size());
    for (std::size_t i = 0; i < info.facets.size(); ++i) {
      CHECK(info.facets[i].number == other->facets[i].number);
      CHECK(info.facets[i].data_class == other->facets[i].data_class);
      CHECK(info.facets[i].optional == other->facets[i].optional);
    }
  }
  CHECK(find_collection(0) == nullptr);
}

TEST_CASE("record tables: every record has a change facet, in the class of its first facet") {
  for (const RecordInfo& info : kRecords) {
    const FacetInfo* change = find_facet(info, kChangeFacet);
    REQUIRE(change != nullptr);
    CHECK(change->data_class == info.facets.front().data_class);
    CHECK(find_facet(info, "change") == change);
  }
}

TEST_CASE("record tables: whoever may write a record holds the keys of all its facets") {
  for (const RecordInfo& info : kRecords) {
    for (const Role role : kRoleList) {
      if (!role_has(info.write, role)) continue;
      for (const FacetInfo& facet : info.facets) {
        INFO(name_of(role) << " writes " << info.name << "." << facet.name);
        CHECK(role_holds(role, facet.data_class));
      }
    }
  }
}

TEST_CASE("record tables: no field is called like what the plaintext adds to it") {
  for (const RecordInfo& info : kRecords) {
    for (const FacetInfo& facet : info.facets) {
      CHECK(find_field(facet, "type") == nullptr);
      CHECK(find_field(facet, "v") == nullptr);
    }
  }
}

TEST_CASE("record tables: limits, steps and choices make sense") {
  for (const RecordInfo& info : kRecords) {
    for (const FacetInfo& facet : info.facets) {
      std::set<std::string_view> names;
      for (const FieldInfo& field : facet.fields) {
        INFO(info.name << "." << facet.name << "." << field.name);
        CHECK(names.insert(field.name).second);
        CHECK(field.step >= 1);
        CHECK((field.max == 0 || field.min <= field.max));
        CHECK(field.label.starts_with("field-"));
        CHECK((field.kind != FieldKind::choice || !field.choices.empty()));
        CHECK((field.kind != FieldKind::id || !field.prefix.empty()));
      }
    }
  }
}

TEST_CASE("record tables: rules name fields of their facet") {
  for (const RecordInfo& info : kRecords) {
    for (const RuleInfo& rule : info.rules) {
      const FacetInfo* facet = find_facet(info, rule.facet);
      REQUIRE(facet != nullptr);
      for (const std::string_view name : rule.then.fields) CHECK(find_field(*facet, name) != nullptr);
      CHECK((rule.at.empty() || find_field(*facet, rule.at) != nullptr));
    }
  }
}

}  // namespace
}  // namespace care
