#include "tests/unit/redact/lists.h"

#include <fstream>
#include <iterator>
#include <string>

namespace care::redact {

const Lexicon& shipped_lexicon() {
  static const std::string bytes = [] {
    std::ifstream file(CARE_REDACT_LISTS, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  }();
  static const Lexicon lexicon = Lexicon::open(as_bytes(bytes)).value();
  return lexicon;
}

}  // namespace care::redact
