#include "shared/audit/checkpoint.h"

#include "tests/support/vectors.h"

namespace care::audit {
namespace {

struct Golden {
  nlohmann::json vectors = test::load_vectors("checkpoint_v1.json");
  LogIdentity log{test::text(vectors["log_origin"]), {VerifierKey::parse(test::text(vectors["log_vkey"])).value()}};
  std::vector<VerifierKey> witnesses{VerifierKey::parse(test::text(vectors["witness_vkey"])).value()};
  crypto::SigningKey log_key = key("log_seed_hex");
  crypto::SigningKey witness_key = key("witness_seed_hex");

  crypto::SigningKey key(const char* name) const {
    ByteArray<32> seed = test::hex_exact<32>(vectors[name]);
    return crypto::SigningKey::from_seed(Secret32(seed));
  }
};

ErrorCode error_of(const nlohmann::json& vector) {
  return vector["error"] == "note_malformed" ? ErrorCode::note_malformed : ErrorCode::note_signature_invalid;
}

TEST_CASE("checkpoint: golden vectors open") {
  const Golden golden;
  for (const auto& vector : golden.vectors["good"]) {
    INFO(test::text(vector["name"]));
    const auto opened = open_checkpoint(test::text(vector["note"]), golden.log, golden.witnesses);
    REQUIRE(opened.ok());
    CHECK(opened->checkpoint.origin == golden.log.origin);
    CHECK(opened->checkpoint.size == test::number(vector["size"]));
    CHECK(opened->checkpoint.root == test::hex_exact<32>(vector["root_hex"]));
    REQUIRE(opened->witnesses.size() == vector["witnesses"].size());
    for (std::size_t i = 0; i < opened->witnesses.size(); ++i) {
      CHECK(opened->witnesses[i].key.name() == test::text(vector["witnesses"][i]["name"]));
      CHECK(opened->witnesses[i].cosigned_at_s == test::number(vector["witnesses"][i]["time_s"]));
    }
  }
}

TEST_CASE("checkpoint: golden vectors that must be refused") {
  const Golden golden;
  for (const auto& vector : golden.vectors["bad"]) {
    INFO(test::text(vector["name"]));
    const auto opened = open_checkpoint(test::text(vector["note"]), golden.log, golden.witnesses);
    REQUIRE_FALSE(opened.ok());
    CHECK(opened.error().code() == error_of(vector));
  }
}

TEST_CASE("checkpoint: signing writes the golden bytes") {
  const Golden golden;
  const NoteSigner log = NoteSigner::create(golden.log.origin, NoteKeyType::ed25519, golden.log_key).value();
  const NoteSigner witness =
      NoteSigner::create(golden.witnesses[0].name(), NoteKeyType::cosignature_v1, golden.witness_key).value();
  CHECK(log.verifier().format() == test::text(golden.vectors["log_vkey"]));
  CHECK(witness.verifier().format() == test::text(golden.vectors["witness_vkey"]));

  const auto& plain = golden.vectors["good"][0];
  const Checkpoint head{golden.log.origin, test::number(plain["size"]), test::hex_exact<32>(plain["root_hex"])};
  const std::string note = sign_checkpoint(head, std::span(&log, 1)).value();
  CHECK(note == test::text(plain["note"]));
  const auto line = witness.cosign(format_checkpoint(head).value(), 1790000000);
  CHECK(add_signature(note, line.value()).value() == test::text(golden.vectors["good"][3]["note"]));
}

TEST_CASE("checkpoint: after a rotation either key of the log is enough, and a retired one is not") {
  const Golden golden;
  LogIdentity rotated{golden.log.origin, {VerifierKey::parse(test::text(golden.vectors["earlier_log_vkey"])).value()}};
  const std::string by_both = test::text(golden.vectors["good"][4]["note"]);
  const std::string by_new = test::text(golden.vectors["good"][0]["note"]);
  CHECK(open_checkpoint(by_both, rotated).ok());
  CHECK_FALSE(open_checkpoint(by_new, rotated).ok());
  rotated.keys.push_back(golden.log.keys[0]);
  const auto opened = open_checkpoint(by_both, rotated);
  REQUIRE(opened.ok());
  CHECK(opened->witnesses.empty());
}

TEST_CASE("checkpoint: the origin names host, workspace and epoch") {
  const Golden golden;
  const auto workspace = WorkspaceId::from_bytes(test::hex(golden.vectors["workspace_hex"])).value();
  const std::string host = test::text(golden.vectors["host"]);
  CHECK(workspace_origin(host, workspace) == golden.log.origin);
  CHECK(workspace_origin(host, workspace, 2) == test::text(golden.vectors["log_origin_epoch_2"]));
}

TEST_CASE("checkpoint: is not written with an origin that breaks the line or an empty log that is not empty") {
  CHECK_FALSE(format_checkpoint({"", 1, Hash32{}}).ok());
  CHECK_FALSE(format_checkpoint({"a\nb", 1, Hash32{}}).ok());
  CHECK_FALSE(format_checkpoint({"a", 0, Hash32{}}).ok());
  CHECK(format_checkpoint({"a", 0, empty_root()}).ok());
}

TEST_CASE("checkpoint: the tree texts of the Go checksum database") {
  const auto corpus = test::load_corpus("audit/signed-note-go-sumdb.json");
  const auto& tree = corpus["tree_text"];
  const Checkpoint expected{"go.sum database tree", test::number(tree["size"]),
                            hash_leaf(as_bytes(test::text(tree["root_is_leaf_hash_of_utf8"])))};
  CHECK(parse_checkpoint(test::text(tree["text"])).value() == expected);
  CHECK(format_checkpoint(expected).value() == test::text(tree["text"]));
  // The first of the bad ones is only another log's; open_checkpoint refuses it by its origin.
  CHECK(parse_checkpoint(test::text(tree["bad"][0])).value() != expected);
  CHECK_FALSE(parse_checkpoint(test::text(tree["bad"][1])).ok());
  CHECK_FALSE(parse_checkpoint(test::text(tree["bad"][2])).ok());
}

}  // namespace
}  // namespace care::audit
