#include "shared/signin/recovery_kit.h"

#include "shared/signin/kek.h"
#include "tests/support/catch.h"
#include "tests/support/test_random.h"
#include "tests/support/test_secrets.h"
#include "tests/support/vectors.h"

#include <set>

namespace care::signin {
namespace {

KitSecret kit_of(const nlohmann::json& hex) {
  auto bytes = test::hex_exact<32>(hex);
  return KitSecret(bytes);
}

std::string printed(const KitSecret& secret) { return std::string(format_kit(secret).reveal_text()); }

}  // namespace

TEST_CASE("format_kit: prints every vector, and both forms are read back") {
  const auto vectors = test::load_vectors("recovery_kit_v1.json");
  for (const auto& vector : vectors["good"]) {
    const KitSecret secret = kit_of(vector["secret"]);
    CHECK(printed(secret) == test::text(vector["printed"]));
    CHECK(format_kit_qr(secret).reveal_text() == test::text(vector["qr"]));
    CHECK(test::reveal(parse_kit(test::text(vector["printed"])).value()) == test::hex(vector["secret"]));
    CHECK(test::reveal(parse_kit(test::text(vector["qr"])).value()) == test::hex(vector["secret"]));
    const AccountId account = AccountId::from_array(test::hex_exact<16>(vector["account"]));
    CHECK(test::reveal(derive_kit_kek(secret, account)) == test::hex(vector["kek_kit"]));
    const WorkspaceId workspace = WorkspaceId::from_array(test::hex_exact<16>(vector["workspace"]));
    CHECK(to_bytes(derive_kit_id(secret, workspace)) == test::hex(vector["kit_id"]));
  }
}

TEST_CASE("derive_kit_id: depends on the kit and on the home") {
  const auto id_of = [](std::uint8_t fill, std::uint8_t home) {
    ByteArray<32> bytes{};
    bytes.fill(fill);
    ByteArray<16> workspace{};
    workspace.fill(home);
    return derive_kit_id(KitSecret(bytes), WorkspaceId::from_array(workspace));
  };
  CHECK(id_of(1, 1) == id_of(1, 1));
  CHECK(id_of(1, 1) != id_of(2, 1));
  CHECK(id_of(1, 1) != id_of(1, 2));
}

TEST_CASE("parse_kit: forgives case, spaces, hyphens, line breaks and look-alikes") {
  const auto vectors = test::load_vectors("recovery_kit_v1.json");
  for (const auto& typed : vectors["tolerated"]["typed"]) {
    CAPTURE(test::text(typed["name"]));
    const auto secret = parse_kit(test::text(typed["typed"]));
    REQUIRE(secret.ok());
    CHECK(test::reveal(secret.value()) == test::hex(vectors["tolerated"]["secret"]));
  }
}

TEST_CASE("parse_kit: refuses every wrong sheet and names the line") {
  const auto vectors = test::load_vectors("recovery_kit_v1.json");
  for (const auto& vector : vectors["refused"]) {
    CAPTURE(test::text(vector["name"]));
    const auto parsed = parse_kit(test::text(vector["typed"]));
    REQUIRE_FALSE(parsed.ok());
    CHECK(info_of(parsed.error().code()).name == test::text(vector["error"]));
    CHECK(parsed.error().field().text() == test::text(vector["field"]));
  }
}

TEST_CASE("parse_kit: any one letter changed to any other is refused with its line") {
  test::TestRandom random(5);
  const std::string good = printed(make_kit_secret(random));
  constexpr std::string_view kLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  int tried = 0;
  std::size_t line = 1;
  for (std::size_t i = 0; i < good.size(); ++i) {
    if (good[i] == '\n') ++line;
    if (good[i] == '\n' || good[i] == ' ') continue;
    for (const char letter : kLetters) {
      if (letter == good[i]) continue;
      std::string changed = good;
      changed[i] = letter;
      const auto parsed = parse_kit(changed);
      REQUIRE_FALSE(parsed.ok());
      CHECK(parsed.error().field().text() == "line_" + std::to_string(line));
      ++tried;
    }
  }
  CHECK(tried == 64 * 31);
}

TEST_CASE("parse_kit: any two letters of a line that change places are noticed") {
  test::TestRandom random(6);
  const std::string good = printed(make_kit_secret(random));
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (std::size_t k = i + 1; k < good.size() && good[k] != '\n'; ++k) {
      if (good[i] == good[k] || good[i] == ' ' || good[k] == ' ' || good[i] == '\n') continue;
      std::string swapped = good;
      std::swap(swapped[i], swapped[k]);
      CHECK_FALSE(parse_kit(swapped).ok());
    }
  }
}

TEST_CASE("parse_kit: the lines of two sheets mixed are refused") {
  test::TestRandom random(7);
  const std::string one = printed(make_kit_secret(random));
  const std::string other = printed(make_kit_secret(random));
  const auto parsed = parse_kit(one.substr(0, 40) + other.substr(40));  // a line is 19 letters and spaces and its end
  REQUIRE_FALSE(parsed.ok());
  CHECK(parsed.error().code() == ErrorCode::kit_malformed);
  CHECK(parsed.error().field().empty());
}

TEST_CASE("make_kit_groups: names two different groups, in order, and all of them in time") {
  test::TestRandom random(8);
  std::set<unsigned> seen;
  for (int i = 0; i < 500; ++i) {
    const KitGroups groups = make_kit_groups(random);
    CHECK(groups.first >= 1);
    CHECK(groups.first < groups.second);
    CHECK(groups.second <= kKitGroups);
    seen.insert(groups.first);
    seen.insert(groups.second);
  }
  CHECK(seen.size() == kKitGroups);
}

TEST_CASE("check_kit_group: knows the group however it is typed, and refuses every other") {
  test::TestRandom random(9);
  const KitSecret secret = make_kit_secret(random);
  const std::string sheet = printed(secret);
  for (unsigned group = 1; group <= kKitGroups; ++group) {
    std::string letters = sheet.substr((group - 1) * 5, 4);
    CHECK(check_kit_group(secret, group, letters).ok());
    for (char& c : letters) c = static_cast<char>(std::tolower(c));
    CHECK(check_kit_group(secret, group, " " + letters + " ").ok());
    CHECK(check_kit_group(secret, group, letters.substr(1)).error() == ErrorCode::kit_words_wrong);
    CHECK(check_kit_group(secret, group, letters + "0").error() == ErrorCode::kit_words_wrong);
    CHECK(check_kit_group(secret, group, "").error() == ErrorCode::kit_words_wrong);
  }
  CHECK(check_kit_group(secret, 1, sheet.substr(5, 4)).error() == ErrorCode::kit_words_wrong);
}

}  // namespace care::signin
