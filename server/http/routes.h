// server/http/routes.h — from the row of the route table to its handler, through the gate.
//
// Tests    tests/unit/server/http/routes_test.cpp, tests/integration
#pragma once

#include "server/gate/gate.h"

namespace care::server {

struct MatchedRoute {
  const Route* route = nullptr;
  std::map<std::string, std::string> parameters;
  bool path_known = false;  // the path exists with another method
};
MatchedRoute match_route(std::string_view method, std::string_view path);

// Every answer of the API is made here: one place turns an Error into a status.
Response answer_request(Services& services, const Request& request);

}  // namespace care::server
