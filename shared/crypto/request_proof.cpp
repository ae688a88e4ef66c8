#include "shared/crypto/request_proof.h"

#include "shared/crypto/hazmat/blake2b.h"
#include "shared/crypto/hazmat/constant_time.h"
#include "shared/crypto/hazmat/sha2.h"
#include "shared/crypto/labelled_input.h"
#include "shared/crypto/labels.h"
#include "shared/crypto/secret_access.h"

namespace care::crypto {

class RequestProofSecrets {
 public:
  static SecretAccess token() { return SecretAccessMaker::make(); }
};

ProofKey derive_proof_key(const SessionKey& session_key, const Hash32& session_id_hash) {
  LabelledInput<64> input(labels::kRequestProof);
  input.put(session_id_hash);
  Secret32 out;
  blake2b_keyed(out.write(RequestProofSecrets::token()), session_key.secret().read(RequestProofSecrets::token()),
                input.view());
  return ProofKey(std::move(out));
}

Result<RequestMac> make_request_proof(const ProofKey& key, const ProvenRequest& request) {
  if (request.method.size() > 0xFF || request.path.size() > 0xFFFF) return ErrorCode::header_invalid;
  KeyedBlake2b mac(key.secret().read(RequestProofSecrets::token()));
  LabelledInput<64> before_method(labels::kRequest);
  mac.update(before_method.put_u8(static_cast<std::uint8_t>(request.method.size())).view());
  mac.update(as_bytes(request.method));
  Bytes rest;
  append_big_endian(rest, static_cast<std::uint16_t>(request.path.size()));
  append(rest, as_bytes(request.path));
  append(rest, sha256(request.body));
  append_big_endian(rest, request.counter);
  mac.update(rest);
  return mac.finish();
}

Result<void> verify_request_proof(const ProofKey& key, const ProvenRequest& request, const RequestMac& mac) {
  const auto expected = make_request_proof(key, request);
  if (!expected || !equal_constant_time(*expected, mac)) return ErrorCode::session_proof_wrong;
  return {};
}

}  // namespace care::crypto
