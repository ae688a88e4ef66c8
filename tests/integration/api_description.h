// tests/integration/api_description.h — holds every exchange of these tests against /openapi.json, the API's own description.
//
// A route that takes or answers something else than it says there fails by the name of the route and of the member. What was met is
// remembered, so that a member which is described and never sent is found as well.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "shared/base/json.h"

namespace care::test {

struct Exchange {
  const std::string& method;
  const std::string& target;  // path with query
  const std::string& request_body;
  int status;
  const std::string& content_type;
  const Json& answer;
  std::string_view answer_body{};  // of a stream of events
};

class ApiDescription {
 public:
  static ApiDescription& instance();

  // What differs, one sentence each; nothing if all is as described. Requests count only where they were accepted.
  std::vector<std::string> differences(const Exchange& exchange);
  // A value against one of the named shapes.
  std::vector<std::string> differences(const std::string& shape, const Json& value);

  // Routes ("getHome") and members ("getHome answer.name", "Wrap.kind") that are described, and those that came by. With a question
  // mark: a message without the member, for those that may be absent.
  std::set<std::string> described() const;
  const std::set<std::string>& met() const { return met_; }

 private:
  ApiDescription();
  Json document_;
  std::set<std::string> met_;
};

}  // namespace care::test
