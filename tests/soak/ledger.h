// tests/soak/ledger.h — everything that clients were told is stored, held against what a data directory has.
//
// Asks     the entry stands at the index of its receipt, byte for byte, under the signature; the receipt's proof leads to the
//          receipt's head, which is a state of this log; the entry is included in the newest head; the record's version is there
//          with the envelopes that were sent; each statement stands in the log once, and every key's numbers are dense;
//          the high-water mark is at or above every head that a client holds
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "shared/base/id.h"
#include "tests/soak/writer.h"

namespace care::soak {

class Ledger {
 public:
  void add(std::vector<Acknowledged> more);
  std::size_t size() const { return entries_.size(); }
  // A new home: the name of its folder in data/.
  void begin(std::string home);

  // `folder` holds master.key and data/, which no server has open: a copy, since looking changes files. What is wrong, in words.
  std::vector<std::string> check(const std::filesystem::path& folder);

 private:
  struct Entry {
    Bytes body;
    Bytes signature;
    std::vector<Bytes> facets;
    std::uint64_t index = 0;
    std::string note;
    std::vector<Hash32> proof;
  };
  class Check;
  std::string home_;
  std::vector<Entry> entries_;
};

}  // namespace care::soak
