#include "tests/integration/test_server.h"

#include "server/clock/system_clock.h"
#include "server/keyring/keyring.h"
#include "server/keyring/master_key.h"
#include "server/store/sqlite/store.h"
#include "server/workspace/high_water.h"
#include "shared/crypto/system_random.h"

namespace care::test {

TestServer::TestServer() : clock(to_ms(server::SystemClock().now())) {
  REQUIRE(crypto::initialise().ok());
  config.data = (folder / "data").string();
  config.base_host = kBaseHost;
  config.port = 0;
  config.admin_port = 0;
  config.master_key = "file:" + (folder / "master.key").string();
  std::filesystem::create_directories(config.data);
  crypto::SystemRandom keys;
  REQUIRE(server::make_master_key_file(folder / "master.key", config.data, keys).ok());
}

TestServer::~TestServer() { stop(); }

std::optional<server::StartProblem> TestServer::try_start(std::unique_ptr<server::StoreMaker> stores) {
  REQUIRE(!running_);
  server::Surroundings around;
  around.clock = &clock;
  around.log = server::make_sink_log(clock, server::LogLevel::debug, &keep_line, this);
  around.stores = std::move(stores);
  around.redact_lists = redact_lists;
  auto started = server::RunningServer::start(config, server::LogLevel::debug, std::move(around));
  if (auto* problem = std::get_if<server::StartProblem>(&started)) return *problem;
  running_ = std::move(std::get<std::unique_ptr<server::RunningServer>>(started));
  serving_ = std::thread([server = running_.get()] { server->run(); });
  return std::nullopt;
}

void TestServer::start(std::unique_ptr<server::StoreMaker> stores) {
  const auto problem = try_start(std::move(stores));
  INFO((problem ? problem->sentence : std::string()));
  REQUIRE(!problem);
}

void TestServer::stop() {
  if (!running_) return;
  running_->stop();
  serving_.join();
  running_.reset();
}

std::string TestServer::setup_token() {
  const std::string link = running_->setup_link();
  return link.substr(link.find('#') + 1);
}

std::filesystem::path TestServer::authority() const { return data() / "tls" / "ca.pem"; }

std::vector<std::string> TestServer::log_lines() const {
  const std::lock_guard lock(lines_mutex_);
  return lines_;
}

void TestServer::keep_line(void* self, std::string_view line) {
  auto* server = static_cast<TestServer*>(self);
  const std::lock_guard lock(server->lines_mutex_);
  server->lines_.emplace_back(line);
}

server::Keyring TestServer::keyring() const {
  auto master = server::load_master_key(config.master_key, config.data);
  REQUIRE(master.key.ok());
  return server::Keyring(std::move(master.key).value());
}

Result<server::VerifyReport> TestServer::verify(const std::string& workspace) const {
  REQUIRE(!running_);
  const auto id = WorkspaceId::parse(workspace).value();
  const auto keys = CARE_TRY(keyring().load_workspace_keys(home_folder(workspace), id));
  const auto stores = server::sqlite::make_store_maker();
  const auto store = CARE_TRY(stores->open(home_folder(workspace), {keys.database, keys.shares}));
  const auto mark = CARE_TRY(server::open_high_water(home_folder(workspace) / "highwater"));
  auto reader = CARE_TRY(store->read());
  return server::verify_log(reader, id, mark->mark());
}

}  // namespace care::test
