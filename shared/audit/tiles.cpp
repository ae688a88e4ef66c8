#include "shared/audit/tiles.h"

#include <algorithm>

#include "shared/base/decimal.h"

namespace care::audit {
namespace {

constexpr std::string_view kTilePrefix = "tile/";
constexpr std::string_view kBundlePrefix = "tile/entries/";
constexpr std::size_t kMaxIndexGroups = 7;  // 2^64 has twenty digits
constexpr std::uint64_t kGroup = 1000;
constexpr std::size_t kLengthBytes = 2;
constexpr std::size_t kMaxEntryBytes = 0xFFFF;

// 1234067 is x001/x234/067.
std::string format_place(std::uint64_t index, unsigned width) {
  const auto three_digits = [](std::uint64_t value) {
    const std::string digits = format_decimal(value);
    return std::string(3 - digits.size(), '0') + digits;
  };
  std::string out = three_digits(index % kGroup);
  for (index /= kGroup; index != 0; index /= kGroup) out = "x" + three_digits(index % kGroup) + "/" + out;
  if (width != kTileWidth) out += ".p/" + format_decimal(width);
  return out;
}

struct Place {
  std::uint64_t index = 0;
  unsigned width = kTileWidth;
};

// Lenient on purpose: the callers compare with what format_place writes, so that only one spelling passes.
Result<Place> parse_place(std::string_view text) {
  Place place;
  const std::size_t partial = text.find(".p/");
  if (partial != std::string_view::npos) {
    const auto width = parse_decimal(text.substr(partial + 3));
    if (!width || *width == 0 || *width >= kTileWidth) return ErrorCode::encoding_invalid;
    place.width = static_cast<unsigned>(*width);
    text = text.substr(0, partial);
  }
  std::string digits;
  for (std::size_t groups = 0; !text.empty(); ++groups) {
    const std::string_view group = text.substr(0, text.find('/'));
    if (groups == kMaxIndexGroups || group.size() < 3) return ErrorCode::encoding_invalid;
    digits += group.substr(group.size() - 3);
    text.remove_prefix(std::min(text.size(), group.size() + 1));
  }
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  const auto index = digits.empty() ? Result<std::uint64_t>(0ULL) : parse_decimal(digits);
  if (!index) return ErrorCode::encoding_invalid;
  place.index = *index;
  return place;
}

}  // namespace

std::string format_tile_path(const TileId& tile) {
  return std::string(kTilePrefix) + format_decimal(tile.level) + "/" + format_place(tile.index, tile.width);
}

std::string format_bundle_path(const BundleId& bundle) {
  return std::string(kBundlePrefix) + format_place(bundle.index, bundle.width);
}

Result<TileId> parse_tile_path(std::string_view path) {
  if (path.substr(0, kTilePrefix.size()) != kTilePrefix) return ErrorCode::encoding_invalid;
  const std::string_view rest = path.substr(kTilePrefix.size());
  const std::size_t slash = rest.find('/');
  if (slash == std::string_view::npos) return ErrorCode::encoding_invalid;
  const std::uint64_t level = CARE_TRY(parse_decimal(rest.substr(0, slash)));
  if (level > kTileMaxLevel) return ErrorCode::encoding_invalid;
  const Place place = CARE_TRY(parse_place(rest.substr(slash + 1)));
  const TileId tile{static_cast<unsigned>(level), place.index, place.width};
  if (format_tile_path(tile) != path) return ErrorCode::encoding_invalid;
  return tile;
}

Result<BundleId> parse_bundle_path(std::string_view path) {
  if (path.substr(0, kBundlePrefix.size()) != kBundlePrefix) return ErrorCode::encoding_invalid;
  const Place place = CARE_TRY(parse_place(path.substr(kBundlePrefix.size())));
  const BundleId bundle{place.index, place.width};
  if (format_bundle_path(bundle) != path) return ErrorCode::encoding_invalid;
  return bundle;
}

LevelShape level_shape(unsigned level, std::uint64_t size) {
  if (level > kTileMaxLevel) return {};
  const std::uint64_t hashes = size >> (level * kTileHeight);
  return {hashes / kTileWidth, static_cast<unsigned>(hashes % kTileWidth)};
}

bool tile_exists(const TileId& tile, std::uint64_t size) {
  const LevelShape shape = level_shape(tile.level, size);
  if (tile.width == kTileWidth) return tile.index < shape.full;
  return tile.width != 0 && tile.width == shape.partial_width && tile.index == shape.full;
}

std::vector<TileId> tiles_touched(std::uint64_t old_size, std::uint64_t new_size) {
  std::vector<TileId> touched;
  for (unsigned level = 0; level <= kTileMaxLevel; ++level) {
    const std::uint64_t before = old_size >> (level * kTileHeight);
    const std::uint64_t after = new_size >> (level * kTileHeight);
    if (after <= before) break;
    for (std::uint64_t index = before / kTileWidth; index <= (after - 1) / kTileWidth; ++index) {
      const std::uint64_t width = std::min(kTileWidth, after - index * kTileWidth);
      touched.push_back({level, index, static_cast<unsigned>(width)});
    }
  }
  return touched;
}

std::vector<BundleId> bundles_touched(std::uint64_t old_size, std::uint64_t new_size) {
  std::vector<BundleId> touched;
  for (const TileId& tile : tiles_touched(old_size, new_size)) {
    if (tile.level == 0) touched.push_back({tile.index, tile.width});
  }
  return touched;
}

TilePlace place_of(const NodeId& node) {
  const unsigned height = node.level % kTileHeight;
  const std::uint64_t first = node.index << height;
  return {node.level / kTileHeight, first / kTileWidth, static_cast<unsigned>(first % kTileWidth), 1U << height};
}

Hash32 fold_perfect(std::span<const Hash32> hashes) {
  CARE_CHECK(!hashes.empty() && (hashes.size() & (hashes.size() - 1)) == 0);
  std::vector<Hash32> level(hashes.begin(), hashes.end());
  for (std::size_t width = level.size(); width > 1; width /= 2) {
    for (std::size_t i = 0; i < width / 2; ++i) level[i] = hash_node(level[2 * i], level[2 * i + 1]);
  }
  return level.front();
}

Bytes encode_tile(std::span<const Hash32> hashes) {
  Bytes out;
  out.reserve(hashes.size() * sizeof(Hash32));
  for (const Hash32& hash : hashes) append(out, hash);
  return out;
}

Result<std::vector<Hash32>> decode_tile(BytesView bytes, unsigned width) {
  if (width == 0 || width > kTileWidth || bytes.size() != width * sizeof(Hash32)) return ErrorCode::encoding_invalid;
  std::vector<Hash32> hashes(width);
  for (std::size_t i = 0; i < width; ++i) copy_exact(bytes.subspan(i * sizeof(Hash32), sizeof(Hash32)), hashes[i]);
  return hashes;
}

Result<Bytes> encode_bundle(std::span<const Bytes> leaves) {
  if (leaves.empty() || leaves.size() > kTileWidth) return ErrorCode::encoding_invalid;
  Bytes out;
  for (const Bytes& leaf : leaves) {
    if (leaf.size() > kMaxEntryBytes) return ErrorCode::encoding_invalid;
    append_big_endian(out, static_cast<std::uint16_t>(leaf.size()));
    append(out, leaf);
  }
  return out;
}

Result<std::vector<Bytes>> decode_bundle(BytesView bytes, unsigned width) {
  if (width == 0 || width > kTileWidth) return ErrorCode::encoding_invalid;
  std::vector<Bytes> leaves;
  for (unsigned i = 0; i < width; ++i) {
    if (bytes.size() < kLengthBytes) return ErrorCode::encoding_invalid;
    const std::size_t size = read_big_endian<std::uint16_t>(bytes.first(kLengthBytes));
    bytes = bytes.subspan(kLengthBytes);
    if (bytes.size() < size) return ErrorCode::encoding_invalid;
    leaves.push_back(to_bytes(bytes.first(size)));
    bytes = bytes.subspan(size);
  }
  if (!bytes.empty()) return ErrorCode::encoding_invalid;
  return leaves;
}

}  // namespace care::audit
