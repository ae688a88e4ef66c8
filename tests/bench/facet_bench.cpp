// tests/bench/facet_bench.cpp — the native twin of the module's bench_facets: the same work on the same machine, for the ratio of the two.
//
// Reads lines "seal COUNT BYTES" or "open COUNT BYTES", answers each with microseconds: so it can take turns with a browser.
#include <chrono>
#include <cstdio>
#include <cstring>
#include <vector>

#include "shared/crypto/key_tree.h"
#include "shared/crypto/open.h"
#include "shared/crypto/seal.h"
#include "shared/crypto/system_random.h"

namespace care::crypto {
namespace {

template <typename Work>
double timed(unsigned count, const SubjectKey& subject, FacetPlace& place, Work&& work) {
  const auto start = std::chrono::steady_clock::now();
  for (unsigned i = 0; i < count; ++i) {
    place.record = RecordId::from_array({static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(i >> 8U)});
    work(i, derive_facet_key(derive_record_key(subject, 2, place.record), 1));
  }
  return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count();
}

double measure(bool opens, unsigned count, unsigned bytes) {
  SystemRandom random;
  FacetPlace place;
  place.subject = make_id<SubjectId>(random);
  const auto seed = CompartmentSeed::make(random);
  const auto share = GateShare::make(random);
  const auto subject = derive_subject_key(derive_subject_branch(seed, place.subject), share);
  const Bytes plaintext(bytes, 0x61);
  std::vector<Bytes> sealed(count);
  NonceSource nonces(random, count);
  double took = timed(count, subject, place, [&](unsigned i, const FacetKey& key) {
    auto envelope = seal_facet(key, place, plaintext, nonces);
    CARE_CHECK(envelope.ok());
    sealed[i] = std::move(envelope).value();
  });
  if (!opens) return took;
  return timed(count, subject, place, [&](unsigned i, const FacetKey& key) { CARE_CHECK(open_facet(key, place, sealed[i]).ok()); });
}

}  // namespace
}  // namespace care::crypto

int main() {
  if (!care::crypto::initialise()) return 1;
  char mode[8];
  unsigned count = 0;
  unsigned bytes = 0;
  while (std::scanf("%7s %u %u", mode, &count, &bytes) == 3) {
    std::printf("%.1f\n", care::crypto::measure(std::strcmp(mode, "open") == 0, count, bytes));
    std::fflush(stdout);
  }
  return 0;
}
