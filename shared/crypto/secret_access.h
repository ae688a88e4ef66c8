// shared/crypto/secret_access.h — the whole list of who may read the bytes of a key.
//
// Each class named here is defined inside one .cpp file and does nothing but hand that file a token. A new
// reader is a new line here, seen in review.
// Secrets  the token has no state; holding one is the permission
#pragma once

#include "shared/base/secret_bytes.h"

namespace care::signin { class PasswordSecrets; class KitSecrets; class PinSecrets; class InviteSecrets; class SecondFactorSecrets; }
namespace care::membership { class MembershipSecrets; }
namespace care::client { class KeyringSecrets; }
namespace care::server { class KeyringSecrets; class SessionSecrets; class GateShareSecrets; class StoreSecrets; }
namespace care::test { class TestSecrets; }

namespace care::crypto {

class SecretAccessMaker {
  static SecretAccess make() { return {}; }

  friend class KeySecrets;             // keys.cpp: key pairs from seeds
  friend class KeyTreeSecrets;         // key_tree.cpp: every derivation
  friend class CommittingSealSecrets;  // committing_seal.cpp: message keys
  friend class WrapSecrets;            // key_wrap.cpp: seeds as plaintext
  friend class GrantSecrets;           // grant.cpp: decapsulation, seed as plaintext
  friend class SignatureSecrets;       // signature.cpp: signing
  friend class GateShareSecrets;       // gate_share.cpp: the one key that travels
  friend class RequestProofSecrets;    // request_proof.cpp: MACs of requests
  friend class signin::PasswordSecrets;
  friend class signin::KitSecrets;
  friend class signin::PinSecrets;
  friend class signin::InviteSecrets;
  friend class signin::SecondFactorSecrets;
  friend class membership::MembershipSecrets;
  friend class client::KeyringSecrets;  // keyring.cpp: seeds as plaintext of a sealed keyring
  friend class server::KeyringSecrets;
  friend class server::SessionSecrets;
  friend class server::GateShareSecrets;
  friend class server::StoreSecrets;
  friend class test::TestSecrets;  // tests/support only; the release binary has no such class
};

}  // namespace care::crypto
