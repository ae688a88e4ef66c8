// shared/signin/utf8.h — UTF-8 to code points and back, for text that may be secret.
//
// Errors   field_bad_text (not UTF-8: overlong, surrogate, beyond U+10FFFF, cut short)
// Secrets  CodePoints is wiped; it never grows beyond what it was made for, so no copy stays behind
// Tests    tests/unit/signin/nfc_test.cpp
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/base/secret_bytes.h"
#include "shared/signin/secret_text.h"

#include <utility>
#include <vector>

namespace care::signin {

class CodePoints {
 public:
  explicit CodePoints(std::size_t capacity) { points_.reserve(capacity); }
  CodePoints(CodePoints&& other) noexcept : points_(std::exchange(other.points_, {})) {}
  CodePoints& operator=(CodePoints&&) = delete;
  CodePoints(const CodePoints&) = delete;
  CodePoints& operator=(const CodePoints&) = delete;
  ~CodePoints() { wipe(points_.data(), points_.size() * sizeof(char32_t)); }

  void push_back(char32_t point) {
    CARE_CHECK(points_.size() < points_.capacity());
    points_.push_back(point);
  }
  std::size_t size() const { return points_.size(); }
  char32_t& operator[](std::size_t i) { return points_[i]; }
  char32_t operator[](std::size_t i) const { return points_[i]; }
  auto begin() const { return points_.begin(); }
  auto end() const { return points_.end(); }
  auto begin() { return points_.begin(); }

 private:
  std::vector<char32_t> points_;
};

Result<CodePoints> decode_utf8(BytesView utf8);
SecretText encode_utf8(const CodePoints& points);

}  // namespace care::signin
