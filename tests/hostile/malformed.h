// tests/hostile/malformed.h — every way in which one part of an answer can be wrong: missing, of another type, empty, huge, cut off, one
// bit off. Lists are tried at their first and last item.
#pragma once

#include <functional>
#include <set>
#include <string>

#include "tests/hostile/victim.h"

namespace care::test {

struct Mutant {
  std::string where;  // "records.0.facets.1.bytes: cut off"
  Json answer;
};

// Calls `with` for each of them.
void for_each_mutant(const Json& answer, const std::function<void(const Mutant&)>& with);

// How often each outcome was met: a table in which nothing is refused, or nothing gets through, tries nothing.
struct Tally {
  std::size_t refused = 0, marked = 0, same = 0;
  std::set<std::string> codes;

  ~Tally() {
    for (const std::string& code : codes) check_told(code);
  }
  void refuse(const std::string& code) {
    ++refused;
    codes.insert(code);
  }
};

}  // namespace care::test
