#include "server/keyring/keyring.h"

#include "server/keyring/key_file.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_random.h"
#include "tests/support/test_secrets.h"

namespace care::server {
namespace {

using care::test::reveal;
using care::test::TempFolder;
using care::test::TestRandom;

Keyring keyring_of(std::uint8_t byte) {
  ByteArray<32> bytes{};
  bytes.fill(byte);
  return Keyring(Secret32(bytes));
}

}  // namespace

TEST_CASE("keyring: what was stored comes back, under a file nobody else may read") {
  TempFolder folder;
  TestRandom random;
  const Keyring keyring = keyring_of(1);
  const auto workspace = make_id<WorkspaceId>(random);
  const WorkspaceKeys keys = Keyring::make_workspace_keys(random).value();
  REQUIRE(keyring.store_workspace_keys(folder.path(), workspace, keys, random).ok());
  const WorkspaceKeys loaded = keyring.load_workspace_keys(folder.path(), workspace).value();
  CHECK(reveal(loaded.database) == reveal(keys.database));
  CHECK(reveal(loaded.shares) == reveal(keys.shares));
  CHECK(reveal(loaded.opaque.encode()) == reveal(keys.opaque.encode()));
  CHECK(loaded.log.public_key() == keys.log.public_key());
  CHECK(reveal(loaded.database) != reveal(loaded.shares));
  using std::filesystem::perms;
  CHECK(std::filesystem::status(folder / "keys").permissions() == (perms::owner_read | perms::owner_write));

  const std::string file = care::test::read_file(folder / "keys");
  CHECK(file.find(std::string(as_text(reveal(keys.database)))) == std::string::npos);
}

TEST_CASE("keyring: another master key, another workspace, a changed byte: nothing opens") {
  TempFolder folder;
  TestRandom random;
  const Keyring keyring = keyring_of(1);
  const auto workspace = make_id<WorkspaceId>(random);
  REQUIRE(keyring.store_workspace_keys(folder.path(), workspace, Keyring::make_workspace_keys(random).value(), random).ok());
  CHECK(keyring_of(2).load_workspace_keys(folder.path(), workspace).error().code() == ErrorCode::master_key_unreadable);
  CHECK(keyring.load_workspace_keys(folder.path(), make_id<WorkspaceId>(random)).error().code() ==
        ErrorCode::master_key_unreadable);
  const std::string file = care::test::read_file(folder / "keys");
  for (std::size_t at = 0; at < file.size(); at += 5) {
    std::string changed = file;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    care::test::write_file(folder / "keys", changed);
    CHECK_FALSE(keyring.load_workspace_keys(folder.path(), workspace).ok());
  }
  for (const std::size_t size : {std::size_t{0}, std::size_t{7}, file.size() - 1}) {
    care::test::write_file(folder / "keys", file.substr(0, size));
    CHECK(keyring.load_workspace_keys(folder.path(), workspace).error().code() == ErrorCode::store_corrupt);
  }
  care::test::write_file(folder / "keys", file + "x");
  CHECK(keyring.load_workspace_keys(folder.path(), workspace).error().code() == ErrorCode::store_corrupt);
}

TEST_CASE("keyring: one key cannot stand in for another") {
  TempFolder folder;
  TestRandom random;
  const Keyring keyring = keyring_of(1);
  const auto workspace = make_id<WorkspaceId>(random);
  REQUIRE(keyring.store_workspace_keys(folder.path(), workspace, Keyring::make_workspace_keys(random).value(), random).ok());
  const std::string text = care::test::read_file(folder / "keys");
  auto keys = decode_key_file(as_bytes(text)).value();
  std::swap(keys[0].sealed, keys[1].sealed);  // database and shares, both 32 bytes
  care::test::write_file(folder / "keys", as_text(encode_key_file(keys)));
  CHECK(keyring.load_workspace_keys(folder.path(), workspace).error().code() == ErrorCode::master_key_unreadable);
}

TEST_CASE("keyring: a file of keys is never replaced") {
  TempFolder folder;
  TestRandom random;
  const Keyring keyring = keyring_of(1);
  const auto workspace = make_id<WorkspaceId>(random);
  const WorkspaceKeys keys = Keyring::make_workspace_keys(random).value();
  REQUIRE(keyring.store_workspace_keys(folder.path(), workspace, keys, random).ok());
  CHECK(keyring.store_workspace_keys(folder.path(), workspace, keys, random).error().code() == ErrorCode::home_exists);
  CHECK_FALSE(std::filesystem::exists(folder / "keys.new"));
  CHECK(keyring.load_workspace_keys(folder.path(), workspace).ok());
}

TEST_CASE("keyring: the registry's key is made once") {
  TempFolder folder;
  TestRandom random;
  const Keyring keyring = keyring_of(1);
  const Bytes first = reveal(keyring.load_or_make_registry_key(folder.path(), random).value());
  CHECK(reveal(keyring.load_or_make_registry_key(folder.path(), random).value()) == first);
  CHECK(keyring_of(2).load_or_make_registry_key(folder.path(), random).error().code() == ErrorCode::master_key_unreadable);
}

}  // namespace care::server
