// What comes to the TLS port and is not quite TLS, or not quite this TLS. scripts/attack also runs testssl.sh.
#include <openssl/ssl.h>

#include "tests/network/talk.h"
#include "tests/network/visitor.h"

namespace care::test {
namespace {

using namespace std::chrono_literals;

struct Setting {
  std::uint16_t port = network_world().server.port();
  ClientTls tls = make_client_tls(network_world().server.authority());
  std::string host = host_of("sunrise");
  std::string question = request("GET /api/v1/home HTTP/1.1");
  Visitor greeted() const {
    Visitor out(port, 0);
    REQUIRE(out.greet(tls.get(), host));
    return out;
  }
};

}  // namespace

TEST_CASE("tls: plain HTTP and other protocols at the TLS port hear nothing that looks like an answer") {
  const Setting setting;
  for (const std::string& bytes : {setting.question, std::string("GET / HTTP/1.0\r\n\r\n"), std::string("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                                   std::string("\x80\x2e\x01\x00\x02", 5) + std::string(41, 'x'), std::string("SSH-2.0-OpenSSH\r\n")}) {
    const Visitor visitor(setting.port, 0);
    visitor.send(bytes);
    const std::string heard = visitor.hear(500ms);
    INFO(heard);
    CHECK(heard.find("HTTP") == std::string::npos);
  }
  CHECK(still_answers(network_world().server));
}

TEST_CASE("tls: greetings that stop half-way hold up nobody") {
  const Setting setting;
  std::vector<Visitor> half;
  for (std::size_t i = 0; i < 60; ++i) {
    half.emplace_back(setting.port, 1).send(std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 1 + i % 11));
  }
  const auto began = std::chrono::steady_clock::now();
  CHECK(still_answers(network_world().server));
  CHECK(std::chrono::steady_clock::now() - began < 3s);
}

TEST_CASE("tls: no other protocol is agreed on, whatever is offered") {
  const Setting setting;
  const unsigned char offered[] = "\x02h2\x08http/1.1\x08http/0.9";
  REQUIRE(SSL_CTX_set_alpn_protos(setting.tls.get(), offered, sizeof offered - 1) == 0);
  const Visitor visitor = setting.greeted();
  const unsigned char* agreed = nullptr;
  unsigned length = 0;
  SSL_get0_alpn_selected(visitor.tls(), &agreed, &length);
  CHECK(std::string_view(reinterpret_cast<const char*>(agreed), length) != "h2");
  visitor.send(setting.question);
  CHECK(visitor.hear(2s).starts_with("HTTP/1.1 200"));
}

TEST_CASE("tls: nothing is taken before the greeting is done, so nothing can be played back") {
  const Setting setting;
  SSL_CTX_set_session_cache_mode(setting.tls.get(), SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
  Visitor first = setting.greeted();
  first.send(setting.question);
  REQUIRE(first.hear(2s).starts_with("HTTP/1.1 200"));  // tickets come before it
  SSL_SESSION* session = SSL_get1_session(first.tls());
  REQUIRE(session != nullptr);
  CHECK(SSL_SESSION_get_max_early_data(session) == 0);
  SSL_SESSION_free(session);
}

TEST_CASE("tls: keys that are renewed again and again cost the server no more than the one who asks for it") {
  const Setting setting;
  const Visitor visitor = setting.greeted();
  CHECK(SSL_renegotiate(visitor.tls()) != 1);
  for (int round = 0; round < 200; ++round) {
    REQUIRE(SSL_key_update(visitor.tls(), SSL_KEY_UPDATE_REQUESTED) == 1);
    if (SSL_do_handshake(visitor.tls()) != 1) break;
  }
  CHECK(still_answers(network_world().server));
  visitor.send(setting.question);
  const std::string heard = visitor.hear(2s);
  CHECK((heard.empty() || heard.starts_with("HTTP/1.1 200")));
}

}  // namespace care::test
