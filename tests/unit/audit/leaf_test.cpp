#include "shared/audit/leaf.h"

#include "shared/audit/merkle.h"
#include "shared/crypto/statement_signature.h"
#include "tests/support/vectors.h"

namespace care::audit {
namespace {

Leaf leaf_of(const nlohmann::json& vector) {
  Leaf leaf;
  leaf.kind = static_cast<LeafKind>(test::number(vector["kind"]));
  leaf.index = test::number(vector["index"]);
  leaf.time_ms = test::number(vector["time_ms"]);
  leaf.body = test::hex(vector["body_hex"]);
  if (!test::text(vector["signature_hex"]).empty()) leaf.signature = test::hex_exact<64>(vector["signature_hex"]);
  for (const auto& commitment : vector["commitments"]) {
    leaf.commitments.push_back({static_cast<std::uint8_t>(test::number(commitment["field"])),
                                test::hex_exact<32>(commitment["commitment_hex"])});
  }
  return leaf;
}

Leaf signed_leaf() {
  Leaf leaf;
  leaf.kind = LeafKind::client_statement;
  leaf.index = 7;
  leaf.time_ms = 1790000000000;
  leaf.body = to_bytes(as_bytes("{\"v\":1}"));
  leaf.signature.emplace().fill(9);
  leaf.commitments = {{kFieldIp, Hash32{1}}, {kFieldUserAgent, Hash32{2}}};
  return leaf;
}

void check_malformed(const Leaf& leaf) {
  const auto encoded = encode_leaf(leaf);
  REQUIRE_FALSE(encoded.ok());
  CHECK(encoded.error().code() == ErrorCode::leaf_malformed);
}

TEST_CASE("leaf: golden vectors encode, decode and hash as written") {
  const auto vectors = test::load_vectors("leaf_v1.json");
  for (const auto& vector : vectors["good"]) {
    INFO(test::text(vector["name"]));
    const Leaf leaf = leaf_of(vector);
    const Bytes bytes = test::hex(vector["bytes_hex"]);
    CHECK(encode_leaf(leaf).value() == bytes);
    const auto decoded = decode_leaf(bytes);
    REQUIRE(decoded.ok());
    CHECK(decoded.value() == leaf);
    CHECK(hash_leaf(bytes) == test::hex_exact<32>(vector["leaf_hash_hex"]));
  }
}

TEST_CASE("leaf: the signatures of the golden statements hold for the stored body") {
  const auto vectors = test::load_vectors("leaf_v1.json");
  const auto key = test::hex_exact<32>(vectors["statement_public_key_hex"]);
  for (const auto& vector : vectors["good"]) {
    const Leaf leaf = decode_leaf(test::hex(vector["bytes_hex"])).value();
    if (leaf.signature) CHECK(crypto::verify_statement(key, leaf.body, *leaf.signature).ok());
  }
}

TEST_CASE("leaf: golden vectors that must be refused") {
  const auto vectors = test::load_vectors("leaf_v1.json");
  for (const auto& vector : vectors["bad"]) {
    INFO(test::text(vector["name"]));
    REQUIRE(test::text(vector["error"]) == "leaf_malformed");
    const auto decoded = decode_leaf(test::hex(vector["bytes_hex"]));
    REQUIRE_FALSE(decoded.ok());
    CHECK(decoded.error().code() == ErrorCode::leaf_malformed);
  }
}

TEST_CASE("leaf: refused when cut at any length, and when anything follows") {
  const Bytes whole = encode_leaf(signed_leaf()).value();
  for (std::size_t length = 0; length < whole.size(); ++length) {
    REQUIRE_FALSE(decode_leaf(BytesView(whole).first(length)).ok());
  }
  for (const std::uint8_t filler : Bytes{0x00, 0x01, 0xFF}) {
    Bytes longer = whole;
    for (std::size_t extra = 1; extra <= 100; ++extra) {
      longer.push_back(filler);
      REQUIRE_FALSE(decode_leaf(longer).ok());
    }
  }
}

TEST_CASE("leaf: whatever is accepted after one changed byte encodes to the same bytes, and hashes otherwise") {
  const Bytes whole = encode_leaf(signed_leaf()).value();
  const Hash32 hash = hash_leaf(whole);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      Bytes changed = whole;
      changed[i] = static_cast<std::uint8_t>(changed[i] ^ (1U << bit));
      REQUIRE(hash_leaf(changed) != hash);
      const auto decoded = decode_leaf(changed);
      if (decoded) REQUIRE(encode_leaf(decoded.value()).value() == changed);
    }
  }
}

TEST_CASE("leaf: never encodes what it would not decode") {
  check_malformed([] { Leaf leaf = signed_leaf(); leaf.body.clear(); return leaf; }());
  check_malformed([] { Leaf leaf = signed_leaf(); leaf.body.assign(kLeafMaxBodyBytes + 1, 'a'); return leaf; }());
  check_malformed([] { Leaf leaf = signed_leaf(); leaf.body.assign(70'000, 'a'); return leaf; }());
  check_malformed([] { Leaf leaf = signed_leaf(); leaf.signature.reset(); return leaf; }());
  check_malformed([] { Leaf leaf = signed_leaf(); leaf.kind = LeafKind::server_event; return leaf; }());
  check_malformed([] { Leaf leaf = signed_leaf(); leaf.kind = static_cast<LeafKind>(7); return leaf; }());
  check_malformed([] { Leaf leaf = signed_leaf(); leaf.commitments[1].field = kFieldIp; return leaf; }());
  check_malformed([] { Leaf leaf = signed_leaf(); leaf.commitments[0].field = 3; return leaf; }());
  check_malformed([] { Leaf leaf = signed_leaf(); leaf.commitments[0].field = 0; return leaf; }());
  check_malformed([] { Leaf leaf = signed_leaf(); leaf.commitments.resize(256); return leaf; }());
}

TEST_CASE("leaf: refused at any place but its own") {
  const Bytes bytes = encode_leaf(signed_leaf()).value();
  CHECK(decode_leaf_at(bytes, 7).value() == signed_leaf());
  CHECK(decode_leaf_at(bytes, 6).error().code() == ErrorCode::leaf_malformed);
  CHECK(decode_leaf_at(bytes, 8).error().code() == ErrorCode::leaf_malformed);
}

TEST_CASE("leaf: the largest one fits an entry bundle") {
  Leaf leaf = signed_leaf();
  leaf.body.assign(kLeafMaxBodyBytes, 'a');
  leaf.commitments.clear();
  for (unsigned field = 1; field <= 255; ++field) leaf.commitments.push_back({static_cast<std::uint8_t>(field), Hash32{}});
  const auto encoded = encode_leaf(leaf);
  REQUIRE(encoded.ok());
  CHECK(encoded->size() < 0xFFFF);
  CHECK(decode_leaf(encoded.value()).value() == leaf);
}

TEST_CASE("field commitment: golden vectors") {
  const auto vectors = test::load_vectors("leaf_v1.json");
  for (const auto& vector : vectors["field_commitments"]) {
    const std::string value = test::text(vector["value"]);
    CHECK(field_commitment(test::number(vector["index"]), static_cast<std::uint8_t>(test::number(vector["field"])),
                           test::hex_exact<32>(vector["salt_hex"]), as_bytes(value)) ==
          test::hex_exact<32>(vector["commitment_hex"]));
  }
}

TEST_CASE("field commitment: changes with index, field, salt and value, and with zeros behind the value") {
  const Bytes value = to_bytes(as_bytes("192.0.2.7"));
  const Hash32 promise = field_commitment(1, kFieldIp, Hash32{1}, value);
  CHECK(promise == field_commitment(1, kFieldIp, Hash32{1}, value));
  CHECK(promise != field_commitment(2, kFieldIp, Hash32{1}, value));
  CHECK(promise != field_commitment(1, kFieldUserAgent, Hash32{1}, value));
  CHECK(promise != field_commitment(1, kFieldIp, Hash32{2}, value));
  Bytes longer = value;
  longer.push_back(0);
  CHECK(promise != field_commitment(1, kFieldIp, Hash32{1}, longer));
  longer.back() = 0x80;
  CHECK(promise != field_commitment(1, kFieldIp, Hash32{1}, longer));
}

}  // namespace
}  // namespace care::audit
