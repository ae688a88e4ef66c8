// shared/audit/tiles.h — where a hash lies in the tiled log, and which tiles a growing tree touches. Arithmetic only.
//
// Shapes   tile/<L>/<N>[.p/<W>], tile/entries/<N>[.p/<W>]; N in groups of three digits, all but the last with an x;
//          256 hashes to a full tile; bundle = u16 length ‖ leaf, repeated
// Errors   encoding_invalid
// Source   c2sp.org/tlog-tiles
// Tests    tests/unit/audit/tiles_test.cpp
#pragma once

#include <string>
#include <string_view>

#include "shared/audit/node_source.h"

namespace care::audit {

inline constexpr unsigned kTileHeight = 8;
inline constexpr std::uint64_t kTileWidth = 256;
inline constexpr unsigned kTileMaxLevel = 7;  // level 8 would begin at 2^64 leaves

struct TileId {
  unsigned level = 0;
  std::uint64_t index = 0;
  unsigned width = kTileWidth;  // 1 … 256; 256 is a full tile
  friend bool operator==(const TileId&, const TileId&) = default;
};

struct BundleId {
  std::uint64_t index = 0;
  unsigned width = kTileWidth;
  friend bool operator==(const BundleId&, const BundleId&) = default;
};

std::string format_tile_path(const TileId& tile);
std::string format_bundle_path(const BundleId& bundle);
Result<TileId> parse_tile_path(std::string_view path);
Result<BundleId> parse_bundle_path(std::string_view path);

// Tiles that exist at this size: how many full ones at a level, and the width of the partial one behind them (0: none).
struct LevelShape {
  std::uint64_t full = 0;
  unsigned partial_width = 0;
  friend bool operator==(const LevelShape&, const LevelShape&) = default;
};
LevelShape level_shape(unsigned level, std::uint64_t size);

// True if a checkpoint of this size requires the tile (a full tile, or the partial one of exactly this width).
bool tile_exists(const TileId& tile, std::uint64_t size);

// Tiles that are new or wider at new_size, level by level, as they are at new_size.
std::vector<TileId> tiles_touched(std::uint64_t old_size, std::uint64_t new_size);
std::vector<BundleId> bundles_touched(std::uint64_t old_size, std::uint64_t new_size);

// A node of level 8·L + h lies in (is folded from hashes of) the tile of level L; first is the place of its first hash.
struct TilePlace {
  unsigned tile_level = 0;
  std::uint64_t tile_index = 0;
  unsigned first = 0;
  unsigned count = 1;  // power of two, up to 128
  friend bool operator==(const TilePlace&, const TilePlace&) = default;
};
TilePlace place_of(const NodeId& node);

// The subtree hash of 1, 2, 4 … 256 neighbouring hashes of a tile.
Hash32 fold_perfect(std::span<const Hash32> hashes);

Bytes encode_tile(std::span<const Hash32> hashes);
Result<std::vector<Hash32>> decode_tile(BytesView bytes, unsigned width);

// Each leaf below 65,536 bytes.
Result<Bytes> encode_bundle(std::span<const Bytes> leaves);
Result<std::vector<Bytes>> decode_bundle(BytesView bytes, unsigned width);

}  // namespace care::audit
