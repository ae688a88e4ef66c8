#include "shared/signin/oprf.h"

#include "shared/base/encoding.h"
#include "tests/support/catch.h"
#include "tests/support/test_random.h"
#include "tests/support/test_secrets.h"
#include "tests/support/vectors.h"

namespace care::signin {
namespace {

// A reduced scalar with zeros behind it reduces to itself.
ByteArray<64> widened(BytesView scalar) {
  ByteArray<64> out{};
  std::copy(scalar.begin(), scalar.end(), out.begin());
  return out;
}

}  // namespace

TEST_CASE("oprf: derives the key pair of RFC 9497 A.1.1") {
  const auto oprf = test::load_vectors("opaque_v1.json")["oprf"];
  const auto pair = derive_oprf_key_pair(test::hex_exact<32>(oprf["seed"]), test::hex(oprf["info"]));
  REQUIRE(pair.ok());
  CHECK(test::reveal(pair->secret_key) == test::hex(oprf["secret_key"]));
}

TEST_CASE("oprf: every step of RFC 9497 A.1.1 gives the printed bytes") {
  const auto oprf = test::load_vectors("opaque_v1.json")["oprf"];
  const auto pair = derive_oprf_key_pair(test::hex_exact<32>(oprf["seed"]), test::hex(oprf["info"]));
  REQUIRE(pair.ok());
  REQUIRE(oprf["vectors"].size() == 2);
  for (const auto& vector : oprf["vectors"]) {
    const Bytes input = test::hex(vector["input"]);
    const auto blinded = oprf_blind(input, widened(test::hex(vector["blind"])));
    REQUIRE(blinded.ok());
    CHECK(to_bytes(blinded->element.bytes()) == test::hex(vector["blindedelement"]));
    const auto evaluated = oprf_evaluate(pair->secret_key, blinded->element);
    REQUIRE(evaluated.ok());
    CHECK(to_bytes(evaluated->bytes()) == test::hex(vector["evaluationelement"]));
    const auto output = oprf_finalize(input, blinded->blind, evaluated.value());
    REQUIRE(output.ok());
    CHECK(test::reveal(output.value()) == test::hex(vector["output"]));
  }
}

TEST_CASE("oprf: the output does not depend on the blind, but on input and key") {
  test::TestRandom random;
  ByteArray<32> seed{};
  random.fill(seed);
  const auto key = derive_oprf_key_pair(seed, as_bytes("a"));
  const auto other_key = derive_oprf_key_pair(seed, as_bytes("b"));
  const auto evaluate = [&random](std::string_view input, const Scalar& secret) {
    ByteArray<64> uniform{};
    random.fill(uniform);
    const auto blinded = oprf_blind(as_bytes(input), uniform);
    const auto evaluated = oprf_evaluate(secret, blinded.value().element);
    return test::reveal(oprf_finalize(as_bytes(input), blinded.value().blind, evaluated.value()).value());
  };
  const Bytes once = evaluate("input", key->secret_key);
  CHECK(once == evaluate("input", key->secret_key));
  CHECK(once != evaluate("Input", key->secret_key));
  CHECK(once != evaluate("input", other_key->secret_key));
}

TEST_CASE("oprf_blind: refuses a blind that reduces to zero") {
  CHECK_FALSE(oprf_blind(as_bytes("input"), ByteArray<64>{}).ok());
}

}  // namespace care::signin
