// The search finds what was planted, in each encoding and in each package: only then does finding nothing say anything.
#include "tests/thief/search.h"

#include <brotli/encode.h>
#include <zlib.h>

#include "shared/base/encoding.h"
#include "tests/support/catch.h"
#include "tests/support/test_random.h"

namespace care::test {
namespace {

const std::string kWord = "Edith-Marlow-7731";

Search search() { return Search({{"the word", kWord}, {"another", "Quokkasaurus"}}); }
bool finds(const std::string& bytes, Brotli brotli = Brotli::likely) { return search().find_in(bytes, brotli) == std::set<std::string>{"the word"}; }

std::string noise(std::size_t count) {
  TestRandom random(4711);
  Bytes out(count);
  random.fill(out);
  return std::string(as_text(out));
}

std::string packed(const std::string& text, int window_bits) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  std::string in = text;
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<unsigned>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<unsigned>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}
std::string zlib(const std::string& text) { return packed(text, 15); }
std::string gzip(const std::string& text) { return packed(text, 15 + 16); }
std::string brotli(const std::string& text) {
  std::size_t size = BrotliEncoderMaxCompressedSize(text.size()) + 64;
  std::string out(size, '\0');
  REQUIRE(BrotliEncoderCompress(9, 22, BROTLI_MODE_GENERIC, text.size(), reinterpret_cast<const std::uint8_t*>(text.data()), &size,
                                reinterpret_cast<std::uint8_t*>(out.data())) == BROTLI_TRUE);
  out.resize(size);
  return out;
}

}  // namespace

TEST_CASE("search: each spelling is found, at the beginning, in the middle and at the end") {
  for (const std::string& spelling : spellings_of(kWord)) {
    INFO(encode_hex(as_bytes(spelling)));
    CHECK(finds(spelling));
    CHECK(finds(noise(1000) + spelling));
    CHECK(finds(noise(999) + spelling + noise(77)));
  }
  CHECK(spellings_of(kWord).size() == 11);
}

TEST_CASE("search: base64 is found wherever the word stands among others, in both alphabets") {
  for (std::size_t before = 0; before < 6; ++before) {
    for (std::size_t after = 0; after < 4; ++after) {
      const std::string text = encode_base64url(as_bytes(std::string(before, '?') + kWord + std::string(after, '>')));
      INFO(text);
      CHECK(finds(text));
    }
  }
  const std::string bytes = "\xFB\xEF\xBE\xFB\xEF\xBE\xFF\xFF\xFF";  // nothing but - and _
  CHECK(Search({{"x", bytes}}).find_in(encode_base64url(as_bytes(bytes))).size() == 1);
  CHECK(Search({{"x", bytes}}).find_in("++++++++////").size() == 1);
}

TEST_CASE("search: packed text is found, also when the stream begins in the middle, breaks off, or lies in another") {
  const std::string text = "some words before " + kWord + " and many more after it, many more after it, many more after it";
  const std::string repeated = "Edith-Marlow Edith-Marlow Marlow-77 low-7731 " + text;
  REQUIRE(zlib(repeated).find(kWord) == std::string::npos);  // packed it can't be read
  for (const std::string& stream : {zlib(repeated), gzip(repeated)}) {
    CHECK(finds(stream));
    CHECK(finds(noise(513) + stream + noise(64)));
    CHECK(finds(noise(513) + stream.substr(0, stream.size() - 6)));
  }
  CHECK(finds(brotli(repeated)));
  CHECK(finds(noise(4096) + brotli(repeated)));
  CHECK(finds("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n" + brotli(repeated)));
  CHECK(finds(noise(513) + brotli(repeated), Brotli::everywhere));
  CHECK(finds(gzip(zlib(repeated))));
  CHECK(finds(zlib(brotli(encode_hex(as_bytes(repeated))))));
}

TEST_CASE("search: nothing is found where nothing is") {
  CHECK(search().find_in(noise(100'000)).empty());
  CHECK(search().find_in("").empty());
  CHECK(search().find_in("Edith-Marlow-773").empty());
  CHECK(search().find_in(encode_hex(as_bytes(kWord)).substr(1)).empty());
}

}  // namespace care::test
