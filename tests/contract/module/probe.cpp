// tests/contract/module/probe.cpp — the calls of care_core_probe: what the product keeps to itself, in the same compiled
// core, so that the vectors which the native tests read can be run in WebAssembly as well.
//
// Bytes in JSON are base64url; a key that comes in here came from a vector file.
#include "shared/base/encoding.h"
#include "shared/crypto/facet_plaintext.h"
#include "shared/crypto/grant.h"
#include "shared/crypto/hazmat/argon2.h"
#include "shared/crypto/hazmat/ed25519.h"
#include "shared/crypto/open.h"
#include "shared/crypto/statement_signature.h"
#include "shared/crypto/system_random.h"
#include "shared/validate/validate.h"
#include "tests/support/test_secrets.h"
#include "wasm/calls.h"
#include "wasm/convert.h"
#include "wasm/random.h"

namespace care::wasm {
namespace {

using namespace care::crypto;

Json flag(bool value) { return Json::object({{"yes", std::uint64_t{value}}}); }

std::string start(Arguments) {
  const auto started = initialise(&fill_random);
  return answer(started ? Result<Json>(flag(true)) : Result<Json>(started.error()));
}

std::string verify_ed25519(Arguments given) {
  ByteArray<32> key{};
  ByteArray<64> signature{};
  return answer(flag(copy_exact(given[0], key) && copy_exact(given[2], signature) && ed25519_verify(key, given[1], signature)));
}

std::string sign_ed25519(Arguments given) {
  ByteArray<32> seed{};
  ByteArray<64> pair{};
  if (!copy_exact(given[0], seed)) return answer(ErrorCode::json_wrong_type);
  ed25519_pair_from_seed(seed, pair);
  return answer(Json::object({{"public", encode_base64url(BytesView(pair).last(32))},
                              {"signature", encode_base64url(ed25519_sign(pair, given[1]))}}));
}

std::string argon2id(Arguments given) {
  ByteArray<kArgon2SaltBytes> salt{};
  const auto size = as_number(given[2]);
  if (!size || *size > 128 || !copy_exact(given[1], salt)) return answer(ErrorCode::json_wrong_type);
  Bytes out(static_cast<std::size_t>(*size));
  const auto made = argon2id_suite_1(given[0], salt, out);
  return answer(made ? Result<Json>(Json::object({{"hash", encode_base64url(out)}})) : Result<Json>(made.error()));
}

template <typename Key>
Result<Key> read_key(ObjectReader& args, FieldName name) {
  auto bytes = CARE_TRY(args.base64url_exact<Key::kSize>(name));
  return Key::take(bytes);
}

Result<CompartmentPlace> read_compartment(ObjectReader& args) {
  CompartmentPlace place;
  place.workspace = CARE_TRY(args.id<WorkspaceId>("workspace"));
  place.data_class = static_cast<std::uint16_t>(CARE_TRY(args.integer("data_class")));
  place.unit = CARE_TRY(args.id<UnitId>("unit"));
  place.generation = static_cast<std::uint32_t>(CARE_TRY(args.integer("generation")));
  return place;
}

Result<Json> derive_user(const Json& given) {
  ObjectReader args = CARE_TRY(ObjectReader::open(given));
  const auto seed = CARE_TRY(read_key<UserSeed>(args, "seed"));
  const auto device = CARE_TRY(args.id<DeviceId>("device"));
  const auto identity = derive_identity_signing_key(seed);
  const auto signer = derive_device_signing_key(seed, device);
  const auto xwing = derive_identity_xwing_key(seed);
  const SecretAccess access = test::TestSecrets::token();
  return Json::object({{"device_public", encode_base64url(signer.public_key())},
                       {"device_secret", encode_base64url(signer.read_seed(access))},
                       {"identity_public", encode_base64url(identity.public_key())},
                       {"identity_secret", encode_base64url(identity.read_seed(access))},
                       {"self_key", encode_base64url(test::reveal(derive_self_key(seed)))},
                       {"xwing_public_hash", encode_base64url(derive_xwing_key_hash(xwing.public_key()))},
                       {"xwing_secret", encode_base64url(xwing.read(access))}});
}

Result<Json> derive_tree(const Json& given) {
  ObjectReader args = CARE_TRY(ObjectReader::open(given));
  const auto seed = CARE_TRY(read_key<CompartmentSeed>(args, "seed"));
  const auto share = CARE_TRY(read_key<GateShare>(args, "gate_share"));
  const auto branch = derive_subject_branch(seed, CARE_TRY(args.id<SubjectId>("subject")));
  const auto subject = derive_subject_key(branch, share);
  const auto record = derive_record_key(subject, static_cast<std::uint16_t>(CARE_TRY(args.integer("collection"))),
                                        CARE_TRY(args.id<RecordId>("record")));
  const auto facet = derive_facet_key(record, static_cast<std::uint16_t>(CARE_TRY(args.integer("facet"))));
  const auto place = CARE_TRY(read_compartment(args));
  return Json::object({{"branch", encode_base64url(test::reveal(branch))},
                       {"commitment", encode_base64url(derive_compartment_commitment(seed, place))},
                       {"facet_key", encode_base64url(test::reveal(facet))},
                       {"record_key", encode_base64url(test::reveal(record))},
                       {"subject_key", encode_base64url(test::reveal(subject))}});
}

Result<Json> open_one_facet(const Json& given) {
  ObjectReader args = CARE_TRY(ObjectReader::open(given));
  const auto key = CARE_TRY(read_key<FacetKey>(args, "key"));
  const auto compartment = CARE_TRY(read_compartment(args));
  FacetPlace place;
  place.workspace = compartment.workspace;
  place.data_class = compartment.data_class;
  place.unit = compartment.unit;
  place.generation = compartment.generation;
  place.subject = CARE_TRY(args.id<SubjectId>("subject"));
  place.collection = static_cast<std::uint16_t>(CARE_TRY(args.integer("collection")));
  place.record = CARE_TRY(args.id<RecordId>("record"));
  place.facet = static_cast<std::uint16_t>(CARE_TRY(args.integer("facet")));
  place.schema = static_cast<std::uint16_t>(CARE_TRY(args.integer("schema")));
  place.version = CARE_TRY(args.integer("version"));
  const Bytes opened = CARE_TRY(open_facet(key, place, CARE_TRY(args.base64url("envelope"))));
  const auto plaintext = CARE_TRY(decode_facet_plaintext(opened));
  return Json::object({{"json", encode_base64url(plaintext.json)}});
}

Result<Json> open_one_grant(const Json& given) {
  ObjectReader args = CARE_TRY(ObjectReader::open(given));
  auto seed = CARE_TRY(args.base64url_exact<32>("recipient_seed"));
  const auto key = XWingKey::from_seed(Secret32(seed));
  const GrantPlace place{CARE_TRY(read_compartment(args)), CARE_TRY(args.id<ActorId>("recipient"))};
  const auto commitment = CARE_TRY(args.base64url_exact<32>("commitment"));
  const auto opened = CARE_TRY(open_grant(key, place, CARE_TRY(args.base64url("grant")), commitment));
  return Json::object({{"seed", encode_base64url(test::reveal(opened))}});
}

Result<Json> verify_one_statement(const Json& given) {
  ObjectReader args = CARE_TRY(ObjectReader::open(given));
  const auto key = CARE_TRY(args.base64url_exact<32>("key"));
  const auto signature = CARE_TRY(args.base64url_exact<64>("signature"));
  CARE_TRY(verify_statement(key, CARE_TRY(args.base64url("body")), signature));
  return flag(true);
}

// A record as it is stored: what the page's own call reads is first brought to one spelling.
Result<Json> validate(const Json& given) {
  ObjectReader args = CARE_TRY(ObjectReader::open(given));
  const auto type = find_record_type(CARE_TRY(args.text("type")));
  const auto act = find_record_act(CARE_TRY(args.text("act")));
  if (!type || !act) return ErrorCode::json_wrong_type;
  const Record record{*type, *CARE_TRY(args.object("facets"))};
  const Instant now = instant_from_ms(CARE_TRY(args.integer("now")));
  Json faults = Json::array();
  for (const FieldFault& fault : validate_record(record, {.now = now, .act = *act})) {
    faults.push(Json::object({{"code", info_of(fault.code).name}, {"facet", fault.facet.text()}, {"field", fault.field.text()}}));
  }
  return Json::object({{"faults", std::move(faults)}, {"normal", normalise_record(record).facets}});
}

template <Result<Json> (*work)(const Json&)>
std::string run(Arguments given) {
  const auto args = read_arguments(given[0]);
  return answer(args ? work(*args) : Result<Json>(args.error()));
}

constexpr Call kCalls[] = {
    {"start", "", &start},
    {"verify_ed25519", "bbb", &verify_ed25519},
    {"sign_ed25519", "bb", &sign_ed25519},
    {"argon2id", "bbn", &argon2id},
    {"derive_user", "t", &run<&derive_user>},
    {"derive_tree", "t", &run<&derive_tree>},
    {"open_facet", "t", &run<&open_one_facet>},
    {"open_grant", "t", &run<&open_one_grant>},
    {"validate", "t", &run<&validate>},
    {"verify_statement", "t", &run<&verify_one_statement>},
};

}  // namespace

std::span<const Call> calls() { return kCalls; }

}  // namespace care::wasm
