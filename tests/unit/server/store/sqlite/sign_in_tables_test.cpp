#include "tests/support/test_secrets.h"
#include "tests/unit/server/store/sqlite/store_fixture.h"

namespace care::server::sqlite::test {
namespace {

struct SignIns : StoreFixture {
  SignIns() : account(id<AccountId>()), actor(id<ActorId>()) { CHECK(add(account, actor, "ada@example.org").ok()); }

  Result<void> add(const AccountId& new_account, const ActorId& new_actor, const std::string& handle) {
    return write([&](AccountTables& t) {
      return t.create_account({new_account, new_actor, handle, Bytes(192, 1), Bytes(5, 2), instant_from_ms(1000)});
    });
  }
  template <typename Job>
  auto write(Job&& job) -> std::invoke_result_t<Job, AccountTables&> {
    Writer& writer = store->writer();
    REQUIRE(writer.begin().ok());
    auto done = job(writer.accounts());
    REQUIRE(writer.commit().ok());
    return done;
  }
  AccountTables& now() { return store->writer().accounts(); }

  AccountId account;
  ActorId actor;
};

SessionRow session_of(const SignIns& s, std::uint8_t id, std::uint64_t expires_ms) {
  ByteArray<32> key{};
  key.fill(id);
  Hash32 hash{};
  hash.fill(id);
  return {hash, s.account, s.actor, instant_from_ms(10), instant_from_ms(expires_ms), crypto::ProofKey::take(key), false, 7};
}

}  // namespace

TEST_CASE("accounts: are found by handle, id and actor; a handle or an actor is taken once") {
  SignIns s;
  const auto row = s.now().find_account_by_handle("ada@example.org").value();
  REQUIRE(row.has_value());
  CHECK(row->account == s.account);
  CHECK(row->actor == s.actor);
  CHECK(row->opaque_record == Bytes(192, 1));
  CHECK(s.now().find_account_of_actor(s.actor).value() == s.account);
  CHECK_FALSE(s.now().find_account_by_handle("Ada@example.org").value().has_value());
  CHECK(name_of(s.add(s.id<AccountId>(), s.id<ActorId>(), "ada@example.org").error()) == "handle_taken");
  CHECK(name_of(s.add(s.id<AccountId>(), s.actor, "bea@example.org").error()) == "handle_taken");
}

TEST_CASE("accounts: deleting one takes sessions, wraps and codes along and leaves the actor") {
  SignIns s;
  REQUIRE(s.write([&](AccountTables& t) -> Result<void> {
    CARE_TRY(t.create_session(session_of(s, 1, 5000)));
    CARE_TRY(t.put_wrap(s.account, {1, {}, Bytes(9)}));
    CARE_TRY(t.put_lockout({s.account, {}}, Bytes(24), instant_from_ms(1)));
    const Hash32 code{};
    return t.replace_sign_in_codes(s.account, {&code, 1});
  }).ok());
  REQUIRE(s.write([&](AccountTables& t) { return t.delete_account(s.account); }).ok());
  Hash32 hash{};
  hash.fill(1);
  CHECK_FALSE(s.now().find_session(hash).value().has_value());
  CHECK(s.now().load_wraps(s.account).value().empty());
  CHECK(s.now().load_sign_in_codes(s.account).value().empty());
  CHECK_FALSE(s.now().find_lockout({s.account, {}}).value().has_value());
  const auto members = s.now().load_members().value();
  REQUIRE(members.size() == 1);
  CHECK_FALSE(members[0].has_account);
  CHECK(name_of(s.write([&](AccountTables& t) { return t.delete_account(s.account); }).error()) == "not_found");
  CHECK(name_of(s.write([&](AccountTables& t) { return t.create_session(session_of(s, 2, 1)); }).error()) == "not_found");
  // The person may come back under the same pseudonym.
  CHECK(s.add(s.id<AccountId>(), s.actor, "ada@example.org").ok());
}

TEST_CASE("second factor: a step is used once, never an older one, and a new secret begins anew") {
  SignIns s;
  ByteArray<20> bytes{};
  bytes.fill(3);
  const SecretBytes<20> secret(bytes);
  REQUIRE(s.write([&](AccountTables& t) { return t.put_second_factor(s.account, secret); }).ok());
  CHECK_FALSE(s.now().find_second_factor(s.account).value()->confirmed);
  REQUIRE(s.write([&](AccountTables& t) { return t.confirm_second_factor(s.account, 100); }).ok());
  const auto use = [&](std::uint64_t step) { return s.write([&](AccountTables& t) { return t.use_totp_step(s.account, step); }).value(); };
  CHECK_FALSE(use(100));
  CHECK_FALSE(use(99));
  CHECK(use(101));
  CHECK_FALSE(use(101));
  const auto row = s.now().find_second_factor(s.account).value();
  CHECK(row->confirmed);
  CHECK(row->last_step == 101U);
  CHECK(care::test::reveal(row->secret) == Bytes(20, 3));
  REQUIRE(s.write([&](AccountTables& t) { return t.put_second_factor(s.account, secret); }).ok());
  CHECK_FALSE(s.now().find_second_factor(s.account).value()->last_step.has_value());
  REQUIRE(s.write([&](AccountTables& t) { return t.remove_second_factor(s.account); }).ok());
  CHECK_FALSE(s.now().find_second_factor(s.account).value().has_value());
  CHECK_FALSE(use(500));
  REQUIRE(s.write([&](AccountTables& t) { return t.remove_second_factor(s.account); }).ok());
  CHECK_FALSE(s.now().find_second_factor(s.account).value().has_value());
  CHECK_FALSE(use(500));
}

TEST_CASE("sign-in codes: each once; a new set replaces the old one") {
  SignIns s;
  Hash32 one{};
  Hash32 two{};
  two.fill(2);
  const Hash32 set[] = {one, two};
  REQUIRE(s.write([&](AccountTables& t) { return t.replace_sign_in_codes(s.account, set); }).ok());
  const auto use = [&](const Hash32& hash) { return s.write([&](AccountTables& t) { return t.use_sign_in_code(s.account, hash); }).value(); };
  CHECK(use(two));
  CHECK_FALSE(use(two));
  CHECK(s.now().load_sign_in_codes(s.account).value()[1].used);
  REQUIRE(s.write([&](AccountTables& t) { return t.replace_sign_in_codes(s.account, {&one, 1}); }).ok());
  CHECK_FALSE(use(two));
  CHECK(use(one));
}

TEST_CASE("keyring: is swapped only from the version the device saw") {
  SignIns s;
  const auto swap = [&](std::uint64_t version) {
    return s.write([&](AccountTables& t) { return t.swap_keyring(s.account, Bytes(3, 9), version); });
  };
  CHECK(name_of(swap(3).error()) == "version_stale");
  CHECK(name_of(swap(1).error()) == "version_stale");
  CHECK(swap(2).ok());
  CHECK(s.now().find_keyring(s.account).value()->version == 2);
  CHECK(s.now().find_keyring(s.account).value()->bytes == Bytes(3, 9));
}

TEST_CASE("sessions: come back whole, their counter only rises, and expired ones go") {
  SignIns s;
  REQUIRE(s.write([&](AccountTables& t) -> Result<void> {
    CARE_TRY(t.create_session(session_of(s, 1, 5000)));
    return t.create_session(session_of(s, 2, 9000));
  }).ok());
  Hash32 first{};
  first.fill(1);
  const auto row = s.now().find_session(first).value();
  REQUIRE(row.has_value());
  CHECK(row->actor == s.actor);
  CHECK(row->expires == instant_from_ms(5000));
  CHECK(care::test::reveal(row->proof_key) == Bytes(32, 1));
  REQUIRE(s.write([&](AccountTables& t) { return t.save_session_counter(first, 50); }).ok());
  REQUIRE(s.write([&](AccountTables& t) { return t.save_session_counter(first, 20); }).ok());
  CHECK(s.now().find_session(first).value()->counter == 50);
  REQUIRE(s.write([&](AccountTables& t) { return t.remove_stale_sign_ins(instant_from_ms(5000)); }).ok());
  CHECK_FALSE(s.now().find_session(first).value().has_value());
  REQUIRE(s.write([&](AccountTables& t) { return t.end_sessions_of(s.account); }).ok());
  first.fill(2);
  CHECK_FALSE(s.now().find_session(first).value().has_value());
}

TEST_CASE("lockouts: all of one account go at once, and no other's") {
  SignIns s;
  const LockoutKey strangers{s.account, {}};
  const LockoutKey phone{s.account, {7}};
  const LockoutKey other{s.id<AccountId>(), {}};
  REQUIRE(s.write([&](AccountTables& t) -> Result<void> {
    for (const LockoutKey& key : {strangers, phone, other}) CARE_TRY(t.put_lockout(key, Bytes(24), instant_from_ms(9000)));
    return t.remove_lockouts(s.account);
  }).ok());
  CHECK_FALSE(s.now().find_lockout(strangers).value().has_value());
  CHECK_FALSE(s.now().find_lockout(phone).value().has_value());
  CHECK(s.now().find_lockout(other).value().has_value());
}

TEST_CASE("lockouts: a stranger's counter is forgotten when its time is over, and no other") {
  SignIns s;
  const LockoutKey brief{s.id<AccountId>(), {}};
  const LockoutKey long_one{s.id<AccountId>(), {}};
  REQUIRE(s.write([&](AccountTables& t) -> Result<void> {
    CARE_TRY(t.put_lockout(brief, Bytes(24), instant_from_ms(9000)));
    CARE_TRY(t.put_lockout(brief, Bytes(24), instant_from_ms(5000)));
    return t.put_lockout(long_one, Bytes(24), instant_from_ms(5001));
  }).ok());
  REQUIRE(s.write([&](AccountTables& t) { return t.remove_stale_sign_ins(instant_from_ms(5000)); }).ok());
  CHECK_FALSE(s.now().find_lockout(brief).value().has_value());
  CHECK(s.now().find_lockout(long_one).value().has_value());
}

TEST_CASE("settings and wraps: same name or id replaces") {
  SignIns s;
  REQUIRE(s.write([&](AccountTables& t) -> Result<void> {
    CARE_TRY(t.put_setting("idle", Bytes(1, 1)));
    CARE_TRY(t.put_setting("idle", Bytes(1, 2)));
    CARE_TRY(t.put_wrap(s.account, {2, {}, Bytes(1, 1)}));
    CARE_TRY(t.put_wrap(s.account, {2, {}, Bytes(1, 2)}));
    return t.put_wrap(s.account, {1, {}, Bytes(1, 3)});
  }).ok());
  CHECK(s.now().find_setting("idle").value() == Bytes(1, 2));
  const auto wraps = s.now().load_wraps(s.account).value();
  REQUIRE(wraps.size() == 2);
  CHECK(wraps[1].bytes == Bytes(1, 2));
  REQUIRE(s.write([&](AccountTables& t) { return t.remove_wraps(s.account, 2); }).ok());
  CHECK(s.now().load_wraps(s.account).value().size() == 1);
}

TEST_CASE("gate shares: are kept, and never replaced for a known subject") {
  SignIns s;
  const auto subject = s.id<SubjectId>();
  const auto share = [](std::uint8_t byte) {
    ByteArray<32> bytes{};
    bytes.fill(byte);
    return crypto::GateShare::take(bytes);
  };
  REQUIRE(s.store->shares().put(subject, share(1), true).ok());
  REQUIRE(s.store->shares().put(subject, share(2), true).ok());  // left over from a batch that failed
  CHECK_FALSE(s.store->shares().put(subject, share(3), false).ok());
  CHECK(care::test::reveal(*s.store->shares().find(subject).value()) == Bytes(32, 2));
  CHECK_FALSE(s.store->shares().find(s.id<SubjectId>()).value().has_value());
}

}  // namespace care::server::sqlite::test
