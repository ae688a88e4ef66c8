#include "shared/crypto/key_id.h"
#include "shared/membership/directory.h"
#include "tests/support/vectors.h"

using namespace care;
using namespace care::membership;
using namespace care::test;

namespace {

// Owns the bytes an Entry borrows.
struct VectorEntry {
  explicit VectorEntry(const nlohmann::json& json)
      : index(number(json.at("index"))),
        time_ms(number(json.at("time_ms"))),
        body(text(json.at("body"))),
        signature(hex_exact<64>(json.at("signature_hex"))) {}
  Entry entry() const { return {.index = index, .time_ms = time_ms, .body = as_bytes(body), .signature = signature}; }
  std::uint64_t index;
  std::uint64_t time_ms;
  std::string body;
  crypto::Signature signature;
};

Directory replay_chain(const nlohmann::json& vectors) {
  const auto& chain = vectors.at("chain");
  auto directory = Directory::from_genesis(VectorEntry(chain.at(0)).entry());
  REQUIRE(directory.ok());
  for (std::size_t i = 1; i < chain.size(); ++i) {
    INFO(text(chain.at(i).at("name")));
    const VectorEntry entry(chain.at(i));
    const auto checked = directory->check(entry.entry());
    INFO((checked ? "" : info_of(checked.error().code()).name));
    REQUIRE(checked.ok());
    REQUIRE(directory->apply(entry.entry()).ok());
    CHECK(encode_hex(directory->head_hash()) == text(chain.at(i).at("hash_hex")));
  }
  return std::move(directory).value();
}

std::string_view name_of(Standing standing) {
  switch (standing) {
    case Standing::pending: return "pending";
    case Standing::active: return "active";
    case Standing::revoked: return "revoked";
  }
  return {};
}

std::string_view name_of(KeyKind kind) {
  switch (kind) {
    case KeyKind::identity: return "identity";
    case KeyKind::personal_device: return "personal_device";
    case KeyKind::shared_device: return "shared_device";
  }
  return {};
}

std::string_view name_of(InviteState state) {
  switch (state) {
    case InviteState::open: return "open";
    case InviteState::used: return "used";
    case InviteState::cancelled: return "cancelled";
  }
  return {};
}

template <typename IdType>
IdType id_of(const nlohmann::json& json) {
  const auto id = IdType::parse(text(json));
  REQUIRE(id.ok());
  return id.value();
}

void check_members(const Directory& directory, const nlohmann::json& expected) {
  CHECK(directory.members().size() == expected.at("members").size());
  for (const auto& each : expected.at("members")) {
    const Member* member = directory.find_member(id_of<ActorId>(each.at("actor")));
    REQUIRE(member != nullptr);
    CHECK(care::name_of(member->now().role) == text(each.at("role")));
    CHECK(name_of(member->now().standing) == text(each.at("standing")));
    CHECK(member->identity.text() == text(each.at("identity")));
    CHECK(encode_hex(member->xwing_hash) == text(each.at("xwing_hash_hex")));
  }
  for (const auto& each : expected.at("roles_at")) {
    const Period* period = directory.find_period(id_of<ActorId>(each.at("actor")), number(each.at("index")));
    REQUIRE(period != nullptr);
    CHECK(care::name_of(period->role) == text(each.at("role")));
    CHECK(name_of(period->standing) == text(each.at("standing")));
  }
}

void check_keys(const Directory& directory, const nlohmann::json& expected) {
  for (const auto& each : expected.at("keys")) {
    const MemberKey* key = directory.find_key(id_of<KeyId>(each.at("kid")));
    REQUIRE(key != nullptr);
    CHECK(key->actor.text() == text(each.at("actor")));
    CHECK(name_of(key->kind) == text(each.at("kind")));
    CHECK(key->valid_from == number(each.at("valid_from")));
    CHECK(key->revoked_at.has_value() == each.contains("revoked_at"));
    if (key->revoked_at) CHECK(*key->revoked_at == number(each.at("revoked_at")));
  }
}

void check_rest(const Directory& directory, const nlohmann::json& expected) {
  for (const auto& each : expected.at("compartments")) {
    const auto data_class = data_class_from_number(number(each.at("c")));
    REQUIRE(data_class.has_value());
    const Generation* newest = directory.find_generation(*data_class, directory.units().front());
    REQUIRE(newest != nullptr);
    CHECK(newest->number == number(each.at("g")));
    CHECK(encode_base64url(newest->commitment) == text(each.at("k")));
  }
  CHECK(directory.invitations().size() == expected.at("invitations").size());
  for (const auto& each : expected.at("invitations")) {
    const Invitation* invitation = directory.find_invitation(id_of<InviteId>(each.at("inv")));
    REQUIRE(invitation != nullptr);
    CHECK(name_of(invitation->state) == text(each.at("state")));
  }
  for (const auto& each : expected.at("grants")) {
    CHECK(directory.grants_for(id_of<ActorId>(each.at("actor"))).size() == number(each.at("count")));
  }
}

}  // namespace

TEST_CASE("membership vectors: the chain gives the directory that is written beside it") {
  const auto vectors = load_vectors("membership_v1.json");
  const Directory directory = replay_chain(vectors);
  const auto& expected = vectors.at("expected");
  CHECK(encode_hex(directory.genesis_hash()) == text(expected.at("genesis_hash_hex")));
  CHECK(encode_hex(directory.head_hash()) == text(expected.at("head_hash_hex")));
  CHECK(directory.head_index() == number(expected.at("head_index")));
  CHECK(directory.active_owners() == number(expected.at("active_owners")));
  CHECK(directory.name() == text(expected.at("name")));
  CHECK(directory.label() == text(expected.at("label")));
  CHECK(directory.workspace().text() == text(expected.at("workspace")));
  CHECK(directory.home_subject().text() == text(expected.at("home_subject")));
  CHECK(directory.units() == std::vector{id_of<UnitId>(expected.at("unit"))});
  CHECK(directory.policy().idle_minutes == number(expected.at("policy").at("idle_min")));
  CHECK(directory.policy().totp_all == (number(expected.at("policy").at("totp_all")) == 1));
  check_members(directory, expected);
  check_keys(directory, expected);
  check_rest(directory, expected);
}

TEST_CASE("membership vectors: every body of the chain is written as it was read") {
  const auto vectors = load_vectors("membership_v1.json");
  for (const auto& each : vectors.at("chain")) {
    INFO(text(each.at("name")));
    const std::string body = text(each.at("body"));
    const auto statement = parse_membership_statement(as_bytes(body));
    REQUIRE(statement.ok());
    const auto again = encode_membership_statement(statement.value());
    REQUIRE(again.ok());
    CHECK(as_text(again.value()) == body);
  }
}

TEST_CASE("membership vectors: key ids are hashes of the keys") {
  const auto vectors = load_vectors("membership_v1.json");
  for (const auto& each : vectors.at("keys")) {
    CHECK(crypto::derive_key_id(hex_exact<32>(each.at("public_key_hex"))).text() == text(each.at("kid")));
  }
}

TEST_CASE("membership vectors: every bad statement is refused with its code, and changes nothing") {
  const auto vectors = load_vectors("membership_v1.json");
  const Directory directory = replay_chain(vectors);
  for (const auto& each : vectors.at("bad")) {
    INFO(text(each.at("name")));
    const VectorEntry entry(each);
    const auto checked = directory.check(entry.entry());
    REQUIRE_FALSE(checked.ok());
    CHECK(info_of(checked.error().code()).name == text(each.at("code")));
    Directory copy = directory;
    const auto applied = copy.apply(entry.entry());
    REQUIRE_FALSE(applied.ok());
    CHECK(applied.error().code() == ErrorCode::directory_broken);
    CHECK(copy == directory);
  }
}

TEST_CASE("membership vectors: every bad genesis is refused with its code") {
  const auto vectors = load_vectors("membership_v1.json");
  for (const auto& each : vectors.at("genesis_bad")) {
    INFO(text(each.at("name")));
    const VectorEntry entry(each);
    const auto directory = Directory::from_genesis(entry.entry());
    REQUIRE_FALSE(directory.ok());
    CHECK(info_of(directory.error().code()).name == text(each.at("code")));
  }
}
