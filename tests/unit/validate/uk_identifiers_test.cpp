#include "shared/validate/uk_identifiers.h"

#include <map>

#include "shared/validate/dose.h"
#include "shared/validate/email.h"
#include "tests/support/vectors.h"

namespace care {
namespace {

using test::text;
using Parse = Result<std::string> (*)(std::string_view);

const std::map<std::string, Parse>& parsers() {
  static const std::map<std::string, Parse> all = {
      {"nhs_number", parse_nhs_number}, {"nino", parse_nino}, {"postcode", parse_postcode}, {"phone", parse_phone},
      {"ods_code", parse_ods_code},     {"cqc_id", parse_cqc_id}, {"dose", parse_dose},     {"email", parse_email}};
  return all;
}

TEST_CASE("identifiers: every spelling in use gives the stored one, and the stored one gives itself") {
  const auto file = test::load_vectors("uk_identifiers_v1.json");
  for (const auto& [name, parse] : parsers()) {
    for (const auto& entry : file[name]["accept"]) {
      INFO(name << ": " << text(entry["value"]));
      const auto parsed = parse(text(entry["value"]));
      REQUIRE(parsed.ok());
      CHECK(parsed.value() == text(entry["stored"]));
      CHECK(parse(parsed.value()).value() == parsed.value());
    }
  }
}

TEST_CASE("identifiers: what breaks the rule is refused with the code of its kind") {
  const auto file = test::load_vectors("uk_identifiers_v1.json");
  for (const auto& [name, parse] : parsers()) {
    for (const auto& entry : file[name]["reject"]) {
      INFO(name << ": " << text(entry["value"]) << ": " << text(entry["why"]));
      const auto parsed = parse(text(entry["value"]));
      REQUIRE_FALSE(parsed.ok());
      CHECK(info_of(parsed.error().code()).name == text(file[name]["code"]));
    }
  }
}

TEST_CASE("identifiers: the public corpus agrees") {
  const auto file = test::load_corpus("uk-identifiers.json");
  for (const auto& [name, parse] : parsers()) {
    if (!file.contains(name)) continue;
    for (const auto& entry : file[name]["accept"]) {
      INFO(name << ": " << text(entry["value"]));
      const auto parsed = parse(text(entry["value"]));
      REQUIRE(parsed.ok());
      CHECK(parsed.value() == text(entry.contains("canonical") ? entry["canonical"] : entry["value"]));
    }
    for (const auto& entry : file[name]["reject"]) {
      INFO(name << ": " << text(entry["value"]));
      CHECK_FALSE(parse(text(entry["value"])).ok());
    }
  }
}

TEST_CASE("parse_nhs_number: of the ten last digits one at most is right, as the check digit decides") {
  for (unsigned prefix = 100'000'000; prefix < 100'001'000; ++prefix) {
    unsigned right = 0;
    for (unsigned last = 0; last < 10; ++last) right += parse_nhs_number(std::to_string(prefix) + std::to_string(last)).ok() ? 1 : 0;
    if (right > 1) FAIL(prefix << " has " << right << " check digits");
  }
}

TEST_CASE("parse_nhs_number: two neighbouring digits changed over are noticed") {
  const std::string right = "9434765919";
  for (std::size_t i = 0; i + 1 < right.size(); ++i) {
    std::string wrong = right;
    std::swap(wrong[i], wrong[i + 1]);
    if (wrong != right) CHECK_FALSE(parse_nhs_number(wrong).ok());
  }
}

}  // namespace
}  // namespace care
