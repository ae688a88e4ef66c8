#include "shared/signin/opaque_message.h"

#include "tests/unit/signin/opaque_builder.h"

namespace care::signin {
namespace {

template <typename Message>
void check_round_trip(const Bytes& bytes) {
  const auto decoded = Message::decode(bytes);
  REQUIRE(decoded.ok());
  CHECK(to_bytes(decoded->encode()) == bytes);
}

template <typename Message>
void check_lengths(const Bytes& good) {
  CHECK(Message::decode({}).error() == ErrorCode::encoding_invalid);
  CHECK(Message::decode(BytesView(good).first(good.size() - 1)).error() == ErrorCode::encoding_invalid);
  Bytes longer = good;
  longer.push_back(0);
  CHECK(Message::decode(longer).error() == ErrorCode::encoding_invalid);
}

// With the identity, and with the field's prime (a second spelling of zero), in place of the element at `at`.
template <typename Message>
void check_element(const Bytes& good, std::size_t at, ErrorCode wanted) {
  Bytes identity = good;
  std::fill_n(identity.begin() + static_cast<std::ptrdiff_t>(at), 32, std::uint8_t{0});
  CHECK(Message::decode(identity).error() == wanted);
  Bytes not_canonical = good;
  std::fill_n(not_canonical.begin() + static_cast<std::ptrdiff_t>(at), 32, std::uint8_t{0xFF});
  not_canonical[at] = 0xED;
  not_canonical[at + 31] = 0x7F;
  CHECK(Message::decode(not_canonical).error() == wanted);
}

struct Messages {
  OpaqueHome home;
  Bytes request, response, record, ke1, ke2, ke3;
  Messages() {
    auto start = begin_registration(password_of(kRightPassword), home.random).value();
    request = to_bytes(start.request.encode());
    response = to_bytes(answer_registration(start.request, home.keys, home.setting).value().encode());
    record = home.enrol().record;
    LoginStart login = home.begin();
    ke1 = to_bytes(login.ke1.encode());
    const LoginAnswer answer = home.answer(login.ke1, BytesView(record));
    ke2 = to_bytes(answer.ke2.encode());
    ke3 = to_bytes(finish_login(std::move(login.state), answer.ke2, home.setting).value().ke3.encode());
  }
};

}  // namespace

TEST_CASE("opaque messages: have the sizes of RFC 9807 and come back as they went") {
  const Messages m;
  CHECK(m.request.size() == 32);
  CHECK(m.response.size() == 64);
  CHECK(m.record.size() == 192);
  CHECK(m.ke1.size() == 96);
  CHECK(m.ke2.size() == 320);
  CHECK(m.ke3.size() == 64);
  check_round_trip<RegistrationRequest>(m.request);
  check_round_trip<RegistrationResponse>(m.response);
  check_round_trip<RegistrationRecord>(m.record);
  check_round_trip<Ke1>(m.ke1);
  check_round_trip<Ke2>(m.ke2);
  check_round_trip<Ke3>(m.ke3);
}

TEST_CASE("opaque messages: refuse every other length") {
  const Messages m;
  check_lengths<RegistrationRequest>(m.request);
  check_lengths<RegistrationResponse>(m.response);
  check_lengths<RegistrationRecord>(m.record);
  check_lengths<Ke1>(m.ke1);
  check_lengths<Ke2>(m.ke2);
  check_lengths<Ke3>(m.ke3);
}

TEST_CASE("opaque messages: refuse the identity and non-canonical elements wherever an element stands") {
  const Messages m;
  check_element<RegistrationRequest>(m.request, 0, ErrorCode::encoding_invalid);
  check_element<RegistrationResponse>(m.response, 0, ErrorCode::encoding_invalid);
  check_element<RegistrationResponse>(m.response, 32, ErrorCode::encoding_invalid);
  check_element<RegistrationRecord>(m.record, 0, ErrorCode::encoding_invalid);
  check_element<Ke1>(m.ke1, 0, ErrorCode::encoding_invalid);
  check_element<Ke1>(m.ke1, 64, ErrorCode::encoding_invalid);
  check_element<Ke2>(m.ke2, 0, ErrorCode::signin_failed);
  check_element<Ke2>(m.ke2, 224, ErrorCode::signin_failed);
}

}  // namespace care::signin
