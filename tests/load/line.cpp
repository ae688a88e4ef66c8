#include "tests/load/line.h"

#include <algorithm>
#include <charconv>
#include <csignal>
#include <optional>
#include <string_view>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace care::load {
namespace {

constexpr std::size_t kReadBytes = 64 * 1024;
constexpr timeval kPatience{.tv_sec = 30, .tv_usec = 0};

struct ContextFree {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
struct TlsFree {
  void operator()(SSL* tls) const { SSL_free(tls); }
};

// The server's own authority is not asked for: loopback.
SSL_CTX* client_context() {
  static const std::unique_ptr<SSL_CTX, ContextFree> kContext = [] {
    std::signal(SIGPIPE, SIG_IGN);  // it writes to a connection that a killed server closed
    std::unique_ptr<SSL_CTX, ContextFree> made(SSL_CTX_new(TLS_client_method()));
    if (made) SSL_CTX_set_read_ahead(made.get(), 1);
    return made;
  }();
  return kContext.get();
}

std::optional<std::size_t> number_in(std::string_view text, int base) {
  std::size_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (read.ec != std::errc()) return std::nullopt;
  return value;
}

bool same_name(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
}

}  // namespace

// The socket, what was read of it and not yet taken, and whether it can be used for another request.
struct Line::Wire {
  int socket = -1;
  std::unique_ptr<SSL, TlsFree> tls;
  std::string input;

  ~Wire() {
    tls.reset();
    if (socket >= 0) ::close(socket);
  }

  bool open(Where& where) {
    socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int yes = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
    ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &kPatience, sizeof kPatience);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(where.port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) return false;
    if (!where.tls) return true;
    tls.reset(SSL_new(client_context()));
    return tls && SSL_set_fd(tls.get(), socket) == 1 && SSL_ctrl(tls.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, where.name.data()) == 1 &&
           SSL_connect(tls.get()) == 1;
  }

  // A server ends a connection that was idle for long: between two requests nothing else is ever said.
  bool ended() const {
    char byte = 0;
    return ::recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) >= 0;
  }

  bool write(std::string_view bytes) {
    while (!bytes.empty()) {
      std::size_t sent = 0;
      if (tls) {
        if (SSL_write_ex(tls.get(), bytes.data(), bytes.size(), &sent) != 1) return false;
      } else {
        const ssize_t count = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) return false;
        sent = static_cast<std::size_t>(count);
      }
      bytes.remove_prefix(sent);
    }
    return true;
  }

  bool read_more() {
    const std::size_t had = input.size();
    input.resize(had + kReadBytes);
    std::size_t got = 0;
    if (tls) {
      if (SSL_read_ex(tls.get(), input.data() + had, kReadBytes, &got) != 1) got = 0;
    } else {
      got = static_cast<std::size_t>(std::max<ssize_t>(::recv(socket, input.data() + had, kReadBytes, 0), 0));
    }
    input.resize(had + got);
    return got > 0;
  }

  // Up to and with `end`, taken out of the input.
  std::optional<std::string> take_until(std::string_view end) {
    for (std::size_t from = 0;;) {
      const std::size_t at = input.find(end, from);
      if (at != std::string::npos) return take(at + end.size());
      from = input.size() < end.size() ? 0 : input.size() - end.size();
      if (!read_more()) return std::nullopt;
    }
  }

  std::optional<std::string> take(std::size_t count) {
    while (input.size() < count) {
      if (!read_more()) return std::nullopt;
    }
    std::string taken = input.substr(0, count);
    input.erase(0, count);
    return taken;
  }

  std::optional<std::string> take_chunks() {
    std::string body;
    while (true) {
      const auto line = take_until("\r\n");
      const auto size = line ? number_in(*line, 16) : std::nullopt;
      const auto chunk = size ? take(*size + 2) : std::nullopt;
      if (!chunk) return std::nullopt;
      if (*size == 0) return body;
      body.append(*chunk, 0, *size);
    }
  }

  Reply read_reply() {
    const auto head = take_until("\r\n\r\n");
    if (!head || !head->starts_with("HTTP/1.1 ")) return {};
    Reply reply;
    std::optional<std::size_t> length;
    bool chunked = false;
    bool closes = false;
    for (std::string_view rest = *head; !rest.empty();) {
      const std::string_view line = rest.substr(0, rest.find("\r\n"));
      rest.remove_prefix(line.size() + 2);
      const std::size_t colon = line.find(": ");
      if (colon == std::string_view::npos) continue;
      const std::string_view name = line.substr(0, colon);
      const std::string_view value = line.substr(colon + 2);
      if (same_name(name, "Content-Length")) length = number_in(value, 10);
      if (same_name(name, "Transfer-Encoding")) chunked = value == "chunked";
      if (same_name(name, "Connection")) closes = value == "close";
      if (same_name(name, "Set-Cookie")) reply.cookies.emplace_back(value.substr(0, value.find(';')));
    }
    auto body = chunked ? take_chunks() : take(length.value_or(0));
    if (!body) return {};
    reply.status = static_cast<int>(number_in(std::string_view(*head).substr(9, 3), 10).value_or(0));
    reply.body = std::move(*body);
    usable = !closes;
    return reply;
  }

  bool usable = true;
};

Line::Line(Where where) : where_(std::move(where)) {}
Line::~Line() = default;
Line::Line(Line&&) noexcept = default;

Reply Line::send(const std::string& method, const std::string& path, const Headers& headers, const std::string& body) {
  const std::string host = where_.name + ":" + std::to_string(where_.port);
  std::string request = method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nOrigin: " + (where_.tls ? "https://" : "http://") + host +
                        "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
  if (method == "POST") request += "Content-Type: application/json\r\n";
  for (const auto& [name, value] : headers) request += name + ": " + value + "\r\n";
  request += "\r\n" + body;
  if (wire_ && wire_->ended()) wire_.reset();
  if (!wire_) {
    wire_ = std::make_unique<Wire>();
    if (!wire_->open(where_)) {
      wire_.reset();
      return {};
    }
  }
  Reply reply = wire_->write(request) ? wire_->read_reply() : Reply{};
  if (reply.status == 0 || !wire_->usable) wire_.reset();
  return reply;
}

}  // namespace care::load
