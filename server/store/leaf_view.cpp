#include "server/store/leaf_view.h"

namespace care::server {

Result<LeafView> view_leaf(BytesView leaf) {
  constexpr std::size_t kFixedBytes = 1 + 1 + 8 + 8 + 2;
  if (leaf.size() < kFixedBytes || leaf[0] != audit::kLeafVersion) return ErrorCode::store_corrupt;
  LeafView view;
  view.kind = static_cast<audit::LeafKind>(leaf[1]);
  view.index = read_big_endian<std::uint64_t>(leaf.subspan(2, 8));
  view.time_ms = read_big_endian<std::uint64_t>(leaf.subspan(10, 8));
  const std::size_t body_bytes = read_big_endian<std::uint16_t>(leaf.subspan(18, 2));
  const BytesView rest = leaf.subspan(kFixedBytes);
  if (rest.size() < body_bytes + 1) return ErrorCode::store_corrupt;
  view.body = rest.first(body_bytes);
  const std::size_t signature_bytes = rest[body_bytes];
  if (rest.size() < body_bytes + 1 + signature_bytes) return ErrorCode::store_corrupt;
  view.signature = rest.subspan(body_bytes + 1, signature_bytes);
  return view;
}

}  // namespace care::server
