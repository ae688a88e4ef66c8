#include "server/runtime/version.h"

#include "server/web_assets.gen.h"
#include "shared/base/encoding.h"
#include "shared/crypto/hazmat/sha2.h"

namespace care::server {

std::string build_name() {
  std::string all;
  for (const WebAsset& asset : web_assets()) all.append(asset.path).append(asset.sha256);
  return std::string(kVersion) + "+" + encode_hex(BytesView(crypto::sha256(as_bytes(all))).first(4));
}

}  // namespace care::server
