// shared/signin/opaque_message.h — the messages of the password protocol as values with exact bytes.
//
// Shapes   request 32, response 64, record 192, KE1 96, KE2 320, KE3 64; other lengths are refused
// Errors   encoding_invalid (length; a group element that is not canonical or is the identity)
// Secrets  the record's masking key; whoever encodes a record stores it encrypted
// Source   RFC 9807 sections 5.1, 6.1
// Tests    tests/unit/signin/opaque_message_test.cpp
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/base/secret_bytes.h"
#include "shared/crypto/hazmat/ristretto.h"

namespace care::signin {

using crypto::Element;

inline constexpr std::size_t kOpaqueNonceBytes = 32;
inline constexpr std::size_t kOpaqueMacBytes = 64;
inline constexpr std::size_t kEnvelopeBytes = kOpaqueNonceBytes + kOpaqueMacBytes;
inline constexpr std::size_t kMaskedResponseBytes = 32 + kEnvelopeBytes;

using OpaqueNonce = ByteArray<kOpaqueNonceBytes>;
using OpaqueMac = ByteArray<kOpaqueMacBytes>;

struct RegistrationRequest {
  static constexpr std::size_t kBytes = 32;
  Element blinded;
  static Result<RegistrationRequest> decode(BytesView bytes);
  ByteArray<kBytes> encode() const;
};

struct RegistrationResponse {
  static constexpr std::size_t kBytes = 64;
  Element evaluated;
  Element server_public_key;
  static Result<RegistrationResponse> decode(BytesView bytes);
  ByteArray<kBytes> encode() const;
};

struct OpaqueEnvelope {
  OpaqueNonce nonce{};
  OpaqueMac tag{};
};

struct RegistrationRecord {
  static constexpr std::size_t kBytes = 192;  // client public key 32 ‖ masking key 64 ‖ nonce 32 ‖ tag 64
  Element client_public_key;
  Secret64 masking_key;
  OpaqueEnvelope envelope;
  static Result<RegistrationRecord> decode(BytesView bytes);
  ByteArray<kBytes> encode() const;
};

struct Ke1 {
  static constexpr std::size_t kBytes = 96;
  Element blinded;
  OpaqueNonce client_nonce{};
  Element client_keyshare;
  static Result<Ke1> decode(BytesView bytes);
  ByteArray<kBytes> encode() const;
};

struct Ke2 {
  static constexpr std::size_t kBytes = 320;
  Element evaluated;
  OpaqueNonce masking_nonce{};
  ByteArray<kMaskedResponseBytes> masked_response{};
  OpaqueNonce server_nonce{};
  Element server_keyshare;
  OpaqueMac server_mac{};
  // A right length with a wrong element is signin_failed: to the client a lying server is a failed sign-in.
  static Result<Ke2> decode(BytesView bytes);
  ByteArray<kBytes> encode() const;
};

struct Ke3 {
  static constexpr std::size_t kBytes = 64;
  OpaqueMac client_mac{};
  static Result<Ke3> decode(BytesView bytes);
  ByteArray<kBytes> encode() const { return client_mac; }
};

}  // namespace care::signin
