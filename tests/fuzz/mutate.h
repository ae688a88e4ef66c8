// tests/fuzz/mutate.h — changes of an input: of its bytes, or of the JSON tree in it.
//
// Base64 in JSON in a length that is checked first: changing bytes alone would hardly get past the outermost reader.
#pragma once

#include <functional>
#include <optional>

#include "tests/fuzz/fuzz.h"
#include "tests/support/test_random.h"

namespace care::fuzz {

using ChangeBytes = std::function<Bytes(Bytes)>;

// One to four small changes: bits, bytes, runs removed, doubled, swapped with another input's, numbers at their limits.
Bytes change_bytes(Bytes input, const Inputs& others, test::TestRandom& random);

// One place of the tree, written back canonically; nothing where the input holds no JSON. Bytes inside base64url are changed by
// `change`, within their encoding.
std::optional<Bytes> change_json(BytesView input, std::size_t json_at, const ChangeBytes& change, test::TestRandom& random);

}  // namespace care::fuzz
