// The log's formats: one spelling of each value, and no proof but the one that the tree gives.
#include "shared/audit/consistency.h"
#include "shared/base/decimal.h"
#include "shared/audit/inclusion.h"
#include "shared/audit/leaf.h"
#include "shared/audit/tiles.h"
#include "shared/audit/tlog_proof.h"
#include "shared/audit/trusted_head.h"
#include "shared/audit/witness.h"
#include "tests/fuzz/seeds.h"

namespace care::fuzz {
namespace {

using namespace care::audit;

// What the parser took, its counterpart writes again byte for byte.
template <typename Parsed, typename Write>
void check_one_spelling(const Result<Parsed>& parsed, BytesView input, const Write& write) {
  if (!accepted(parsed)) return;
  const auto again = write(*parsed);
  FUZZ_CHECK(again == std::string(as_text(input)));
}

void run_leaf(BytesView input) {
  const auto leaf = decode_leaf(input);
  if (!accepted(leaf)) return;
  const auto again = encode_leaf(*leaf);
  FUZZ_CHECK(again.ok() && same(*again, input));
  FUZZ_CHECK(decode_leaf_at(input, leaf->index).ok());
  FUZZ_CHECK(!decode_leaf_at(input, leaf->index + 1).ok());
  FUZZ_CHECK(leaf->body.size() <= kLeafMaxBodyBytes);
  FUZZ_CHECK(is_signed_kind(leaf->kind) == leaf->signature.has_value());
}

Inputs leaf_seeds() {
  Inputs out;
  const auto vectors = test::load_vectors("leaf_v1.json");
  add_hex(out, vectors["good"], "bytes_hex");
  add_hex(out, vectors["bad"], "bytes_hex");
  return out;
}

struct KnownLog {
  Vectors vectors = test::load_vectors("checkpoint_v1.json");
  LogIdentity log{test::text(vectors["log_origin"]), {VerifierKey::parse(test::text(vectors["log_vkey"])).value()}};
  std::vector<VerifierKey> witnesses{VerifierKey::parse(test::text(vectors["witness_vkey"])).value()};
  std::vector<Checkpoint> signed_ones;
  KnownLog() {
    for (const auto& each : vectors["good"]) {
      if (const auto opened = open_checkpoint(test::text(each["note"]), log, witnesses)) signed_ones.push_back(opened->checkpoint);
    }
    for (const auto& each : load_list("tlog_proof_v1.json", "good")) {
      const auto proof = decode_tlog_proof(test::text(each["text"]));
      if (const auto opened = open_checkpoint(proof->checkpoint, log, witnesses)) signed_ones.push_back(opened->checkpoint);
    }
  }
  bool signed_by_log(const Checkpoint& checkpoint) const {
    return std::find(signed_ones.begin(), signed_ones.end(), checkpoint) != signed_ones.end();
  }
};
const KnownLog& known_log() {
  static const KnownLog log;
  return log;
}

void run_note(BytesView input) {
  const std::string_view text = as_text(input);
  check_one_spelling(parse_note(text), input, [](const Note& note) { return format_note(note).value(); });
  check_one_spelling(parse_checkpoint(text), input, [](const Checkpoint& each) { return format_checkpoint(each).value(); });
  check_one_spelling(VerifierKey::parse(text), input, [](const VerifierKey& key) { return key.format(); });
  const auto opened = open_checkpoint(text, known_log().log, known_log().witnesses);
  if (accepted(opened)) FUZZ_CHECK(known_log().signed_by_log(opened->checkpoint));
}

Inputs note_seeds() {
  Inputs out;
  const auto& vectors = known_log().vectors;
  add_texts(out, vectors["good"], "note");
  add_texts(out, vectors["bad"], "note");
  for (const char* key : {"log_vkey", "earlier_log_vkey", "witness_vkey"}) add_all(out, {test::text(vectors[key])});
  for (const auto& each : vectors["good"]) add_all(out, {parse_note(test::text(each["note"]))->text});
  return out;
}

void run_tlog_proof(BytesView input) {
  const auto proof = decode_tlog_proof(as_text(input));
  if (!accepted(proof)) return;
  const auto again = encode_tlog_proof(*proof);
  FUZZ_CHECK(again.ok() && *again == as_text(input));
  static const Vectors vectors = test::load_vectors("tlog_proof_v1.json");
  for (const auto& each : vectors["good"]) {
    const auto verified = verify_tlog_proof(*proof, hash_leaf(test::hex(each["leaf_hex"])), known_log().log);
    if (!accepted(verified)) continue;
    FUZZ_CHECK(known_log().signed_by_log(verified->checkpoint));
    FUZZ_CHECK(proof->index == test::number(each["index"]));  // a leaf stands in one place only
  }
}

Inputs tlog_proof_seeds() {
  Inputs out;
  const auto vectors = test::load_vectors("tlog_proof_v1.json");
  add_texts(out, vectors["good"], "text");
  add_texts(out, vectors["bad"], "text");
  return out;
}

constexpr std::uint64_t kTreeLeaves = 130;

MemoryNodes& tree_of(std::uint64_t size) {
  static std::vector<MemoryNodes> trees = [] {
    std::vector<MemoryNodes> out(1);
    for (std::uint8_t i = 0; i < kTreeLeaves; ++i) {
      out.push_back(out.back());
      out.back().append(hash_leaf(Bytes{i}));
    }
    return out;
  }();
  return trees[size % (kTreeLeaves + 1)];
}

Proof take_proof(Cursor& cursor) {
  Proof proof;
  for (const std::size_t count = cursor.rest().size() / sizeof(Hash32); proof.size() < std::min<std::size_t>(count, 80);) {
    Hash32& hash = proof.emplace_back();
    copy_exact(cursor.take(sizeof(Hash32)), hash);
  }
  return proof;
}

// index 8 ‖ size 8 ‖ hashes, as they come; and the true proof with one hash of the input's in place.
void run_inclusion(BytesView input) {
  Cursor cursor(input);
  const auto index = cursor.number<std::uint64_t>();
  const auto size = cursor.number<std::uint64_t>();
  const Proof given = take_proof(cursor);
  const Hash32 leaf = hash_leaf(Bytes{static_cast<std::uint8_t>(index)});
  if (const auto root = root_from_inclusion(index, size, leaf, given); accepted(root)) {
    FUZZ_CHECK(index < size);
    FUZZ_CHECK(verify_inclusion(index, size, leaf, given, *root).ok());
    if (!given.empty()) FUZZ_CHECK(!verify_inclusion(index, size, leaf, Proof(given.begin() + 1, given.end()), *root).ok());
  }
  if (size == 0 || size > kTreeLeaves) return;
  MemoryNodes& tree = tree_of(size);
  const auto truth = build_inclusion(tree, index, size);
  const bool held = accepted(verify_inclusion(index, size, leaf, given, tree.edge().root()));
  FUZZ_CHECK(truth.ok() == (index < size));
  FUZZ_CHECK(held == (truth.ok() && given == *truth));
}

void run_consistency(BytesView input) {
  Cursor cursor(input);
  const auto from = cursor.number<std::uint64_t>();
  const auto to = cursor.number<std::uint64_t>();
  const Proof given = take_proof(cursor);
  if (to > kTreeLeaves || from > kTreeLeaves) {
    // Sizes that no tree of ours has: an answer, and never a root that was not given.
    FUZZ_CHECK(!accepted(verify_consistency(from, hash_leaf(Bytes{1}), to, hash_leaf(Bytes{2}), given)));
    return;
  }
  const Hash32 old_root = tree_of(from).edge().root();
  const Hash32 new_root = tree_of(to).edge().root();
  const auto truth = build_consistency(tree_of(to), from, to);
  FUZZ_CHECK(truth.ok() == (from > 0 && from <= to));
  const bool held = accepted(verify_consistency(from, old_root, to, new_root, given));
  FUZZ_CHECK(held == (truth.ok() && given == *truth));
  const Checkpoint remembered{"a", from, old_root};
  const Checkpoint offered{"a", to, new_root};
  const auto step = decide_head(remembered, offered, given);
  if (accepted(step)) FUZZ_CHECK(from == 0 || held || (from == to && old_root == new_root));
}

template <typename Build>
Inputs proofs_of(const Build& build) {
  Inputs out;
  for (const auto& [a, b] : {std::pair{0U, 1U}, {0U, 7U}, {3U, 7U}, {6U, 7U}, {64U, 128U}, {127U, 130U}, {5U, 130U}, {130U, 130U}, {131U, 130U}}) {
    Bytes seed;
    append_big_endian(seed, std::uint64_t{a});
    append_big_endian(seed, std::uint64_t{b});
    if (const auto proof = build(tree_of(b), a, b)) {
      for (const Hash32& hash : *proof) append(seed, hash);
    }
    out.push_back(seed);
  }
  out.push_back(Bytes(16 + 64 * 32, 0xFF));
  return out;
}
Inputs inclusion_seeds() { return proofs_of(build_inclusion); }
Inputs consistency_seeds() { return proofs_of(build_consistency); }

void run_tile(BytesView input) {
  const std::string_view text = as_text(input);
  check_one_spelling(parse_tile_path(text), input, format_tile_path);
  check_one_spelling(parse_bundle_path(text), input, format_bundle_path);
  check_one_spelling(parse_decimal(text), input, format_decimal);
  Cursor cursor(input);
  const unsigned width = 1 + cursor.byte();
  const BytesView rest = cursor.rest();
  if (const auto tile = decode_tile(rest, width); accepted(tile)) FUZZ_CHECK(same(encode_tile(*tile), rest));
  if (const auto bundle = decode_bundle(rest, width); accepted(bundle)) FUZZ_CHECK(same(encode_bundle(*bundle).value(), rest));
  if (const auto edge = CompactRange::decode(input); accepted(edge)) {
    FUZZ_CHECK(same(edge->encode(), input));
    if (edge->size() < kMaxLogSize) {
      CompactRange grown = *edge;
      grown.append(hash_leaf(input));
      FUZZ_CHECK(grown.size() == edge->size() + 1 && grown.root() != edge->root());
    }
  }
}

Inputs tile_seeds() {
  Inputs out;
  add_all(out, {"tile/0/x001/x234/067.p/12", "tile/3/000", "tile/7/x999/999", "tile/entries/x001/x234/067.p/12", "18446744073709551615"});
  const Hash32 hash = hash_leaf({});
  out.push_back(with_prefix({1}, encode_tile(std::vector<Hash32>{hash, hash})));
  out.push_back(with_prefix({1}, encode_bundle(std::vector<Bytes>{{1, 2, 3}, {}}).value()));
  for (const std::uint64_t size : {0U, 1U, 7U, 130U}) out.push_back(tree_of(size).edge().encode());
  return out;
}

void run_witness(BytesView input) {
  const std::string_view text = as_text(input);
  check_one_spelling(parse_add_checkpoint(text), input, [](const AddCheckpoint& each) { return format_add_checkpoint(each).value(); });
  const WitnessedLog logs[] = {{known_log().log, 0, {}}};
  const WitnessDecision decision = decide_add_checkpoint(text, logs);
  FUZZ_CHECK((decision.verdict == WitnessVerdict::accept) == decision.checkpoint.has_value());
  if (decision.checkpoint) FUZZ_CHECK(known_log().signed_by_log(*decision.checkpoint));
  FUZZ_CHECK(http_status(decision.verdict) >= 200 && http_status(decision.verdict) < 500);
}

Inputs witness_seeds() {
  Inputs out;
  const std::string hash = encode_base64(Hash32{1, 2, 3}) + "\n";
  for (const auto& each : known_log().vectors["good"]) {
    add_all(out, {"old 0\n\n" + test::text(each["note"]), "old 1\n" + hash + hash + "\n" + test::text(each["note"])});
  }
  return out;
}

}  // namespace

std::vector<Target> audit_targets() {
  return {{"leaf", run_leaf, leaf_seeds},
          {"note", run_note, note_seeds},
          {"tlog_proof", run_tlog_proof, tlog_proof_seeds},
          {"inclusion", run_inclusion, inclusion_seeds},
          {"consistency", run_consistency, consistency_seeds},
          {"tile", run_tile, tile_seeds},
          {"witness", run_witness, witness_seeds}};
}

}  // namespace care::fuzz
