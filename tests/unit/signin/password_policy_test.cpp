#include "shared/signin/password_policy.h"

#include "shared/signin/character_class.h"
#include "tests/support/catch.h"
#include "tests/support/test_random.h"
#include "tests/support/vectors.h"

namespace care::signin {
namespace {

std::string name_of(ErrorCode code) { return std::string(info_of(code).name); }

}  // namespace

TEST_CASE("decide_password: gives every vector's unmet rules, in order, and its strength") {
  const auto vectors = test::load_vectors("password_policy_v1.json");
  for (const auto& vector : vectors["cases"]) {
    CAPTURE(test::text(vector["name"]));
    const std::string typed = test::text(vector["password"]);
    const Password password = Password::parse(as_bytes(typed)).value();
    const bool owner = test::text(vector["holder"]) == "owner";
    const auto report =
        decide_password(password, test::text(vector["handle"]), owner ? PasswordHolder::owner : PasswordHolder::member);
    std::vector<std::string> unmet;
    for (const PasswordRule& rule : report.rules) {
      if (!rule.met) unmet.push_back(name_of(rule.code));
    }
    CHECK(unmet == vector["unmet"].get<std::vector<std::string>>());
    CHECK(format_strength(report.strength) == test::text(vector["strength"]));
    CHECK(report.accepted() == unmet.empty());
    CHECK(report.require().ok() == unmet.empty());
    if (!unmet.empty()) CHECK(name_of(report.require().error().code()) == unmet.front());
  }
}

TEST_CASE("Password: refuses what is not text, and takes what is") {
  const auto vectors = test::load_vectors("password_policy_v1.json");
  for (const auto& vector : vectors["refused"]) {
    CAPTURE(test::text(vector["name"]));
    const auto parsed = Password::parse(test::hex(vector["bytes"]));
    REQUIRE_FALSE(parsed.ok());
    CHECK(name_of(parsed.error().code()) == test::text(vector["error"]));
  }
  CHECK(Password::parse(Bytes(4096, 'x')).ok());
  CHECK(Password::parse({}).ok());
}

TEST_CASE("decide_password: the report always has the same eight rules in the same order") {
  const auto empty = decide_password(Password::parse({}).value(), "", PasswordHolder::member);
  const auto full =
      decide_password(Password::parse(as_bytes("Correct-Horse-7-Battery")).value(), "", PasswordHolder::member);
  for (std::size_t i = 0; i < empty.rules.size(); ++i) CHECK(empty.rules[i].code == full.rules[i].code);
  CHECK(empty.strength == PasswordStrength::weak);
}

TEST_CASE("decide_password: a handle that is not text contains nothing and breaks nothing") {
  const Password password = Password::parse(as_bytes("Correct-Horse-7-Battery")).value();
  CHECK(decide_password(password, "\xFF\xFE", PasswordHolder::member).accepted());
}

TEST_CASE("decide_password: random passwords of all kinds are hardly ever called common") {
  test::TestRandom random(3);
  constexpr std::string_view kPool = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789!?-_.";
  int refused = 0;
  for (int i = 0; i < 5000; ++i) {
    std::string typed = "Aa7!";
    for (int k = 0; k < 10; ++k) typed.push_back(kPool[random.below(kPool.size())]);
    if (!decide_password(Password::parse(as_bytes(typed)).value(), "", PasswordHolder::owner).accepted()) ++refused;
  }
  CHECK(refused <= 2);
}

TEST_CASE("character classes: letters of Europe, digits, signs and the rest") {
  using enum CharacterClass;
  struct Expected {
    char32_t point;
    CharacterClass wanted;
  };
  for (const auto& [point, wanted] :
       {Expected{U'A', upper}, {U'z', lower},           {U'5', digit},      {U' ', symbol},     {U'~', symbol},
        {U'\u00A3', symbol},   {U'\u20AC', symbol},     {U'\u00C9', upper}, {U'\u00E9', lower}, {U'\u00DF', lower},
        {U'\u00D7', symbol},   {U'\u00F7', symbol},     {U'\u0174', upper}, {U'\u0175', lower}, {U'\u0176', upper},
        {U'\u0178', upper},    {U'\u00FF', lower},      {U'\u0141', upper}, {U'\u0142', lower}, {U'\u017D', upper},
        {U'\u017E', lower},    {U'\u0394', upper},      {U'\u03B4', lower}, {U'\u0416', upper}, {U'\u0436', lower},
        {U'\u4E2D', other},    {U'\U0001F600', symbol}, {U'\u2019', symbol}}) {
    CAPTURE(static_cast<std::uint32_t>(point));
    CHECK(class_of_character(point) == wanted);
    CHECK(to_lower(to_lower(point)) == to_lower(point));
  }
}

}  // namespace care::signin
