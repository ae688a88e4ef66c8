#include "tests/fuzz/server_home.h"

#include "server/http/routes.h"
#include "shared/crypto/hazmat/sha2.h"

namespace care::fuzz {
namespace {

test::TestServer& started(test::TestServer& server) {
  server.start();
  return server;
}

}  // namespace

ServerHome::ServerHome() : home_(started(system_), "sunrise"), carer_(home_.join("colin", Role::carer)) {
  subject_ = owner().add_resident("Edith", "Marlow");
  carer().sync();
  carer().take_subjects();
  const Json written = carer().seal(test::list_of(test::drink_for(subject_, carer().now_ms(), 200)));
  REQUIRE(carer().send(written).status == 200);
  record_ = test::text_of(written.items().front(), "record");
  sealed_ = carer().seal(test::list_of(test::drink_for(subject_, carer().now_ms(), 150))).items().front();
  owner().sync();
  const auto invitation = owner().core().make_invite(Json::object(
      {{"host", "https://sunrise." + std::string(test::kBaseHost)}, {"hours", 72}, {"name", "Dana"}, {"now", owner().now_ms()}, {"role", "carer"}}));
  REQUIRE(invitation.ok());
  invitation_ = *invitation;
  system_.stop();
  system_.clock.pass(std::chrono::minutes(3));  // no counter of a proof from before is taken again

  log_ = server::make_sink_log(system_.clock, server::LogLevel::error, [](void*, std::string_view) {}, nullptr);
  stores_ = server::sqlite::make_store_maker();
  keyring_ = std::make_unique<server::Keyring>(system_.keyring());
  server::RegistryOptions options;
  options.data = system_.data();
  options.base_host = test::kBaseHost;
  registry_ = server::WorkspaceRegistry::open(options, *stores_, *keyring_, system_.clock, system_.random).value();
  workspace_.emplace(registry_->open_by_label("sunrise").value());
  sessions_.emplace(system_.clock);
  logins_.emplace(system_.clock, std::chrono::minutes(5), 10'000);
  recoveries_.emplace(system_.clock, std::chrono::minutes(10), 1'000);
  homes_.emplace(system_.clock, std::chrono::minutes(30), 100);
  setup_tokens_.emplace(system_.clock);
  limiter_.emplace(system_.clock);
  services_ = std::unique_ptr<server::Services>(new server::Services{*registry_, *sessions_, *logins_, *recoveries_, *homes_, *setup_tokens_,
                                                                     *limiter_, system_.clock, system_.random, *log_, test::kBaseHost, "fuzz"});
}

ServerHome::~ServerHome() {
  if (http_) {
    http_->stop();
    serving_.join();
  }
}

server::Response ServerHome::ask(server::Request request, test::Device* device, bool proved) {
  system_.clock.pass(std::chrono::milliseconds(1));
  limiter_.emplace(system_.clock);  // how often somebody may ask is not what is tried here
  request.id = make_id<RequestId>(system_.random);
  request.remote_ip = "127.0.0.1";
  request.user_agent = "fuzz";
  if (device != nullptr) {
    request.session_cookie = device->session_cookie();
    request.device_cookie = device->device_cookie();
    if (proved) {
      const auto proof = device->core().sign_request(request.method, request.target, request.body, device->now_ms());
      FUZZ_CHECK(proof.ok());
      request.proof = test::text_of(*proof, "proof");
    }
  }
  server::Response response = server::answer_request(*services_, request);
  // That somebody has read is noted after the answer: by now, or it would count as the next request's.
  if (response.status == 200) FUZZ_CHECK((*workspace_)->change([](server::Change&) { return Result<void>(); }).ok());
  return response;
}

std::uint64_t ServerHome::log_size() { return (*workspace_)->signed_head().size; }

std::uint16_t ServerHome::plain_port() {
  if (!http_) {
    server::ListenOptions options;
    options.port = 0;
    options.threads = 4;
    options.drain = std::chrono::seconds(1);
    http_ = server::HttpServer::listen(options, *services_, metrics_, [] { return true; }).value();
    serving_ = std::thread([this] { http_->run(); });
  }
  limiter_.emplace(system_.clock);
  return http_->port();
}

ServerHome& server_home() {
  static ServerHome home;
  return home;
}

}  // namespace care::fuzz
