#include "tests/integration/device.h"

#include <httplib.h>

#include "server/demo/home_client.h"
#include "shared/base/encoding.h"
#include "shared/signin/totp.h"
#include "shared/wire/json_text.h"
#include "tests/integration/api_description.h"

namespace care::test {

std::string Answer::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return {};
}

std::string Answer::code() const {
  if (status == 0) return "no answer";
  if (status == 200) return "ok";
  return text_of(json, "code");
}

struct Device::Http {
  std::uint16_t port = 0;
  std::unique_ptr<httplib::SSLClient> client;
};

Device::Device(TestServer& server, std::string label)
    : server_(server), label_(std::move(label)), core_(server.random), http_(std::make_unique<Http>()) {}
Device::~Device() = default;

std::string Device::cookie_header() const {
  std::string out;
  if (!session_cookie_.empty()) out += "__Host-careseal=" + session_cookie_;
  if (!device_cookie_.empty()) out += (out.empty() ? "" : "; ") + std::string("__Host-careseal-device=") + device_cookie_;
  return out;
}

void Device::forget_cookies() {
  session_cookie_.clear();
  device_cookie_.clear();
}

void Device::forget_device() {
  device_.clear();
  device_state_.clear();
}

std::string Device::proof_for(const Ask& request) {
  const auto proof = core_.sign_request(request.method, request.path, as_bytes(request.body), now_ms());
  REQUIRE(proof.ok());
  return text_of(*proof, "proof");
}

Answer Device::ask(Ask request) {
  server_.clock.pass(std::chrono::milliseconds(40));
  const std::string domain = host_of(label_);
  if (!http_->client || http_->port != server_.port()) {
    http_->port = server_.port();
    http_->client = std::make_unique<httplib::SSLClient>(domain, http_->port);
    http_->client->set_hostname_addr_map({{domain, "127.0.0.1"}});
    http_->client->set_ca_cert_path(server_.authority().string());
    http_->client->enable_server_certificate_verification(true);
    http_->client->set_keep_alive(true);
    http_->client->set_tcp_nodelay(true);
    http_->client->set_read_timeout(30);
  }
  const std::string host = domain + ":" + std::to_string(server_.port());
  httplib::Request wire;
  wire.method = request.method;
  wire.path = request.path;
  wire.set_header("Host", request.host.value_or(host));
  const std::string origin = request.origin.value_or("https://" + host);
  if (!origin.empty()) wire.set_header("Origin", origin);
  if (request.fetch_site) wire.set_header("Sec-Fetch-Site", *request.fetch_site);
  if (request.method == "POST") wire.set_header("Content-Type", request.content_type.value_or("application/json"));
  const std::string cookies = request.cookie.value_or(cookie_header());
  if (request.with_cookie && !cookies.empty()) wire.set_header("Cookie", cookies);
  if (request.proof) {
    if (!request.proof->empty()) wire.set_header("Careseal-Proof", *request.proof);
  } else if (request.with_proof && core_.has_session()) {
    wire.set_header("Careseal-Proof", proof_for(request));
  }
  for (const auto& [name, value] : request.more) wire.set_header(name, value);
  wire.body = request.body;
  const auto answer = http_->client->send(wire);
  Answer out;
  if (!answer) return out;
  out.status = answer->status;
  out.body = answer->body;
  for (const auto& [name, value] : answer->headers) out.headers.emplace_back(name, value);
  for (const auto& [name, value] : out.headers) {
    if (name != "Set-Cookie") continue;
    const std::string pair = value.substr(0, value.find(';'));
    const std::string given = pair.substr(pair.find('=') + 1);
    if (pair.starts_with("__Host-careseal=")) session_cookie_ = given;
    if (pair.starts_with("__Host-careseal-device=")) device_cookie_ = given;
  }
  if (auto json = wire::parse_json(as_bytes(out.body), {.max_bytes = 64 * 1024 * 1024, .max_depth = 12}); json) {
    out.json = std::move(*json);
  }
  const std::string type = out.header("Content-Type");
  const Exchange exchange{request.method, request.path, request.body, out.status, type, out.json, out.body};
  for (const std::string& each : ApiDescription::instance().differences(exchange)) FAIL_CHECK("openapi: " << each);
  if (between_) between_(request, out);
  return out;
}

Json Device::get(const std::string& path) {
  const Answer answer = try_get(path);
  INFO("GET " << path << " answered " << answer.status << " " << answer.body);
  REQUIRE(answer.status == 200);
  return answer.json;
}

Json Device::post(const std::string& path, const Json& body) {
  const Answer answer = try_post(path, body);
  INFO("POST " << path << " answered " << answer.status << " " << answer.body);
  REQUIRE(answer.status == 200);
  return answer.json;
}

void Device::remember(const Json& core_answer) {
  if (const std::string id = text_of(core_answer, "device"); !id.empty()) device_ = id;
  if (const std::string state = text_of(core_answer, "device_state"); !state.empty()) device_state_ = state;
}

// ---- signing in

Answer Device::start_sign_in(const std::string& handle, const std::string& password) {
  if (workspace_.empty()) workspace_ = text_of(get("/api/v1/home"), "ws");
  auto start = core_.signin_start(as_bytes(password), Json::object({{"handle", handle}}));
  REQUIRE(start.ok());
  return try_post("/api/v1/signin/start", start->set("handle", handle));
}

Answer Device::finish_sign_in(const Answer& started) {
  Json args = pick(started.json, {"account", "ke2"});
  auto finish = core_.signin_finish(args.set("ws", workspace_));
  if (!finish) {  // the password was wrong: the device itself notices
    Answer wrong;
    wrong.status = 401;
    wrong.json.set("code", info_of(finish.error().code()).name);
    return wrong;
  }
  return try_post("/api/v1/signin/finish", finish->set("login", text_of(started.json, "login")));
}

Answer Device::second_factor(const Answer& finished, const std::string& code) {
  return try_post("/api/v1/signin/second", Json::object({{"code", code}, {"login", text_of(finished.json, "login")}}));
}

void Device::open(const Answer& signed_in) {
  INFO("signing in answered " << signed_in.status << " " << signed_in.body);
  REQUIRE(signed_in.status == 200);
  signed_in_ = signed_in.json;
  keyring_version_ = number_of(signed_in_, "keyring_version");
  Json args = Json::object({{"signed_in", pick(signed_in_, {"account", "actor", "csid", "expires", "identity", "keyring", "role",
                                                            "second_factor_setup", "wraps"})}});
  if (!device_.empty()) args.set("device", device_).set("device_state", device_state_);
  const auto opened = core_.open_vault(args);
  INFO("open_vault: " << (opened ? "fine" : std::string(info_of(opened.error().code()).name)));
  REQUIRE(opened.ok());
  remember(*opened);
  next_entry_ = 0;
  trusted_size_ = opened->find("size") != nullptr ? number_of(*opened, "size") : 0;
  if (!core_.is_open()) return;  // the seed is withheld until the second factor stands
  sync();
  take_grants();
  take_subjects();
}

std::string Device::next_code(Person& person) {
  while (person.last_step > signin::totp_step_at(server_.clock.now())) server_.clock.pass(std::chrono::seconds(30));
  person.last_step = std::max(person.last_step + 1, signin::totp_step_at(server_.clock.now()));
  return server::totp_code(person.totp, person.last_step).value();
}

Answer Device::try_sign_in(Person& person) {
  core_.lock();
  session_cookie_.clear();
  const Answer started = start_sign_in(person.handle, person.password);
  if (started.status != 200) return started;
  const Answer finished = finish_sign_in(started);
  if (finished.code() != "second_factor_needed" || person.totp.empty()) return finished;
  return second_factor(finished, next_code(person));
}

void Device::sign_in(Person& person) { open(try_sign_in(person)); }

void Device::unlock(Person& person) {
  core_.lock();
  const Answer started = start_sign_in(person.handle, person.password);
  REQUIRE(started.status == 200);
  open(finish_sign_in(started));
}

void Device::set_up_second_factor(Person& person) {
  const Json started = post("/api/v1/account/totp/start", Json::object());
  person.totp = text_of(started, "secret");
  person.last_step = 0;
  const Json confirmed = post("/api/v1/account/totp/confirm", Json::object({{"code", next_code(person)}}));
  person.sign_in_codes = *confirmed.find("codes");
  sign_in(person);
}

Json Device::store_kit() {
  const auto kit = core_.make_kit();
  REQUIRE(kit.ok());
  const auto wrap = core_.confirm_kit(typed_back(*kit));
  REQUIRE(wrap.ok());
  post("/api/v1/account/kit", *wrap);
  return *kit->find("lines");
}

}  // namespace care::test
