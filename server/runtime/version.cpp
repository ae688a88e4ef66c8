#include "server/runtime/version.h"

#include "server/web_assets.gen.h"
#include "shared/base/encoding.h"
#include "shared/crypto/hazmat/sha2.h"

namespace care::server {

std::string build_name() {
  crypto::Sha256 all;
  for (const WebAsset& asset : web_assets()) {
    all.update(as_bytes(asset.path));
    all.update(as_bytes(asset.sha256));
  }
  return std::string(kVersion) + "+" + encode_hex(BytesView(all.finish()).first(4));
}

}  // namespace care::server
