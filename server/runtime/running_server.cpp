#include "server/runtime/running_server.h"

#include "server/keyring/master_key.h"
#include "server/runtime/version.h"

namespace care::server {
namespace {

StartProblem problem(ErrorCode code, std::string sentence) { return {Error(code), std::move(sentence)}; }

std::string say(const Error& error) { return std::string(sentence_of(error.code())); }

std::string say_of_files(const Error& error, const std::string& data) {
  if (error.code() == ErrorCode::store_failed) return "Files in " + data + " can't be read or written. Look at the disk, and at who owns them.";
  if (error.code() == ErrorCode::disk_full) return "The disk of " + data + " is full. Make room and start again.";
  if (error.code() == ErrorCode::store_busy) return "Another server runs on " + data + ".";
  if (error.field().text() != "registry") return say(error);
  return "Homes lie in " + data + ", but registry.db or registry.keys, which name them, are gone. Put both back from the newest backup. "
         "Nothing was changed.";
}

AssistSettings assist_settings(const Config& config) {
  AssistSettings settings;
  settings.kind = config.assist_provider == "openai" ? AssistKind::openai : AssistKind::azure;
  settings.endpoint = config.assist_endpoint;
  settings.deployment = config.assist_deployment;
  settings.api_version = config.assist_api_version;
  settings.model = config.assist_model.empty() ? config.assist_deployment : config.assist_model;
  settings.region = config.assist_region;
  settings.regions = config.assist_regions;
  settings.ca_file = config.assist_ca_file;
  settings.answers_per_hour = config.assist_answers_per_hour;
  settings.max_streams = config.assist_max_streams;
  settings.whole = std::chrono::seconds(config.assist_timeout_seconds);
  settings.quiet = std::min<std::chrono::milliseconds>(settings.quiet, settings.whole);
  settings.connect = std::min<std::chrono::milliseconds>(settings.connect, settings.whole);
  return settings;
}

}  // namespace

RunningServer::RunningServer(const Config& config, LogLevel level, Surroundings around)
    : config_(config),
      clock_(around.clock == nullptr ? system_clock_ : *around.clock),
      log_(around.log ? std::move(around.log) : make_stdout_log(clock_, level)),
      stores_(around.stores ? std::move(around.stores) : sqlite::make_store_maker()),
      redact_lists_(std::move(around.redact_lists)) {}

// Where nothing is offered nothing is asked for. Without word lists the second look is blind: then nothing is offered either.
std::optional<StartProblem> RunningServer::start_assist() {
  if (config_.assist_endpoint.empty()) return std::nullopt;
  AssistSettings settings = assist_settings(config_);
  if (const auto fault = find_fault(settings)) return problem(ErrorCode::config_invalid, "[assist] " + *fault);
  auto key = load_secret_text(config_.assist_key, config_.data);
  if (!key) {
    return problem(key.error().code(), "The key that [assist] key names can't be read. It is kept as the master key is: in a file with mode "
                                       "0400 outside the data directory, a variable, a command's answer or a systemd credential.");
  }
  auto look = SecondLook::create(redact_lists_ ? BytesView(*redact_lists_) : redact_lists());
  if (!look) {
    log_->error({.event = "assist_without_lists", .code = look.error().code()});
    return std::nullopt;
  }
  assist_ = std::make_unique<Assist>(std::move(settings), std::move(key).value(), std::move(look).value(), clock_);
  return std::nullopt;
}

std::variant<std::unique_ptr<RunningServer>, StartProblem> RunningServer::start(const Config& config, LogLevel level,
                                                                               Surroundings around) {
  auto server = std::unique_ptr<RunningServer>(new RunningServer(config, level, std::move(around)));
  std::error_code failed;
  std::filesystem::create_directories(config.data, failed);
  if (failed) return problem(ErrorCode::store_failed, "The data directory " + config.data + " can't be made: " + failed.message() + ".");
  std::filesystem::permissions(config.data, std::filesystem::perms::owner_all, failed);

  auto master = load_master_key(config.master_key, config.data);
  if (!master.key) return problem(master.key.error().code(), std::string(explain(master.problem)));
  server->keyring_ = std::make_unique<Keyring>(std::move(master.key).value());

  RegistryOptions options;
  options.data = config.data;
  options.base_host = config.base_host;
  options.open_max = config.open_max;
  options.idle_close = std::chrono::seconds(config.idle_close_seconds);
  auto registry =
      WorkspaceRegistry::open(options, *server->stores_, *server->keyring_, server->clock_, server->random_);
  if (!registry) return problem(registry.error().code(), say_of_files(registry.error(), config.data));
  server->registry_ = std::move(registry).value();

  ListenOptions listen;
  listen.address = config.listen;
  listen.port = config.port;
  listen.admin_address = config.admin_listen;
  listen.admin_port = config.admin_port;
  listen.trusted_proxies = config.trusted_proxies;
  listen.threads = config.threads;
  listen.connections_per_address = config.connections_per_address;
  listen.drain = std::chrono::seconds(config.drain_seconds);
  if (config.tls_mode == "local") {
    auto files = prepare_local_certificates(std::filesystem::path(config.data) / "tls", config.base_host, server->clock_);
    if (!files) return problem(files.error().code(), say_of_files(files.error(), config.data));
    listen.tls = *files;
  } else if (config.tls_mode == "files") {
    listen.tls = CertificateFiles{config.certificate, config.certificate_key};
  }
  if (listen.tls) {
    const auto facts = check_certificates(*listen.tls, server->clock_.now());
    if (!facts) return problem(facts.error().code(), say(facts.error()) + " File: " + listen.tls->certificate.string());
    server->certificates_.emplace(*listen.tls);
  }

  if (auto fault = server->start_assist()) return std::move(*fault);

  server->services_ = std::unique_ptr<Services>(new Services{
      *server->registry_, server->sessions_, server->logins_, server->recoveries_, server->homes_, server->setup_tokens_, server->limiter_,
      server->clock_, server->random_, *server->log_, config.base_host, build_name(), server->assist_.get()});
  RunningServer* self = server.get();
  auto http = HttpServer::listen(listen, *server->services_, server->metrics_, [self] {
    std::error_code unreadable;
    return !self->stopping_ && std::filesystem::exists(self->config_.data, unreadable);
  });
  if (!http) {
    return problem(http.error().code(), http.error().code() == ErrorCode::certificate_invalid
                                            ? say(http.error())
                                            : "The address " + config.listen + ":" + std::to_string(config.port) +
                                                  " can't be used: it is taken, or needs TLS.");
  }
  server->http_ = std::move(http).value();
  server->maintenance_ = std::thread([self] { self->maintain(); });
  return server;
}

RunningServer::~RunningServer() {
  stopping_ = true;
  if (http_) http_->stop();
  if (maintenance_.joinable()) maintenance_.join();
  http_.reset();      // no request is left
  registry_.reset();  // every queue is finished
}

std::string RunningServer::base_address() const {
  const std::string scheme = config_.tls_mode == "off" ? "http://" : "https://";
  return scheme + config_.base_host + ":" + std::to_string(port());
}

std::string RunningServer::setup_link() { return base_address() + "/create-home#" + setup_tokens_.make(random_); }

bool RunningServer::has_homes() const {
  const auto homes = registry_->list();
  return homes && !homes->empty();
}

bool RunningServer::run() {
  log_->info({.event = "started"});
  const bool in_order = http_->run();
  if (in_order) {
    log_->info({.event = "stopped"});
  } else {
    log_->error({.event = "listener_ended"});
  }
  return in_order;
}

void RunningServer::maintain() {
  for (unsigned tick = 0; !stopping_; ++tick) {
    std::this_thread::sleep_for(std::chrono::milliseconds(250));
    if (tick % 4 == 0) registry_->maintain();
    if (tick % 40 == 0 && certificates_ && certificates_->changed()) {
      const auto reloaded = http_->reload_certificate();
      log_->info({.event = "certificate_reloaded", .code = reloaded ? std::nullopt : std::optional(reloaded.error().code())});
    }
  }
}

}  // namespace care::server
