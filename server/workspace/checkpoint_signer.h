// server/workspace/checkpoint_signer.h — turns a durable head into a released one: high-water mark first, signature after.
//
// Tests    tests/unit/server/workspace/workspace_test.cpp (a high-water file that fails, a log that was rolled back)
#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include "server/workspace/high_water.h"
#include "server/workspace/signed_head.h"
#include "shared/audit/checkpoint.h"
#include "shared/crypto/keys.h"

namespace care::server {

class CheckpointSigner {
 public:
  static Result<std::unique_ptr<CheckpointSigner>> create(std::string_view origin, crypto::SigningKey key,
                                                          std::unique_ptr<HighWater> high_water);

  const audit::VerifierKey& key() const { return signer_->verifier(); }
  const HighWaterMark& mark() const { return high_water_->mark(); }
  // Writer thread. On an error the head before stays the newest released one.
  Result<void> release(const audit::CompactRange& edge);
  SignedHead newest() const;  // any thread

 private:
  CheckpointSigner(crypto::SigningKey key, std::unique_ptr<HighWater> high_water)
      : key_(std::move(key)), high_water_(std::move(high_water)) {}

  crypto::SigningKey key_;
  std::optional<audit::NoteSigner> signer_;  // borrows key_
  std::unique_ptr<HighWater> high_water_;
  mutable std::mutex mutex_;
  SignedHead newest_;
};

}  // namespace care::server
