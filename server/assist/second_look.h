// server/assist/second_look.h — what the device took out of a text is looked for once more before it leaves.
//
// Without a roster: names are the device's to find. An NHS number, a National Insurance number, a phone number, an e-mail address or
// a postcode that is still there is one too many, and the text stays here.
// Errors   assist_identifier_left; lists_invalid (the word lists are torn or missing: then nothing may leave at all)
// Tests    tests/integration/assist_test.cpp
#pragma once

#include <memory>
#include <string_view>

#include "shared/base/bytes.h"
#include "shared/base/result.h"

namespace care::server {

class SecondLook {
 public:
  static Result<SecondLook> create(BytesView lists);
  SecondLook(SecondLook&&) noexcept;
  SecondLook& operator=(SecondLook&&) = delete;
  ~SecondLook();

  Result<void> check(std::string_view text) const;

 private:
  struct Words;
  explicit SecondLook(std::unique_ptr<Words> words);
  std::unique_ptr<Words> words_;
};

// The word lists that were built into this program with the web app; empty where it was built without them.
BytesView redact_lists();

}  // namespace care::server
