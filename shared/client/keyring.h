// shared/client/keyring.h — the compartment seeds one person holds, and what they were told to trust.
//
// Shapes   plaintext = ver 1 ‖ genesis hash 32 ‖ count u16 ‖ count × (class u16 ‖ unit 16 ‖ generation u32 ‖ seed 32);
//          kept on the server under the self key (wrap kind keyring), inside an invite's hello under the invite key
// Errors   unwrap_failed for every malformed or foreign keyring, key_unknown
// Secrets  seeds are SecretBytes, plaintexts wiped
// Source   shared/docs/formats/keyring.md
// Tests    tests/unit/client/keyring_test.cpp
#pragma once

#include <map>
#include <optional>
#include <tuple>

#include "shared/crypto/key_tree.h"
#include "shared/crypto/key_wrap.h"

namespace care::client {

class Keyring {
 public:
  struct Place {
    std::uint16_t data_class = 0;
    UnitId unit;
    std::uint32_t generation = 0;
    friend bool operator<(const Place& a, const Place& b) {
      return std::tie(a.data_class, a.unit, a.generation) < std::tie(b.data_class, b.unit, b.generation);
    }
  };

  explicit Keyring(const Hash32& genesis) : genesis_(genesis) {}

  // Which home this is: the hash of its genesis statement, the one thing a newcomer verifies.
  const Hash32& genesis() const { return genesis_; }

  // False if it was there already.
  bool add(const Place& place, crypto::CompartmentSeed seed);
  const crypto::CompartmentSeed* find(const Place& place) const;
  const std::map<Place, crypto::CompartmentSeed>& seeds() const { return seeds_; }

  // Only the classes of the mask (of mask_of(DataClass)): what an inviter may hand on.
  Bytes encode(std::uint32_t class_mask) const;
  static Result<Keyring> decode(BytesView bytes);

  Result<Bytes> wrap(const crypto::SelfKey& self, const WorkspaceId& workspace, const AccountId& account,
                     crypto::NonceSource& nonces) const;
  static Result<Keyring> unwrap(const crypto::SelfKey& self, const WorkspaceId& workspace, const AccountId& account,
                                BytesView wrapped);

 private:
  Hash32 genesis_{};
  std::map<Place, crypto::CompartmentSeed> seeds_;
};

inline constexpr std::uint32_t kEveryClass = 0xFFFFFFFFU;

}  // namespace care::client
