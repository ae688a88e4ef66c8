// shared/crypto/secret_access.h — the whole list of who may read the bytes of a key.
//
// Each class named here does nothing but hand a token to the .cpp file, or the few of one folder, that it belongs to. A
// new reader is a new line here, seen in review; a line that nobody uses goes.
// Secrets  the token has no state; holding one is the permission
#pragma once

#include "shared/base/secret_bytes.h"

namespace care::signin {
class PasswordSecrets;
class KitSecrets;
class InviteSecrets;
class SecondFactorSecrets;
}  // namespace care::signin
namespace care::client {
class KeyringSecrets;
}
namespace care::server {
class KeyringSecrets;
class SessionSecrets;
class StoreSecrets;
}  // namespace care::server
namespace care::test {
class TestSecrets;
}

namespace care::crypto {

class SecretAccessMaker {
  static SecretAccess make() { return {}; }

  friend class KeySecrets;                   // keys.cpp: key pairs from seeds
  friend class KeyTreeSecrets;               // key_tree.cpp: every derivation
  friend class CommittingSealSecrets;        // committing_seal.cpp: message keys
  friend class WrapSecrets;                  // key_wrap.cpp: seeds as plaintext
  friend class GrantSecrets;                 // grant.cpp: decapsulation, seed as plaintext
  friend class SignatureSecrets;             // signature.cpp: signing
  friend class GateShareSecrets;             // gate_share.cpp: the one key that travels
  friend class RequestProofSecrets;          // request_proof.cpp: MACs of requests
  friend class signin::PasswordSecrets;      // OPRF, OPAQUE, the KEK from its export key
  friend class signin::KitSecrets;           // recovery kit
  friend class signin::InviteSecrets;        // invite code
  friend class signin::SecondFactorSecrets;  // authenticator secrets, sign-in codes
  friend class client::KeyringSecrets;       // keyring.cpp: seeds as plaintext of a sealed keyring
  friend class server::KeyringSecrets;       // master key and what it wraps
  friend class server::SessionSecrets;       // session keys
  friend class server::StoreSecrets;         // rows of the encrypted file
  friend class test::TestSecrets;            // tests/support only; the release binary has no such class
};

}  // namespace care::crypto
