// shared/crypto/keys.h — one type per kind of key, so that the wrong one doesn't compile.
//
// Shapes   symmetric 32 B; Ed25519 seed 32 B, public 32 B, signature 64 B; X-Wing seed 32 B, public 1,216 B
// Secrets  move-only, wiped; read with a SecretAccess
// Source   shared/docs/formats/labels-and-keys.md
// Tests    tests/unit/crypto/keys_test.cpp
#pragma once

#include "shared/base/clock.h"
#include "shared/base/secret_bytes.h"

namespace care::crypto {

using SigningPublicKey = ByteArray<32>;
using Signature = ByteArray<64>;
using XWingPublicKey = ByteArray<1216>;

template <typename Tag, std::size_t N = 32>
class SecretKey {
 public:
  static constexpr std::size_t kSize = N;

  explicit SecretKey(SecretBytes<N>&& secret) : secret_(std::move(secret)) {}

  // The source is wiped.
  static SecretKey take(ByteArray<N>& moved_in) { return SecretKey(SecretBytes<N>(moved_in)); }

  // Only roots are random; everything else is derived.
  static SecretKey make(Random& random) requires Tag::kIsRoot {
    ByteArray<N> fresh{};
    random.fill(fresh);
    return take(fresh);
  }

  const SecretBytes<N>& secret() const { return secret_; }

 private:
  SecretBytes<N> secret_;
};

struct Root {
  static constexpr bool kIsRoot = true;
};
struct Derived {
  static constexpr bool kIsRoot = false;
};

struct UserSeedTag : Root {};
struct CompartmentSeedTag : Root {};
struct GateShareTag : Root {};
struct WrapKeyTag : Derived {};
struct SelfKeyTag : Derived {};
struct SubjectBranchTag : Derived {};
struct SubjectKeyTag : Derived {};
struct RecordKeyTag : Derived {};
struct FacetKeyTag : Derived {};
struct SessionKeyTag : Derived {};
struct ProofKeyTag : Derived {};

using UserSeed = SecretKey<UserSeedTag>;
using CompartmentSeed = SecretKey<CompartmentSeedTag>;
using GateShare = SecretKey<GateShareTag>;  // held by the server, one per subject
using WrapKey = SecretKey<WrapKeyTag>;      // a KEK: from a password, kit, PIN or invite code
using SelfKey = SecretKey<SelfKeyTag>;      // own drafts and settings
using SubjectBranch = SecretKey<SubjectBranchTag>;
using SubjectKey = SecretKey<SubjectKeyTag>;
using RecordKey = SecretKey<RecordKeyTag>;
using FacetKey = SecretKey<FacetKeyTag>;
using SessionKey = SecretKey<SessionKeyTag, 64>;  // what OPAQUE leaves at both ends
using ProofKey = SecretKey<ProofKeyTag>;

// An Ed25519 key pair. Held as seed ‖ public key, the form the signer wants.
class SigningKey {
 public:
  static SigningKey from_seed(Secret32&& seed);
  static SigningKey make(Random& random);

  const SigningPublicKey& public_key() const { return public_key_; }
  std::span<const std::uint8_t, 64> read(SecretAccess access) const { return pair_.read(access); }
  std::span<const std::uint8_t, 32> read_seed(SecretAccess access) const { return pair_.read(access).first<32>(); }

 private:
  SigningKey() = default;
  Secret64 pair_;
  SigningPublicKey public_key_{};
};

// An X-Wing key pair: the 32-byte seed is the private key.
class XWingKey {
 public:
  static XWingKey from_seed(Secret32&& seed);

  const XWingPublicKey& public_key() const { return public_key_; }
  std::span<const std::uint8_t, 32> read(SecretAccess access) const { return seed_.read(access); }

 private:
  XWingKey() = default;
  Secret32 seed_;
  XWingPublicKey public_key_{};
};

// SHA-256 of the X-Wing public key: what statements, grants and signatures name.
Hash32 derive_xwing_key_hash(const XWingPublicKey& key);

}  // namespace care::crypto
