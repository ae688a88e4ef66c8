#include "shared/audit/tlog_proof.h"

#include "tests/support/vectors.h"

namespace care::audit {
namespace {

struct Golden {
  nlohmann::json vectors = test::load_vectors("tlog_proof_v1.json");
  LogIdentity log{test::text(vectors["log_origin"]), {VerifierKey::parse(test::text(vectors["log_vkey"])).value()}};
};

ErrorCode error_of(const nlohmann::json& vector) {
  const std::string name = test::text(vector["error"]);
  if (name == "proof_invalid") return ErrorCode::proof_invalid;
  return name == "note_malformed" ? ErrorCode::note_malformed : ErrorCode::note_signature_invalid;
}

TEST_CASE("tlog-proof: golden vectors decode, verify and are written back the same") {
  const Golden golden;
  for (const auto& vector : golden.vectors["good"]) {
    INFO(test::text(vector["name"]));
    const auto proof = decode_tlog_proof(test::text(vector["text"]));
    REQUIRE(proof.ok());
    CHECK(proof->index == test::number(vector["index"]));
    REQUIRE(proof->hashes.size() == vector["hashes_hex"].size());
    for (std::size_t i = 0; i < proof->hashes.size(); ++i) {
      CHECK(proof->hashes[i] == test::hex_exact<32>(vector["hashes_hex"][i]));
    }
    CHECK(proof->extra.has_value() == !vector["extra_hex"].is_null());
    if (proof->extra) CHECK(*proof->extra == test::hex(vector["extra_hex"]));
    CHECK(encode_tlog_proof(proof.value()).value() == test::text(vector["text"]));
    const auto opened = verify_tlog_proof(proof.value(), hash_leaf(test::hex(vector["leaf_hex"])), golden.log);
    REQUIRE(opened.ok());
    CHECK(opened->checkpoint.size == 5);
  }
}

TEST_CASE("tlog-proof: golden vectors that must be refused") {
  const Golden golden;
  for (const auto& vector : golden.vectors["bad"]) {
    INFO(test::text(vector["name"]));
    const auto proof = decode_tlog_proof(test::text(vector["text"]));
    REQUIRE(proof.ok() == (vector["stage"] == "verify"));
    if (!proof) {
      CHECK(proof.error().code() == error_of(vector));
      continue;
    }
    const auto opened = verify_tlog_proof(proof.value(), hash_leaf(test::hex(vector["leaf_hex"])), golden.log);
    REQUIRE_FALSE(opened.ok());
    CHECK(opened.error().code() == error_of(vector));
  }
}

TEST_CASE("tlog-proof: the public malformed proofs are refused, the good one is written back the same") {
  const auto corpus = test::load_corpus("audit/cosignature-and-proof-formats.json");
  for (const auto& vector : corpus["tlog_proof_bad"]) {
    INFO(test::text(vector["name"]));
    const auto proof = decode_tlog_proof(test::text(vector["proof"]));
    REQUIRE_FALSE(proof.ok());
    CHECK(proof.error().code() == ErrorCode::proof_invalid);
  }
  for (const auto& vector : corpus["tlog_proof_good"]) {
    const auto proof = decode_tlog_proof(test::text(vector["text"]));
    REQUIRE(proof.ok());
    CHECK(proof->index == test::number(vector["index"]));
    CHECK(proof->hashes.empty());
    CHECK(proof->checkpoint == test::text(vector["checkpoint"]));
    CHECK(encode_tlog_proof(proof.value()).value() == test::text(vector["text"]));
  }
}

TEST_CASE("tlog-proof: cut at any length it does not verify") {
  const Golden golden;
  const auto& vector = golden.vectors["good"][2];
  const std::string whole = test::text(vector["text"]);
  const Hash32 leaf = hash_leaf(test::hex(vector["leaf_hex"]));
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const auto proof = decode_tlog_proof(std::string_view(whole).substr(0, length));
    if (proof) REQUIRE_FALSE(verify_tlog_proof(proof.value(), leaf, golden.log).ok());
  }
}

TEST_CASE("tlog-proof: is not written without checkpoint or with more hashes than any tree has") {
  CHECK_FALSE(encode_tlog_proof({0, {}, std::nullopt, ""}).ok());
  CHECK_FALSE(encode_tlog_proof({0, Proof(65), std::nullopt, "x\n"}).ok());
}

}  // namespace
}  // namespace care::audit
