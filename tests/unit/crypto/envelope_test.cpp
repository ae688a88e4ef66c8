#include "shared/crypto/envelope.h"

#include "shared/base/encoding.h"
#include "tests/unit/crypto/builders.h"

namespace care::crypto {

TEST_CASE("padded_size: takes bucket values only, with room for the mark") {
  CHECK(padded_size(0) == 64);
  CHECK(padded_size(63) == 64);
  CHECK(padded_size(64) == 128);
  CHECK(padded_size(127) == 128);
  CHECK(padded_size(128) == 256);
  CHECK(padded_size(255) == 256);
  CHECK(padded_size(256) == 512);
  CHECK(padded_size(1023) == 1024);
  CHECK(padded_size(1024) == 2048);
  CHECK(padded_size(4095) == 4096);
  CHECK(padded_size(4096) == 8192);
  CHECK(padded_size(8191) == 8192);
  CHECK(padded_size(8192) == 12288);
  CHECK(padded_size(65535) == 65536);
  CHECK(padded_size(65536) == 0);
  CHECK(padded_size(SIZE_MAX) == 0);
}

TEST_CASE("facet AAD: 101 bytes, label first, every field in its place") {
  const auto aad = encode_facet_aad(facet_place());
  CHECK(aad.size() == 101);
  CHECK(encode_hex(aad) ==
        "636172657365616c2f76312f616164"
        "00"
        "01"
        "101112131415161718191a1b1c1d1e1f"
        "2122"
        "303132333435363738393a3b3c3d3e3f"
        "404142434445464748494a4b4c4d4e4f"
        "5152"
        "606162636465666768696a6b6c6d6e6f"
        "7172"
        "8182"
        "9192939495969798"
        "a1a2a3a4");
}

TEST_CASE("envelope header: round trip") {
  EnvelopeHeader header;
  header.generation = 0x01020304;
  header.nonce.fill(0xAA);
  header.commitment.fill(0xBB);
  const auto encoded = encode_envelope_header(header);
  CHECK(encode_hex(BytesView(encoded).first(6)) == "010101020304");
  Bytes envelope = to_bytes(encoded);
  envelope.resize(kEnvelopeOverheadBytes + 64);
  const auto parsed = parse_envelope_header(envelope);
  REQUIRE(parsed.ok());
  CHECK(parsed->generation == header.generation);
  CHECK(parsed->nonce == header.nonce);
  CHECK(parsed->commitment == header.commitment);
}

TEST_CASE("envelope header: another version or suite, or a size that padding can't give, is refused") {
  Bytes envelope(kEnvelopeOverheadBytes + 64);
  envelope[0] = kEnvelopeVersion;
  envelope[1] = kSuite;
  REQUIRE(parse_envelope_header(envelope).ok());
  ErrorCode expected = ErrorCode::encoding_invalid;
  SECTION("version 0") {
    envelope[0] = 0;
    expected = ErrorCode::suite_unsupported;
  }
  SECTION("version 2") {
    envelope[0] = 2;
    expected = ErrorCode::suite_unsupported;
  }
  SECTION("suite 0") {
    envelope[1] = 0;
    expected = ErrorCode::suite_unsupported;
  }
  SECTION("suite 2") {
    envelope[1] = 2;
    expected = ErrorCode::suite_unsupported;
  }
  SECTION("empty") { envelope.clear(); }
  SECTION("no ciphertext") { envelope.resize(kEnvelopeOverheadBytes); }
  SECTION("one byte short") { envelope.pop_back(); }
  SECTION("one byte long") { envelope.push_back(0); }
  SECTION("between buckets") { envelope.resize(kEnvelopeOverheadBytes + 192); }
  SECTION("beyond the largest") { envelope.resize(kEnvelopeOverheadBytes + kPaddedMaxBytes + 4096); }
  const auto parsed = parse_envelope_header(envelope);
  REQUIRE_FALSE(parsed.ok());
  CHECK(parsed.error().code() == expected);
}

TEST_CASE("envelope header: every bucket is a size it takes, and nothing between") {
  Bytes envelope(kEnvelopeMaxBytes);
  envelope[0] = kEnvelopeVersion;
  envelope[1] = kSuite;
  std::size_t accepted = 0;
  for (std::size_t size = 0; size <= envelope.size(); ++size) {
    accepted += parse_envelope_header(BytesView(envelope).first(size)).ok() ? 1 : 0;
  }
  CHECK(accepted == 7 + 15);  // 64 … 4096, then 8K, 12K … 64K
}

}  // namespace care::crypto
