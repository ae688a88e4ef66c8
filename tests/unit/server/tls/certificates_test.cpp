#include "server/tls/certificates.h"

#include "tests/support/temp_folder.h"
#include "tests/support/test_clock.h"

namespace care::server {
namespace {

using care::test::read_file;
using care::test::TempFolder;
using care::test::TestClock;

constexpr std::chrono::hours kDay{24};

}  // namespace

TEST_CASE("certificates: a first start makes an authority and a certificate that fit each other") {
  TempFolder folder;
  TestClock clock;
  const auto files = prepare_local_certificates(folder / "tls", "careseal.example", clock);
  REQUIRE(files.ok());
  const auto facts = check_certificates(*files, clock.now());
  REQUIRE(facts.ok());
  CHECK(facts->not_after - clock.now() > 390 * kDay);
  CHECK(facts->not_after - clock.now() <= 398 * kDay);
  CHECK(load_authority_pem(folder / "tls")->find("BEGIN CERTIFICATE") != std::string::npos);
  CHECK(load_authority_pem(folder / "tls")->find("PRIVATE") == std::string::npos);
  using std::filesystem::perms;
  for (const char* key : {"tls/server.key", "tls/ca.key"}) {
    CHECK(std::filesystem::status(folder / key).permissions() == (perms::owner_read | perms::owner_write));
  }
}

TEST_CASE("certificates: a second start keeps them; a new name or the last month makes a new one under the same authority") {
  TempFolder folder;
  TestClock clock;
  const auto files = prepare_local_certificates(folder.path(), "localhost", clock).value();
  const std::string authority = read_file(folder / "ca.pem");
  const std::string first = read_file(files.certificate);
  REQUIRE(prepare_local_certificates(folder.path(), "localhost", clock).ok());
  CHECK(read_file(files.certificate) == first);

  const std::vector<std::string> homes{"sunrise"};
  REQUIRE(prepare_local_certificates(folder.path(), "localhost", clock, homes).ok());
  const std::string second = read_file(files.certificate);
  CHECK(second != first);
  REQUIRE(prepare_local_certificates(folder.path(), "localhost", clock, homes).ok());
  CHECK(read_file(files.certificate) == second);

  clock.pass(370 * kDay);
  REQUIRE(prepare_local_certificates(folder.path(), "localhost", clock, homes).ok());
  CHECK(read_file(files.certificate) != second);
  CHECK(read_file(folder / "ca.pem") == authority);
  CHECK(check_certificates(files, clock.now()).ok());
}

TEST_CASE("certificates: the authority that devices trust can sign for this host and those below it, and for no other site") {
  TempFolder folder;
  TestClock clock;
  REQUIRE(prepare_local_certificates(folder.path(), "careseal.example", clock).ok());
  const std::string authority = read_file(folder / "ca.pem");
  // What a thief of the key would sign with it: OpenSSL judges as a browser does.
  const auto trusts = [&](const std::string& host) {
    const std::string at = folder.path().string();
    const std::string make = "cd " + at + " && openssl req -new -newkey rsa:2048 -nodes -subj /CN=x -keyout evil.key -out evil.csr 2>/dev/null && printf 'subjectAltName=DNS:" +
                             host + "' >evil.ext && openssl x509 -req -in evil.csr -CA ca.pem -CAkey ca.key -CAcreateserial -extfile evil.ext -out evil.pem -days 2 2>/dev/null";
    REQUIRE(std::system(make.c_str()) == 0);
    return std::system(("openssl verify -CAfile " + at + "/ca.pem " + at + "/evil.pem >/dev/null 2>&1").c_str()) == 0;
  };
  CHECK(trusts("careseal.example"));
  CHECK(trusts("sunrise.careseal.example"));
  CHECK(trusts("localhost"));
  for (const char* host : {"bank.example", "careseal.example.evil.example", "notcareseal.example", "*.example", "example"}) {
    INFO(host);
    CHECK_FALSE(trusts(host));
  }
  // Another host of ours is another authority.
  REQUIRE(prepare_local_certificates(folder.path(), "other.example", clock).ok());
  CHECK(read_file(folder / "ca.pem") != authority);
  CHECK(trusts("other.example"));
}

TEST_CASE("certificates: expired, mixed up or broken ones are told; a clock that is behind stops nothing") {
  TempFolder folder;
  TestClock clock;
  const auto files = prepare_local_certificates(folder / "a", "careseal.example", clock).value();
  CHECK(check_certificates(files, clock.now() + 400 * kDay).error().code() == ErrorCode::certificate_expired);
  CHECK(check_certificates(files, clock.now() - kDay).ok());
  const auto other = prepare_local_certificates(folder / "b", "careseal.example", clock).value();
  CHECK(check_certificates({files.certificate, other.key}, clock.now()).error().code() == ErrorCode::certificate_invalid);
  CHECK(check_certificates({folder / "none", files.key}, clock.now()).error().code() == ErrorCode::certificate_invalid);
  care::test::write_file(files.certificate, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
  CHECK(check_certificates(files, clock.now()).error().code() == ErrorCode::certificate_invalid);
}

TEST_CASE("certificates: an authority whose key is gone is not silently replaced") {
  TempFolder folder;
  TestClock clock;
  REQUIRE(prepare_local_certificates(folder.path(), "localhost", clock).ok());
  std::filesystem::remove(folder / "ca.key");
  CHECK(prepare_local_certificates(folder.path(), "localhost", clock).error().code() == ErrorCode::certificate_invalid);
}

TEST_CASE("certificates: an authority of which a killed start left only the key is made anew") {
  TempFolder folder;
  TestClock clock;
  care::test::write_file(folder / "ca.key", "half of what a start wrote");
  REQUIRE(prepare_local_certificates(folder.path(), "careseal.example", clock).ok());
}

TEST_CASE("certificates: a changed file is noticed once") {
  TempFolder folder;
  TestClock clock;
  const auto files = prepare_local_certificates(folder.path(), "localhost", clock).value();
  CertificateWatch watch(files);
  CHECK_FALSE(watch.changed());
  care::test::write_file(files.certificate, read_file(files.certificate) + "\n");
  CHECK(watch.changed());
  CHECK_FALSE(watch.changed());
}

}  // namespace care::server
