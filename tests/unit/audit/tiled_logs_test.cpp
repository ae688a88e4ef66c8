// Two logs that others made: checkpoint, tiles and entry bundles must lead to the same roots here.
#include "shared/audit/checkpoint.h"
#include "shared/audit/consistency.h"
#include "shared/audit/inclusion.h"
#include "shared/audit/tiles.h"
#include "tests/support/vectors.h"

namespace care::audit {
namespace {

// Reads nodes out of full and partial tiles, as a store or an inspection pack does.
class TileNodes final : public NodeSource {
 public:
  TileNodes(const nlohmann::json& tiles, std::uint64_t size) : tiles_(tiles), size_(size) {}
  Result<Hash32> node(const NodeId& id) override {
    const TilePlace place = place_of(id);
    const LevelShape shape = level_shape(place.tile_level, size_);
    const unsigned width = place.tile_index < shape.full ? static_cast<unsigned>(kTileWidth) : shape.partial_width;
    const std::string path = format_tile_path({place.tile_level, place.tile_index, width});
    if (!tiles_.contains(path)) return ErrorCode::index_out_of_range;
    const auto hashes = CARE_TRY(decode_tile(test::hex(tiles_[path]), width));
    if (place.first + place.count > hashes.size()) return ErrorCode::index_out_of_range;
    return fold_perfect(std::span(hashes).subspan(place.first, place.count));
  }

 private:
  const nlohmann::json& tiles_;
  std::uint64_t size_;
};

TEST_CASE("tiled log: every size of the Tessera log, from its entries, its tiles and its signature") {
  const auto corpus = test::load_corpus("audit/tlog-tiles-tessera-log.json");
  const LogIdentity log{"example.com/log/testdata", {VerifierKey::parse(test::text(corpus["public_key"])).value()}};
  std::optional<Checkpoint> earlier;
  for (std::uint64_t size = 0; size <= 15; ++size) {
    INFO("size " << size);
    const auto opened = open_checkpoint(test::text(corpus["checkpoints"][std::to_string(size)]), log);
    REQUIRE(opened.ok());
    const Checkpoint& head = opened->checkpoint;
    REQUIRE(head.size == size);
    TileNodes nodes(corpus["tiles_hex"], size);
    CHECK(range_root(nodes, {0, size}).value() == head.root);
    if (size == 0) continue;

    const BundleId bundle = bundles_touched(size - 1, size).front();
    const auto leaves = decode_bundle(test::hex(corpus["entry_bundles_hex"][format_bundle_path(bundle)]), bundle.width);
    REQUIRE(leaves.ok());
    CHECK(encode_bundle(leaves.value()).value() == test::hex(corpus["entry_bundles_hex"][format_bundle_path(bundle)]));
    for (std::uint64_t index = 0; index < size; ++index) {
      const Hash32 leaf = hash_leaf(leaves.value()[static_cast<std::size_t>(index)]);
      const Proof proof = build_inclusion(nodes, index, size).value();
      CHECK(verify_inclusion(index, size, leaf, proof, head.root).ok());
    }
    if (earlier && earlier->size > 0) {
      const Proof proof = build_consistency(nodes, earlier->size, size).value();
      CHECK(verify_consistency(earlier->size, earlier->root, size, head.root, proof).ok());
    }
    earlier = head;
  }
}

TEST_CASE("tiled log: 300 leaves over a full, a partial and an upper tile") {
  const auto corpus = test::load_corpus("audit/tlog-tiles-300-leaves.json");
  const std::string note = test::text(corpus["checkpoint"]);
  const Checkpoint head = parse_checkpoint(parse_note(note)->text).value();
  REQUIRE(head.size == 300);
  TileNodes nodes(corpus["tiles_hex"], head.size);
  CHECK(range_root(nodes, {0, 300}).value() == head.root);
  CHECK(tile_exists(parse_tile_path("tile/0/001.p/44").value(), 300));
  for (const std::uint64_t index : {0ULL, 255ULL, 256ULL, 299ULL}) {
    const Hash32 leaf = nodes.node({0, index}).value();
    CHECK(verify_inclusion(index, 300, leaf, build_inclusion(nodes, index, 300).value(), head.root).ok());
  }
  const Hash32 old_root = range_root(nodes, {0, 257}).value();
  CHECK(verify_consistency(257, old_root, 300, head.root, build_consistency(nodes, 257, 300).value()).ok());
}

TEST_CASE("tiled log: the mirror's cosignature over the 300-leaf checkpoint holds, and does not make it the log's") {
  const auto corpus = test::load_corpus("audit/tlog-tiles-300-leaves.json");
  const std::string note = test::text(corpus["checkpoint"]);
  const std::vector<VerifierKey> mirror{VerifierKey::parse(test::text(corpus["mirror"]["verifier_keys"][0])).value()};
  const auto opened = open_note(note, mirror);
  REQUIRE(opened.ok());
  CHECK(opened->verified[0].cosigned_at_s.has_value());
  const LogIdentity log{"rome2026h1.example.org", {}};
  CHECK(open_checkpoint(note, log, mirror).error().code() == ErrorCode::note_signature_invalid);

  std::string changed = note;
  changed[changed.find("300")] = '4';
  CHECK(open_note(changed, mirror).error().code() == ErrorCode::note_signature_invalid);
}

}  // namespace
}  // namespace care::audit
