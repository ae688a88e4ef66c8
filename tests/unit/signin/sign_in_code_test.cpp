#include "shared/signin/sign_in_code.h"

#include "tests/unit/signin/opaque_builder.h"

#include <set>

namespace care::signin {
namespace {

struct Sheet {
  test::TestRandom random{21};
  std::array<SignInCode, kSignInCodes> codes = make_sign_in_codes(random);
  std::vector<StoredSignInCode> stored;
  Sheet() {
    for (const SignInCode& code : codes) stored.push_back({hash_sign_in_code(code, account_id()), false});
  }
  std::string typed(std::size_t i) const { return std::string(format_sign_in_code(codes[i]).reveal_text()); }
};

}  // namespace

TEST_CASE("sign-in codes: ten different ones, twelve letters in three groups") {
  const Sheet sheet;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < kSignInCodes; ++i) {
    const std::string typed = sheet.typed(i);
    CHECK(typed.size() == 14);
    CHECK(typed[4] == '-');
    CHECK(typed[9] == '-');
    seen.insert(typed);
    CHECK(test::reveal(parse_sign_in_code(typed).value()) == test::reveal(sheet.codes[i]));
  }
  CHECK(seen.size() == kSignInCodes);
}

TEST_CASE("verify_sign_in_code: finds each code, however it is typed") {
  const Sheet sheet;
  for (std::size_t i = 0; i < kSignInCodes; ++i) {
    std::string typed = sheet.typed(i);
    CHECK(verify_sign_in_code(sheet.stored, typed, account_id()).value() == i);
    typed.erase(std::remove(typed.begin(), typed.end(), '-'), typed.end());
    for (char& c : typed) c = static_cast<char>(std::tolower(c));
    CHECK(verify_sign_in_code(sheet.stored, " " + typed, account_id()).value() == i);
  }
}

TEST_CASE("verify_sign_in_code: a used code is refused as reused, the others still work") {
  Sheet sheet;
  const std::size_t position = verify_sign_in_code(sheet.stored, sheet.typed(3), account_id()).value();
  sheet.stored[position].used = true;
  CHECK(verify_sign_in_code(sheet.stored, sheet.typed(3), account_id()).error() == ErrorCode::second_factor_reused);
  CHECK(verify_sign_in_code(sheet.stored, sheet.typed(4), account_id()).ok());
}

TEST_CASE("verify_sign_in_code: a wrong, malformed or someone else's code is second_factor_wrong") {
  const Sheet sheet;
  test::TestRandom random(22);
  const auto others = make_sign_in_codes(random);
  CHECK(verify_sign_in_code(sheet.stored, format_sign_in_code(others[0]).reveal_text(), account_id()).error() ==
        ErrorCode::second_factor_wrong);
  CHECK(verify_sign_in_code(sheet.stored, sheet.typed(0), account_id(0x51)).error() == ErrorCode::second_factor_wrong);
  for (const std::string& bad : {std::string(), sheet.typed(0).substr(1), sheet.typed(0) + "0", std::string("123456"),
                                 std::string("****-****-****")}) {
    CHECK(verify_sign_in_code(sheet.stored, bad, account_id()).error() == ErrorCode::second_factor_wrong);
  }
  CHECK(verify_sign_in_code({}, sheet.typed(0), account_id()).error() == ErrorCode::second_factor_wrong);
}

}  // namespace care::signin
