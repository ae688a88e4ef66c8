#include "shared/client/device_state.h"

#include "shared/base/encoding.h"
#include "shared/client/hello.h"
#include "shared/client/proofs.h"
#include "tests/support/catch.h"
#include "tests/support/test_random.h"

namespace care::client {
namespace {

using care::test::TestRandom;

struct Owner {
  TestRandom random{8};
  crypto::NonceSource nonces{random};
  WorkspaceId workspace = make_id<WorkspaceId>(random);
  AccountId account = make_id<AccountId>(random);
  DeviceId device = make_id<DeviceId>(random);
  crypto::SelfKey self = crypto::derive_self_key(crypto::UserSeed::make(random));
};

crypto::WrapPlace state_place(const Owner& owner) {
  return {.workspace = owner.workspace, .owner = owner.account.array(), .generation = 1, .wrap_id = owner.device.array()};
}

}  // namespace

TEST_CASE("device state: counter, hash and head come back as they were") {
  Owner owner;
  for (int round = 0; round < 3; ++round) {
    DeviceState state;
    state.device = owner.device;
    state.chain.n = round == 0 ? 0 : 41;
    if (round > 0) state.chain.previous.emplace().fill(9);
    if (round > 1) {
      state.head = audit::Checkpoint{"careseal.test/ws_x", 1234, {}};
      state.head->root.fill(3);
    }
    const auto wrapped = state.wrap(owner.self, owner.workspace, owner.account, owner.nonces);
    REQUIRE(wrapped.ok());
    const auto read = DeviceState::unwrap(owner.self, owner.workspace, owner.account, owner.device, *wrapped);
    REQUIRE(read.ok());
    CHECK(read->device == owner.device);
    CHECK(read->chain.n == state.chain.n);
    CHECK(read->chain.previous == state.chain.previous);
    CHECK(read->head == state.head);
  }
}

TEST_CASE("device state: another device's, person's or home's state does not open") {
  Owner owner;
  DeviceState state;
  state.device = owner.device;
  state.chain.n = 5;
  const Bytes wrapped = state.wrap(owner.self, owner.workspace, owner.account, owner.nonces).value();
  const auto code = [&](const crypto::SelfKey& self, const WorkspaceId& ws, const AccountId& account, const DeviceId& device) {
    const auto read = DeviceState::unwrap(self, ws, account, device, wrapped);
    return read.ok() ? ErrorCode::internal : read.error().code();
  };
  const auto stranger = crypto::derive_self_key(crypto::UserSeed::make(owner.random));
  CHECK(code(stranger, owner.workspace, owner.account, owner.device) == ErrorCode::unwrap_failed);
  CHECK(code(owner.self, make_id<WorkspaceId>(owner.random), owner.account, owner.device) == ErrorCode::unwrap_failed);
  CHECK(code(owner.self, owner.workspace, make_id<AccountId>(owner.random), owner.device) == ErrorCode::unwrap_failed);
  CHECK(code(owner.self, owner.workspace, owner.account, make_id<DeviceId>(owner.random)) == ErrorCode::unwrap_failed);
}

TEST_CASE("device state: well-wrapped nonsense is refused like a wrong key") {
  Owner owner;
  for (const char* plain : {"", "{}", "[]", "{\"n\":\"5\"}", "{\"n\":5,\"x\":1}", "{\"n\":5,\"p\":\"AAAA\"}", "{ \"n\":5}",
                            "{\"head\":{\"origin\":\"o\",\"root\":\"AAAA\",\"size\":1},\"n\":5}", "{\"head\":{},\"n\":5}", "{\"head\":7,\"n\":5}"}) {
    INFO(plain);
    const Bytes wrapped =
        crypto::wrap_own(owner.self, crypto::WrapKind::device_state, state_place(owner), as_bytes(std::string_view(plain)), owner.nonces).value();
    const auto read = DeviceState::unwrap(owner.self, owner.workspace, owner.account, owner.device, wrapped);
    REQUIRE_FALSE(read.ok());
    CHECK(read.error().code() == ErrorCode::unwrap_failed);
  }
}

TEST_CASE("hello: carries home, role and the seeds of the mask, for this invitation alone") {
  Owner owner;
  Hash32 genesis{};
  genesis.fill(5);
  Keyring ring(genesis);
  const auto unit = make_id<UnitId>(owner.random);
  for (std::uint16_t data_class = 1; data_class <= 9; ++data_class) ring.add({data_class, unit, 1}, crypto::CompartmentSeed::make(owner.random));
  ByteArray<32> bytes{};
  owner.random.fill(bytes);
  const auto key = crypto::WrapKey(Secret32(bytes));
  const auto invite = make_id<InviteId>(owner.random);
  const auto actor = make_id<ActorId>(owner.random);
  const auto wrapped = Hello::wrap(key, invite, owner.workspace, actor, Role::carer, "Sunrise \xC3\xA9", ring, 0b111, owner.nonces);
  REQUIRE(wrapped.ok());
  const auto hello = Hello::unwrap(key, owner.workspace, invite, *wrapped);
  REQUIRE(hello.ok());
  CHECK(hello->actor == actor);
  CHECK(hello->role == Role::carer);
  CHECK(hello->home_name == "Sunrise \xC3\xA9");
  CHECK(hello->keyring.genesis() == genesis);
  CHECK(hello->keyring.seeds().size() == 3);

  CHECK_FALSE(Hello::unwrap(key, owner.workspace, make_id<InviteId>(owner.random), *wrapped).ok());
  CHECK_FALSE(Hello::unwrap(key, make_id<WorkspaceId>(owner.random), invite, *wrapped).ok());
  owner.random.fill(bytes);
  CHECK_FALSE(Hello::unwrap(crypto::WrapKey(Secret32(bytes)), owner.workspace, invite, *wrapped).ok());
}

TEST_CASE("hello: well-wrapped nonsense is refused") {
  Owner owner;
  ByteArray<32> bytes{};
  owner.random.fill(bytes);
  const auto key = crypto::WrapKey(Secret32(bytes));
  const auto invite = make_id<InviteId>(owner.random);
  const crypto::WrapPlace place{.workspace = owner.workspace, .owner = invite.array(), .generation = 1, .wrap_id = {}};
  const std::string json = encode_canonical(Json::object(
      {{"actor", make_id<ActorId>(owner.random).text()}, {"name", "x"}, {"role", "carer"}, {"ws", owner.workspace.text()}}));
  const std::string other_home = encode_canonical(Json::object(
      {{"actor", make_id<ActorId>(owner.random).text()}, {"name", "x"}, {"role", "carer"}, {"ws", make_id<WorkspaceId>(owner.random).text()}}));
  const Bytes ring = Keyring(Hash32{}).encode(kEveryClass);
  const auto framed = [&](const std::string& text, BytesView rest) {
    Bytes out;
    append_big_endian(out, static_cast<std::uint16_t>(text.size()));
    append(out, as_bytes(text));
    append(out, rest);
    return out;
  };
  const auto opens = [&](const Bytes& plain) {
    return Hello::unwrap(key, owner.workspace, invite, crypto::wrap_invite_hello(key, place, plain, owner.nonces).value()).ok();
  };
  CHECK(opens(framed(json, ring)));
  CHECK_FALSE(opens({}));
  CHECK_FALSE(opens({1}));
  CHECK_FALSE(opens({0xFF, 0xFF, 1, 2}));
  CHECK_FALSE(opens(framed(json, {})));
  CHECK_FALSE(opens(framed(json, BytesView(ring).first(ring.size() - 1))));
  CHECK_FALSE(opens(framed("{}", ring)));
  CHECK_FALSE(opens(framed(other_home, ring)));
  std::string role = json;
  role.replace(role.find("carer"), 5, "pilot");
  CHECK_FALSE(opens(framed(role, ring)));
}

TEST_CASE("read_proof: takes lists of 32-byte hashes, at most 128") {
  const std::string hash = encode_base64url(Bytes(32, 4));
  Json list = Json::array();
  CHECK(read_proof(list)->empty());
  for (int i = 0; i < 128; ++i) list.push(Json(hash));
  CHECK(read_proof(list)->size() == 128);
  list.push(Json(hash));
  CHECK(read_proof(list).error().code() == ErrorCode::proof_invalid);
  for (const Json& bad : {Json("AAAA"), Json(hash + "A"), Json(hash.substr(1)), Json(std::uint64_t{1}), Json::object(), Json("!" + hash.substr(1)), Json(hash + "=")}) {
    Json one = Json::array();
    one.push(bad);
    const auto read = read_proof(one);
    REQUIRE_FALSE(read.ok());
    CHECK(read.error().code() == ErrorCode::proof_invalid);
  }
}

}  // namespace care::client
