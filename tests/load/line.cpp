#include "tests/load/line.h"

#include <httplib.h>

namespace care::load {

struct Line::Http {
  std::unique_ptr<httplib::ClientImpl> client;
};

Line::Line(Where where) : where_(std::move(where)), http_(std::make_unique<Http>()) {
  if (where_.tls) {
    auto tls = std::make_unique<httplib::SSLClient>("127.0.0.1", where_.port);
    tls->enable_server_certificate_verification(false);  // the server's own authority, on loopback
    http_->client = std::move(tls);
  } else {
    http_->client = std::make_unique<httplib::ClientImpl>("127.0.0.1", where_.port);
  }
  http_->client->set_keep_alive(true);
  http_->client->set_tcp_nodelay(true);
  http_->client->set_read_timeout(30);
}
Line::~Line() = default;
Line::Line(Line&&) noexcept = default;

Reply Line::send(const std::string& method, const std::string& path, const Headers& headers, const std::string& body) {
  const std::string host = where_.name + ":" + std::to_string(where_.port);
  httplib::Request request;
  request.method = method;
  request.path = path;
  request.set_header("Host", host);
  request.set_header("Origin", (where_.tls ? "https://" : "http://") + host);
  if (method == "POST") request.set_header("Content-Type", "application/json");
  for (const auto& [name, value] : headers) request.set_header(name, value);
  request.body = body;
  auto answer = http_->client->send(request);
  if (!answer) return {};
  Reply reply{answer->status, std::move(answer->body), {}};
  for (const auto& [name, value] : answer->headers) {
    if (name == "Set-Cookie") reply.cookies.push_back(value.substr(0, value.find(';')));
  }
  return reply;
}

}  // namespace care::load
