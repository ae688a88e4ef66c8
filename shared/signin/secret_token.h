// shared/signin/secret_token.h — the tokens with which this folder's .cpp files read key material.
//
// Included by .cpp files of shared/signin alone, never by a header. The protocol spans several files, so the classes
// named in shared/crypto/secret_access.h stand here once.
#pragma once

#include "shared/crypto/secret_access.h"

namespace care::signin {

class PasswordSecrets {  // the OPRF, OPAQUE and the KEK from its export key
 public:
  static SecretAccess access() { return crypto::SecretAccessMaker::make(); }
};

class KitSecrets {
 public:
  static SecretAccess access() { return crypto::SecretAccessMaker::make(); }
};

class InviteSecrets {
 public:
  static SecretAccess access() { return crypto::SecretAccessMaker::make(); }
};

class SecondFactorSecrets {  // authenticator secrets and sign-in codes
 public:
  static SecretAccess access() { return crypto::SecretAccessMaker::make(); }
};

}  // namespace care::signin
