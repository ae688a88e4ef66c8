#include "tests/load/bedside.h"

#include "shared/wire/json_text.h"
#include "shared/wire/problem.h"
#include "tests/support/client_json.h"

namespace care::load {
namespace {

using test::drink_for;
using test::list_of;
using test::pick;

constexpr std::uint64_t kProofStepMs = 120'000;  // as far as a browser jumps ahead: more than the server's bound does
constexpr JsonLimits kAnswerLimits{.max_bytes = 64 * 1024 * 1024, .max_depth = 12};

Result<Json> read_answer(const Reply& reply) {
  auto json = wire::parse_json(as_bytes(reply.body), kAnswerLimits);
  if (!json) return ErrorCode::network_failed;
  if (reply.status == 200) return json;
  return wire::decode_problem(*json);
}

}  // namespace

Reply Bedside::ask(const std::string& method, const std::string& path, const std::string& body) {
  Reply reply = ask_once(method, path, body);
  if (reply.status != 401 || reply.body.find("\"session_proof_wrong\"") == std::string::npos) return reply;
  lead_ms_ += kProofStepMs;
  return ask_once(method, path, body);
}

Reply Bedside::ask_once(const std::string& method, const std::string& path, const std::string& body) {
  Line::Headers headers;
  if (!cookie_.empty()) headers.emplace_back("Cookie", cookie_);
  if (core_.has_session()) {
    const auto proof = core_.sign_request(method, path, as_bytes(body), now_ms() + lead_ms_);
    if (!proof) return {};
    headers.emplace_back("Careseal-Proof", proof->find("proof")->text());
  }
  Reply reply = line_.send(method, path, headers, body);
  for (const std::string& cookie : reply.cookies) {
    if (cookie.starts_with("__Host-careseal=")) cookie_ = cookie;
  }
  return reply;
}

Result<Json> Bedside::get(const std::string& path) { return read_answer(ask("GET", path, "")); }
Result<Json> Bedside::post(const std::string& path, const Json& body) {
  return read_answer(ask("POST", path, encode_canonical(body)));
}

Result<void> Bedside::stretch_password(const std::string& handle, const std::string& password) {
  const auto home = CARE_TRY(get("/api/v1/home"));
  Json start = CARE_TRY(core_.signin_start(as_bytes(password), Json::object({{"handle", handle}})));
  const auto answer = CARE_TRY(post("/api/v1/signin/start", start.set("handle", handle)));
  Json given = pick(answer, {"account", "ke2"});
  proven_ = CARE_TRY(core_.signin_finish(given.set("ws", *home.find("ws"))));
  proven_.set("login", *answer.find("login"));
  return {};
}

Result<void> Bedside::enter() {
  const auto signed_in = CARE_TRY(post("/api/v1/signin/finish", proven_));
  CARE_TRY(core_.open_vault(Json::object(
      {{"signed_in", pick(signed_in, {"account", "actor", "csid", "expires", "identity", "keyring", "role", "wraps"})}})));
  CARE_TRY(sync());
  CARE_TRY(core_.open_grants(CARE_TRY(get("/api/v1/grants"))));
  CARE_TRY(core_.set_gate_shares(CARE_TRY(get("/api/v1/subjects"))));
  return {};
}

Result<void> Bedside::sync() {
  for (int round = 0; round < 3; ++round) {
    const auto synced = CARE_TRY(core_.sync_directory(CARE_TRY(test::ask_directory(
        [this](const std::string& path) { return get(path); }, next_entry_, trusted_size_, now_ms()))));
    next_entry_ = synced.find("next")->integer();
    trusted_size_ = synced.find("size")->integer();
    if (synced.find("device_known")->integer() == 1) return {};
    const auto device = CARE_TRY(core_.membership_act(Json::object({{"act", "add_device"}, {"now", now_ms()}})));
    CARE_TRY(post("/api/v1/membership",
                  Json::object({{"statement", *device.find("statements")->items().front().find("statement")}})));
  }
  return ErrorCode::directory_stale;
}

Result<std::vector<Json>> Bedside::seal(const std::string& subject, std::size_t count) {
  const std::uint64_t now = now_ms();
  Json records = Json::array();
  for (std::size_t i = 0; i < count; ++i) records.push(drink_for(subject, now, 200));
  client::SealProblems problems;
  const auto sealed =
      CARE_TRY(core_.seal_records(Json::object({{"now", now}, {"records", std::move(records)}}), problems));
  std::vector<Json> items;
  for (const Json& each : sealed.find("sealed")->items()) items.push_back(*each.find("item"));
  return items;
}

Result<void> Bedside::seal_ahead(const std::string& subject, std::size_t count) {
  if (waiting_.size() >= count) return {};
  for (Json& item : CARE_TRY(seal(subject, count - waiting_.size()))) {
    std::string body = request_of(list_of(item));
    waiting_.push_back({std::move(body), std::move(item)});
  }
  return {};
}

bool Bedside::write_next(const std::string& subject) {
  if (waiting_.empty() && !seal_ahead(subject, 1).ok()) return false;
  Reply reply = ask("POST", "/api/v1/records", waiting_.front().body);
  last_answer_ = std::move(reply.body);
  if (reply.status != 200 || last_answer_.find("\"result\":\"stored\"") == std::string::npos) return false;
  last_ = std::move(waiting_.front());
  waiting_.pop_front();
  return true;
}

Result<void> Bedside::check_receipt(const Json& item, const Json& receipt) {
  Json pair = Json::object({{"item", pick(item, {"body", "sig"})}, {"receipt", receipt}});
  const auto checks = CARE_TRY(core_.verify_receipts(Json::object({{"receipts", list_of(std::move(pair))}})));
  if (checks.find("checks")->items().front().find("state")->text() != "sent") return ErrorCode::receipt_invalid;
  return {};
}

Result<void> Bedside::check_last_receipt() {
  const auto answer = CARE_TRY(wire::parse_json(as_bytes(last_answer_), kAnswerLimits));
  return check_receipt(last_.item, answer.find("results")->items().front());
}

bool Bedside::read(const std::string& path) { return ask("GET", path, "").status == 200; }

Result<std::size_t> Bedside::open_list(const std::string& path) {
  CARE_TRY(sync());  // other devices wrote what it is about to open
  const auto list = CARE_TRY(get(path));
  const auto opened = CARE_TRY(core_.open_records(Json::object({{"records", *list.find("records")}})));
  std::size_t count = 0;
  for (const Json& record : opened.find("records")->items()) {
    if (record.find("problem") != nullptr) return ErrorCode::open_failed;
    ++count;
  }
  return count;
}

}  // namespace care::load
