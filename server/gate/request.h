// server/gate/request.h — one request and one answer, as the layers below the HTTP library see them.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "shared/base/bytes.h"
#include "shared/base/id.h"
#include "shared/base/json.h"
#include "shared/schema/routes.gen.h"

namespace care::server {

struct Request {
  RequestId id;
  const Route* route = nullptr;
  std::string method;
  std::string target;  // path with query, exactly as sent: what the proof covers
  std::map<std::string, std::string> parameters;  // of the route's path
  std::map<std::string, std::string> query;
  Bytes body;

  std::string host;    // as the client names it, without port
  std::string host_and_port;
  std::string origin;
  std::string fetch_site;
  std::string content_type;
  std::string session_cookie;
  std::string device_cookie;  // says which counter of wrong tries is this browser's
  std::string proof;
  std::string remote_ip;
  std::string user_agent;
  bool secure = true;  // https, or the demo's loopback
};

// Where an answer goes that is written while it comes into being.
class EventSink {
 public:
  virtual ~EventSink() = default;
  virtual bool send(std::string_view bytes) = 0;  // false: nobody reads it any more
  virtual bool open() const = 0;                  // whoever asked is still there
};

struct Response {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  // Instead of a body: called once, in the thread of the connection, after the head was sent.
  std::function<void(EventSink&)> stream{};
};

inline Response json_response(const Json& value, int status = 200) {
  Response out;
  out.status = status;
  out.body = encode_canonical(value);
  return out;
}

Response problem_response(const Error& error);
// For errors that say more, such as the current version of a record.
Response problem_response(const Error& error, std::string_view name, Json value);

// A parameter or query value as an id or number; what is not one names nothing.
template <typename IdType>
Result<IdType> path_id(const Request& request, const char* name) {
  const auto at = request.parameters.find(name);
  if (at == request.parameters.end()) return ErrorCode::not_found;
  auto id = IdType::parse(at->second);
  if (!id) return ErrorCode::not_found;
  return id;
}
Result<std::uint64_t> query_number(const Request& request, const char* name, std::uint64_t absent, std::uint64_t most);

}  // namespace care::server
