#include "shared/redact/identifier.h"

#include "tests/support/catch.h"
#include "tests/support/test_random.h"

namespace care::redact {

TEST_CASE("type: each has its own label, and is found by it") {
  for (std::size_t i = 0; i < kTypes; ++i) CHECK(find_type(type_label(static_cast<Type>(i))) == static_cast<Type>(i));
  CHECK(type_label(Type::name_resident) == "NAME_RESIDENT");
  CHECK(type_label(Type::url) == "URL");
  CHECK_FALSE(find_type("NAME").has_value());
  CHECK_FALSE(find_type("").has_value());
}

TEST_CASE("type: five are hard, three are names") {
  std::size_t hard = 0;
  std::size_t names = 0;
  for (std::size_t i = 0; i < kTypes; ++i) {
    hard += is_hard(static_cast<Type>(i)) ? 1 : 0;
    names += is_name(static_cast<Type>(i)) ? 1 : 0;
  }
  CHECK(hard == 5);
  CHECK(names == 3);
}

TEST_CASE("to_code_points: counts characters, not bytes, and to_bytes counts back") {
  const std::string_view text = "Zoë 😀 rang Ọmọlará";
  const std::vector<Span> bytes{{0, 4, Type::name_other}, {5, 9, Type::org}, {15, 27, Type::name_other}};
  REQUIRE(text.substr(15, 12) == "Ọmọlará");
  const auto points = to_code_points(text, bytes);
  CHECK(points == std::vector<Span>{{0, 3, Type::name_other}, {4, 5, Type::org}, {11, 18, Type::name_other}});
  CHECK(to_bytes(text, points) == bytes);
}

TEST_CASE("to_bytes: a place behind the end is the end") {
  CHECK(to_bytes("aé", std::vector<Span>{{1, 99, Type::org}}) == std::vector<Span>{{1, 3, Type::org}});
  CHECK(to_code_points("aé", std::vector<Span>{{1, 99, Type::org}}) == std::vector<Span>{{1, 2, Type::org}});
}

TEST_CASE("to_code_points: any text and any ascending spans go there and back") {
  test::TestRandom random(8);
  static constexpr std::string_view kCharacters[] = {"a", "é", "–", "😀", "\n"};
  for (int round = 0; round < 200; ++round) {
    std::string text;
    std::vector<std::uint32_t> starts;
    for (std::uint64_t i = 0; i < 20; ++i) {
      starts.push_back(static_cast<std::uint32_t>(text.size()));
      text += kCharacters[random.below(5)];
    }
    const auto a = random.below(10);
    const auto b = a + random.below(5);
    const std::vector<Span> points{{static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(b), Type::org}, {static_cast<std::uint32_t>(b), 19, Type::url}};
    const std::vector<Span> bytes{{starts[a], starts[b], Type::org}, {starts[b], starts[19], Type::url}};
    REQUIRE(to_bytes(text, points) == bytes);
    REQUIRE(to_code_points(text, bytes) == points);
  }
}

}  // namespace care::redact
