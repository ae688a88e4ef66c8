// Every request body by its route, and the bytes of a connection before that.
#include <cerrno>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "server/http/request_head.h"
#include "server/http/routes.h"
#include "shared/wire/json_text.h"
#include "tests/fuzz/seeds.h"
#include "tests/fuzz/server_home.h"

namespace care::fuzz {
namespace {

using server::Request;
using test::text_of;

// What may add to the log although it is refused: tries to sign in, and statements whose number is used up by their refusal.
bool may_log_a_refusal(Handler handler) {
  switch (route_of(handler).rate) {
    case RateClass::signin: return true;
    case RateClass::open:
    case RateClass::member: return handler == Handler::append_membership || handler == Handler::append_records;
  }
  return false;
}

enum Flag : std::uint8_t { kNobody = 1, kUnproved = 2, kCarer = 4, kForeign = 8, kWrongType = 16, kOtherHost = 32, kRealId = 64 };

void put_query(Request& request, std::string_view query) {
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view one = query.substr(0, end);
    const std::size_t equals = std::min(one.find('='), one.size());
    request.query.emplace(one.substr(0, equals), one.substr(std::min(equals + 1, one.size())));
    query.remove_prefix(std::min(end + 1, query.size()));
  }
}

// The path's parameter, and what follows a question mark, stand in the input in place of a body.
void put_address(Request& request, std::string_view address, bool real_id) {
  const std::size_t mark = std::min(address.find('?'), address.size());
  std::string parameter(address.substr(0, mark));
  std::string path(request.route->path);
  if (const std::size_t open = path.find('{'); open != std::string::npos) {
    const std::size_t close = path.find('}');
    const std::string name = path.substr(open + 1, close - open - 1);
    if (real_id) parameter = name == "rec" ? server_home().record() : server_home().subject();
    request.parameters[name] = parameter;
    path.replace(open, close - open + 1, parameter);
  }
  put_query(request, address.substr(std::min(mark + 1, address.size())));
  request.target = path + std::string(address.substr(mark));
}

void check_answer(const server::Response& response) {
  FUZZ_CHECK(response.status >= 200 && response.status < 500);
  const auto body = wire::parse_json(as_bytes(response.body), {.max_bytes = 64U << 20U, .max_depth = 12});
  FUZZ_CHECK(body.ok());
  if (response.status < 400) return;
  FUZZ_CHECK(body->find("number") != nullptr && body->find("number")->integer() > 0);
  FUZZ_CHECK(!text_of(*body, "code").empty() && !text_of(*body, "title").empty());
  FUZZ_CHECK(response.body.size() < 600);  // nothing of the request comes back
}

// route 1 ‖ flags 1 ‖ body, or parameter and query
void run_request(BytesView input) {
  ServerHome& home = server_home();
  Cursor cursor(input);
  const Route& route = kRoutes[cursor.below(std::size(kRoutes))];
  const std::uint8_t flags = cursor.byte();
  const auto has = [&](Flag flag) { return (flags & flag) != 0; };
  Request request;
  request.route = &route;
  request.method = name_of(route.method);
  request.target = route.path;
  const BytesView rest = cursor.rest().first(std::min<std::size_t>(cursor.rest().size(), 65'535));
  if (route.method == Method::post) {
    request.body = to_bytes(rest);
    FUZZ_CHECK(route.max_body_bytes > 0);
    if (request.body.size() > route.max_body_bytes) return;  // refused before it is read, server/http/server.cpp
  } else {
    put_address(request, as_text(rest).substr(0, 200), has(kRealId));
  }
  request.host = (route.host == Host::base) != has(kOtherHost) ? test::kBaseHost : test::host_of("sunrise");
  request.host_and_port = request.host + ":8443";
  request.origin = has(kForeign) ? "https://evil.example" : "https://" + request.host_and_port;
  request.content_type = has(kWrongType) ? "text/plain" : "application/json";
  // Whoever signs out is gone for every input after this one.
  test::Device* device = has(kNobody) || route.handler == Handler::end_session ? nullptr : has(kCarer) ? &home.carer() : &home.owner();
  const std::uint64_t before = home.log_size();
  const server::Response response = home.ask(std::move(request), device, !has(kUnproved));
  check_answer(response);
  if (response.status >= 400 && !may_log_a_refusal(route.handler)) FUZZ_CHECK(home.log_size() == before);
  if (route.permission) FUZZ_CHECK(device != nullptr || response.status >= 400);
  if (route.proof) FUZZ_CHECK(!has(kUnproved) || response.status >= 400);
}

std::uint8_t number_of(Handler handler) { return static_cast<std::uint8_t>(handler); }

void add_signed_in(Inputs& out, ServerHome& home) {
  const auto add = [&](Handler handler, std::uint8_t flags, const Json& body) { out.push_back(with_prefix({number_of(handler), flags}, encode_canonical(body))); };
  add(Handler::append_records, kCarer, Json::object({{"items", test::list_of(*home.sealed().find("item"))}}));
  Json invite = Json::object({{"hello", text_of(home.invitation(), "hello")}, {"statement", *home.invitation().find("statement")}});
  add(Handler::append_membership, 0, invite);
  add(Handler::append_membership, kCarer, invite.set("grants", test::list_of("AAAA")));
  add(Handler::note_read, kCarer, Json::object({{"subj", home.subject()}}));
  add(Handler::start_totp, 0, Json::object());
  add(Handler::confirm_totp, 0, Json::object({{"code", "123456"}}));
  add(Handler::store_keyring, 0, Json::object({{"bytes", "AAAA"}, {"version", 9}}));
  const Json wrap = Json::object({{"bytes", encode_base64url(Bytes(142, 1))}, {"id", encode_base64url(Bytes(16, 2))}, {"kind", 2}});
  add(Handler::store_kit, 0, Json::object({{"wrap", wrap}}));
}

void add_before_sign_in(Inputs& out, ServerHome& home) {
  const auto add = [&](Handler handler, const Json& body) { out.push_back(with_prefix({number_of(handler), kNobody}, encode_canonical(body))); };
  const std::string handle = "ruth@sunrise.example";
  client::ClientCore core(home.random());
  const auto founding = core.home_start(as_bytes(std::string_view("Quiet-Harbour-4-Lanterns")), Json::object({{"handle", "may@west.example"}, {"label", "westgate"}}));
  REQUIRE(founding.ok());
  Json start = *founding;
  start.set("handle", "may@west.example").set("label", "westgate").set("token", home.setup_token());
  add(Handler::start_home, start);
  const std::string record = encode_base64url(Bytes(192, 3));
  const Json statement = Json::object({{"body", encode_base64url(as_bytes(std::string_view("{}")))}, {"sig", encode_base64url(Bytes(64, 4))}});
  const Json statements = Json::array().push(statement).push(statement);
  const Json wraps = test::list_of(Json::object({{"bytes", encode_base64url(Bytes(142, 1))}, {"id", encode_base64url(Bytes(16, 2))}, {"kind", 1}}));
  Json finish = test::pick(start, {"account", "handle", "label", "token", "ws"});
  finish.set("actor", ActorId().text()).set("gate_share", encode_base64url(Hash32{7})).set("keyring", "AAAA").set("record", record);
  Json three = statements;
  add(Handler::finish_home, finish.set("statements", three.push(statement)).set("totp_code", "123456").set("wraps", wraps));
  const auto login = core.signin_start(as_bytes(std::string_view("Quiet-Harbour-4-Lanterns")), Json::object({{"handle", handle}}));
  add(Handler::start_signin, Json::object({{"handle", handle}, {"ke1", text_of(*login, "ke1")}}));
  add(Handler::finish_signin, Json::object({{"ke3", encode_base64url(Bytes(64, 5))}, {"login", LoginId().text()}}));
  add(Handler::second_factor_signin, Json::object({{"code", "123456"}, {"login", LoginId().text()}}));
  add(Handler::start_recovery, Json::object({{"handle", handle}, {"kit", encode_base64url(Bytes(16, 6))}, {"request", text_of(start, "request")}}));
  add(Handler::finish_recovery, Json::object({{"record", record}, {"recovery", RecoveryId().text()}, {"signature", encode_base64url(Bytes(64, 8))}, {"wrap", wraps.items().front()}}));
  const std::string invite = InviteId().text();
  add(Handler::open_invite, Json::object({{"inv", invite}}));
  add(Handler::register_invite, Json::object({{"account", AccountId().text()}, {"handle", handle}, {"inv", invite}, {"request", text_of(start, "request")}}));
  add(Handler::accept_invite, Json::object({{"account", AccountId().text()}, {"handle", handle}, {"inv", invite}, {"keyring", "AAAA"}, {"record", record}, {"statements", statements}, {"wraps", wraps}}));
}

Inputs request_seeds() {
  ServerHome& home = server_home();
  Inputs out;
  add_signed_in(out, home);
  add_before_sign_in(out, home);
  for (const Route& route : kRoutes) {
    if (route.method == Method::post) continue;
    for (const std::uint8_t flags : {std::uint8_t{kRealId}, std::uint8_t{kCarer | kRealId}, std::uint8_t{kNobody}}) {
      out.push_back(with_prefix({number_of(route.handler), flags}, "?from=0&to=3&size=4&after=1&before=5&limit=2&collection=3"));
    }
    out.push_back(with_prefix({number_of(route.handler), 0}, home.subject()));
  }
  return out;
}

// ---- bytes of a connection

class Loopback {
 public:
  explicit Loopback(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = htons(port);
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    FUZZ_CHECK(::connect(socket_, reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0);
  }
  ~Loopback() { ::close(socket_); }
  Loopback(const Loopback&) = delete;
  Loopback& operator=(const Loopback&) = delete;

  // All that the server says before it closes; nothing follows the input, so it has nothing to wait for.
  std::string say(BytesView bytes) const {
    static_cast<void>(!::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL));
    ::shutdown(socket_, SHUT_WR);
    std::string out;
    while (true) {
      pollfd wanted{.fd = socket_, .events = POLLIN, .revents = 0};
      int ready = ::poll(&wanted, 1, 20'000);
      while (ready < 0 && errno == EINTR) ready = ::poll(&wanted, 1, 20'000);  // libFuzzer's alarm clock
      FUZZ_CHECK(ready == 1);
      char part[4096];
      const ssize_t got = ::recv(socket_, part, sizeof part, 0);
      if (got <= 0) return out;
      out.append(part, static_cast<std::size_t>(got));
    }
  }

 private:
  int socket_;
};

// Each answer has a status that we give, says how it may be used, and is as long as it says.
void check_answers(std::string_view answers) {
  while (!answers.empty()) {
    FUZZ_CHECK(answers.starts_with("HTTP/1.1 "));
    const int status = std::atoi(std::string(answers.substr(9, 3)).c_str());
    const std::size_t end = answers.find("\r\n\r\n");
    FUZZ_CHECK(end != std::string_view::npos);
    const std::string_view head = answers.substr(0, end + 2);
    answers.remove_prefix(end + 4);
    if (status == 100) continue;
    FUZZ_CHECK(status >= 200 && status < 500);
    FUZZ_CHECK(head.find("X-Content-Type-Options: nosniff\r\n") != std::string_view::npos);
    const std::size_t length = head.find("Content-Length: ");
    FUZZ_CHECK(length != std::string_view::npos || status == 304);
    if (length == std::string_view::npos) continue;
    const std::size_t bytes = std::strtoul(std::string(head.substr(length + 16, 12)).c_str(), nullptr, 10);
    if (answers.starts_with("HTTP/1.1 ")) continue;  // to HEAD: the length of a body that does not follow, and the next answer
    answers.remove_prefix(std::min(bytes, answers.size()));
  }
}

void run_connection(BytesView input) {
  const std::uint64_t before = server_home().log_size();
  const Loopback connection(server_home().plain_port());
  check_answers(connection.say(input));
  FUZZ_CHECK(server_home().log_size() == before || as_text(input).find("signin") != std::string_view::npos);
}

Inputs connection_seeds() {
  Inputs out;
  const std::string host = "Host: sunrise.careseal.test:8443\r\n";
  add_all(out, {"GET /api/v1/home HTTP/1.1\r\n" + host + "\r\n",
                "GET /api/v1/home HTTP/1.1\r\n" + host + "Cookie: __Host-careseal=" + encode_base64url(Hash32{1}) + "; a=b\r\nConnection: close\r\n\r\n",
                "GET /api/v1/home HTTP/1.1\r\n" + host + "\r\nGET /openapi.json HTTP/1.1\r\n" + host + "\r\n",
                "POST /api/v1/signin/finish HTTP/1.1\r\n" + host + "Origin: http://sunrise.careseal.test:8443\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
                "POST /api/v1/records HTTP/1.1\r\n" + host + "Content-Type: application/json; charset=utf-8\r\nContent-Length: 12\r\nExpect: 100-continue\r\n\r\n{\"items\":[]}",
                "POST /api/v1/records HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "DELETE /api/v1/session HTTP/1.1\r\n" + host + "Sec-Fetch-Site: same-origin\r\nCareseal-Proof: 1.AAAA\r\n\r\n",
                "HEAD / HTTP/1.1\r\n" + host + "If-None-Match: \"a\"\r\nAccept-Encoding: br, gzip\r\nRange: bytes=0-1\r\n\r\n",
                "GET /api/v1/changes?after=1&limit=%32&&a=%zz HTTP/1.0\r\n" + host + "X-Forwarded-For: 1.2.3.4, 5.6.7.8\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\n\r\n", "GET http://sunrise.careseal.test/api/v1/home HTTP/1.1\r\n" + host + "\r\n", "\x16\x03\x01\x02", "\r\n\r\n",
                "GET /api/v1/../../etc/passwd HTTP/1.1\r\n" + host + "\r\n", "POST /api/v1/records HTTP/1.1\r\n" + host +
                    "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 40\r\n\r\n--x\r\nContent-Disposition: form-data\r\n\r\n"});
  return out;
}

// What passes has one meaning: the same head passes again, and every line of it is plain.
void run_request_head(BytesView input) {
  const auto judged = server::judge_head(as_text(input));
  if (!accepted(judged)) return;
  FUZZ_CHECK(judged->ends_with("\r\n\r\n") && judged->find("\r\n\r\n") == judged->size() - 4);
  std::size_t hosts = 0;
  for (std::size_t i = 0; i < judged->size(); ++i) {
    const char letter = (*judged)[i];
    FUZZ_CHECK(static_cast<unsigned char>(letter) >= 0x20 || letter == '\r' || letter == '\n' || letter == '\t');
    if (letter == '\r') FUZZ_CHECK((*judged)[i + 1] == '\n');
    if (letter == '\n') FUZZ_CHECK((*judged)[i - 1] == '\r');
    if (letter != '\n') continue;
    std::string name = judged->substr(i + 1, 5);
    for (char& each : name) each = static_cast<char>(each >= 'A' && each <= 'Z' ? each - 'A' + 'a' : each);
    if (name == "host:") ++hosts;
    FUZZ_CHECK(judged->substr(i + 1, 18) != "Transfer-Encoding:");
  }
  FUZZ_CHECK(hosts == 1);
  FUZZ_CHECK(judged->size() > server::kMaxHeadBytes || server::judge_head(*judged).ok() || judged->find('%') != std::string::npos);
}

}  // namespace

std::vector<Target> server_targets() {
  return {{"request_head", run_request_head, connection_seeds},
          {"request", run_request, request_seeds, 2, 30},
          {"connection", run_connection, connection_seeds, kNoJson, 8}};
}

}  // namespace care::fuzz
