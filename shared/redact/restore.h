// shared/redact/restore.h — puts back into an answer what its placeholders stand for, also while the answer is still coming.
//
// Placeholders are read as placeholder.h says. One that this conversation never gave stays as it is, and is named.
// Shapes   restore(redact(text)) is the text; chunks may end anywhere, inside a character as well
// Errors   none: every answer can be read
// Tests    tests/unit/redact/restore_test.cpp
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/redact/conversation.h"

namespace care::redact {

struct RestoredText {
  std::string text;
  std::vector<Span> restored;        // bytes of `text` that were put back; their type is not set
  std::vector<std::string> unknown;  // as the answer wrote them, each once, at most kMostUnknown
};
inline constexpr std::size_t kMostUnknown = 100;

RestoredText restore(const Conversation& conversation, std::string_view answer);

// Borrows the conversation, in which nothing may be redacted before finish().
class Restorer {
 public:
  explicit Restorer(const Conversation& conversation) : conversation_(conversation) {}

  // What is decided by now: whatever may be the beginning of a placeholder waits for the next chunk.
  RestoredText add(std::string_view chunk);
  // The rest. Nothing may be added after it.
  RestoredText finish();

 private:
  RestoredText go_on(bool whole);
  void put_back(RestoredText& out, const Sighting& sighting);
  void put_back(RestoredText& out, const WrittenDate& date);
  void report(RestoredText& out, std::string_view written);

  const Conversation& conversation_;
  PlaceholderReader reader_;
  std::string waiting_;      // the last bytes that were given out, to look back at, and those that wait
  std::size_t given_ = 0;    // how many of them were given out
  std::vector<std::string> reported_;
};

}  // namespace care::redact
