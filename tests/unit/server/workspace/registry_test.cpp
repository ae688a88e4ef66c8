#include "server/workspace/registry.h"

#include <thread>

#include "tests/unit/server/workspace/live_home.h"
#include "tests/unit/server/workspace/wrapped_store.h"

namespace care::server::test {
namespace {

// A server's data folder, and homes founded in it.
struct Server {
  explicit Server(std::size_t open_max = 8) : stores(sqlite::make_store_maker()), keyring(LiveHome::master()), open_max_(open_max) {
    start();
  }
  void start() {
    registry.reset();
    registry = WorkspaceRegistry::open({data.path(), "careseal.example", open_max_, std::chrono::seconds(60), {}}, *stores,
                                       keyring, clock, random).value();
  }
  Result<std::vector<Receipt>> make(const std::string& label, const WorkspaceId& workspace,
                                    const std::string& label_in_genesis) {
    auto prepared = registry->prepare_home(label, workspace);
    if (!prepared.ok()) return prepared.error();
    // The founder's part, as the browser would send it.
    const auto identity = crypto::SigningKey::make(random);
    ByteArray<32> seed{};
    random.fill(seed);
    const auto xwing = crypto::XWingKey::from_seed(Secret32(seed));
    const Bytes share(32, 7);
    membership::Genesis act;
    act.name = "Home";
    act.label = label_in_genesis;
    act.unit = make_id<UnitId>(random);
    act.home_subject = make_id<SubjectId>(random);
    act.gate_share_hash = crypto::derive_gate_share_hash(crypto::parse_gate_share(share).value());
    act.log_key = prepared->log_key().format();
    act.identity = identity.public_key();
    act.xwing = xwing.public_key();
    membership::MembershipStatement statement;
    statement.head.workspace = workspace;
    statement.head.author = make_id<ActorId>(random);
    statement.head.key = crypto::derive_key_id(identity.public_key());
    statement.head.number = 1;
    statement.head.tree = audit::empty_tree_head();
    statement.head.time_ms = to_ms(clock.now());
    statement.act = act;
    MembershipSubmission genesis;
    genesis.body = membership::encode_membership_statement(statement).value();
    genesis.signature = crypto::sign_statement(identity, genesis.body);
    genesis.gate_share = crypto::parse_gate_share(share).value();
    return registry->create_home(std::move(prepared).value(), label,
                                 [&](Change& change) { return change.append_membership(genesis, {}); });
  }
  WorkspaceId make(const std::string& label) {
    const auto workspace = make_id<WorkspaceId>(random);
    REQUIRE(make(label, workspace, label).ok());
    return workspace;
  }
  std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(data.path()), {}));
  }

  TempFolder data;
  TestClock clock;
  SharedTestRandom random;
  std::unique_ptr<StoreMaker> stores;
  Keyring keyring;
  std::size_t open_max_;
  std::unique_ptr<WorkspaceRegistry> registry;
};

}  // namespace

TEST_CASE("registry: home labels") {
  for (const char* good : {"abc", "rose-court", "home2", "a23456789012345678901234567890123456789b"}) CHECK(is_home_label(good));
  for (const char* bad : {"", "ab", "-abc", "abc-", "Rose", "rose court", "rose.court", "../etc", "www", "api", "xn--abc", "ro\xC3\xA9",
                          "a234567890123456789012345678901234567890b"}) {
    INFO(bad);
    CHECK_FALSE(is_home_label(bad));
  }
}

TEST_CASE("registry: a home is made once, found by its address, and there after a restart") {
  Server server;
  const WorkspaceId workspace = server.make("rose-court");
  server.start();
  const auto home = server.registry->open_by_label("rose-court");
  REQUIRE(home.ok());
  CHECK((*home)->id() == workspace);
  CHECK((*home)->signed_head().size == 1);
  CHECK(server.registry->open_by_label("elm-lodge").error().code() == ErrorCode::host_unknown);
  CHECK(server.registry->open_by_id(make_id<WorkspaceId>(server.random)).error().code() == ErrorCode::host_unknown);
  CHECK(server.registry->prepare_home("rose-court", make_id<WorkspaceId>(server.random)).error().code() == ErrorCode::home_exists);
  CHECK(server.registry->prepare_home("elm-lodge", workspace).error().code() == ErrorCode::home_exists);
  CHECK(server.registry->prepare_home("Elm", workspace).error().code() == ErrorCode::home_label_invalid);
}

TEST_CASE("registry: a home that could not be founded leaves nothing behind") {
  Server server;
  const std::size_t before = server.entries();
  const auto workspace = make_id<WorkspaceId>(server.random);
  const auto other_label = server.make("rose-court", workspace, "elm-lodge");
  REQUIRE_FALSE(other_label.ok());
  CHECK(other_label.error().code() == ErrorCode::genesis_mismatch);
  CHECK(server.entries() == before);
  auto prepared = server.registry->prepare_home("rose-court", workspace);
  const auto nothing = server.registry->create_home(std::move(prepared).value(), "rose-court", [](Change&) { return Result<void>(); });
  REQUIRE_FALSE(nothing.ok());
  CHECK(server.entries() == before);
  CHECK(server.make("rose-court", workspace, "rose-court").ok());
}

// The registry's file, of which each new entry fails.
class FullRegistry final : public RegistryStore {
 public:
  explicit FullRegistry(std::unique_ptr<RegistryStore> real) : real_(std::move(real)) {}
  Result<std::vector<RegistryEntry>> load() override { return real_->load(); }
  Result<void> add(const RegistryEntry&) override { return ErrorCode::disk_full; }

 private:
  std::unique_ptr<RegistryStore> real_;
};

class StoresWithFullRegistry final : public WrappedStores {
 public:
  Result<std::unique_ptr<RegistryStore>> open_registry(const std::filesystem::path& file, const Secret32& key) override {
    return std::unique_ptr<RegistryStore>(std::make_unique<FullRegistry>(CARE_TRY(WrappedStores::open_registry(file, key))));
  }

 private:
  std::unique_ptr<Writer> wrap(Writer& real) override { return std::make_unique<WrappedWriter>(real); }
};

TEST_CASE("registry: a home whose entry could not be written leaves nothing behind") {
  Server server;
  server.registry.reset();
  server.stores = std::make_unique<StoresWithFullRegistry>();
  server.start();
  const std::size_t before = server.entries();
  const auto workspace = make_id<WorkspaceId>(server.random);
  CHECK(server.make("rose-court", workspace, "rose-court").error().code() == ErrorCode::disk_full);
  CHECK(server.entries() == before);
}

TEST_CASE("registry: what a crash left of a home that was being made is gone after the next start, and nothing else") {
  Server server;
  const std::string crashed = "new-" + make_id<WorkspaceId>(server.random).text();
  const std::vector<std::string> others{"new-kitchen", make_id<WorkspaceId>(server.random).text()};
  for (const std::string& each : {crashed, others[0], others[1]}) {
    std::filesystem::create_directory(server.data.path() / each);
    care::test::write_file(server.data.path() / each / "log.db", "half");
  }
  server.start();
  CHECK_FALSE(std::filesystem::exists(server.data.path() / crashed));
  for (const std::string& each : others) CHECK(std::filesystem::exists(server.data.path() / each / "log.db"));
}

TEST_CASE("registry: no more homes stay open than allowed, and none that is held is closed") {
  Server server(2);
  const std::vector<std::string> labels{"home-a", "home-b", "home-c", "home-d"};
  for (const std::string& label : labels) server.make(label);
  {
    const auto held = server.registry->open_by_label("home-a").value();
    for (const std::string& label : labels) REQUIRE(server.registry->open_by_label(label).ok());
    CHECK(server.registry->open_count() == 2);
    CHECK(held->signed_head().size == 1);
  }
  for (int round = 0; round < 3; ++round) {
    for (const std::string& label : labels) REQUIRE(server.registry->open_by_label(label).value()->writable());
  }
}

TEST_CASE("registry: idle homes are closed by upkeep") {
  Server server;
  server.make("home-a");
  server.make("home-b");
  const auto held = server.registry->open_by_label("home-a").value();
  REQUIRE(server.registry->open_by_label("home-b").ok());
  server.clock.pass(std::chrono::seconds(59));
  server.registry->maintain();
  CHECK(server.registry->open_count() == 2);
  server.clock.pass(std::chrono::seconds(2));
  server.registry->maintain();
  CHECK(server.registry->open_count() == 1);
}

TEST_CASE("registry: threads that open and close the same homes never meet two writers") {
  Server server(1);
  server.make("home-a");
  server.make("home-b");
  std::vector<std::thread> threads;
  std::atomic<int> failures = 0;
  for (int t = 0; t < 6; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 6; ++i) {
        auto home = server.registry->open_by_label((t + i) % 2 == 0 ? "home-a" : "home-b");
        if (!home.ok() || !(*home)->change([](Change& c) { return c.append_event(std::nullopt, audit::Restarted{}, {}); }).ok()) {
          ++failures;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(failures == 0);
  server.start();
  CHECK(server.registry->open_by_label("home-a").value()->signed_head().size == 1 + 18);
  CHECK(server.registry->open_by_label("home-b").value()->writable());
}

TEST_CASE("registry: a home whose high-water file is gone opens for reading only") {
  Server server;
  const WorkspaceId workspace = server.make("rose-court");
  server.registry.reset();
  std::filesystem::remove(server.data.path() / workspace.text() / "highwater");
  server.start();
  const auto home = server.registry->open_by_label("rose-court");
  REQUIRE(home.ok());
  CHECK_FALSE((*home)->writable());
  CHECK((*home)->read().ok());
}

TEST_CASE("registry: a second server on the same data is refused until the first has gone") {
  Server server;
  const auto second = [&] {
    return WorkspaceRegistry::open({server.data.path(), "careseal.example", 8, std::chrono::seconds(60), {}}, *server.stores,
                                   server.keyring, server.clock, server.random);
  };
  REQUIRE_FALSE(second().ok());
  CHECK(second().error().code() == ErrorCode::store_busy);
  server.registry.reset();
  CHECK(second().ok());
}

TEST_CASE("registry: another master key opens neither registry nor home") {
  Server server;
  server.make("rose-court");
  server.registry.reset();
  ByteArray<32> bytes{};
  bytes.fill(9);
  const Keyring other{Secret32(bytes)};
  const auto opened = WorkspaceRegistry::open({server.data.path(), "careseal.example", 8, std::chrono::seconds(60), {}},
                                              *server.stores, other, server.clock, server.random);
  REQUIRE_FALSE(opened.ok());
  CHECK(opened.error().code() == ErrorCode::master_key_unreadable);
}

}  // namespace care::server::test
