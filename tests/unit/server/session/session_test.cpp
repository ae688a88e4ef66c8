#include "server/session/session.h"

#include <set>

#include "shared/base/encoding.h"
#include "shared/crypto/hazmat/sha2.h"
#include "shared/crypto/request_proof.h"
#include "tests/support/catch.h"
#include "tests/support/test_random.h"

namespace care::server {
namespace {

using care::test::TestRandom;

crypto::ProofKey make_key(std::uint8_t byte) {
  ByteArray<32> bytes{};
  bytes.fill(byte);
  return crypto::ProofKey(Secret32(bytes));
}

struct Proven {
  LiveSession session;
  explicit Proven(std::uint64_t stored = 0)
      : session(SessionRow{{}, {}, {}, {}, {}, make_key(7), false, stored}, stored) {}
  std::string proof(std::uint64_t counter, std::string_view method = "POST", std::string_view path = "/a?b=1", std::string_view body = "{}") const {
    const auto mac = crypto::make_request_proof(make_key(7), {.method = method, .path = path, .body = as_bytes(body), .counter = counter});
    return std::to_string(counter) + "." + encode_base64url(*mac);
  }
  Result<bool> check(const std::string& header, std::string_view method = "POST", std::string_view path = "/a?b=1", std::string_view body = "{}") {
    return session.check_proof({.header = header, .method = method, .target = path, .body = as_bytes(body)});
  }
};

}  // namespace

TEST_CASE("session id: the cookie is random, and only its hash is what the server keeps") {
  TestRandom random;
  const auto a = make_session_id(random);
  const auto b = make_session_id(random);
  CHECK(a.cookie != b.cookie);
  CHECK(decode_base64url(a.cookie)->size() == 32);
  CHECK(hash_of_cookie(a.cookie) == a.hash);
  CHECK(a.hash == crypto::sha256(*decode_base64url(a.cookie)));
}

TEST_CASE("session id: a cookie of another shape is no cookie") {
  for (const char* cookie : {"", "x", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                             "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB", "../../../../../../../../../../../../../../../x"}) {
    INFO(cookie);
    CHECK_FALSE(hash_of_cookie(cookie).has_value());
  }
}

TEST_CASE("proof window: takes each counter once, in any order within its width") {
  ProofWindow window(0);
  CHECK(window.accept(1000));
  CHECK_FALSE(window.accept(1000));
  CHECK(window.accept(998));
  CHECK(window.accept(1001));
  CHECK(window.accept(999));
  CHECK_FALSE(window.accept(998));
  CHECK_FALSE(window.accept(999));
  CHECK(window.highest() == 1001);
}

TEST_CASE("proof window: nothing older than its width, nothing at or below the floor") {
  ProofWindow window(500);
  CHECK_FALSE(window.accept(0));
  CHECK_FALSE(window.accept(500));
  CHECK(window.accept(501));
  CHECK(window.accept(10'000));
  CHECK(window.accept(10'000 - 255));
  CHECK_FALSE(window.accept(10'000 - 256));
  CHECK_FALSE(window.accept(502));
}

TEST_CASE("proof window: agrees with a plain set over a thousand random counters") {
  TestRandom random(3);
  ProofWindow window(0);
  std::set<std::uint64_t> taken;
  std::uint64_t highest = 0;
  std::uint64_t base = 1000;
  for (int i = 0; i < 5000; ++i) {
    base += random.below(3);
    const std::uint64_t counter = base - std::min(base - 1, random.below(400)) + random.below(100);
    const bool expected = !taken.contains(counter) && counter + 256 > highest;
    INFO("counter " << counter << " after " << highest);
    REQUIRE(window.accept(counter) == expected);
    if (expected) taken.insert(counter);
    highest = std::max(highest, expected ? counter : highest);
  }
}

TEST_CASE("check_proof: holds for exactly the method, address, body and counter it was made for") {
  Proven proven;
  const std::string header = proven.proof(10);
  CHECK_FALSE(proven.check(header, "GET").ok());
  CHECK_FALSE(proven.check(header, "POST", "/a?b=2").ok());
  CHECK_FALSE(proven.check(header, "POST", "/a").ok());
  CHECK_FALSE(proven.check(header, "POST", "/a?b=1", "{ }").ok());
  CHECK_FALSE(proven.check("11" + header.substr(2)).ok());
  CHECK_FALSE(proven.check("0" + header).ok());  // one spelling
  CHECK(proven.check(header).ok());
  CHECK_FALSE(proven.check(header).ok());
}

TEST_CASE("check_proof: a wrong proof does not use up its counter") {
  Proven proven;
  const std::string header = proven.proof(10);
  std::string forged = header;
  forged.back() = forged.back() == 'A' ? 'E' : 'A';
  CHECK_FALSE(proven.check(forged).ok());
  CHECK(proven.check(header).ok());
}

TEST_CASE("check_proof: headers of another shape are wrong, not dangerous") {
  Proven proven;
  for (const char* header : {"", ".", "1", "1.", ".AAAA", "x.AAAA", "1.AAAA", "-1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                             "1.2.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", " 1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                             "18446744073709551616.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}) {
    INFO(header);
    const auto answer = proven.check(header);
    REQUIRE_FALSE(answer.ok());
    CHECK(answer.error().code() == ErrorCode::session_proof_wrong);
  }
}

TEST_CASE("check_proof: counters beyond what a clock can say are refused, so that no sum of them overflows") {
  Proven proven;
  for (const std::uint64_t counter : {(1ULL << 53U) + 1, 1ULL << 60U, ~0ULL - 299, ~0ULL}) CHECK_FALSE(proven.check(proven.proof(counter)).ok());
  CHECK(proven.check(proven.proof(1'790'000'000'000)).ok());
}

TEST_CASE("check_proof: says when the stored bound must move, and not for every request") {
  Proven proven;
  CHECK(*proven.check(proven.proof(1'000'000)) == true);
  const std::uint64_t bound = proven.session.move_bound();
  CHECK(bound > 1'000'000);
  CHECK(*proven.check(proven.proof(1'000'001)) == false);
  CHECK(*proven.check(proven.proof(bound)) == false);
  CHECK(*proven.check(proven.proof(bound + 1)) == true);
}

TEST_CASE("check_proof: after a restart nothing at or below the stored bound counts") {
  Proven before;
  CHECK(before.check(before.proof(1'000'000)).ok());
  Proven after(before.session.move_bound());
  CHECK_FALSE(after.check(after.proof(1'000'000)).ok());
  CHECK_FALSE(after.check(after.proof(after.session.row().counter)).ok());
  CHECK(after.check(after.proof(after.session.row().counter + 1)).ok());
}

TEST_CASE("read entry: one for each resident, with what was sent about them, and again only if it could not be written") {
  TestRandom random;
  Proven proven;
  const auto a = make_id<SubjectId>(random);
  const auto b = make_id<SubjectId>(random);
  proven.session.count_sent({{a, 3}});
  proven.session.count_sent({{a, 2}, {b, 1}});
  CHECK(proven.session.begin_read_entry(a) == 5U);
  CHECK_FALSE(proven.session.begin_read_entry(a).has_value());  // on its way
  proven.session.end_read_entry(a, false);
  proven.session.count_sent({{a, 4}});
  CHECK(proven.session.begin_read_entry(a) == 9U);
  proven.session.end_read_entry(a, true);
  CHECK_FALSE(proven.session.begin_read_entry(a).has_value());
  CHECK(proven.session.begin_read_entry(b) == 1U);
}

TEST_CASE("read entry: a resident of whom nothing was sent counts as one record") {
  TestRandom random;
  Proven proven;
  CHECK(proven.session.begin_read_entry(make_id<SubjectId>(random)) == 1U);
}

TEST_CASE("offered factor: is handed out once") {
  TestRandom random;
  Proven proven;
  CHECK_FALSE(proven.session.take_offered_factor().has_value());
  proven.session.offer_factor(signin::make_totp_secret(random));
  CHECK(proven.session.take_offered_factor().has_value());
  CHECK_FALSE(proven.session.take_offered_factor().has_value());
}

}  // namespace care::server
