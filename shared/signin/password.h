// shared/signin/password.h — a typed password in the one form that is judged and hashed: NFC, UTF-8.
//
// A decomposed é (some phones) and a composed one (others) become the same bytes, so the same password opens.
// Errors   field_bad_text, password_too_long
// Secrets  wiped on destruction; the caller wipes what was typed
// Tests    tests/unit/signin/password_policy_test.cpp
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/signin/secret_text.h"

namespace care::signin {

inline constexpr std::size_t kPasswordMaxCharacters = 256;
inline constexpr std::size_t kPasswordMaxTypedBytes = 4096;

class Password {
 public:
  // Refuses what is not UTF-8, has control characters or exceeds 4 KiB; the other rules are password_policy.h's.
  static Result<Password> parse(BytesView typed_utf8);
  BytesView reveal() const { return text_.reveal(); }

 private:
  explicit Password(SecretText text) : text_(std::move(text)) {}
  SecretText text_;
};

}  // namespace care::signin
