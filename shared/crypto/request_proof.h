// shared/crypto/request_proof.h — proof that a request comes from the page that signed in, not from a cookie.
//
// Shapes   proof key = H(session key 64, request-proof, session id hash 32);
//          MAC = H(proof key, request, method-length u8 ‖ method ‖ path-length u16 ‖ path with query
//                ‖ SHA-256(body) 32 ‖ counter u64)
// Errors   session_proof_wrong; header_invalid (method over 255 or path over 65,535 bytes)
// Source   shared/docs/formats/labels-and-keys.md
// Tests    tests/unit/crypto/request_proof_test.cpp, tests/vectors/request_proof_v1.json
#pragma once

#include "shared/base/result.h"
#include "shared/crypto/keys.h"

namespace care::crypto {

using RequestMac = ByteArray<32>;

ProofKey derive_proof_key(const SessionKey& session_key, const Hash32& session_id_hash);

struct ProvenRequest {
  std::string_view method;  // as sent: GET, POST …
  std::string_view path;    // with the query
  BytesView body;
  std::uint64_t counter = 0;
};

Result<RequestMac> make_request_proof(const ProofKey& key, const ProvenRequest& request);

// Compares in constant time. That the counter rises is the session's business.
Result<void> verify_request_proof(const ProofKey& key, const ProvenRequest& request, const RequestMac& mac);

}  // namespace care::crypto
