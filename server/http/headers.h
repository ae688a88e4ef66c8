// server/http/headers.h — what every answer says about how it may be used.
//
// Source   architecture.md 8, e2ee design 6
// Tests    tests/integration/headers_test.cpp
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace care::server {

using Headers = std::vector<std::pair<std::string, std::string>>;

// `secure` is false only for the demo on loopback, where HSTS would make no sense.
Headers headers_of_page(bool secure);
Headers headers_of_api(bool secure);

}  // namespace care::server
