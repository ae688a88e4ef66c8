// Sealed things: what opens is what was sealed, byte for byte, and what is inside is read strictly too.
#include "shared/base/json.h"
#include "shared/client/device_state.h"
#include "shared/client/hello.h"
#include "shared/crypto/hazmat/aead.h"
#include "shared/crypto/hazmat/blake2b.h"
#include "shared/crypto/open.h"
#include "shared/crypto/seal.h"
#include "tests/fuzz/seeds.h"
#include "tests/support/test_secrets.h"
#include "tests/unit/crypto/golden.h"

namespace care::fuzz {
namespace {

using namespace care::crypto;
using test::load_vectors;

struct KnownEnvelope {
  FacetKey key;
  FacetPlace place;
  Bytes envelope;
};
const std::vector<KnownEnvelope>& known_envelopes() {
  static const std::vector<KnownEnvelope> all = [] {
    std::vector<KnownEnvelope> out;
    for (const auto& each : load_list("envelope_v1.json", "vectors")) {
      out.push_back({key_of<FacetKey>(each["facet_key"]), facet_place_of(each["place"]), test::hex(each["envelope"])});
    }
    return out;
  }();
  return all;
}

// which key 1 ‖ envelope
void run_envelope(BytesView input) {
  Cursor cursor(input);
  const KnownEnvelope& known = known_envelopes()[cursor.below(known_envelopes().size())];
  const BytesView envelope = cursor.rest();
  const auto header = parse_envelope_header(envelope);
  if (accepted(header)) {
    const auto again = encode_envelope_header(*header);
    FUZZ_CHECK(same(again, envelope.first(again.size())));
    FUZZ_CHECK(padded_size(envelope.size() - kEnvelopeOverheadBytes - 1) == envelope.size() - kEnvelopeOverheadBytes);
  }
  const auto opened = open_facet(known.key, known.place, envelope);
  if (accepted(opened)) {
    FUZZ_CHECK(same(envelope, known.envelope));
  } else {
    FUZZ_CHECK(opened.error().code() == ErrorCode::open_failed);
  }
}

Inputs envelope_seeds() {
  Inputs out;
  std::uint8_t number = 0;
  for (const KnownEnvelope& each : known_envelopes()) out.push_back(with_prefix({number++}, each.envelope));
  for (const auto& each : load_list("envelope_v1.json", "negative")) out.push_back(with_prefix({0}, test::hex(each["envelope"])));
  return out;
}

// where a bit is turned 4 ‖ plaintext
void run_padding(BytesView input) {
  Cursor cursor(input);
  const auto place = cursor.number<std::uint32_t>();
  const BytesView plain = cursor.rest();
  test::TestRandom random(1);
  NonceSource nonces(random);
  const KnownEnvelope& known = known_envelopes().front();
  auto sealed = seal_facet(known.key, known.place, plain, nonces);
  FUZZ_CHECK(accepted(sealed) == (plain.size() <= kPlaintextMaxBytes));
  if (!sealed) return;
  const auto opened = open_facet(known.key, known.place, *sealed);
  FUZZ_CHECK(opened.ok() && same(*opened, plain));
  FUZZ_CHECK(sealed->size() == kEnvelopeOverheadBytes + padded_size(plain.size()));
  Bytes& bytes = sealed.value();
  std::uint8_t& byte = bytes[place / 8 % bytes.size()];
  byte = static_cast<std::uint8_t>(byte ^ (1U << (place % 8)));
  FUZZ_CHECK(!open_facet(known.key, known.place, bytes).ok());
  if (const auto split = known.place; !plain.empty()) {
    const auto head = plain.first(plain.size() / 2);
    const auto joined = seal_facet(known.key, split, head, plain.subspan(head.size()), nonces);
    FUZZ_CHECK(same(*open_facet(known.key, split, *joined), plain));
  }
}

Inputs padding_seeds() {
  Inputs out;
  for (const std::size_t size : {0U, 1U, 62U, 63U, 64U, 127U, 255U, 4094U, 4095U, 4096U, 8191U, 65534U, 65535U, 65536U}) {
    out.push_back(with_prefix({0, 0, 2, static_cast<std::uint8_t>(size)}, Bytes(size, static_cast<std::uint8_t>(size % 2 == 0 ? 0 : 0x80))));
  }
  return out;
}

void run_grant(BytesView input) {
  static const auto vector = load_vectors("grant_v1.json")["vectors"][0];
  static const XWingKey key = [] {
    auto seed = test::hex_exact<32>(vector["recipient_xwing_seed"]);
    return XWingKey::from_seed(Secret32(seed));
  }();
  static const GrantPlace place = grant_place_of(vector["place"]);
  static const Hash32 commitment = test::hex_exact<32>(vector["compartment_commitment"]);
  static const Bytes known = test::hex(vector["grant"]);
  const auto seed = open_grant(key, place, input, commitment);
  if (accepted(seed)) {
    FUZZ_CHECK(same(input, known));
  } else {
    FUZZ_CHECK(seed.error().code() == ErrorCode::grant_invalid);
  }
}

Inputs grant_seeds() {
  Inputs out;
  const auto vectors = load_vectors("grant_v1.json");
  add_hex(out, vectors["vectors"], "grant");
  add_hex(out, vectors["negative"], "grant");
  return out;
}

// Each kind has an opener of its own; one that opens anything else than its own wrap has confused them.
Result<Bytes> unwrap_by(std::size_t opener, const ByteArray<32>& key_bytes, const WrapPlace& place, BytesView wrapped) {
  auto copy = key_bytes;
  const auto bytes_of = [](auto&& key) -> Result<Bytes> {
    if (!key.ok()) return key.error();
    return test::reveal(*key);
  };
  switch (opener) {
    case 1:
    case 2:
    case 3: return bytes_of(unwrap_user_seed(WrapKey::take(copy), static_cast<WrapKind>(opener), place, wrapped));
    case 4: return bytes_of(unwrap_previous_seed(UserSeed::take(copy), place, wrapped));
    case 5: return bytes_of(unwrap_previous_compartment_seed(CompartmentSeed::take(copy), place, wrapped));
    case 7: return unwrap_invite_hello(WrapKey::take(copy), place, wrapped);
    default: return unwrap_own(SelfKey::take(copy), static_cast<WrapKind>(opener), place, wrapped);
  }
}

struct KnownWrap {
  std::uint8_t kind;
  ByteArray<32> key;
  WrapPlace place;
  Bytes wrapped;
};
const std::vector<KnownWrap>& known_wraps() {
  static const std::vector<KnownWrap> all = [] {
    std::vector<KnownWrap> out;
    for (const auto& each : load_list("wrap_v1.json", "vectors")) {
      out.push_back({each["kind"].get<std::uint8_t>(), test::hex_exact<32>(each["key"]), wrap_place_of(each["place"]), test::hex(each["wrapped"])});
    }
    return out;
  }();
  return all;
}

// whose key and place 1 ‖ opened as which kind 1 ‖ wrap
void run_wrap(BytesView input) {
  Cursor cursor(input);
  const KnownWrap& known = known_wraps()[cursor.below(known_wraps().size())];
  const std::size_t opener = 1 + cursor.below(9);
  const BytesView wrapped = cursor.rest();
  const auto opened = unwrap_by(opener, known.key, known.place, wrapped);
  if (accepted(opened)) {
    FUZZ_CHECK(opener == known.kind && same(wrapped, known.wrapped));
  } else {
    FUZZ_CHECK(opened.error().code() == ErrorCode::unwrap_failed);
  }
}

Inputs wrap_seeds() {
  Inputs out;
  std::uint8_t number = 0;
  for (const KnownWrap& each : known_wraps()) {
    for (std::uint8_t kind = 0; kind < 9; ++kind) out.push_back(with_prefix({number, kind}, each.wrapped));
    ++number;
  }
  return out;
}

// The plaintexts of wraps: whoever holds the key may be wrong too. kind 1 ‖ plaintext
void run_inside(BytesView input) {
  using namespace care::client;
  static const WorkspaceId workspace = WorkspaceId::from_array(counting_16(0x10));
  static const AccountId account = AccountId::from_array(counting_16(0x20));
  static const DeviceId device = DeviceId::from_array(counting_16(0x30));
  static const InviteId invite = InviteId::from_array(counting_16(0x40));
  static const SelfKey self = key_from<SelfKey>(1);
  static const WrapKey code = key_from<WrapKey>(2);
  test::TestRandom random(1);
  NonceSource nonces(random);
  Cursor cursor(input);
  const std::size_t kind = cursor.below(3);
  const BytesView plain = cursor.rest();
  if (plain.size() > kPlaintextMaxBytes) return;
  if (kind == 0) {
    const auto ring = Keyring::decode(plain);
    if (!accepted(ring)) return;
    const Bytes again = ring->encode(kEveryClass);
    FUZZ_CHECK(again.size() == plain.size());
    FUZZ_CHECK(Keyring::unwrap(self, workspace, account, *ring->wrap(self, workspace, account, nonces))->encode(kEveryClass) == again);
  } else if (kind == 1) {
    const WrapPlace place{.workspace = workspace, .owner = account.array(), .generation = 1, .wrap_id = device.array()};
    const Bytes wrapped = wrap_own(self, WrapKind::device_state, place, plain, nonces).value();
    const auto state = DeviceState::unwrap(self, workspace, account, device, wrapped);
    if (!accepted(state)) return;
    const Bytes again = state->wrap(self, workspace, account, nonces).value();
    FUZZ_CHECK(same(*unwrap_own(self, WrapKind::device_state, place, again), plain));
  } else {
    const WrapPlace place{.workspace = workspace, .owner = invite.array(), .generation = 1, .wrap_id = {}};
    const Bytes wrapped = wrap_invite_hello(code, place, plain, nonces).value();
    const auto hello = Hello::unwrap(code, workspace, invite, wrapped);
    if (!accepted(hello)) return;
    const Bytes again = Hello::wrap(code, invite, workspace, hello->actor, hello->role, hello->home_name, hello->keyring, kEveryClass, nonces).value();
    FUZZ_CHECK(unwrap_invite_hello(code, place, again)->size() == plain.size());
  }
}

Inputs inside_seeds() {
  using namespace care::client;
  Keyring ring(Hash32{1, 2, 3});
  for (std::uint16_t number = 1; number < 4; ++number) ring.add({number, UnitId::from_array(counting_16(0x50)), 1}, key_from<CompartmentSeed>(number));
  const Bytes seeds = ring.encode(kEveryClass);
  const std::string hello = encode_canonical(Json::object({{"actor", ActorId::from_array(counting_16(0x60)).text()},
                                                           {"name", "Sunrise House"},
                                                           {"role", "carer"},
                                                           {"ws", WorkspaceId::from_array(counting_16(0x10)).text()}}));
  Bytes whole;
  append_big_endian(whole, static_cast<std::uint16_t>(hello.size()));
  append(whole, as_bytes(hello));
  append(whole, seeds);
  const std::string hash = encode_base64url(Hash32{9});
  Inputs out = {with_prefix({0}, seeds), with_prefix({2}, whole)};
  out.push_back(with_prefix({1}, "{\"n\":0}"));
  out.push_back(with_prefix({1}, "{\"head\":{\"origin\":\"a/audit/ws\",\"root\":\"" + hash + "\",\"size\":12},\"n\":3,\"p\":\"" + hash + "\"}"));
  return out;
}

}  // namespace

std::vector<Target> seal_targets() {
  return {{"envelope", run_envelope, envelope_seeds, kNoJson, 60},
          {"padding", run_padding, padding_seeds, kNoJson, 30},
          {"grant", run_grant, grant_seeds, kNoJson, 30},
          {"wrap", run_wrap, wrap_seeds},
          {"inside_wraps", run_inside, inside_seeds, 1}};
}

}  // namespace care::fuzz
