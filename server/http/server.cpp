#include "server/http/server.h"

#include <httplib.h>
#include <openssl/ssl.h>

#include <fstream>
#include <sstream>

#include "server/http/headers.h"
#include "server/http/openapi.gen.h"
#include "server/http/routes.h"
#include "server/web_assets.gen.h"
#include "shared/audit/decimal.h"

namespace care::server {
namespace {

constexpr std::size_t kMaxBodyBytes = 4 * 1024 * 1024;  // the largest of any route; each has its own below that
constexpr time_t kReadSeconds = 10;
constexpr time_t kKeepAliveSeconds = 30;

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::string without_port(std::string_view host) {
  if (host.starts_with('[')) return std::string(host.substr(0, host.find(']') + 1));
  return std::string(host.substr(0, host.find(':')));
}

std::string lower(std::string text) {
  for (char& letter : text) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return text;
}

std::string cookie_of(std::string_view cookies, std::string_view name) {
  while (!cookies.empty()) {
    const std::size_t end = std::min(cookies.find(';'), cookies.size());
    std::string_view one = cookies.substr(0, end);
    while (one.starts_with(' ')) one.remove_prefix(1);
    if (one.size() > name.size() && one.starts_with(name) && one[name.size()] == '=') {
      return std::string(one.substr(name.size() + 1));
    }
    cookies.remove_prefix(std::min(end + 1, cookies.size()));
  }
  return {};
}

bool is_api(std::string_view path) { return path.starts_with("/api/"); }

void put(const Response& from, const Headers& headers, httplib::Response& to) {
  to.status = from.status;
  to.set_content(from.body, from.content_type);
  for (const auto& [name, value] : headers) to.set_header(name, value);
  for (const auto& [name, value] : from.headers) to.headers.emplace(name, value);
}

void put_asset(const WebAsset& asset, const httplib::Request& request, bool secure, httplib::Response& response) {
  const std::string etag = "\"" + std::string(asset.sha256.substr(0, 32)) + "\"";
  for (const auto& [name, value] : headers_of_page(secure)) response.set_header(name, value);
  response.set_header("ETag", etag);
  response.set_header("Vary", "Accept-Encoding");
  // Names under /assets/ carry the hash of what they hold; everything else is asked for each time.
  response.set_header("Cache-Control", asset.path.starts_with("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
  if (request.get_header_value("If-None-Match") == etag) {
    response.status = 304;
    return;
  }
  const std::string accepted = request.get_header_value("Accept-Encoding");
  std::span<const unsigned char> bytes = asset.plain;
  if (!asset.brotli.empty() && accepted.find("br") != std::string::npos) {
    bytes = asset.brotli;
    response.set_header("Content-Encoding", "br");
  } else if (!asset.gzip.empty() && accepted.find("gzip") != std::string::npos) {
    bytes = asset.gzip;
    response.set_header("Content-Encoding", "gzip");
  }
  response.status = 200;
  response.set_content(reinterpret_cast<const char*>(bytes.data()), bytes.size(), std::string(asset.content_type));
}

}  // namespace

struct HttpServer::State {
  ListenOptions options;
  Services& services;
  Metrics& metrics;
  std::function<bool()> ready;
  std::unique_ptr<httplib::Server> people;
  std::unique_ptr<httplib::Server> admin;
  std::thread admin_thread;
  std::mutex life_mutex;
  bool running = false;
  bool stopped = false;
  int port = 0;
  bool secure = true;

  Request make_request(const httplib::Request& from, const MatchedRoute& matched) const;
  void answer_api(const httplib::Request& from, httplib::Response& to);
  void answer_page(const httplib::Request& from, httplib::Response& to) const;
  bool refuse_early(const httplib::Request& from, httplib::Response& to) const;
  Result<void> open();
  void open_admin();
};

Request HttpServer::State::make_request(const httplib::Request& from, const MatchedRoute& matched) const {
  Request out;
  out.id = make_id<RequestId>(services.random);
  out.route = matched.route;
  out.parameters = matched.parameters;
  out.method = from.method;
  out.target = from.target;
  for (const auto& [name, value] : from.params) out.query.emplace(name, value);
  out.body = to_bytes(as_bytes(from.body));
  out.host_and_port = lower(from.get_header_value("Host"));
  out.host = without_port(out.host_and_port);
  out.origin = from.get_header_value("Origin");
  out.fetch_site = from.get_header_value("Sec-Fetch-Site");
  const std::string type = lower(from.get_header_value("Content-Type"));
  out.content_type = type.substr(0, std::min(type.find(';'), type.size()));
  const std::string cookies = from.get_header_value("Cookie");
  out.session_cookie = cookie_of(cookies, kSessionCookie);
  out.device_cookie = cookie_of(cookies, "__Host-careseal-device");
  out.proof = from.get_header_value("Careseal-Proof");
  out.remote_ip = from.remote_addr;
  for (const std::string& proxy : options.trusted_proxies) {
    if (proxy != from.remote_addr) continue;
    const std::string chain = from.get_header_value("X-Forwarded-For");
    const std::size_t comma = chain.rfind(',');
    std::string last = comma == std::string::npos ? chain : chain.substr(comma + 1);
    while (last.starts_with(' ')) last.erase(0, 1);
    if (!last.empty() && last.size() <= 45) out.remote_ip = last;
  }
  out.user_agent = from.get_header_value("User-Agent").substr(0, 256);
  out.secure = secure;
  return out;
}

void HttpServer::State::answer_api(const httplib::Request& from, httplib::Response& to) {
  const auto started = std::chrono::steady_clock::now();
  const MatchedRoute matched = match_route(from.method, from.path);
  if (matched.route == nullptr) {
    put(problem_response(matched.path_known ? ErrorCode::method_not_allowed : ErrorCode::route_unknown),
        headers_of_api(secure), to);
    return;
  }
  const Request request = make_request(from, matched);
  const Response response = answer_request(services, request);
  put(response, headers_of_api(secure), to);
  to.set_header("Careseal-Request", request.id.text());
  const auto elapsed = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - started);
  metrics.count(matched.route->handler, response.status, static_cast<std::uint64_t>(elapsed.count()));
  services.log.info({.event = "request",
                     .request = request.id,
                     .workspace = {},
                     .route = FieldName::from_table(name_of(matched.route->handler)),
                     .status = static_cast<std::uint16_t>(response.status),
                     .ms = static_cast<std::uint32_t>(elapsed.count() / 1000),
                     .code = {},
                     .count = {}});
}

void HttpServer::State::answer_page(const httplib::Request& from, httplib::Response& to) const {
  if (from.path == "/openapi.json") {
    Response out;
    out.body = std::string(kOpenApi);
    put(out, headers_of_api(secure), to);
    return;
  }
  const std::string path = from.path == "/" ? "/index.html" : from.path == "/source" ? "/source.tar.gz" : from.path;
  if (const WebAsset* asset = find_web_asset(path)) {
    put_asset(*asset, from, secure, to);
    if (from.path == "/source") to.set_header("Content-Disposition", "attachment; filename=\"careseal-source.tar.gz\"");
    return;
  }
  // Addresses of pages belong to the app; a file that is not there is not.
  const bool looks_like_file = from.path.rfind('.') != std::string::npos;
  const WebAsset* index = find_web_asset("/index.html");
  if (!looks_like_file && index != nullptr) {
    put_asset(*index, from, secure, to);
    return;
  }
  put(problem_response(ErrorCode::route_unknown), headers_of_api(secure), to);
}

// Before a byte of the body is read: unknown routes, wrong methods, bodies over the route's limit.
// The library would share the address (SO_REUSEPORT): a second server would start, and each would get some of the visitors.
void own_address(socket_t socket) {
  const int yes = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

bool HttpServer::State::refuse_early(const httplib::Request& from, httplib::Response& to) const {
  const auto refuse = [&](ErrorCode code) {
    put(problem_response(code), headers_of_api(secure), to);
    to.set_header("Connection", "close");
    return true;
  };
  if (from.get_header_value_count("Host") != 1) return refuse(ErrorCode::header_invalid);
  if (from.has_header("Transfer-Encoding")) return refuse(ErrorCode::header_invalid);
  if (from.get_header_value_count("Content-Length") > 1) return refuse(ErrorCode::header_invalid);
  if (!is_api(from.path)) {
    if (from.method != "GET" && from.method != "HEAD") return refuse(ErrorCode::method_not_allowed);
    return false;
  }
  const MatchedRoute matched = match_route(from.method, from.path);
  if (matched.route == nullptr) {
    return refuse(matched.path_known ? ErrorCode::method_not_allowed : ErrorCode::route_unknown);
  }
  // The library would take such a body apart before anybody asked for it.
  if (from.is_multipart_form_data()) return refuse(ErrorCode::content_type_wrong);
  const std::string length = from.get_header_value("Content-Length");
  if (!length.empty()) {
    const auto bytes = audit::parse_decimal(length);
    if (!bytes) return refuse(ErrorCode::header_invalid);
    if (*bytes > matched.route->max_body_bytes) return refuse(ErrorCode::body_too_large);
  }
  return false;
}

Result<void> HttpServer::State::open() {
  secure = options.tls.has_value();
  if (secure) {
    const auto tls = *options.tls;
    people = std::make_unique<httplib::SSLServer>([tls](httplib::tls::ctx_t context) {
      auto* ctx = static_cast<SSL_CTX*>(context);
      return SSL_CTX_set_min_proto_version(ctx, TLS1_3_VERSION) == 1 &&
             SSL_CTX_use_certificate_chain_file(ctx, tls.certificate.c_str()) == 1 &&
             SSL_CTX_use_PrivateKey_file(ctx, tls.key.c_str(), SSL_FILETYPE_PEM) == 1;
    });
    if (!people->is_valid()) return ErrorCode::certificate_invalid;
  } else {
    // Without TLS only this machine may listen: the demo, where browsers treat *.localhost as secure.
    if (options.address != "127.0.0.1" && options.address != "::1" && options.address != "localhost") {
      return Error(ErrorCode::config_invalid, "listen");
    }
    people = std::make_unique<httplib::Server>();
  }
  people->set_socket_options(own_address);
  people->new_task_queue = [this] { return new httplib::ThreadPool(8, options.threads, 4096); };
  people->set_payload_max_length(kMaxBodyBytes);
  people->set_read_timeout(kReadSeconds);
  people->set_write_timeout(kReadSeconds);
  people->set_keep_alive_timeout(kKeepAliveSeconds);
  people->set_keep_alive_max_count(1'000'000);
  people->set_tcp_nodelay(true);
  people->set_pre_routing_handler([this](const httplib::Request& from, httplib::Response& to) {
    return refuse_early(from, to) ? httplib::Server::HandlerResponse::Handled
                                  : httplib::Server::HandlerResponse::Unhandled;
  });
  // The library reports its own refusals (malformed requests, too long, timed out) here.
  people->set_error_handler([this](const httplib::Request&, httplib::Response& to) {
    if (!to.body.empty()) return;
    ErrorCode code = ErrorCode::json_malformed;
    if (to.status == 404) code = ErrorCode::route_unknown;
    if (to.status == 408) code = ErrorCode::timeout;
    if (to.status == 413) code = ErrorCode::body_too_large;
    if (to.status >= 500) code = ErrorCode::internal;
    const int status = to.status;
    put(problem_response(code), headers_of_api(secure), to);
    to.status = status;
  });
  // The one place where a library may throw at us.
  people->set_exception_handler([this](const httplib::Request&, httplib::Response& to, std::exception_ptr) {
    services.log.error({.event = "exception", .code = ErrorCode::internal});
    put(problem_response(ErrorCode::internal), headers_of_api(secure), to);
  });
  const auto any = [this](const httplib::Request& from, httplib::Response& to) {
    if (is_api(from.path)) {
      answer_api(from, to);
    } else {
      answer_page(from, to);
    }
  };
  people->Get(".*", any);
  people->Post(".*", any);
  people->Delete(".*", any);
  if (options.port == 0) {
    port = people->bind_to_any_port(options.address);
  } else {
    port = people->bind_to_port(options.address, options.port) ? options.port : -1;
  }
  if (port <= 0) return Error(ErrorCode::config_invalid, "listen");
  return {};
}

void HttpServer::State::open_admin() {
  if (options.admin_port == 0) return;
  admin = std::make_unique<httplib::Server>();
  admin->set_socket_options(own_address);
  admin->new_task_queue = [] { return new httplib::ThreadPool(1, 4); };
  admin->Get("/healthz", [](const httplib::Request&, httplib::Response& to) { to.set_content("ok\n", "text/plain"); });
  admin->Get("/readyz", [this](const httplib::Request&, httplib::Response& to) {
    const bool fine = ready();
    to.status = fine ? 200 : 503;
    to.set_content(fine ? "ready\n" : "not ready\n", "text/plain");
  });
  admin->Get("/metrics", [this](const httplib::Request&, httplib::Response& to) {
    to.set_content(metrics.text(services.registry.open_count(), services.build), "text/plain; version=0.0.4");
  });
  if (!admin->bind_to_port(options.admin_address, options.admin_port)) {
    services.log.warn({.event = "admin_listener_unavailable"});
    admin.reset();
    return;
  }
  admin_thread = std::thread([this] { admin->listen_after_bind(); });
}

HttpServer::HttpServer(std::unique_ptr<State> state) : state_(std::move(state)) {}

HttpServer::~HttpServer() {
  stop();
  if (state_->admin_thread.joinable()) state_->admin_thread.join();
}

Result<std::unique_ptr<HttpServer>> HttpServer::listen(const ListenOptions& options, Services& services, Metrics& metrics,
                                                       std::function<bool()> ready) {
  auto state = std::unique_ptr<State>(new State{.options = options,
                                                .services = services,
                                                .metrics = metrics,
                                                .ready = std::move(ready),
                                                .people = nullptr,
                                                .admin = nullptr,
                                                .admin_thread = {},
                                                .life_mutex = {}});
  CARE_TRY(state->open());
  state->open_admin();
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(state)));
}

std::uint16_t HttpServer::port() const { return static_cast<std::uint16_t>(state_->port); }

void HttpServer::run() {
  {
    const std::lock_guard lock(state_->life_mutex);
    if (state_->stopped) return;
    state_->running = true;
  }
  state_->people->listen_after_bind();
}

// The library forgets a stop that comes before it listens, so one that comes early waits for that moment.
void HttpServer::stop() {
  bool running = false;
  {
    const std::lock_guard lock(state_->life_mutex);
    if (state_->stopped) return;
    state_->stopped = true;
    running = state_->running;
  }
  if (running) {
    state_->people->wait_until_ready();
    state_->people->stop();
  }
  if (state_->admin) {
    state_->admin->wait_until_ready();
    state_->admin->stop();
  }
}

Result<void> HttpServer::reload_certificate() {
  if (!state_->options.tls) return {};
  const std::string certificate = read_file(state_->options.tls->certificate);
  const std::string key = read_file(state_->options.tls->key);
  auto& people = static_cast<httplib::SSLServer&>(*state_->people);
  if (!people.update_certs_pem(certificate.c_str(), key.c_str())) return ErrorCode::certificate_invalid;
  return {};
}

}  // namespace care::server
