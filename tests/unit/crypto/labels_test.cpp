#include "shared/crypto/labels.h"

#include "tests/support/catch.h"

#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>

namespace care::crypto {

// Read from the source, so that a label added tomorrow is in the test.
TEST_CASE("labels: all differ, start with the product and version, and are plain ASCII without zero bytes") {
  std::ifstream file("shared/crypto/labels.h");
  REQUIRE(file.good());
  std::ostringstream source;
  source << file.rdbuf();
  const std::string text = source.str();
  const std::regex pattern("string_view k[A-Za-z0-9]+ = \"([^\"]*)\"");
  std::set<std::string> seen;
  for (auto at = std::sregex_iterator(text.begin(), text.end(), pattern); at != std::sregex_iterator(); ++at) {
    const std::string label = (*at)[1];
    CAPTURE(label);
    CHECK(seen.insert(label).second);
    CHECK((label.rfind("careseal/v1/", 0) == 0 || label.rfind("careseal/audit/v1/", 0) == 0));
    CHECK(label.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789/-") == std::string::npos);
    CHECK(label.size() <= 48);
  }
  CHECK(seen.size() >= 23);
  CHECK(seen.count(std::string(labels::kMessage)) == 1);
}

}  // namespace care::crypto
