#include "server/http/server.h"

#include <array>
#include <limits>

#include <httplib.h>
#include <poll.h>

#include "server/http/headers.h"
#include "server/http/listener.h"
#include "server/http/pages.h"
#include "server/http/request_head.h"
#include "server/http/routes.h"
#include "shared/base/decimal.h"
#include "shared/base/secret_bytes.h"

namespace care::server {
namespace {

constexpr std::size_t kMaxBodyBytes = 4 * 1024 * 1024;  // the largest of any route; each has its own below that
constexpr std::size_t kOneRecordBytes = 16 * 1024;       // of TLS
constexpr std::chrono::seconds kHeaderTime{10};         // all headers of a request, from their first byte
constexpr std::chrono::seconds kPageTime{120};          // a file of the web app, over the slowest mobile network
constexpr std::chrono::seconds kIdleTime{30};
constexpr std::chrono::seconds kEventTime{10};          // each piece of an answer that is written while it comes into being
constexpr std::chrono::seconds kGoodbyeTime{2};         // a refused body is read away for so long, or its sender would not see the answer

std::string lower(std::string text) {
  for (char& letter : text) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return text;
}

bool is_api(std::string_view path) { return path.starts_with("/api/"); }

// What a handler writes while its answer comes into being, to the library.
class Events final : public EventSink {
 public:
  explicit Events(httplib::DataSink& sink) : sink_(sink) {}
  bool send(std::string_view bytes) override { return sink_.write(bytes.data(), bytes.size()); }
  bool open() const override { return sink_.is_writable(); }

 private:
  httplib::DataSink& sink_;
};

void put(Response from, httplib::Response& to) {
  to.status = from.status;
  if (from.stream) {
    to.set_chunked_content_provider(from.content_type, [write = std::move(from.stream)](std::size_t, httplib::DataSink& sink) {
      Events events(sink);
      write(events);
      const bool whole = events.open();
      sink.done();
      return whole;
    });
  } else if (!from.content_type.empty()) {
    to.set_content(std::move(from.body), from.content_type);
  }
  for (const auto& [name, value] : from.headers) to.set_header(name, value);
}

void put(Response from, const Headers& headers, httplib::Response& to) {
  put(std::move(from), to);
  for (const auto& [name, value] : headers) to.set_header(name, value);
}

// A connection as the library reads and writes it. What is read of a request has one limit of time, its answer the same again.
class Stream final : public httplib::Stream {
 public:
  explicit Stream(Connection& connection) : connection_(connection) { allow(kHeaderTime); }
  void allow(std::chrono::seconds time) {
    time_ = time;
    answering_ = false;
    connection_.set_deadline(std::chrono::steady_clock::now() + time_);
  }
  bool is_readable() const override { return connection_.has_input(); }
  bool wait_readable() const override { return connection_.has_input() || connection_.wait(POLLIN); }
  bool wait_writable() const override { return connection_.wait(POLLOUT); }
  bool is_peer_alive() const override { return connection_.is_peer_there(); }
  ssize_t read(char* to, std::size_t size) override {
    if (head_read_ < head_.size()) {
      const std::size_t taken = head_.copy(to, size, head_read_);
      head_read_ += taken;
      return static_cast<ssize_t>(taken);
    }
    return flush() ? connection_.read(to, size) : -1;
  }
  // What is read before anything else. False: the client ended, or took too long.
  bool receive_head(std::string& head) {
    char byte = 0;
    while (head.size() <= kMaxHeadBytes && !head.ends_with("\r\n\r\n")) {
      if (connection_.read(&byte, 1) != 1) return false;
      head += byte;
    }
    return true;
  }
  void give_head(std::string head) { head_ = std::move(head); }
  // The library writes head and body apart; here the head waits for its body, so that a small answer is one record and one packet.
  ssize_t write(const char* from, std::size_t size) override {
    const std::string_view bytes(from, size);
    const bool head = bytes.starts_with("HTTP/1.1 ") && !bytes.starts_with("HTTP/1.1 1");
    if (head) {
      const std::string_view fields = bytes.substr(0, bytes.find("\r\n\r\n"));
      said_goodbye_ = fields.find("\r\nConnection: close") != std::string_view::npos;
      in_pieces_ = fields.find("\r\nTransfer-Encoding: chunked") != std::string_view::npos;
      held_.assign(bytes);
      return static_cast<ssize_t>(size);
    }
    if (held_.size() + size <= kOneRecordBytes) {
      held_.append(bytes);
      return flush() ? static_cast<ssize_t>(size) : -1;
    }
    return flush() && send(bytes) ? static_cast<ssize_t>(size) : -1;
  }
  bool flush() { return send(std::exchange(held_, {})); }
  using httplib::Stream::write;
  // The answer's head, which the library writes at once, says that nothing may follow: what is left of the request is no request.
  bool said_goodbye() const { return said_goodbye_; }
  void get_remote_ip_and_port(std::string& ip, int& port) const override {
    ip = connection_.peer().ip;
    port = connection_.peer().port;
  }
  void get_local_ip_and_port(std::string&, int&) const override {}
  socket_t socket() const override { return connection_.socket(); }
  time_t duration() const override { return 0; }

 private:
  bool send(std::string_view bytes) {
    if (bytes.empty()) return true;
    // How long an answer in pieces takes is for whoever writes it to limit; each piece must be taken in time.
    if (!std::exchange(answering_, true) || in_pieces_) {
      connection_.set_deadline(std::chrono::steady_clock::now() + (in_pieces_ ? kEventTime : time_));
    }
    if (!connection_.write(bytes)) return false;
    if (said_goodbye_) connection_.set_deadline(std::chrono::steady_clock::now() + kGoodbyeTime);
    return true;
  }

  Connection& connection_;
  std::string head_;
  std::size_t head_read_ = 0;
  std::string held_;
  std::chrono::seconds time_{};
  bool answering_ = false;
  bool said_goodbye_ = false;
  bool in_pieces_ = false;
};

// The library takes requests apart and puts answers together; accepting, waiting and threads are the listener's.
class Parser final : public httplib::Server {
 public:
  // A library that listens on nothing takes itself for one that is shutting down, and then breaks off answers in pieces.
  Parser() { svr_sock_ = std::numeric_limits<socket_t>::max(); }
  using httplib::Server::process_request;
};

std::chrono::seconds time_of(const httplib::Request& request) {
  if (!is_api(request.path)) return kPageTime;
  const MatchedRoute matched = match_route(request.method, request.path);
  return matched.route == nullptr ? kHeaderTime : std::chrono::seconds(matched.route->max_seconds);
}

// The library would share the address (SO_REUSEPORT): a second server would start, and each would get some of the visitors.
void own_address(socket_t socket) {
  const int yes = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

}  // namespace

struct HttpServer::State {
  ListenOptions options;
  Services& services;
  Metrics& metrics;
  std::function<bool()> ready;
  Parser people{};
  std::unique_ptr<Listener> listener{};
  std::unique_ptr<httplib::Server> admin{};
  std::thread admin_thread{};
  std::atomic<bool> admin_stopped{false};
  bool secure = true;
  bool https_for_ever = true;

  Request make_request(const httplib::Request& from, const MatchedRoute& matched) const;
  void answer_api(const httplib::Request& from, httplib::Response& to);
  bool refuse_early(const httplib::Request& from, httplib::Response& to) const;
  void refuse_head(Connection& connection) const;
  Listener::After serve(Connection& connection, bool last);
  void set_up_people();
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
    // What the proxy itself added is at the end of the last one; what is before that anybody may have sent.
    const std::size_t lines = from.get_header_value_count("X-Forwarded-For");
    const std::string chain = from.get_header_value("X-Forwarded-For", "", lines == 0 ? 0 : lines - 1);
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
        headers_of_api(https_for_ever), to);
    return;
  }
  Request request = make_request(from, matched);
  Response response = answer_request(services, request);
  wipe(request.body);  // sign-in messages, and texts that only pass through
  const int status = response.status;
  put(std::move(response), headers_of_api(https_for_ever), to);
  to.set_header("Careseal-Request", request.id.text());
  const auto elapsed = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - started);
  metrics.count(matched.route->handler, status, static_cast<std::uint64_t>(elapsed.count()));
  services.log.info({.event = "request",
                     .request = request.id,
                     .workspace = {},
                     .route = FieldName::from_table(name_of(matched.route->handler)),
                     .status = static_cast<std::uint16_t>(status),
                     .ms = static_cast<std::uint32_t>(elapsed.count() / 1000),
                     .code = {},
                     .count = {}});
}

// Before a byte of the body is read: unknown routes, wrong methods, bodies over the route's limit.
bool HttpServer::State::refuse_early(const httplib::Request& from, httplib::Response& to) const {
  const auto refuse = [&](ErrorCode code) {
    put(problem_response(code), headers_of_api(https_for_ever), to);
    to.set_header("Connection", "close");
    return true;
  };
  const auto length = parse_decimal(from.get_header_value("Content-Length", "0"));
  const std::uint64_t bytes = length ? *length : kMaxBodyBytes + 1;
  if (!is_api(from.path)) {
    if (from.method != "GET" && from.method != "HEAD") return refuse(ErrorCode::method_not_allowed);
    return bytes > 0 && refuse(ErrorCode::body_too_large);
  }
  // A route has one spelling: what a proxy was told about an address must not be said of another.
  if (from.target.substr(0, from.target.find('?')) != from.path) return refuse(ErrorCode::route_unknown);
  const MatchedRoute matched = match_route(from.method, from.path);
  if (matched.route == nullptr) {
    return refuse(matched.path_known ? ErrorCode::method_not_allowed : ErrorCode::route_unknown);
  }
  // The library would take such a body apart before anybody asked for it.
  if (from.is_multipart_form_data()) return refuse(ErrorCode::content_type_wrong);
  return bytes > matched.route->max_body_bytes && refuse(ErrorCode::body_too_large);
}

// A head that has no one meaning: said so, and read away as far as it came, or the answer might be lost with what was not read.
void HttpServer::State::refuse_head(Connection& connection) const {
  Response answer = problem_response(ErrorCode::header_invalid);
  std::string text = "HTTP/1.1 " + std::to_string(answer.status) + " Bad Request\r\nContent-Type: " + answer.content_type +
                     "\r\nContent-Length: " + std::to_string(answer.body.size()) + "\r\nConnection: close\r\n";
  for (const auto& [name, value] : headers_of_api(https_for_ever)) text.append(name).append(": ").append(value).append("\r\n");
  if (!connection.write(text.append("\r\n").append(answer.body))) return;
  connection.set_deadline(std::chrono::steady_clock::now());
  std::array<char, 4096> rest{};
  for (int reads = 0; reads < 64 && connection.read(rest.data(), rest.size()) > 0; ++reads) {
  }
}

Listener::After HttpServer::State::serve(Connection& connection, bool last) {
  Stream stream(connection);
  const Peer& peer = connection.peer();
  bool closes = last;
  // What handlers throw ends in the exception handler below; this is for the library's own reading and writing.
  try {
    std::string head;
    if (!stream.receive_head(head)) return Listener::After::close;
    auto judged = judge_head(head);
    if (!judged) {
      refuse_head(connection);
      return Listener::After::close;
    }
    stream.give_head(std::move(judged).value());
    const bool answered = people.process_request(stream, peer.ip, peer.port, {}, 0, last, closes,
                                                 [&](const httplib::Request& request) { stream.allow(time_of(request)); });
    return stream.flush() && answered && !closes && !stream.said_goodbye() ? Listener::After::keep : Listener::After::close;
  } catch (const std::exception&) {
    services.log.error({.event = "exception", .code = ErrorCode::internal});
    return Listener::After::close;
  }
}

void HttpServer::State::set_up_people() {
  people.set_payload_max_length(kMaxBodyBytes);
  people.set_keep_alive_timeout(kIdleTime.count());  // only for the header that tells it
  people.set_keep_alive_max_count(1'000'000);
  people.set_pre_routing_handler([this](const httplib::Request& from, httplib::Response& to) {
    return refuse_early(from, to) ? httplib::Server::HandlerResponse::Handled
                                  : httplib::Server::HandlerResponse::Unhandled;
  });
  // The library reports its own refusals (malformed requests, too long, timed out) here.
  people.set_error_handler([this](const httplib::Request&, httplib::Response& to) {
    if (!to.body.empty()) return;
    ErrorCode code = ErrorCode::json_malformed;
    if (to.status == 404) code = ErrorCode::route_unknown;
    if (to.status == 408) code = ErrorCode::timeout;
    if (to.status == 413) code = ErrorCode::body_too_large;
    if (to.status >= 500) code = ErrorCode::internal;
    const int status = to.status;
    put(problem_response(code), headers_of_api(https_for_ever), to);
    to.status = status;
  });
  // The one place where a library may throw at us.
  people.set_exception_handler([this](const httplib::Request&, httplib::Response& to, std::exception_ptr) {
    services.log.error({.event = "exception", .code = ErrorCode::internal});
    put(problem_response(ErrorCode::internal), headers_of_api(https_for_ever), to);
  });
  const auto any = [this](const httplib::Request& from, httplib::Response& to) {
    if (is_api(from.path)) {
      answer_api(from, to);
    } else {
      put(answer_page({.path = from.path,
                       .if_none_match = from.get_header_value("If-None-Match"),
                       .accept_encoding = from.get_header_value("Accept-Encoding")},
                      https_for_ever),
          to);
    }
  };
  people.Get(".*", any);
  people.Post(".*", any);
  people.Delete(".*", any);
}

Result<void> HttpServer::State::open() {
  secure = options.tls.has_value();
  https_for_ever = secure && may_insist_on_https(services.base_host);
  TlsContext tls;
  if (secure) {
    tls = CARE_TRY(make_tls_context(*options.tls));
  } else if (options.address != "127.0.0.1" && options.address != "::1" && options.address != "localhost") {
    // Without TLS only this machine may listen: the demo, where browsers treat *.localhost as secure.
    return Error(ErrorCode::config_invalid, "listen");
  }
  set_up_people();
  ListenerLimits limits;
  limits.threads = options.threads;
  limits.connections_per_address = options.connections_per_address;
  limits.proxies = options.trusted_proxies;
  limits.idle = kIdleTime;
  limits.drain = options.drain;
  listener = CARE_TRY(Listener::bind(
      options.address, options.port, std::move(tls), std::move(limits),
      [this](Connection& connection, bool last) { return serve(connection, last); },
      [this](int system_error) {
        services.log.warn({.event = "accept_failed", .count = static_cast<std::uint64_t>(system_error)});
      }));
  return {};
}

void HttpServer::State::open_admin() {
  if (options.admin_port == 0) return;
  admin = std::make_unique<httplib::Server>();
  admin->set_socket_options(own_address);
  admin->new_task_queue = [] { return new httplib::ThreadPool(1, 4); };
  admin->Get("/healthz", [](const httplib::Request&, httplib::Response& to) { to.set_content("ok\n", "text/plain"); });
  admin->Get("/readyz", [this](const httplib::Request&, httplib::Response& to) {
    const bool fine = listener->listening() && ready();
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
                                                .ready = std::move(ready)});
  CARE_TRY(state->open());
  state->open_admin();
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(state)));
}

std::uint16_t HttpServer::port() const { return state_->listener->port(); }

bool HttpServer::run() { return state_->listener->run(); }

void HttpServer::stop() {
  state_->listener->stop();
  if (state_->admin && !state_->admin_stopped.exchange(true)) {
    state_->admin->wait_until_ready();  // the library forgets a stop that comes before it listens
    state_->admin->stop();
  }
}

Result<void> HttpServer::reload_certificate() {
  if (!state_->options.tls) return {};
  state_->listener->renew(CARE_TRY(make_tls_context(*state_->options.tls)));
  return {};
}

}  // namespace care::server
