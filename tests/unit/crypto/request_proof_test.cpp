#include "shared/crypto/request_proof.h"

#include "shared/base/encoding.h"
#include "shared/crypto/hazmat/blake2b.h"
#include "shared/crypto/hazmat/sha2.h"
#include "tests/unit/crypto/builders.h"

namespace care::crypto {
namespace {

ProofKey proof_key(std::uint64_t session = 1, std::uint8_t id = 2) {
  Hash32 session_id_hash{};
  session_id_hash.fill(id);
  return derive_proof_key(key_from<SessionKey>(session), session_id_hash);
}

const Bytes kBody = to_bytes(as_bytes("{\"a\":1}"));

ProvenRequest request() { return {"POST", "/api/v1/records?home=1", kBody, 0x0102030405060708ULL}; }

}  // namespace

TEST_CASE("request proof: follows the written bytes") {
  Bytes input = to_bytes(as_bytes("careseal/v1/request"));
  input.push_back(0);
  input.push_back(4);
  append(input, as_bytes("POST"));
  append_big_endian(input, std::uint16_t{22});
  append(input, as_bytes("/api/v1/records?home=1"));
  append(input, sha256(kBody));
  append_big_endian(input, std::uint64_t{0x0102030405060708ULL});
  ByteArray<32> expected{};
  blake2b_keyed(expected, test::reveal(proof_key()), input);
  const auto mac = make_request_proof(proof_key(), request());
  REQUIRE(mac.ok());
  CHECK(*mac == expected);

  Bytes key_input = to_bytes(as_bytes("careseal/v1/request-proof"));
  key_input.push_back(0);
  append(key_input, Bytes(32, 2));
  blake2b_keyed(expected, test::reveal(key_from<SessionKey>(1)), key_input);
  CHECK(test::reveal(proof_key()) == to_bytes(expected));
}

TEST_CASE("request proof: another method, path, body, counter, session or session id is refused") {
  const auto mac = make_request_proof(proof_key(), request());
  REQUIRE(mac.ok());
  CHECK(verify_request_proof(proof_key(), request(), *mac).ok());
  const auto refused = [&](const ProofKey& key, const ProvenRequest& changed) {
    const auto result = verify_request_proof(key, changed, *mac);
    return !result.ok() && result.error() == Error(ErrorCode::session_proof_wrong);
  };
  auto changed = request();
  changed.method = "PUT";
  CHECK(refused(proof_key(), changed));
  changed = request();
  changed.path = "/api/v1/records?home=2";
  CHECK(refused(proof_key(), changed));
  changed = request();
  const Bytes other_body = to_bytes(as_bytes("{\"a\":2}"));
  changed.body = other_body;
  CHECK(refused(proof_key(), changed));
  changed = request();
  ++changed.counter;
  CHECK(refused(proof_key(), changed));
  CHECK(refused(proof_key(9), request()));
  CHECK(refused(proof_key(1, 9), request()));
}

TEST_CASE("request proof: any changed bit of the MAC is refused") {
  const auto mac = make_request_proof(proof_key(), request());
  REQUIRE(mac.ok());
  for (std::size_t bit = 0; bit < 256; ++bit) {
    RequestMac other = *mac;
    other[bit / 8] = static_cast<std::uint8_t>(other[bit / 8] ^ (1U << (bit % 8)));
    if (verify_request_proof(proof_key(), request(), other).ok()) FAIL_CHECK("bit " << bit);
  }
}

TEST_CASE("request proof: a letter can't move from the method to the path") {
  const auto a = make_request_proof(proof_key(), {"POST", "X/api", kBody, 1});
  const auto b = make_request_proof(proof_key(), {"POSTX", "/api", kBody, 1});
  REQUIRE((a.ok() && b.ok()));
  CHECK(*a != *b);
}

TEST_CASE("request proof: a method or path too long for its length field is refused, not cut") {
  const std::string method(256, 'A');
  const std::string path(65536, '/');
  const auto long_method = make_request_proof(proof_key(), {method, "/", kBody, 1});
  REQUIRE_FALSE(long_method.ok());
  CHECK(long_method.error().code() == ErrorCode::header_invalid);
  CHECK_FALSE(make_request_proof(proof_key(), {"GET", path, kBody, 1}).ok());
  CHECK(make_request_proof(proof_key(), {"GET", std::string_view(path).substr(1), kBody, 1}).ok());
  const auto verified = verify_request_proof(proof_key(), {method, "/", kBody, 1}, RequestMac{});
  REQUIRE_FALSE(verified.ok());
  CHECK(verified.error().code() == ErrorCode::session_proof_wrong);
}

}  // namespace care::crypto
