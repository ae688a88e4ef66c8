// tests/unit/server/store/sqlite/store_fixture.h — a store of one workspace in a folder of its own, and rows for it.
#pragma once

#include "server/store/sqlite/connection.h"
#include "server/store/sqlite/schema.h"
#include "server/store/sqlite/store.h"
#include "shared/audit/leaf.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_random.h"

namespace care::server::sqlite::test {

using care::test::TempFolder;
using care::test::TestRandom;

inline Secret32 key_of(std::uint8_t byte) {
  ByteArray<32> bytes{};
  bytes.fill(byte);
  return Secret32(bytes);
}

inline std::string name_of(const Error& error) { return std::string(info_of(error.code()).name); }

struct StoreFixture {
  StoreFixture() : store(make_store_maker()->create(folder.path(), {database, shares}).value()) {}

  Result<std::unique_ptr<WorkspaceStore>> reopen() {
    store.reset();
    return make_store_maker()->open(folder.path(), {database, shares});
  }

  // A batch of leaves with these bodies, as the workspace would write it.
  void append(const std::vector<Bytes>& bodies) {
    Writer& writer = store->writer();
    REQUIRE(writer.begin().ok());
    const audit::CompactRange before = edge;
    std::vector<Hash32> hashes;
    for (const Bytes& body : bodies) {
      const Bytes leaf = audit::encode_leaf({audit::LeafKind::server_event, edge.size(), 1000 + edge.size(), body, {}, {}}).value();
      REQUIRE(writer.append_leaf({edge.size(), leaf}).ok());
      hashes.push_back(audit::hash_leaf(leaf));
      edge.append(hashes.back());
    }
    REQUIRE(writer.store_head(before, hashes, edge, 1000).ok());
    REQUIRE(writer.commit().ok());
  }
  void append(std::size_t count) {
    std::vector<Bytes> bodies;
    for (std::size_t i = 0; i < count; ++i) bodies.push_back(care::to_bytes(as_bytes("{\"i\":" + std::to_string(i) + "}")));
    append(bodies);
  }

  template <typename IdType>
  IdType id() {
    return make_id<IdType>(random);
  }

  TempFolder folder;
  TestRandom random;
  Secret32 database = key_of(0xD1);
  Secret32 shares = key_of(0x51);
  audit::CompactRange edge;
  std::unique_ptr<WorkspaceStore> store;
};

}  // namespace care::server::sqlite::test
