// Every parser of outside text against thousands of damaged inputs: it refuses, or it took the one spelling of what it read.
#include "shared/audit/tiles.h"
#include "shared/audit/tlog_proof.h"
#include "shared/audit/witness.h"
#include "tests/support/test_random.h"
#include "tests/support/vectors.h"

namespace care::audit {
namespace {

std::string damage(const std::string& text, test::TestRandom& random) {
  std::string out = text;
  for (std::uint64_t left = 1 + random.below(3); left > 0 && !out.empty(); --left) {
    const std::size_t at = static_cast<std::size_t>(random.below(out.size()));
    const std::size_t length = static_cast<std::size_t>(1 + random.below(8));
    switch (random.below(5)) {
      case 0: out[at] = static_cast<char>(random.below(256)); break;
      case 1: out.erase(at, length); break;
      case 2: out.insert(at, out.substr(static_cast<std::size_t>(random.below(out.size())), length)); break;
      case 3: out.insert(at, 1, '\n'); break;
      default: out[at] = "0123456789+/= \n-x"[random.below(17)]; break;
    }
  }
  return out;
}

// again(text): what the parser's counterpart writes for it, or nothing where it was refused.
template <typename Again>
void check_one_spelling(const std::string& text, const Again& again) {
  REQUIRE(again(text) == text);
  test::TestRandom random(text.size());
  std::size_t other_spellings = 0;
  for (int round = 0; round < 3000; ++round) {
    const std::string damaged = damage(text, random);
    const std::optional<std::string> written = again(damaged);
    if (written && *written != damaged) ++other_spellings;
  }
  CHECK(other_spellings == 0);
}

template <typename Parsed, typename Format>
std::optional<std::string> write_back(const Result<Parsed>& parsed, const Format& format) {
  if (!parsed) return std::nullopt;
  return format(parsed.value());
}

TEST_CASE("damaged input: notes and checkpoints") {
  const auto vectors = test::load_vectors("checkpoint_v1.json");
  for (const auto& vector : vectors["good"]) {
    const std::string note = test::text(vector["note"]);
    check_one_spelling(note, [](const std::string& text) {
      return write_back(parse_note(text), [](const Note& parsed) { return format_note(parsed).value(); });
    });
    check_one_spelling(parse_note(note)->text, [](const std::string& text) {
      return write_back(parse_checkpoint(text), [](const Checkpoint& parsed) { return format_checkpoint(parsed).value(); });
    });
  }
}

TEST_CASE("damaged input: a signed checkpoint never opens as another one") {
  const auto vectors = test::load_vectors("checkpoint_v1.json");
  const LogIdentity log{test::text(vectors["log_origin"]), {VerifierKey::parse(test::text(vectors["log_vkey"])).value()}};
  const std::string note = test::text(vectors["good"][0]["note"]);
  const Checkpoint signed_one = open_checkpoint(note, log)->checkpoint;
  test::TestRandom random(7);
  std::size_t others = 0;
  for (int round = 0; round < 5000; ++round) {
    const auto opened = open_checkpoint(damage(note, random), log);
    if (opened && opened->checkpoint != signed_one) ++others;
  }
  CHECK(others == 0);
}

TEST_CASE("damaged input: verifier keys") {
  const auto vectors = test::load_vectors("checkpoint_v1.json");
  for (const char* name : {"log_vkey", "witness_vkey"}) {
    check_one_spelling(test::text(vectors[name]), [](const std::string& text) {
      return write_back(VerifierKey::parse(text), [](const VerifierKey& key) { return key.format(); });
    });
  }
}

TEST_CASE("damaged input: entry proofs") {
  const auto vectors = test::load_vectors("tlog_proof_v1.json");
  for (const auto& vector : vectors["good"]) {
    check_one_spelling(test::text(vector["text"]), [](const std::string& text) {
      return write_back(decode_tlog_proof(text), [](const TlogProof& proof) { return encode_tlog_proof(proof).value(); });
    });
  }
}

TEST_CASE("damaged input: requests to a witness") {
  const std::string hash = encode_base64(Hash32{1, 2, 3}) + "\n";
  check_one_spelling("old 12\n" + hash + hash + "\nlog.example/a\n13\n" + hash + "\n\xE2\x80\x94 log.example/a AAAAAAAA\n",
                     [](const std::string& text) {
                       return write_back(parse_add_checkpoint(text), [](const AddCheckpoint& request) {
                         return format_add_checkpoint(request).value();
                       });
                     });
}

TEST_CASE("damaged input: paths of tiles and bundles") {
  for (const char* path : {"tile/0/x001/x234/067.p/12", "tile/3/000", "tile/7/x999/999"}) {
    check_one_spelling(path, [](const std::string& text) { return write_back(parse_tile_path(text), format_tile_path); });
  }
  check_one_spelling("tile/entries/x001/x234/067.p/12",
                     [](const std::string& text) { return write_back(parse_bundle_path(text), format_bundle_path); });
}

}  // namespace
}  // namespace care::audit
