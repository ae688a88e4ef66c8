// The headers of every answer, and TLS: which versions, which certificate, renewed while running.
#include <httplib.h>
#include <openssl/ssl.h>

#include "server/tls/certificates.h"
#include "tests/integration/home.h"
#include "tests/integration/raw_tls.h"

namespace care::test {
namespace {

const std::string kHome = host_of("sunrise");

}  // namespace

TEST_CASE("headers: every answer tells the browser to trust nothing but this origin") {
  StartedServer server;
  TestHome home(server, "sunrise");
  Device device(server, "sunrise");
  for (const char* path : {"/", "/residents", "/index.html", "/openapi.json", "/no-such-file.js", "/api/v1/home", "/api/v1/session", "/api/v1/nothing"}) {
    const Answer answer = device.try_get(path);
    INFO(path);
    CHECK(answer.header("X-Content-Type-Options") == "nosniff");
    CHECK(answer.header("Referrer-Policy") == "no-referrer");
    CHECK(answer.header("Cross-Origin-Opener-Policy") == "same-origin");
    CHECK(answer.header("Cross-Origin-Embedder-Policy") == "require-corp");
    CHECK(answer.header("Cross-Origin-Resource-Policy") == "same-origin");
    CHECK(answer.header("X-Frame-Options") == "DENY");
    CHECK(answer.header("Strict-Transport-Security") == "max-age=63072000; includeSubDomains");
    const std::string policy = answer.header("Content-Security-Policy");
    CHECK(policy.find("default-src 'none'") == 0);
    CHECK(policy.find("frame-ancestors 'none'") != std::string::npos);
    CHECK(policy.find("'unsafe-inline'") == std::string::npos);
    CHECK(policy.find("'unsafe-eval'") == std::string::npos);
    CHECK(policy.find("http:") == std::string::npos);
    CHECK(policy.find('*') == std::string::npos);
    CHECK(answer.header("Server").empty());
    CHECK(answer.header("Access-Control-Allow-Origin").empty());
  }
  const Answer page = device.try_get("/");
  if (page.status == 200) {
    CHECK(page.header("Content-Security-Policy").find("script-src 'self' 'wasm-unsafe-eval'") != std::string::npos);
    CHECK(page.header("Content-Security-Policy").find("require-trusted-types-for 'script'") != std::string::npos);
    CHECK(page.header("Permissions-Policy").find("geolocation=()") != std::string::npos);
  }
  CHECK(device.try_get("/api/v1/home").header("Cache-Control") == "no-store");
  CHECK(device.try_get("/api/v1/session").header("Cache-Control") == "no-store");
}

TEST_CASE("headers: session and device cookies can't be read, sent elsewhere or set by a sibling") {
  StartedServer server;
  TestHome home(server, "sunrise");
  Device device(server, "sunrise");
  const Answer signed_in = device.try_sign_in(home.owner.person);
  REQUIRE(signed_in.status == 200);
  std::size_t seen = 0;
  for (const auto& [name, value] : signed_in.headers) {
    if (name != "Set-Cookie") continue;
    ++seen;
    INFO(value);
    CHECK(value.starts_with("__Host-"));
    for (const char* part : {"; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict", "; Max-Age="}) {
      CHECK(value.find(part) != std::string::npos);
    }
    CHECK(value.find("Domain=") == std::string::npos);
  }
  CHECK(seen == 2);
}

TEST_CASE("tls: only version 1.3 is spoken, with a certificate that the local authority signed for this host") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  CHECK_FALSE(RawTls(server, kHome, TLS1_2_VERSION).ok());
  CHECK_FALSE(RawTls(server, kHome, TLS1_1_VERSION).ok());
  RawTls current(server, kHome);
  REQUIRE(current.ok());
  CHECK(current.version() == "TLSv1.3");
  CHECK_FALSE(RawTls(server, "sunrise.evil.example").ok());
  // Plain HTTP to the TLS port gets nothing that looks like an answer of ours, and the server goes on.
  CHECK(still_answers(server));
}

TEST_CASE("tls: a renewed certificate is taken up without a restart") {
  TestServer server;
  server.config.tls_mode = "files";
  server.config.certificate = (server.folder / "cert.pem").string();
  server.config.certificate_key = (server.folder / "cert.key").string();
  const auto tls = server.data() / "tls";
  const auto issue = [&] {
    std::filesystem::remove(tls / "server.pem");
    std::filesystem::remove(tls / "server.key");
    const auto files = server::prepare_local_certificates(tls, kBaseHost, server.clock);
    REQUIRE(files.ok());
    write_file(server.folder / "cert.key.new", read_file(files->key));
    write_file(server.folder / "cert.pem.new", read_file(files->certificate));
    std::filesystem::rename(server.folder / "cert.key.new", server.config.certificate_key);
    std::filesystem::rename(server.folder / "cert.pem.new", server.config.certificate);
  };
  std::filesystem::create_directories(tls);
  issue();
  server.start();
  TestHome home(server, "sunrise", false);
  const std::string before = RawTls(server, kHome).certificate_fingerprint();
  issue();
  std::string after = before;
  for (int tries = 0; tries < 160 && after == before; ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    after = RawTls(server, kHome).certificate_fingerprint();
  }
  CHECK(after != before);
  CHECK(home.owner->try_get("/api/v1/session").status == 200);

  // Half a renewal, a key that does not fit: the old one stays in use.
  write_file(server.config.certificate_key, "-----BEGIN PRIVATE KEY-----\nrubbish\n-----END PRIVATE KEY-----\n");
  std::this_thread::sleep_for(std::chrono::milliseconds(2600));
  RawTls still(server, kHome);
  REQUIRE(still.ok());
  CHECK(still.certificate_fingerprint() == after);
  CHECK(still_answers(server));
}

TEST_CASE("tls: a renewed certificate comes with the chain of its file, not with the one of the start") {
  TestServer server;
  server.config.tls_mode = "files";
  server.config.certificate = (server.folder / "cert.pem").string();
  server.config.certificate_key = (server.folder / "cert.key").string();
  const auto tls = server.data() / "tls";
  std::filesystem::create_directories(tls);
  const auto files = server::prepare_local_certificates(tls, kBaseHost, server.clock);
  REQUIRE(files.ok());
  const std::string leaf = read_file(files->certificate);
  write_file(server.config.certificate_key, read_file(files->key));
  write_file(server.config.certificate, leaf);
  server.start();
  TestHome home(server, "sunrise", false);
  CHECK(RawTls(server, kHome).chain_length() == 1);
  // As a certificate authority hands them out: the certificate, then the one that signed it.
  const auto beside = server.folder / "cert.pem.new";
  write_file(beside, leaf + read_file(server.authority()));
  std::filesystem::rename(beside, server.config.certificate);
  std::size_t length = 1;
  for (int tries = 0; tries < 160 && length == 1; ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    length = RawTls(server, kHome).chain_length();
  }
  CHECK(length == 2);
}

TEST_CASE("headers: on localhost https is not made to last, and http on the next port goes on") {
  TestServer server;
  server.config.base_host = "localhost";
  server.start();
  httplib::SSLClient client("localhost", server.port());
  client.set_hostname_addr_map({{"localhost", "127.0.0.1"}});  // a bare system has no /etc/hosts
  client.set_ca_cert_path(server.authority().string());
  for (const char* path : {"/", "/api/v1/home", "/openapi.json"}) {
    const auto answer = client.Get(path);
    REQUIRE(answer);
    CHECK_FALSE(answer->has_header("Strict-Transport-Security"));
    CHECK(answer->has_header("Content-Security-Policy"));
  }
}

}  // namespace care::test
