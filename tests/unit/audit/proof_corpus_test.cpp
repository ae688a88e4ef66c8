// The 98 inclusion and 98 consistency vectors of transparency-dev/merkle.
#include "shared/audit/consistency.h"
#include "shared/audit/inclusion.h"
#include "tests/support/vectors.h"

namespace care::audit {
namespace {

// As a caller reads them: a hash of another length never gets as far as the arithmetic.
Result<Hash32> read_hash(const nlohmann::json& value) {
  if (value.is_null()) return decode_hash({});
  return decode_hash(decode_base64(value.get<std::string>()).value());
}

Result<Proof> read_proof(const nlohmann::json& value) {
  Proof proof;
  if (value.is_null()) return proof;
  for (const auto& hash : value) proof.push_back(CARE_TRY(read_hash(hash)));
  return proof;
}

Result<void> run_inclusion(const nlohmann::json& vector) {
  const Hash32 root = CARE_TRY(read_hash(vector["root"]));
  const Hash32 leaf = CARE_TRY(read_hash(vector["leafHash"]));
  const Proof proof = CARE_TRY(read_proof(vector["proof"]));
  return verify_inclusion(test::number(vector["leafIdx"]), test::number(vector["treeSize"]), leaf, proof, root);
}

// Where the vectors about sizes do not care for the roots they write "don't care 1" and "don't care 2" instead of hashes. We
// refuse anything but 32 bytes, so each such text stands here for a hash of its own.
Result<Hash32> read_root(const nlohmann::json& value) {
  const Bytes bytes = decode_base64(value.get<std::string>()).value();
  if (as_text(bytes).substr(0, 10) == "don't care") return hash_leaf(bytes);
  return decode_hash(bytes);
}

Result<void> run_consistency(const nlohmann::json& vector) {
  const Hash32 old_root = CARE_TRY(read_root(vector["root1"]));
  const Hash32 new_root = CARE_TRY(read_root(vector["root2"]));
  const Proof proof = CARE_TRY(read_proof(vector["proof"]));
  return verify_consistency(test::number(vector["size1"]), old_root, test::number(vector["size2"]), new_root, proof);
}

TEST_CASE("inclusion: the public vectors, good and bad") {
  const auto corpus = test::load_corpus("audit/rfc6962-inclusion.json");
  REQUIRE(corpus["vectors"].size() == 98);
  for (const auto& vector : corpus["vectors"]) {
    INFO(vector["file"].get<std::string>());
    CHECK(run_inclusion(vector).ok() == !vector["wantErr"].get<bool>());
  }
}

TEST_CASE("consistency: the public vectors, good and bad") {
  const auto corpus = test::load_corpus("audit/rfc6962-consistency.json");
  REQUIRE(corpus["vectors"].size() == 98);
  for (const auto& vector : corpus["vectors"]) {
    INFO(vector["file"].get<std::string>());
    CHECK(run_consistency(vector).ok() == !vector["wantErr"].get<bool>());
  }
}

}  // namespace
}  // namespace care::audit
