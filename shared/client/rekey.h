// shared/client/rekey.h — one membership change with the keys that follow from it: new generations, grants to all who stay.
//
// Errors   key_unknown (a class this person can't hand on), those of signing
// Source   shared/docs/formats/statement.md, acts rotate_class and grant_commit
// Tests    tests/unit/client/members_test.cpp
#pragma once

#include "shared/access/decide.h"
#include "shared/client/author.h"

namespace care::client {

class Rekey {
 public:
  Rekey(Vault& vault, Random& random, std::uint64_t now_ms);

  Result<void> sign(membership::Act act);
  Result<void> sign_with_identity(membership::Act act);

  // Every generation that this person holds of these classes, to one member who (now) has that role.
  Result<void> grant(const membership::Member& member, Role role, access::ClassMask classes);

  // A new generation of these classes, for everyone whose role holds them but the one who leaves them.
  Result<void> rotate(access::ClassMask classes, const ActorId& leaver);

  // {"device_state","keyring"?,"statements":[{"grants","hash","statement"}]}; new seeds enter the keyring here.
  Result<Json> to_json();

 private:
  struct Outgoing {
    SignedBody statement;
    std::vector<Bytes> grants;
  };
  Result<void> grant_seeds(const membership::Member& member, const std::vector<Keyring::Place>& places);

  Vault& vault_;
  Random& random_;
  MembershipAuthor author_;
  std::vector<Outgoing> outgoing_;
  std::map<Keyring::Place, crypto::CompartmentSeed> fresh_;  // not in the keyring until everything was signed
};

}  // namespace care::client
