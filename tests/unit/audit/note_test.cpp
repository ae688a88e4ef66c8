#include "shared/audit/note.h"

#include "tests/support/test_random.h"
#include "tests/support/vectors.h"

namespace care::audit {
namespace {

std::vector<VerifierKey> keys_of(const nlohmann::json& vkeys) {
  std::vector<VerifierKey> keys;
  for (const auto& vkey : vkeys) {
    auto key = VerifierKey::parse(test::text(vkey));
    REQUIRE(key.ok());
    keys.push_back(key.value());
  }
  return keys;
}

ErrorCode expected_error(const std::string& result) {
  return result == "error: malformed note" ? ErrorCode::note_malformed : ErrorCode::note_signature_invalid;
}

TEST_CASE("note: opens and refuses the notes of the Go checksum database's tests") {
  const auto corpus = test::load_corpus("audit/signed-note-go-sumdb.json");
  for (const auto& vector : corpus["open"]) {
    INFO(test::text(vector["name"]));
    const auto keys = keys_of(vector["verifier_keys"]);
    const auto opened = open_note(test::text(vector["note"]), keys);
    REQUIRE(opened.ok() == (vector["result"] == "ok"));
    if (!opened) {
      CHECK(opened.error().code() == expected_error(test::text(vector["result"])));
      continue;
    }
    REQUIRE(opened->verified.size() == vector["verified"].size());
    for (std::size_t i = 0; i < opened->verified.size(); ++i) {
      CHECK(opened->verified[i].key.name() == test::text(vector["verified"][i]));
    }
  }
}

TEST_CASE("note: bytes that are not UTF-8 are refused") {
  const auto corpus = test::load_corpus("audit/signed-note-go-sumdb.json");
  const auto& good = corpus["open"][0];
  const auto opened = open_note("\xFF" + test::text(good["note"]), keys_of(good["verifier_keys"]));
  REQUIRE_FALSE(opened.ok());
  CHECK(opened.error().code() == ErrorCode::note_malformed);
}

TEST_CASE("note: the example of the specification verifies") {
  const auto corpus = test::load_corpus("audit/c2sp-spec-examples.json");
  const auto& example = corpus["signed_note"];
  const std::vector<VerifierKey> keys{VerifierKey::parse(test::text(example["verifier_key"])).value()};
  const auto opened = open_note(test::text(example["note"]), keys);
  REQUIRE(opened.ok());
  CHECK(opened->text == "This is an example message.\n");
}

TEST_CASE("note: the specification's checkpoint with a cosignature parses, and is written back the same") {
  const auto corpus = test::load_corpus("audit/c2sp-spec-examples.json");
  const std::string text = test::text(corpus["checkpoint_with_cosignature"]["checkpoint"]);
  const auto note = parse_note(text);
  REQUIRE(note.ok());
  REQUIRE(note->signatures.size() == 2);
  CHECK(note->signatures[1].bytes.size() == 72);
  CHECK(format_note(note.value()).value() == text);
  CHECK(cosignature_message(1679315147, note->text) == test::text(corpus["cosignature_v1_message"]));
}

TEST_CASE("verifier key: good ones are written back the same, ML-DSA is not ours yet") {
  const auto corpus = test::load_corpus("audit/cosignature-and-proof-formats.json");
  for (const auto& vector : corpus["verifier_keys"]) {
    const std::string vkey = test::text(vector["key"]);
    INFO(vkey.substr(0, 60));
    const auto key = VerifierKey::parse(vkey);
    if (vkey.size() > 1000) {
      REQUIRE_FALSE(key.ok());
      CHECK(key.error().code() == ErrorCode::suite_unsupported);
      continue;
    }
    REQUIRE(key.ok());
    CHECK(key->format() == vkey);
  }
}

TEST_CASE("verifier key: every part of a good one and every good one with a raised byte is refused") {
  const auto corpus = test::load_corpus("audit/signed-note-go-sumdb.json");
  const std::string good = test::text(corpus["open"][0]["verifier_keys"][0]);
  REQUIRE(VerifierKey::parse(good).ok());
  for (std::size_t begin = 0; begin < good.size(); ++begin) {
    for (std::size_t length = 0; begin + length <= good.size(); ++length) {
      if (length == good.size()) continue;
      REQUIRE_FALSE(VerifierKey::parse(std::string_view(good).substr(begin, length)).ok());
    }
    std::string raised = good;
    raised[begin] = static_cast<char>(raised[begin] + 1);
    REQUIRE_FALSE(VerifierKey::parse(raised).ok());
  }
  CHECK_FALSE(VerifierKey::parse(test::text(corpus["bad_verifier_keys"][0])).ok());
  CHECK_FALSE(VerifierKey::parse(test::text(corpus["bad_verifier_keys"][1])).ok());
}

TEST_CASE("key name: no spaces of any script, no plus, no control characters") {
  CHECK(is_key_name("example.com/log42"));
  CHECK(is_key_name("pflegeheim-süd.example"));
  for (const std::string_view bad : {"", "a b", "a+b", "a\tb", "a\nb", "a\xC2\xA0" "b", "a\xE2\x80\x83" "b",
                                     "a\xE3\x80\x80" "b", "a\xE2\x80\xA8" "b", "\xFF"}) {
    CHECK_FALSE(is_key_name(bad));
  }
  CHECK_FALSE(VerifierKey::create("a b", NoteKeyType::ed25519, {}).ok());
}

struct Signers {
  test::TestRandom random;
  crypto::SigningKey log_key = crypto::SigningKey::make(random);
  crypto::SigningKey witness_key = crypto::SigningKey::make(random);
  NoteSigner log = NoteSigner::create("log.example/a", NoteKeyType::ed25519, log_key).value();
  NoteSigner witness = NoteSigner::create("w.example", NoteKeyType::cosignature_v1, witness_key).value();
};

TEST_CASE("note: what was signed and cosigned opens again") {
  const Signers signers;
  const std::string text = "first line\n\nlast line\n";
  const std::string note = sign_note(text, std::span(&signers.log, 1)).value();
  const std::string both = add_signature(note, signers.witness.cosign(text, 1790000000).value()).value();
  const std::vector<VerifierKey> keys{signers.log.verifier(), signers.witness.verifier()};
  const auto opened = open_note(both, keys);
  REQUIRE(opened.ok());
  CHECK(opened->text == text);
  REQUIRE(opened->verified.size() == 2);
  CHECK_FALSE(opened->verified[0].cosigned_at_s.has_value());
  CHECK(opened->verified[1].cosigned_at_s == 1790000000);
  CHECK(opened->unknown.empty());

  const auto by_log_only = open_note(both, std::span(keys).first(1));
  REQUIRE(by_log_only.ok());
  CHECK(by_log_only->unknown.size() == 1);
}

TEST_CASE("note: one flipped bit anywhere is refused, or leaves no verified text but the signed one") {
  const Signers signers;
  const std::string text = "log.example/a\n5\nroot\n";
  const std::string note = sign_note(text, std::span(&signers.log, 1)).value();
  const std::vector<VerifierKey> keys{signers.log.verifier()};
  REQUIRE(open_note(note, keys).ok());
  for (std::size_t i = 0; i < note.size(); ++i) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string changed = note;
      changed[i] = static_cast<char>(static_cast<unsigned char>(changed[i]) ^ (1U << bit));
      REQUIRE_FALSE(open_note(changed, keys).ok());
    }
  }
}

TEST_CASE("note: a second, wrong line of a trusted key is refused") {
  const Signers signers;
  const std::string text = "text\n";
  NoteSignature wrong = signers.log.sign("another text\n");
  const std::string note = add_signature(sign_note(text, std::span(&signers.log, 1)).value(), wrong).value();
  const std::vector<VerifierKey> keys{signers.log.verifier()};
  CHECK(open_note(note, keys).error().code() == ErrorCode::note_signature_invalid);
}

TEST_CASE("cosignature: bound to its time, and not a plain signature") {
  const Signers signers;
  const std::string text = "text\n";
  const std::vector<VerifierKey> keys{signers.witness.verifier()};
  const NoteSignature line = signers.witness.cosign(text, 1790000000).value();
  const auto open_with = [&](const NoteSignature& signature) {
    return open_note(format_note({text, {signature}}).value(), keys);
  };
  CHECK(open_with(line).ok());

  NoteSignature later = line;
  later.bytes[7] ^= 1U;
  CHECK_FALSE(open_with(later).ok());
  NoteSignature without_time = line;
  without_time.bytes.erase(without_time.bytes.begin(), without_time.bytes.begin() + 8);
  CHECK_FALSE(open_with(without_time).ok());
  NoteSignature longer = line;
  longer.bytes.push_back(0);
  CHECK_FALSE(open_with(longer).ok());
  CHECK_FALSE(signers.witness.cosign(text, 0).ok());
  CHECK_FALSE(signers.witness.cosign(text, 1ULL << 63U).ok());
}

TEST_CASE("cosignature: the timestamp of a public one is read") {
  const auto corpus = test::load_corpus("audit/cosignature-and-proof-formats.json");
  const auto& example = corpus["cosignature_timestamp"];
  const auto note = parse_note("text\n\n\xE2\x80\x94 w " + test::text(example["signature_base64"]) + "\n");
  REQUIRE(note.ok());
  CHECK(read_big_endian<std::uint64_t>(BytesView(note->signatures[0].bytes).first(8)) == test::number(example["unix_time"]));
}

TEST_CASE("note: is not written with text or names that could not be read back") {
  const Signers signers;
  const NoteSignature good = signers.log.sign("text\n");
  for (const std::string_view text : {"", "no newline at the end", "tab\t\n", "\xFF\n"}) {
    CHECK_FALSE(format_note({std::string(text), {good}}).ok());
  }
  CHECK_FALSE(format_note({"text\n", {}}).ok());
  NoteSignature bad_name = good;
  bad_name.name = "two words";
  CHECK_FALSE(format_note({"text\n", {bad_name}}).ok());
  bad_name.name = "line\nbreak";
  CHECK_FALSE(format_note({"text\n", {bad_name}}).ok());
  CHECK_FALSE(format_note({"text\n", {{"name", 1, {}}}}).ok());
}

}  // namespace
}  // namespace care::audit
