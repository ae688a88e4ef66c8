#include "shared/audit/witness.h"

#include "tests/support/vectors.h"

namespace care::audit {
namespace {

// A witness with a memory, as a server would keep one.
struct Witness {
  std::vector<WitnessedLog> logs;
  WitnessDecision ask(const std::string& body) {
    WitnessDecision decision = decide_add_checkpoint(body, logs);
    if (decision.verdict != WitnessVerdict::accept) return decision;
    for (WitnessedLog& log : logs) {
      if (log.log.origin != decision.checkpoint->origin) continue;
      log.size = decision.checkpoint->size;
      log.root = decision.checkpoint->root;
    }
    return decision;
  }
};

std::string origin_of(const nlohmann::json& request) {
  const auto body = parse_add_checkpoint(test::text(request["request_body"]));
  return parse_checkpoint(parse_note(body->checkpoint)->text)->origin;
}

WitnessedLog sequence_log(const nlohmann::json& corpus) {
  const std::string origin = origin_of(corpus["sequence"][0]);
  const auto key = test::hex_exact<32>(corpus["log_public_key_ed25519_hex"]);
  return {{origin, {VerifierKey::create(origin, NoteKeyType::ed25519, key).value()}}, 0, empty_root()};
}

TEST_CASE("witness: the public conversation gets the status each request must get") {
  const auto corpus = test::load_corpus("audit/witness-protocol.json");
  Witness witness{{sequence_log(corpus)}};
  for (std::size_t i = 0; i < corpus["sequence"].size(); ++i) {
    INFO("request " << i);
    const auto& step = corpus["sequence"][i];
    const auto decision = witness.ask(test::text(step["request_body"]));
    CHECK(http_status(decision.verdict) == step["status"].get<int>());
    if (step["assert"] == "body == \"3\\n\"") CHECK(witness.logs[0].size == 3);
  }
  CHECK(witness.logs[0].size == test::number(corpus["final_size"]));
}

TEST_CASE("witness: a real checkpoint of the Go checksum database is accepted") {
  const auto corpus = test::load_corpus("audit/witness-protocol.json");
  const auto& real = corpus["real_log"];
  const auto key = VerifierKey::parse(test::text(real["verifier_key"])).value();
  Witness witness{{{{"go.sum database tree", {key}}, 0, empty_root()}}};
  const auto decision = witness.ask(test::text(real["request_body"]));
  CHECK(http_status(decision.verdict) == real["status"].get<int>());
  REQUIRE(decision.checkpoint.has_value());
  CHECK(decision.checkpoint->size == 35225469);
}

TEST_CASE("witness: the specification's request is written back the same") {
  const auto corpus = test::load_corpus("audit/c2sp-spec-examples.json");
  const std::string body = test::text(corpus["witness_add_checkpoint_request"]);
  const auto request = parse_add_checkpoint(body);
  REQUIRE(request.ok());
  CHECK(request->old_size == 20852014);
  CHECK(request->proof.size() == 4);
  CHECK(format_add_checkpoint(request.value()).value() == body);
}

TEST_CASE("witness: a first request with a proof, an old size beyond the checkpoint, another root at the same size") {
  const auto corpus = test::load_corpus("audit/witness-protocol.json");
  const std::string first = test::text(corpus["sequence"][0]["request_body"]);
  const std::string hash = "KgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
  Witness witness{{sequence_log(corpus)}};
  CHECK(witness.ask("old 0\n" + hash + first.substr(6)).verdict == WitnessVerdict::inconsistent);
  CHECK(witness.ask("old 2\n" + first.substr(6)).verdict == WitnessVerdict::malformed);
  witness.logs[0].size = 1;
  witness.logs[0].root = Hash32{9};
  CHECK(witness.ask("old 1\n" + first.substr(6)).verdict == WitnessVerdict::inconsistent);
  CHECK(witness.ask(first).verdict == WitnessVerdict::stale);
  CHECK(witness.logs[0].root == Hash32{9});
}

TEST_CASE("witness: malformed requests") {
  const auto corpus = test::load_corpus("audit/witness-protocol.json");
  const std::string first = test::text(corpus["sequence"][0]["request_body"]);
  const std::string rest = first.substr(6);
  const std::string hash = "KgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
  Witness witness{{sequence_log(corpus)}};
  std::string too_many = "old 1\n";
  for (int i = 0; i < 64; ++i) too_many += hash;
  for (const std::string& body : {std::string(), std::string("old 0\n"), std::string("old 0\n\n"), "old 00\n" + rest, "old -1\n" + rest,
                                  "old\n" + rest, "new 0\n" + rest, "old 0\nnot-a-hash\n" + rest, too_many + rest,
                                  "old 0\n\n" + std::string("only\ntwo\n")}) {
    CHECK(http_status(witness.ask(body).verdict) == 400);
  }
  CHECK_FALSE(format_add_checkpoint({0, Proof(64), "x"}).ok());
  CHECK_FALSE(format_add_checkpoint({0, {}, ""}).ok());
}

}  // namespace
}  // namespace care::audit
