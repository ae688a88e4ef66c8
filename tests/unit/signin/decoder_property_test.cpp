// Bytes and text from outside, at random: every decoder fails cleanly or gives back what it was given.
#include "shared/signin/invite_code.h"
#include "shared/signin/opaque.h"
#include "shared/signin/printed_letters.h"
#include "shared/signin/recovery_kit.h"
#include "shared/signin/sign_in_code.h"
#include "shared/signin/totp.h"
#include "tests/unit/signin/opaque_builder.h"

namespace care::signin {
namespace {

template <typename Message>
void check_decoder(test::TestRandom& random) {
  for (int i = 0; i < 400; ++i) {
    // Half of them of the right length, and some with a real element at the front.
    Bytes bytes(i % 2 == 0 ? Message::kBytes : random.below(2 * Message::kBytes));
    random.fill(bytes);
    const auto decoded = Message::decode(bytes);
    if (decoded) CHECK(to_bytes(decoded->encode()) == bytes);
    if (bytes.size() != Message::kBytes) CHECK_FALSE(decoded.ok());
  }
}

std::string random_text(test::TestRandom& random, std::size_t longest) {
  constexpr std::string_view kPool = "0123456789ABCDEFGHJKMNPQRSTVWXYZabcxyzOoIiLlUu -\n\t.*\xE2\x80\x93\xFF";
  std::string out;
  const std::size_t length = random.below(longest);
  for (std::size_t i = 0; i < length; ++i) out.push_back(kPool[random.below(kPool.size())]);
  return out;
}

}  // namespace

TEST_CASE("opaque decoders: random bytes never crash and never change") {
  test::TestRandom random(101);
  check_decoder<RegistrationRequest>(random);
  check_decoder<RegistrationResponse>(random);
  check_decoder<RegistrationRecord>(random);
  check_decoder<Ke1>(random);
  check_decoder<Ke2>(random);
  check_decoder<Ke3>(random);
}

TEST_CASE("answer_login: whatever KE1 decodes is answered, and no random KE3 is accepted") {
  OpaqueHome home;
  const Registered enrolled = home.enrol();
  test::TestRandom random(102);
  for (int i = 0; i < 100; ++i) {
    Bytes bytes(Ke1::kBytes);
    random.fill(bytes);
    ByteArray<64> uniform{};
    random.fill(uniform);
    const auto blinded = crypto::element_from_uniform(uniform).value();
    std::copy(blinded.bytes().begin(), blinded.bytes().end(), bytes.begin());
    std::copy(blinded.bytes().begin(), blinded.bytes().end(), bytes.begin() + 64);
    LoginAnswer answer = home.answer(Ke1::decode(bytes).value(), BytesView(enrolled.record));
    Ke3 guess;
    random.fill(guess.client_mac);
    CHECK(accept_login(std::move(answer.state), guess).error() == ErrorCode::signin_failed);
  }
}

TEST_CASE("finish_login: random answers of valid elements are signin_failed") {
  OpaqueHome home;
  test::TestRandom random(103);
  for (int i = 0; i < 100; ++i) {
    Bytes bytes(Ke2::kBytes);
    random.fill(bytes);
    ByteArray<64> uniform{};
    random.fill(uniform);
    const auto element = crypto::element_from_uniform(uniform).value();
    std::copy(element.bytes().begin(), element.bytes().end(), bytes.begin());
    std::copy(element.bytes().begin(), element.bytes().end(), bytes.begin() + 224);
    LoginStart start = home.begin();
    CHECK(finish_login(std::move(start.state), Ke2::decode(bytes).value(), home.setting).error() ==
          ErrorCode::signin_failed);
  }
}

TEST_CASE("text parsers: random text never crashes, and what parses prints back to the same secret") {
  test::TestRandom random(104);
  const TotpSecret totp = make_totp_secret(random);
  for (int i = 0; i < 3000; ++i) {
    const std::string typed = random_text(random, 90);
    CHECK_FALSE(parse_kit(typed).ok());
    if (const auto code = parse_invite_code(typed)) {
      CHECK(test::reveal(parse_invite_code(format_invite_code(code.value()).reveal_text()).value()) ==
            test::reveal(code.value()));
    }
    if (const auto code = parse_sign_in_code(typed)) {
      CHECK(test::reveal(parse_sign_in_code(format_sign_in_code(code.value()).reveal_text()).value()) ==
            test::reveal(code.value()));
    }
    const auto step = verify_totp(totp, typed, instant_from_ms(0), std::nullopt);
    if (!step) CHECK(step.error() == ErrorCode::second_factor_wrong);
  }
}

TEST_CASE("printed letters: any bits go out and come back") {
  test::TestRandom random(105);
  for (std::size_t count = 8; count <= 64; count += 8) {
    Bytes bytes(count * 5 / 8);
    random.fill(bytes);
    const SecretText values = unpack_letters(bytes, count);
    const SecretText shown = format_letters(values.reveal(), ' ', 4);
    const ReadLetters read = read_letters(shown.reveal_text(), count);
    CHECK_FALSE(read.stuck_at.has_value());
    CHECK(to_bytes(pack_letters(read.values.reveal()).reveal()) == bytes);
  }
}

}  // namespace care::signin
