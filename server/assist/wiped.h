// server/assist/wiped.h — text that leaves or comes back: wiped when it is no longer needed.
//
// Secrets  wiped on destruction; what a parser or the network library held of it is theirs, and is freed with the request
// Tests    tests/unit/server/assist/chat_stream_test.cpp
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "shared/base/secret_bytes.h"

namespace care::server {

inline void wipe(std::string& text) { care::wipe(text.data(), text.size()); }

class Wiped {
 public:
  explicit Wiped(std::string text) : text_(std::move(text)) {}
  Wiped(Wiped&& other) noexcept : text_(std::move(other.text_)) { wipe(other.text_); }
  Wiped& operator=(Wiped&&) = delete;
  ~Wiped() { wipe(text_); }
  std::string_view view() const { return text_; }

 private:
  std::string text_;
};

}  // namespace care::server
