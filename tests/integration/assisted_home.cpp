#include "tests/integration/assisted_home.h"

#include "shared/wire/json_text.h"

namespace care::test {
namespace {

std::vector<std::pair<std::string, Json>> events_of(std::string_view body) {
  std::vector<std::pair<std::string, Json>> out;
  while (!body.empty()) {
    const std::size_t end = body.find("\n\n");
    REQUIRE(end != std::string_view::npos);
    const std::string_view event = body.substr(0, end);
    body.remove_prefix(end + 2);
    if (event.starts_with(':')) continue;
    const std::size_t line = event.find('\n');
    REQUIRE(event.starts_with("event: "));
    REQUIRE(event.substr(line + 1).starts_with("data: "));
    out.emplace_back(event.substr(7, line - 7), wire::parse_json(as_bytes(event.substr(line + 7))).value());
  }
  return out;
}

}  // namespace

std::string Asked::result() const {
  if (answer.status != 200) return answer.code();
  return events.empty() || events.back().first != "end" ? "no end" : text_of(events.back().second, "result");
}

std::string Asked::text() const {
  std::string out;
  for (const auto& [name, data] : events) {
    if (name == "text") out += text_of(data, "text");
  }
  return out;
}

const Json* Asked::receipt() const {
  const Json& where = answer.status != 200 || events.empty() ? answer.json : events.front().second;
  return where.find("receipt");
}

AssistedHome::AssistedHome(const Change& change, bool switched_on) {
  write_file(server.folder / "ai.key", kProviderKey);
  std::filesystem::permissions(server.folder / "ai.key", std::filesystem::perms::owner_read);
  server.config.assist_endpoint = provider.address();
  server.config.assist_deployment = "notes";
  server.config.assist_model = "gpt-4o";
  server.config.assist_key = "file:" + (server.folder / "ai.key").string();
  server.redact_lists = built_redact_lists();
  change(server.config);
  server.start();
  home.emplace(server, "sunrise");
  carer = home->join("colin", Role::carer);
  if (switched_on) allow({"ask_notes", "handover_summary", "rewrite_note"});
  carer->sync();
}

void AssistedHome::allow(std::initializer_list<std::string_view> uses, std::string_view region, std::string_view model) {
  Json purposes = Json::array();
  for (const std::string_view use : uses) purposes.push(use);
  home->owner->act(Json::object({{"act", "set_policy"},
                                 {"assist", Json::object({{"model", model},
                                                          {"provider", server.config.assist_provider},
                                                          {"purposes", std::move(purposes)},
                                                          {"region", region}})}}));
}

void AssistedHome::switch_off() { home->owner->act(Json::object({{"act", "set_policy"}})); }

Json AssistedHome::sign(Member& who, std::string_view text, std::string_view use) {
  return who->sign_assist(Json::object({{"counts", Json::object({{"NAME_RESIDENT", 1}})},
                                        {"model", "gpt-4o"},
                                        {"now", who->now_ms()},
                                        {"region", "uksouth"},
                                        {"text", text},
                                        {"use", use}}));
}

// A session's proofs of before count no more: people sign in again.
void AssistedHome::restart(const Change& change) {
  server.stop();
  change(server.config);
  server.start();
  home->owner->sign_in(home->owner.person);
  carer->sign_in(carer.person);
}

Asked AssistedHome::ask(Member& who, const Json& signed_one, std::string_view text) {
  Asked out;
  out.answer = who->try_post("/api/v1/assist/answers", Json::object({{"item", *signed_one.find("statement")}, {"text", text}}));
  if (out.answer.status == 200) out.events = events_of(out.answer.body);
  return out;
}

std::string AssistedHome::verify_receipt(Member& who, const Json& signed_one, const Asked& asked) {
  REQUIRE(asked.receipt() != nullptr);
  const auto checks = who->core().verify_receipts(Json::object(
      {{"receipts", list_of(Json::object({{"item", *signed_one.find("statement")}, {"receipt", *asked.receipt()}}))}}));
  REQUIRE(checks.ok());
  const Json& check = checks->find("checks")->items().front();
  const std::string state = text_of(check, "state");
  return state == "refused" ? state + " " + text_of(check, "code") : state;
}

Json AssistedHome::audit_rows() {
  home->owner->sync();
  const std::string size = std::to_string(number_of(home->owner->get("/api/v1/log/checkpoint"), "size"));
  const Json page = home->owner->get("/api/v1/log/entries?limit=50&size=" + size);
  const auto rows = home->owner->core().verify_audit(Json::object({{"entries", *page.find("entries")}, {"size", std::stoull(size)}}));
  INFO((rows.ok() ? "rows" : std::string(info_of(rows.error().code()).name)));
  REQUIRE(rows.ok());
  return *rows->find("rows");
}

}  // namespace care::test
