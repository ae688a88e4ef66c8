// shared/signin/opaque.h — sign-in by password without showing the password, or anything guessable, to the server.
//
// Client                                     Server
//   begin_registration ── request 32 ──────►  answer_registration
//   finish_registration ◄─ response 64 ─────
//        └──────────────── record 192 ─────►  stored
//   begin_login ────────── KE1 96 ─────────►  answer_login (a made-up record for an unknown account)
//   finish_login ◄──────── KE2 320 ─────────
//        └──────────────── KE3 64 ─────────►  accept_login
//
// Binds    context (suite, workspace), client identity (account), server identity (workspace)
// Errors   encoding_invalid (malformed on the server), signin_failed (everything else), out_of_memory
// Secrets  every key is SecretBytes; states are consumed by the step that finishes them
// Source   RFC 9807, OPAQUE-3DH with ristretto255-SHA512, HKDF-SHA512, HMAC-SHA512; shared/docs/formats/opaque.md
// Tests    tests/unit/signin/opaque_{,vectors_,product_,attack_}test.cpp, tests/vectors/opaque_v1.json
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/clock.h"
#include "shared/base/id.h"
#include "shared/base/result.h"
#include "shared/base/secret_bytes.h"
#include "shared/crypto/keys.h"
#include "shared/signin/key_stretch.h"
#include "shared/signin/opaque_message.h"
#include "shared/signin/oprf.h"
#include "shared/signin/password.h"

#include <optional>

namespace care::signin {

using ExportKey = Secret64;

// Who talks to whom. Both ends must build the same one; only the RFC's vectors fill the parts by hand.
struct OpaqueSetting {
  // The product's: context, identities and credential identifier follow from the two ids.
  static OpaqueSetting of(const WorkspaceId& workspace, const AccountId& account);

  Bytes context;
  // Absent means: the public key stands in (RFC 9807 section 4). The product always has both.
  std::optional<Bytes> client_identity;
  std::optional<Bytes> server_identity;
  Bytes credential_identifier;
  const KeyStretch* stretch = nullptr;  // must outlive the setting
};

// The long-lived secrets of one workspace; kept by the keyring, never with the database.
class OpaqueServerKeys {
 public:
  static constexpr std::size_t kBytes = 96;  // OPRF seed 64 ‖ private key 32
  static Result<OpaqueServerKeys> make(Random& random);
  static Result<OpaqueServerKeys> decode(const SecretBytes<kBytes>& bytes);
  SecretBytes<kBytes> encode() const;

  const Element& public_key() const { return public_key_; }
  const Secret64& oprf_seed() const { return oprf_seed_; }
  const Scalar& private_key() const { return private_key_; }
  // The record every unknown account is answered from; encoded like a stored one, so both take one path.
  BytesView fake_record() const { return fake_record_; }

 private:
  OpaqueServerKeys(Secret64 oprf_seed, Scalar private_key, const Element& public_key, Bytes fake_record);
  Secret64 oprf_seed_;
  Scalar private_key_;
  Element public_key_;
  Bytes fake_record_;
};

// The account id shown for a handle nobody has: always the same one, and not to be told from a real one.
AccountId derive_fake_account_id(const OpaqueServerKeys& keys, std::string_view handle);

// ---- registration

struct ClientRegistration {  // stays on the device between request and response
  Password password;
  Scalar blind;
};
struct RegistrationStart {
  ClientRegistration state;
  RegistrationRequest request;
};
struct RegistrationEnd {
  RegistrationRecord record;
  ExportKey export_key;
};

Result<RegistrationStart> begin_registration(Password password, Random& random);
Result<RegistrationResponse> answer_registration(const RegistrationRequest& request, const OpaqueServerKeys& keys,
                                                 const OpaqueSetting& setting);
Result<RegistrationEnd> finish_registration(ClientRegistration state, const RegistrationResponse& response,
                                            const OpaqueSetting& setting, Random& random);

// ---- login

struct ClientLogin {  // stays on the device between KE1 and KE2
  Password password;
  Scalar blind;
  Scalar keyshare_secret;
  Ke1 ke1;
};
struct LoginStart {
  ClientLogin state;
  Ke1 ke1;
};

// What the server keeps between KE2 and KE3: one use, short life.
struct ServerLogin {
  static constexpr std::size_t kBytes = 128;  // expected client MAC 64 ‖ session key 64
  Secret64 expected_client_mac;
  crypto::SessionKey session_key;
  static ServerLogin decode(const SecretBytes<kBytes>& bytes);
  SecretBytes<kBytes> encode() const;
};
struct LoginAnswer {
  ServerLogin state;
  Ke2 ke2;
};
struct LoginEnd {
  Ke3 ke3;
  crypto::SessionKey session_key;
  ExportKey export_key;
};

Result<LoginStart> begin_login(Password password, Random& random);
// `stored_record` is the account's record as it was stored, or nothing for an unknown account.
Result<LoginAnswer> answer_login(const Ke1& ke1, std::optional<BytesView> stored_record, const OpaqueServerKeys& keys,
                                 const OpaqueSetting& setting, Random& random);
// The keys exist only if the server proved itself. Wrong password, unknown account and lying server are one error.
Result<LoginEnd> finish_login(ClientLogin state, const Ke2& ke2, const OpaqueSetting& setting);
Result<crypto::SessionKey> accept_login(ServerLogin state, const Ke3& ke3);

}  // namespace care::signin
