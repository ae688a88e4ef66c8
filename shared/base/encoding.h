// shared/base/encoding.h — hex, base64, base64url, base32hex. One spelling each way: what encode() would
// not have written, decode() refuses (padding, stray bits, upper case where lower is ours).
//
// Errors   encoding_invalid
// Source   RFC 4648; base64url and base32hex without padding, base32hex in lower case
#pragma once

#include <string>
#include <string_view>

#include "shared/base/bytes.h"
#include "shared/base/result.h"

namespace care {

std::string encode_hex(BytesView bytes);
Result<Bytes> decode_hex(std::string_view text);

std::string encode_base64(BytesView bytes);
Result<Bytes> decode_base64(std::string_view text);

std::string encode_base64url(BytesView bytes);
void append_base64url(std::string& text, BytesView bytes);
Result<Bytes> decode_base64url(std::string_view text);

std::string encode_base32hex(BytesView bytes);
Result<Bytes> decode_base32hex(std::string_view text);

template <std::size_t N>
Result<ByteArray<N>> decode_base64url_exact(std::string_view text) {
  const Bytes bytes = CARE_TRY(decode_base64url(text));
  ByteArray<N> out{};
  if (!copy_exact(bytes, out)) return ErrorCode::encoding_invalid;
  return out;
}

}  // namespace care
