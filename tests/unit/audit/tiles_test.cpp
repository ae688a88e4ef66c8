#include "shared/audit/tiles.h"

#include <map>

#include "tests/support/vectors.h"
#include "tests/unit/audit/naive_tree.h"

namespace care::audit {
namespace {

TEST_CASE("tiles: paths are written and read as the specification spells them") {
  CHECK(format_tile_path({0, 0, 256}) == "tile/0/000");
  CHECK(format_tile_path({1, 1234067, 256}) == "tile/1/x001/x234/067");
  CHECK(format_tile_path({2, 999, 5}) == "tile/2/999.p/5");
  CHECK(format_tile_path({0, 1000, 1}) == "tile/0/x001/000.p/1");
  CHECK(format_bundle_path({123456078, 2}) == "tile/entries/x123/x456/078.p/2");
  CHECK(format_tile_path({0, ~0ULL, 256}) == "tile/0/x018/x446/x744/x073/x709/x551/615");
  for (const std::uint64_t index : {0ULL, 1ULL, 999ULL, 1000ULL, 1234067ULL, 1000000ULL, ~0ULL}) {
    for (const unsigned width : {1U, 255U, 256U}) {
      const TileId tile{3, index, width};
      CHECK(parse_tile_path(format_tile_path(tile)).value() == tile);
      const BundleId bundle{index, width};
      CHECK(parse_bundle_path(format_bundle_path(bundle)).value() == bundle);
    }
  }
}

TEST_CASE("tiles: any other spelling of a path is refused") {
  for (const std::string_view bad :
       {"", "tile", "tile/", "tile/0", "tile/0/", "tile/0/0", "tile/0/00", "tile/0/0000", "tile/00/000", "tile/8/000", "tile/-1/000",
        "tile/0/x000/000", "tile/0/001/000", "tile/0/x001", "tile/0/x001/x000", "tile/0/000.p/0", "tile/0/000.p/256",
        "tile/0/000.p/01", "tile/0/000.p/", "tile/0/000.p/1/", "tile/0/000.p/1.p/1", "tile/0/000/", "/tile/0/000", "tile/0/000 ",
        "tile/entries/000", "tile/0/../000", "tile/0/x018/x446/x744/x073/x709/x551/616", "tile/0/x001/x018/x446/x744/x073/x709/x551/615",
        "tile/0/0a0", "tile/0/X001/000", "tile/0//000"}) {
    INFO(bad);
    CHECK_FALSE(parse_tile_path(bad).ok());
  }
  for (const std::string_view bad : {"", "tile/entries/", "tile/entries/1", "tile/0/000", "tile/entries/000.p/0", "tile/entries/x000/001"}) {
    INFO(bad);
    CHECK_FALSE(parse_bundle_path(bad).ok());
  }
}

TEST_CASE("tiles: index groups of the public path vectors") {
  const auto examples = test::load_corpus("audit/c2sp-spec-examples.json");
  for (const auto& vector : examples["tile_index_paths"]) {
    CHECK(format_tile_path({0, test::number(vector["n"]), 256}) == "tile/0/" + test::text(vector["path"]));
  }
  // The Go database's paths have the height in front and the same groups behind.
  const auto corpus = test::load_corpus("audit/signed-note-go-sumdb.json");
  for (const auto& vector : corpus["tile_paths_go_sumdb"]) {
    const std::string path = test::text(vector["path"]);
    INFO(path);
    const std::size_t height_end = path.find('/', 5);
    const std::size_t level_end = path.find('/', height_end + 1);
    const auto tile = parse_tile_path("tile/0" + path.substr(level_end));
    REQUIRE(tile.ok() == !vector["tile"].is_null());
    if (tile) CHECK(tile->index == test::number(vector["tile"][2]));
  }
}

TEST_CASE("tiles: which exist at the sizes of the specification") {
  const auto examples = test::load_corpus("audit/c2sp-spec-examples.json");
  const auto& facts = examples["tile_facts"];
  CHECK(level_shape(0, 70000) == LevelShape{facts[0]["level0_full"].get<unsigned>(), facts[0]["level0_partial_width"].get<unsigned>()});
  CHECK(level_shape(1, 70000) == LevelShape{facts[0]["level1_full"].get<unsigned>(), facts[0]["level1_partial_width"].get<unsigned>()});
  CHECK(level_shape(2, 70000) == LevelShape{0, facts[0]["level2_partial_width"].get<unsigned>()});
  CHECK(level_shape(3, 70000) == LevelShape{0, 0});
  CHECK(level_shape(0, 256) == LevelShape{facts[1]["level0_full"].get<unsigned>(), 0});
  CHECK(level_shape(1, 256) == LevelShape{0, facts[1]["level1_partial_width"].get<unsigned>()});
  CHECK(level_shape(7, ~0ULL) == LevelShape{0, 255});
}

TEST_CASE("tiles: only those a checkpoint requires exist") {
  CHECK(tile_exists({0, 272, 256}, 70000));
  CHECK_FALSE(tile_exists({0, 273, 256}, 70000));
  CHECK(tile_exists({0, 273, 112}, 70000));
  CHECK_FALSE(tile_exists({0, 273, 111}, 70000));
  CHECK_FALSE(tile_exists({0, 272, 112}, 70000));
  CHECK_FALSE(tile_exists({3, 0, 256}, 70000));
  CHECK_FALSE(tile_exists({0, 0, 0}, 0));
  CHECK_FALSE(tile_exists({8, 0, 1}, ~0ULL));
}

TEST_CASE("tiles: growth touches exactly those whose width changes, for every pair of sizes around two tiles") {
  const auto shapes = [](std::uint64_t size) {
    std::map<std::pair<unsigned, std::uint64_t>, unsigned> widths;
    for (unsigned level = 0; level <= kTileMaxLevel; ++level) {
      const LevelShape shape = level_shape(level, size);
      for (std::uint64_t i = 0; i < shape.full; ++i) widths[{level, i}] = 256;
      if (shape.partial_width != 0) widths[{level, shape.full}] = shape.partial_width;
    }
    return widths;
  };
  for (std::uint64_t old_size = 0; old_size <= 600; old_size += 37) {
    const auto before = shapes(old_size);
    for (std::uint64_t size = 0; size <= 600; ++size) {
      std::vector<TileId> expected;
      if (size > old_size) {
        for (const auto& [place, width] : shapes(size)) {
          const auto earlier = before.find(place);
          if (earlier == before.end() || earlier->second != width) expected.push_back({place.first, place.second, width});
        }
      }
      REQUIRE(tiles_touched(old_size, size) == expected);
    }
  }
  CHECK(bundles_touched(255, 257) == std::vector<BundleId>{{0, 256}, {1, 1}});
  CHECK(bundles_touched(5, 5).empty());
}

TEST_CASE("tiles: every complete node is found at its place") {
  const auto hashes = naive::leaf_hashes(700);
  MemoryNodes nodes;
  for (const Hash32& hash : hashes) nodes.append(hash);
  for (unsigned level = 0; level < 10; ++level) {
    for (std::uint64_t index = 0; ((index + 1) << level) <= hashes.size(); ++index) {
      const TilePlace place = place_of({level, index});
      REQUIRE(place.tile_level == level / 8);
      REQUIRE(place.first + place.count <= 256);
      std::vector<Hash32> parts;
      for (unsigned i = 0; i < place.count; ++i) {
        parts.push_back(nodes.node({place.tile_level * 8, place.tile_index * 256 + place.first + i}).value());
      }
      REQUIRE(fold_perfect(parts) == nodes.node({level, index}).value());
    }
  }
  CHECK(place_of({63, 1}) == TilePlace{7, 0, 128, 128});
}

TEST_CASE("tiles: bytes of a tile have the length of its width") {
  const auto hashes = naive::leaf_hashes(3);
  const Bytes bytes = encode_tile(hashes);
  CHECK(decode_tile(bytes, 3).value() == hashes);
  CHECK_FALSE(decode_tile(bytes, 2).ok());
  CHECK_FALSE(decode_tile(bytes, 4).ok());
  CHECK_FALSE(decode_tile({}, 0).ok());
  CHECK_FALSE(decode_tile(Bytes(257 * 32), 257).ok());
}

TEST_CASE("bundles: refused when cut, extended, or counted otherwise") {
  const std::vector<Bytes> leaves{{1, 2, 3}, {}, Bytes(300, 7)};
  const Bytes bytes = encode_bundle(leaves).value();
  CHECK(decode_bundle(bytes, 3).value() == leaves);
  for (std::size_t length = 0; length < bytes.size(); ++length) REQUIRE_FALSE(decode_bundle(BytesView(bytes).first(length), 3).ok());
  Bytes longer = bytes;
  longer.push_back(0);
  CHECK_FALSE(decode_bundle(longer, 3).ok());
  CHECK_FALSE(decode_bundle(bytes, 2).ok());
  CHECK_FALSE(decode_bundle(bytes, 4).ok());
  CHECK_FALSE(decode_bundle({}, 0).ok());
  CHECK(encode_bundle(std::vector<Bytes>{Bytes(65535)}).ok());
  CHECK_FALSE(encode_bundle(std::vector<Bytes>{Bytes(65536)}).ok());
  CHECK_FALSE(encode_bundle(std::vector<Bytes>(257)).ok());
  CHECK_FALSE(encode_bundle({}).ok());
}

}  // namespace
}  // namespace care::audit
