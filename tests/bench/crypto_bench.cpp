// tests/bench/crypto_bench.cpp — what the cryptography costs on one core, one JSON line per figure.
//
// Seals count everything from the record key downward: facet key, associated data, commitment, AEAD, allocation.
#include "shared/crypto/grant.h"
#include "shared/crypto/open.h"
#include "shared/crypto/request_proof.h"
#include "shared/crypto/seal.h"
#include "shared/crypto/statement_signature.h"
#include "shared/crypto/system_random.h"
#include "tests/bench/report.h"

#include <chrono>
#include <string>
#include <vector>

namespace care::crypto {
namespace {

constexpr std::size_t kBatch = 1000;

// Best of several runs: what the machine can do when nobody disturbs it.
template <typename Work>
double per_second(std::size_t operations, Work&& work) {
  double best = 0;
  for (int run = 0; run < 9; ++run) {
    const auto start = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    best = std::max(best, static_cast<double>(operations) / took.count());
  }
  return best;
}

void report(const std::string& name, double value) { bench::report(("core." + name + ".per_s").c_str(), value, "1/s", "higher"); }

struct Keys {
  SystemRandom random;
  CompartmentSeed seed = CompartmentSeed::make(random);
  GateShare share = GateShare::make(random);
  SubjectKey subject = derive_subject_key(derive_subject_branch(seed, make_id<SubjectId>(random)), share);
  RecordKey record = derive_record_key(subject, 1, make_id<RecordId>(random));
  UserSeed user = UserSeed::make(random);
};

FacetPlace place_of(std::uint64_t version) {
  FacetPlace place;
  place.data_class = 3;
  place.collection = 1;
  place.facet = 2;
  place.schema = 1;
  place.version = version;
  place.generation = 1;
  return place;
}

// 63 bytes of plaintext are padded to the smallest size, 64.
void measure_seals(Keys& keys, const char* seal_name, const char* open_name, std::size_t plaintext_bytes) {
  const Bytes plaintext(plaintext_bytes, 0x41);
  std::vector<Bytes> sealed(kBatch);
  bool ok = true;
  report(seal_name,
         per_second(kBatch,
                    [&] {
                      NonceSource nonces(keys.random, kBatch);
                      for (std::size_t i = 0; i < kBatch; ++i) {
                        const FacetKey key = derive_facet_key(keys.record, 2);
                        auto result = seal_facet(key, place_of(i), plaintext, nonces);
                        ok = ok && result.ok();
                        if (result) sealed[i] = std::move(result).value();
                      }
                    }));
  report(open_name,
         per_second(kBatch,
                    [&] {
                      for (std::size_t i = 0; i < kBatch; ++i) {
                        const FacetKey key = derive_facet_key(keys.record, 2);
                        ok = ok && open_facet(key, place_of(i), sealed[i]).ok();
                      }
                    }));
  CARE_CHECK(ok);
}

void measure_signatures(Keys& keys) {
  const SigningKey key = derive_identity_signing_key(keys.user);
  const Bytes body(600, 0x42);
  Signature signature{};
  bool ok = true;
  report("sign",
         per_second(100,
                    [&] {
                      for (int i = 0; i < 100; ++i) signature = sign_statement(key, body);
                    }));
  report("verify",
         per_second(100,
                    [&] {
                      for (int i = 0; i < 100; ++i) ok = ok && verify_statement(key.public_key(), body, signature).ok();
                    }));
  CARE_CHECK(ok);
}

void measure_grants(Keys& keys) {
  const XWingKey recipient = derive_identity_xwing_key(keys.user);
  const GrantPlace place;
  Grant grant;
  bool ok = true;
  report("xwing_keypair",
         per_second(50,
                    [&] {
                      for (int i = 0; i < 50; ++i)
                        ok = ok && derive_identity_xwing_key(keys.user).public_key() == recipient.public_key();
                    }));
  report("xwing_make_grant",
         per_second(50,
                    [&] {
                      for (int i = 0; i < 50; ++i) {
                        auto made = make_grant(keys.seed, place, recipient.public_key(), keys.random);
                        ok = ok && made.ok();
                        if (made) grant = std::move(made).value();
                      }
                    }));
  report("xwing_open_grant",
         per_second(50,
                    [&] {
                      for (int i = 0; i < 50; ++i)
                        ok = ok && open_grant(recipient, place, grant.bytes, grant.compartment_commitment).ok();
                    }));
  CARE_CHECK(ok);
}

void measure_request_proof() {
  ByteArray<64> session{};
  const ProofKey key = derive_proof_key(SessionKey::take(session), Hash32{});
  const Bytes body(2000, 0x43);
  bool ok = true;
  report("request_proof",
         per_second(kBatch,
                    [&] {
                      for (std::size_t i = 0; i < kBatch; ++i)
                        ok = ok && make_request_proof(key, {"POST", "/api/v1/records", body, i}).ok();
                    }));
  CARE_CHECK(ok);
}

}  // namespace
}  // namespace care::crypto

int main() {
  using namespace care::crypto;
  if (!initialise()) return 1;
  Keys keys;
  measure_seals(keys, "seal_small", "open_small", 63);
  measure_seals(keys, "seal_128", "open_128", 127);
  measure_seals(keys, "seal_4k", "open_4k", 4095);
  measure_signatures(keys);
  measure_grants(keys);
  measure_request_proof();
  return 0;
}
