// server/http/pages.h — the files of the web app, and the addresses that belong to it.
//
// Tests    tests/integration/headers_test.cpp
#pragma once

#include <string_view>

#include "server/gate/request.h"
#include "server/http/headers.h"

namespace care::server {

struct PageRequest {
  std::string_view path;
  std::string_view if_none_match;
  std::string_view accept_encoding;
};

// Headers included.
Response answer_page(const PageRequest& request, bool https_for_ever);

}  // namespace care::server
