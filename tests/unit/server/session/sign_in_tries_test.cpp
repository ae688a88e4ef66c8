#include "server/session/sign_in_tries.h"

#include "tests/unit/server/workspace/live_home.h"

namespace care::server::test {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

std::string code_of(const Result<void>& done) { return done.ok() ? "ok" : std::string(info_of(done.error().code()).name); }

bool same_network(std::string_view a, std::string_view b) {
  return try_from_address(a).key.client == try_from_address(b).key.client;
}

}  // namespace

TEST_CASE("tries from an address: IPv6 counts by its first 64 bits, however it is written, and IPv4 as a whole") {
  CHECK(same_network("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::1"));
  CHECK(same_network("2001:db8::1", "2001:db8::ffff:0:0:2"));
  CHECK(same_network("2001:db8::1", "2001:db8:0:0:9:9:9:9"));
  CHECK_FALSE(same_network("2001:db8:1:2::1", "2001:db8:1:3::1"));
  CHECK_FALSE(same_network("::1", "1::1"));
  CHECK_FALSE(same_network("1:2:3:4::", "::4"));
  CHECK_FALSE(same_network("203.0.113.9", "203.0.113.10"));
  CHECK_FALSE(same_network("::ffff:203.0.113.9", "::ffff:203.0.113.10"));
  for (const char* odd : {"", ":", "::", ":::", "x", ":1:2", "1::2::3", "1:2:3:4:5:6:7:8:9"}) CHECK(same_network(odd, odd));
}

TEST_CASE("tries: where one of them is locked none is counted") {
  LiveHome live;
  live.found();
  const auto account = make_id<AccountId>(live.random);
  const auto other = make_id<AccountId>(live.random);
  const CountedTry address = try_from_address("203.0.113.9");
  for (int i = 0; i < 5; ++i) CHECK(count_tries(*live.home, {try_at_account(account, {}), address}).ok());
  for (int i = 0; i < 5; ++i) CHECK(code_of(count_tries(*live.home, {try_at_account(account, {}), address})) == "locked_out");
  for (int i = 0; i < 195; ++i) CHECK(count_tries(*live.home, {address}).ok());  // five were counted, and no more
  CHECK(code_of(count_tries(*live.home, {try_at_account(other, {}), address})) == "locked_out");
  CHECK_FALSE(live.home->read().value().accounts().find_lockout({other, {}}).value().has_value());
}

TEST_CASE("tries: those that held are taken back, one of unknown clients and of an address, all of a known device") {
  LiveHome live;
  live.found();
  const auto account = make_id<AccountId>(live.random);
  const ByteArray<16> device{1};
  const auto failures = [&](const CountedTry& each) {
    const auto stored = live.home->read().value().accounts().find_lockout(each.key).value();
    return signin::LockoutCounter::decode(stored.value()).value().failures;
  };
  const std::vector<CountedTry> unknown = {try_at_account(account, {}), try_from_address("203.0.113.9")};
  const std::vector<CountedTry> known = {try_at_account(account, device)};
  for (int i = 0; i < 3; ++i) {
    REQUIRE(count_tries(*live.home, unknown).ok());
    REQUIRE(count_tries(*live.home, known).ok());
  }
  REQUIRE(live.home->change([&](Change& change) { return forgive_tries(change, unknown); }).ok());
  REQUIRE(live.home->change([&](Change& change) { return forgive_tries(change, known); }).ok());
  CHECK(failures(unknown[0]) == 2);
  CHECK(failures(unknown[1]) == 2);
  CHECK(failures(known[0]) == 0);
}

TEST_CASE("tries: a pause that began while the clock ran ahead ends as if it began now") {
  LiveHome live;
  live.found();
  const std::vector<CountedTry> tries = {try_at_account(make_id<AccountId>(live.random), {})};
  const std::uint64_t now = to_ms(live.clock.now());
  live.clock.pass(hours(24 * 365));
  for (int i = 0; i < 5; ++i) REQUIRE(count_tries(*live.home, tries).ok());
  live.clock.set_ms(now);
  CHECK(code_of(count_tries(*live.home, tries)) == "locked_out");
  live.clock.pass(minutes(14));
  CHECK(code_of(count_tries(*live.home, tries)) == "locked_out");
  live.clock.pass(minutes(2));
  CHECK(count_tries(*live.home, tries).ok());
}

}  // namespace care::server::test
