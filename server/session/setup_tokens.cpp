#include "server/session/setup_tokens.h"

#include "shared/base/encoding.h"
#include "shared/crypto/hazmat/sha2.h"

namespace care::server {
namespace {
std::string key_of(std::string_view token) { return std::string(as_text(crypto::sha256(as_bytes(token)))); }
}  // namespace

std::string SetupTokens::make(Random& random) {
  ByteArray<32> bytes{};
  random.fill(bytes);
  std::string token = encode_base64url(bytes);
  const std::lock_guard lock(mutex_);
  until_[key_of(token)] = clock_.now() + kSetupTokenLife;
  return token;
}

Result<void> SetupTokens::check(std::string_view token) {
  const std::lock_guard lock(mutex_);
  const auto at = until_.find(key_of(token));
  if (at == until_.end() || at->second <= clock_.now()) return ErrorCode::setup_token_wrong;
  return {};
}

Result<Instant> SetupTokens::use(std::string_view token) {
  const std::lock_guard lock(mutex_);
  const auto at = until_.find(key_of(token));
  if (at == until_.end()) return ErrorCode::setup_token_wrong;
  const Instant until = at->second;
  until_.erase(at);
  if (until <= clock_.now()) return ErrorCode::setup_token_wrong;
  return until;
}

void SetupTokens::give_back(std::string_view token, Instant until) {
  const std::lock_guard lock(mutex_);
  until_[key_of(token)] = until;
}

}  // namespace care::server
