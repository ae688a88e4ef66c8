// tests/thief/search.h — looks for planted words in bytes, however they may lie there.
//
// As they are; UTF-16, both byte orders; hex, both cases; base64 and base64url at each of the three positions; and all of these inside
// zlib, gzip and Brotli streams, which begin anywhere, also streams within streams.
// Tests    tests/thief/search_test.cpp
#pragma once

#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace care::test {

struct Planted {
  std::string what, value;
};

// Brotli has no mark by which its streams could be told: `everywhere` tries each byte, `likely` the beginnings of pages and frames.
enum class Brotli : std::uint8_t { likely, everywhere };

class Search {
 public:
  explicit Search(std::vector<Planted> words);

  // What was found, by name.
  std::set<std::string> find_in(std::string_view bytes, Brotli brotli = Brotli::likely) const;
  const std::vector<Planted>& words() const { return words_; }

 private:
  struct Spelling {
    std::string bytes;
    std::size_t word;
  };
  void add(std::string bytes, std::size_t word);
  void find_plain(std::string_view bytes, std::set<std::string>& found) const;
  void find_packed(std::string_view bytes, Brotli brotli, int depth, std::set<std::string>& found) const;
  static std::size_t slot_of(const char* at);

  std::vector<Planted> words_;
  std::vector<Spelling> spellings_;
  std::vector<std::vector<std::uint32_t>> by_beginning_;  // spellings by a number made of their first four bytes
};

// All spellings of one word, each at least four bytes long.
std::vector<std::string> spellings_of(std::string_view word);

// The stream that begins here, unpacked as far as it goes and at most a megabyte of it; empty if none does.
std::string unpack_zlib(std::string_view bytes);    // gzip too
std::string unpack_brotli(std::string_view bytes);

}  // namespace care::test
