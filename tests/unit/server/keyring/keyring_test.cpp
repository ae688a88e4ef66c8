#include "server/keyring/keyring.h"

#include "server/keyring/key_file.h"
#include "tests/support/refusal.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_random.h"
#include "tests/support/test_secrets.h"

namespace care::server {
namespace {

using care::test::refusal;
using care::test::reveal;
using care::test::TempFolder;
using care::test::TestRandom;

Keyring keyring_of(std::uint8_t byte) {
  ByteArray<32> bytes{};
  bytes.fill(byte);
  return Keyring(Secret32(bytes));
}

// A folder with one workspace's keys.
struct Stored {
  Stored() { REQUIRE(keyring.store_workspace_keys(folder.path(), workspace, keys, random).ok()); }
  Result<WorkspaceKeys> load() const { return keyring.load_workspace_keys(folder.path(), workspace); }

  TempFolder folder;
  TestRandom random;
  Keyring keyring = keyring_of(1);
  WorkspaceId workspace = make_id<WorkspaceId>(random);
  WorkspaceKeys keys = Keyring::make_workspace_keys(random).value();
  std::filesystem::path file = folder / "keys";
};

}  // namespace

TEST_CASE("keyring: what was stored comes back, under a file nobody else may read") {
  const Stored stored;
  const WorkspaceKeys& keys = stored.keys;
  const WorkspaceKeys loaded = stored.load().value();
  CHECK(reveal(loaded.database) == reveal(keys.database));
  CHECK(reveal(loaded.shares) == reveal(keys.shares));
  CHECK(reveal(loaded.opaque.encode()) == reveal(keys.opaque.encode()));
  CHECK(loaded.log.public_key() == keys.log.public_key());
  CHECK(reveal(loaded.database) != reveal(loaded.shares));
  using std::filesystem::perms;
  CHECK(std::filesystem::status(stored.file).permissions() == (perms::owner_read | perms::owner_write));

  const std::string file = care::test::read_file(stored.file);
  CHECK(file.find(std::string(as_text(reveal(keys.database)))) == std::string::npos);
}

TEST_CASE("keyring: another master key, another workspace, a changed byte: nothing opens") {
  Stored stored;
  const auto path = stored.folder.path();
  CHECK(refusal(keyring_of(2).load_workspace_keys(path, stored.workspace)) == ErrorCode::master_key_unreadable);
  CHECK(refusal(stored.keyring.load_workspace_keys(path, make_id<WorkspaceId>(stored.random))) == ErrorCode::master_key_unreadable);
  const std::string file = care::test::read_file(stored.file);
  for (std::size_t at = 0; at < file.size(); at += 5) {
    std::string changed = file;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    care::test::write_file(stored.file, changed);
    CHECK_FALSE(stored.load().ok());
  }
  for (const std::size_t size : {std::size_t{0}, std::size_t{7}, file.size() - 1}) {
    care::test::write_file(stored.file, file.substr(0, size));
    CHECK(refusal(stored.load()) == ErrorCode::store_corrupt);
  }
  care::test::write_file(stored.file, file + "x");
  CHECK(refusal(stored.load()) == ErrorCode::store_corrupt);
}

TEST_CASE("keyring: one key cannot stand in for another") {
  const Stored stored;
  auto keys = decode_key_file(as_bytes(care::test::read_file(stored.file))).value();
  std::swap(keys[0].sealed, keys[1].sealed);  // database and shares, both 32 bytes
  care::test::write_file(stored.file, as_text(encode_key_file(keys)));
  CHECK(refusal(stored.load()) == ErrorCode::master_key_unreadable);
}

TEST_CASE("keyring: a file of keys is never replaced") {
  Stored stored;
  CHECK(refusal(stored.keyring.store_workspace_keys(stored.folder.path(), stored.workspace, stored.keys, stored.random)) ==
        ErrorCode::home_exists);
  CHECK_FALSE(std::filesystem::exists(stored.folder / "keys.new"));
  CHECK(stored.load().ok());
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
