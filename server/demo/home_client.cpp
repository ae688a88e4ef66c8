#include "server/demo/home_client.h"

#include <httplib.h>

#include "shared/base/encoding.h"
#include "shared/signin/totp.h"
#include "shared/wire/json_text.h"
#include "shared/wire/problem.h"

namespace care::server {
namespace {

constexpr std::uint64_t kProofStepMs = 120'000;  // as far as a browser jumps ahead: more than the server's bound does
constexpr JsonLimits kAnswerLimits{.max_bytes = 64 * 1024 * 1024, .max_depth = 12};

const std::string& text_of(const Json& json, std::string_view key) {
  static const std::string kNone;
  const Json* value = json.find(key);
  return value != nullptr && value->is_text() ? value->text() : kNone;
}

Json copy_of(const Json& json, std::initializer_list<std::string_view> keys) {
  Json out = Json::object();
  for (const std::string_view key : keys) {
    if (const Json* value = json.find(key)) out.set(key, *value);
  }
  return out;
}

std::string host_header(const Address& address) { return address.name + ":" + std::to_string(address.port); }

std::string origin(const Address& address) {
  return (address.tls ? "https://" : "http://") + host_header(address);
}

}  // namespace

struct HomeClient::Http {
  std::unique_ptr<httplib::ClientImpl> client;
  explicit Http(const Address& address) {
    if (address.tls) {
      auto tls = std::make_unique<httplib::SSLClient>(address.host, address.port);
      tls->enable_server_certificate_verification(false);  // loopback only; the core trusts nothing the server says anyway
      client = std::move(tls);
    } else {
      client = std::make_unique<httplib::ClientImpl>(address.host, address.port);
    }
    client->set_keep_alive(true);
    client->set_tcp_nodelay(true);
    client->set_read_timeout(60);
  }
};

HomeClient::HomeClient(Address address, Random& random, const Clock& clock)
    : address_(std::move(address)), random_(random), clock_(clock), core_(random), http_(std::make_unique<Http>(address_)) {}
HomeClient::~HomeClient() = default;

Result<Json> HomeClient::send(const std::string& method, const std::string& path, const std::string& body) {
  auto answer = send_once(method, path, body);
  if (answer || answer.error().code() != ErrorCode::session_proof_wrong) return answer;
  lead_ms_ += kProofStepMs;
  return send_once(method, path, body);
}

Result<Json> HomeClient::send_once(const std::string& method, const std::string& path, const std::string& body) {
  httplib::Request request;
  request.method = method;
  request.path = path;
  request.set_header("Host", host_header(address_));
  request.set_header("Origin", origin(address_));
  if (method == "POST") request.set_header("Content-Type", "application/json");
  if (!cookies_.empty()) request.set_header("Cookie", cookies_);
  if (core_.has_session()) {
    const auto proof = CARE_TRY(core_.sign_request(method, path, as_bytes(body), now_ms() + lead_ms_));
    request.set_header("Careseal-Proof", text_of(proof, "proof"));
  }
  request.body = body;
  const auto answer = http_->client->send(request);
  if (!answer) return ErrorCode::network_failed;
  for (const auto& [name, value] : answer->headers) {
    if (name != "Set-Cookie") continue;
    const std::string pair = value.substr(0, value.find(';'));
    if (pair.starts_with("__Host-careseal=")) cookies_ = pair;
  }
  auto json = wire::parse_json(as_bytes(answer->body), kAnswerLimits);
  if (!json) return ErrorCode::network_failed;
  if (answer->status != 200) {
    // A second factor that is asked for is an answer, not a failure.
    if (json->find("login") != nullptr) return json;
    return wire::decode_problem(*json);
  }
  return json;
}

Result<Json> HomeClient::get(const std::string& path) { return send("GET", path, ""); }
Result<Json> HomeClient::post(const std::string& path, const Json& body) {
  return send("POST", path, encode_canonical(body));
}

Result<HomeClient::Founded> HomeClient::found(Address base, const NewHome& home, Random& random, const Clock& clock) {
  HomeClient client(std::move(base), random, clock);
  const auto start = CARE_TRY(client.core_.home_start(
      as_bytes(home.password), Json::object({{"handle", home.handle}, {"label", home.label}})));
  Json request = start;
  request.set("handle", home.handle).set("label", home.label).set("token", home.token);
  const auto started = CARE_TRY(client.post("/api/v1/homes/start", request));
  Json finish_args = copy_of(started, {"log", "response"});
  finish_args.set("name", home.name).set("now", client.now_ms());
  const auto made = CARE_TRY(client.core_.home_finish(finish_args));
  const std::string secret = text_of(started, "totp_secret");
  Json finish = copy_of(made, {"account", "actor", "gate_share", "keyring", "record", "statements", "wraps"});
  finish.set("handle", home.handle)
      .set("label", home.label)
      .set("token", home.token)
      .set("totp_code", CARE_TRY(totp_code(secret, signin::totp_step_at(clock.now()))))
      .set("ws", text_of(start, "ws"));
  const auto done = CARE_TRY(client.post("/api/v1/homes/finish", finish));
  return Founded{secret, *done.find("codes")};
}

Result<void> HomeClient::sign_in(const std::string& handle, const std::string& password, const std::string& code) {
  core_.lock();
  cookies_.clear();
  next_entry_ = 0;
  trusted_size_ = 0;
  const auto home = CARE_TRY(get("/api/v1/home"));
  workspace_ = text_of(home, "ws");
  const auto start = CARE_TRY(core_.signin_start(as_bytes(password), Json::object({{"handle", handle}})));
  Json request = start;
  const auto answer = CARE_TRY(post("/api/v1/signin/start", request.set("handle", handle)));
  Json finish_args = copy_of(answer, {"account", "ke2"});
  const auto finish = CARE_TRY(core_.signin_finish(finish_args.set("ws", workspace_)));
  Json ke3 = finish;
  auto signed_in = CARE_TRY(post("/api/v1/signin/finish", ke3.set("login", text_of(answer, "login"))));
  if (signed_in.find("csid") == nullptr) {
    signed_in = CARE_TRY(
        post("/api/v1/signin/second", Json::object({{"code", code}, {"login", text_of(signed_in, "login")}})));
  }
  return finish_sign_in(signed_in);
}

Result<void> HomeClient::finish_sign_in(const Json& signed_in) {
  keyring_version_ = signed_in.find("keyring_version")->integer();
  const bool must_set_up = signed_in.find("second_factor_setup")->integer() == 1;
  Json args = copy_of(signed_in, {"account", "actor", "csid", "expires", "identity", "keyring", "role", "wraps"});
  CARE_TRY(core_.open_vault(Json::object({{"signed_in", std::move(args)}})));
  if (must_set_up) return {};  // the seed is withheld until the factor is confirmed
  CARE_TRY(sync());
  const auto grants = CARE_TRY(get("/api/v1/grants"));
  const auto opened = CARE_TRY(core_.open_grants(grants));
  if (const Json* keyring = opened.find("keyring")) {
    const std::uint64_t version = keyring_version_ + 1;
    CARE_TRY(post("/api/v1/account/keyring", Json::object({{"bytes", *keyring}, {"version", version}})));
    keyring_version_ = version;
  }
  CARE_TRY(core_.set_gate_shares(CARE_TRY(get("/api/v1/subjects"))));
  return {};
}

Result<std::string> HomeClient::set_up_second_factor(std::uint64_t step) {
  const auto started = CARE_TRY(post("/api/v1/account/totp/start", Json::object()));
  const std::string secret = text_of(started, "secret");
  CARE_TRY(post("/api/v1/account/totp/confirm", Json::object({{"code", CARE_TRY(totp_code(secret, step))}})));
  return secret;
}

Result<void> HomeClient::accept_invite(const std::string& inv, const std::string& code, const std::string& handle,
                                       const std::string& password) {
  const auto home = CARE_TRY(get("/api/v1/home"));
  const auto offer = CARE_TRY(post("/api/v1/invites/open", Json::object({{"inv", inv}})));
  CARE_TRY(core_.invite_open(
      code, Json::object({{"hello", text_of(offer, "hello")}, {"inv", inv}, {"ws", text_of(home, "ws")}})));
  const auto start = CARE_TRY(core_.invite_register(as_bytes(password), Json::object({{"handle", handle}})));
  Json request = start;
  const auto answer = CARE_TRY(post("/api/v1/invites/register", request.set("handle", handle).set("inv", inv)));
  const auto made = CARE_TRY(core_.invite_accept(Json::object(
      {{"dir", text_of(offer, "dir")}, {"now", now_ms()}, {"response", text_of(answer, "response")}})));
  Json accept = copy_of(made, {"account", "keyring", "record", "statements", "wraps"});
  CARE_TRY(post("/api/v1/invites/accept", accept.set("handle", handle).set("inv", inv)));
  return {};
}

Result<void> HomeClient::sync() {
  for (int round = 0; round < 3; ++round) {
    const auto head = CARE_TRY(get("/api/v1/log/checkpoint"));
    const std::string size = std::to_string(head.find("size")->integer());
    Json entries = Json::array();
    std::uint64_t from = next_entry_;
    while (true) {
      const auto page =
          CARE_TRY(get("/api/v1/log/membership?from=" + std::to_string(from) + "&size=" + size));
      for (const Json& entry : page.find("entries")->items()) entries.push(entry);
      const Json* next = page.find("next");
      if (next == nullptr) break;
      from = next->integer();
    }
    const auto consistency =
        CARE_TRY(get("/api/v1/log/consistency?from=" + std::to_string(trusted_size_) + "&to=" + size));
    const auto synced = CARE_TRY(core_.sync_directory(Json::object({{"consistency", *consistency.find("proof")},
                                                                    {"entries", std::move(entries)},
                                                                    {"note", text_of(head, "note")},
                                                                    {"now", now_ms()}})));
    next_entry_ = synced.find("next")->integer();
    trusted_size_ = synced.find("size")->integer();
    if (synced.find("device_known")->integer() == 1) return {};
    const auto device = CARE_TRY(core_.membership_act(Json::object({{"act", "add_device"}, {"now", now_ms()}})));
    CARE_TRY(send_membership(*device.find("statements")->items().front().find("statement"), nullptr, nullptr));
  }
  return ErrorCode::directory_stale;
}

Result<void> HomeClient::send_membership(const Json& statement, const Json* grants, const Json* hello) {
  Json body = Json::object({{"statement", statement}});
  if (grants != nullptr && !grants->items().empty()) body.set("grants", *grants);
  if (hello != nullptr) body.set("hello", *hello);
  const auto receipt = CARE_TRY(post("/api/v1/membership", body));
  if (text_of(receipt, "result") != "stored") {
    return find_error(text_of(receipt, "code")).value_or(ErrorCode::receipt_invalid);
  }
  return {};
}

Result<void> HomeClient::send_records(const Json& sealed) {
  constexpr std::size_t kBatch = 100;
  const auto& all = sealed.items();
  for (std::size_t first = 0; first < all.size(); first += kBatch) {
    Json items = Json::array();
    for (std::size_t i = first; i < all.size() && i < first + kBatch; ++i) items.push(*all[i].find("item"));
    const auto answer = CARE_TRY(post("/api/v1/records", Json::object({{"items", items}})));
    Json receipts = Json::array();
    const auto& results = answer.find("results")->items();
    for (std::size_t i = 0; i < results.size(); ++i) {
      if (text_of(results[i], "result") != "stored") return ErrorCode::receipt_invalid;
      receipts.push(Json::object({{"item", copy_of(items.items()[i], {"body", "sig"})}, {"receipt", results[i]}}));
    }
    // The same check a phone makes before it says "Sent".
    const auto checks = CARE_TRY(core_.verify_receipts(Json::object({{"receipts", std::move(receipts)}})));
    for (const Json& check : checks.find("checks")->items()) {
      if (text_of(check, "state") != "sent") return ErrorCode::receipt_invalid;
    }
  }
  return {};
}

Result<std::string> totp_code(std::string_view secret_base32, std::uint64_t step) {
  signin::TotpSecret secret = CARE_TRY(signin::parse_totp_secret(secret_base32));
  const auto code = signin::derive_totp_code(secret, step);
  return std::string(code.begin(), code.end());
}

}  // namespace care::server
