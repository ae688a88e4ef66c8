// server/http/headers.h — what every answer says about how it may be used.
//
// Source   architecture.md 8, e2ee design 6
// Tests    tests/integration/headers_test.cpp
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace care::server {

using Headers = std::vector<std::pair<std::string, std::string>>;

// Under localhost no answer may say that http is over: browsers would believe it of every other server of this machine too.
bool may_insist_on_https(std::string_view base_host);

// `https_for_ever`: with Strict-Transport-Security, for the host and those below it. Without `preload`: a list that others keep
// and that is hard to leave is the domain owner's to choose.
Headers headers_of_page(bool https_for_ever);
Headers headers_of_api(bool https_for_ever);

}  // namespace care::server
