#include "shared/signin/common_password.h"

#include "tests/support/catch.h"
#include "tests/support/test_random.h"

namespace care::signin {
namespace {

bool common(std::string_view typed) { return is_common_password(decode_utf8(as_bytes(typed)).value()); }

std::size_t unforeseen(std::string_view typed) {
  const auto points = decode_utf8(as_bytes(typed)).value();
  return count_unforeseen(points, 0, points.size());
}

}  // namespace

TEST_CASE("is_common_password: sees through case, look-alikes, endings and doubling") {
  for (const std::string_view typed :
       {"password", "PASSWORD", "P@$$w0rd", "Pa55word!", "Password1!", "Password2026!", "!!Password!!", "1Password1",
        "PasswordPassword", "iloveyou", "IL0veY0u!", "qwerty123", "1qaz2wsx", "trustno1", "Superman99!", "Chelsea1905!",
        "Football2026#", "M0nkey!!!!", "Welcome2Careseal"}) {
    CAPTURE(typed);
    const bool expected = typed != "Welcome2Careseal";  // two words: the list has them one by one
    CHECK(common(typed) == expected);
  }
}

TEST_CASE("is_common_password: runs are common without a list") {
  for (const std::string_view typed : {"aaaaaaaaaaaa", "12345678901", "Abcdefghij", "zyxwvutsrq", "AAAAbbbb1111", ""}) {
    CAPTURE(typed);
    CHECK(common(typed));
  }
}

TEST_CASE("is_common_password: a long unforeseeable ending makes a listed word acceptable, a run does not") {
  CHECK_FALSE(common("Dragon!83920175"));
  CHECK(common("Dragon!12345678"));
  CHECK(common("Dragon!!!!!!!!!!!!"));
}

TEST_CASE("is_common_password: leaves phrases and random passwords alone") {
  for (const std::string_view typed : {"Correct-Horse-7-Battery", "Xk7!mQzr2p", "purple kettle vine",
                                       "Gw\xC3\xAAn_b\xC3\xAA"
                                       "ch-42!",
                                       "Teapot\xC2\xA3"
                                       "5Wobble"}) {
    CAPTURE(typed);
    CHECK_FALSE(common(typed));
  }
}

TEST_CASE("is_common_password: random words hit the filter about as rarely as it promises") {
  test::TestRandom random(17);
  int hits = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string typed;
    for (int k = 0; k < 14; ++k) typed.push_back(static_cast<char>('a' + random.below(26)));
    if (common(typed)) ++hits;
  }
  CHECK(hits <= 5);  // expected about one: four look-ups each at 1 in 65,536
}

TEST_CASE("count_unforeseen: repeats and neighbours don't count, case aside") {
  CHECK(unforeseen("") == 0);
  CHECK(unforeseen("aAaA") == 1);
  CHECK(unforeseen("abcdCBA") == 1);
  CHECK(unforeseen("2024!") == 5);
  CHECK(unforeseen("12345!") == 2);
}

}  // namespace care::signin
