#include "wasm/bench.h"

#include <emscripten/emscripten.h>

#include "shared/crypto/key_tree.h"
#include "shared/crypto/open.h"
#include "shared/crypto/seal.h"
#include "shared/crypto/system_random.h"
#include "wasm/convert.h"

namespace care::wasm {

std::string bench_facets(unsigned count, unsigned bytes, std::string_view mode) {
  crypto::SystemRandom random;
  const auto seed = crypto::CompartmentSeed::make(random);
  const auto share = crypto::GateShare::make(random);
  crypto::FacetPlace place;
  place.subject = make_id<SubjectId>(random);
  const auto subject_key = crypto::derive_subject_key(crypto::derive_subject_branch(seed, place.subject), share);
  const Bytes plaintext(bytes, std::uint8_t{0x61});
  std::vector<Bytes> sealed(count);
  const auto each = [&](auto&& work) {
    const double start = emscripten_get_now();
    for (unsigned i = 0; i < count; ++i) {
      place.record = RecordId::from_array({static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(i >> 8U)});
      const auto key = crypto::derive_facet_key(crypto::derive_record_key(subject_key, 2, place.record), 1);
      work(i, key);
    }
    return static_cast<std::uint64_t>((emscripten_get_now() - start) * 1000.0);
  };
  crypto::NonceSource nonces(random, count);
  bool right = true;
  const auto seal = [&](unsigned i, const crypto::FacetKey& key) {
    auto envelope = crypto::seal_facet(key, place, plaintext, nonces);
    right = right && envelope.ok();
    if (envelope) sealed[i] = std::move(envelope).value();
  };
  std::uint64_t microseconds = each(seal);
  if (mode == "open") {
    microseconds = each([&](unsigned i, const crypto::FacetKey& key) {
      right = right && crypto::open_facet(key, place, sealed[i]).ok();
    });
  }
  if (!right) return answer(ErrorCode::open_failed);
  return answer(Json::object({{"count", std::uint64_t{count}}, {"microseconds", microseconds}}));
}

}  // namespace care::wasm
