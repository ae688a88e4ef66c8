#include "server/workspace/checkpoint_signer.h"

namespace care::server {

Result<std::unique_ptr<CheckpointSigner>> CheckpointSigner::create(std::string_view origin, crypto::SigningKey key,
                                                                   std::unique_ptr<HighWater> high_water) {
  std::unique_ptr<CheckpointSigner> made(new CheckpointSigner(std::move(key), std::move(high_water)));
  made->signer_ = CARE_TRY(audit::NoteSigner::create(origin, audit::NoteKeyType::ed25519, made->key_));
  return made;
}

Result<void> CheckpointSigner::release(const audit::CompactRange& edge) {
  const Hash32 root = edge.root();
  CARE_TRY(high_water_->raise({edge.size(), root}));
  if (edge.size() == 0) return {};
  const std::span<const audit::NoteSigner> signers(&*signer_, 1);
  std::string note = CARE_TRY(audit::sign_checkpoint({key().name(), edge.size(), root}, signers));
  const std::lock_guard lock(mutex_);
  newest_ = {edge.size(), root, std::move(note)};
  return {};
}

SignedHead CheckpointSigner::newest() const {
  const std::lock_guard lock(mutex_);
  return newest_;
}

}  // namespace care::server
