#include "tests/load/bedside.h"

#include "shared/wire/json_text.h"

namespace care::load {
namespace {

constexpr JsonLimits kAnswerLimits{.max_bytes = 64 * 1024 * 1024, .max_depth = 12};

Json pick(const Json& json, std::initializer_list<std::string_view> keys) {
  Json out = Json::object();
  for (const std::string_view key : keys) {
    if (const Json* value = json.find(key)) out.set(key, *value);
  }
  return out;
}

Json one(Json item) {
  Json out = Json::array();
  out.push(std::move(item));
  return out;
}

Result<Json> read_answer(const Reply& reply) {
  auto json = wire::parse_json(as_bytes(reply.body), kAnswerLimits);
  if (!json) return ErrorCode::network_failed;
  if (reply.status == 200) return json;
  const Json* number = json->find("number");
  if (number == nullptr) return ErrorCode::network_failed;
  return Error(static_cast<ErrorCode>(number->integer()));
}

}  // namespace

Reply Bedside::ask(const std::string& method, const std::string& path, const std::string& body) {
  Line::Headers headers;
  if (!cookie_.empty()) headers.emplace_back("Cookie", cookie_);
  if (core_.has_session()) {
    const auto proof = core_.sign_request(method, path, as_bytes(body), now_ms());
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
    const auto head = CARE_TRY(get("/api/v1/log/checkpoint"));
    const std::string size = std::to_string(head.find("size")->integer());
    Json entries = Json::array();
    std::uint64_t from = next_entry_;
    for (bool more = true; more;) {
      const auto page = CARE_TRY(get("/api/v1/log/membership?from=" + std::to_string(from) + "&size=" + size));
      for (const Json& entry : page.find("entries")->items()) entries.push(entry);
      const Json* next = page.find("next");
      more = next != nullptr;
      if (more) from = next->integer();
    }
    const auto consistency =
        CARE_TRY(get("/api/v1/log/consistency?from=" + std::to_string(trusted_size_) + "&to=" + size));
    const auto synced = CARE_TRY(core_.sync_directory(Json::object({{"consistency", *consistency.find("proof")},
                                                                    {"entries", std::move(entries)},
                                                                    {"note", *head.find("note")},
                                                                    {"now", now_ms()}})));
    next_entry_ = synced.find("next")->integer();
    trusted_size_ = synced.find("size")->integer();
    if (synced.find("device_known")->integer() == 1) return {};
    const auto device = CARE_TRY(core_.membership_act(Json::object({{"act", "add_device"}, {"now", now_ms()}})));
    CARE_TRY(post("/api/v1/membership",
                  Json::object({{"statement", *device.find("statements")->items().front().find("statement")}})));
  }
  return ErrorCode::directory_stale;
}

Result<void> Bedside::seal_ahead(const std::string& subject, std::size_t count) {
  if (waiting_.size() >= count) return {};
  const std::uint64_t now = now_ms();
  Json records = Json::array();
  for (std::size_t i = waiting_.size(); i < count; ++i) {
    const Json body = Json::object({{"amount_ml", 200}, {"drink", "tea"}, {"entered", now}, {"occurred", now}, {"offset", 840}});
    records.push(Json::object(
        {{"act", "create"}, {"fields", Json::object({{"body", body}})}, {"subject", subject}, {"type", "drink"}}));
  }
  client::SealProblems problems;
  const auto sealed =
      CARE_TRY(core_.seal_records(Json::object({{"now", now}, {"records", std::move(records)}}), problems));
  for (const Json& each : sealed.find("sealed")->items()) {
    const Json& item = *each.find("item");
    waiting_.push_back({encode_canonical(Json::object({{"items", one(item)}})), item});
  }
  return {};
}

bool Bedside::write_next(const std::string& subject) {
  if (waiting_.empty() && !seal_ahead(subject, 1).ok()) return false;
  last_ = std::move(waiting_.front());
  waiting_.pop_front();
  Reply reply = ask("POST", "/api/v1/records", last_.body);
  last_answer_ = std::move(reply.body);
  return reply.status == 200 && last_answer_.find("\"result\":\"stored\"") != std::string::npos;
}

Result<void> Bedside::check_last_receipt() const {
  const auto answer = CARE_TRY(wire::parse_json(as_bytes(last_answer_), kAnswerLimits));
  Json receipt = Json::object(
      {{"item", pick(last_.item, {"body", "sig"})}, {"receipt", answer.find("results")->items().front()}});
  const auto checks = CARE_TRY(core_.verify_receipts(Json::object({{"receipts", one(std::move(receipt))}})));
  if (checks.find("checks")->items().front().find("state")->text() != "sent") return ErrorCode::receipt_invalid;
  return {};
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
