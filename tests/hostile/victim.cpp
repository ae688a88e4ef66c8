#include "tests/hostile/victim.h"

#include "tests/support/temp_folder.h"

namespace care::test {

std::string code_of(const Result<Json>& result) {
  return result.ok() ? "ok" : std::string(info_of(result.error().code()).name);
}

std::vector<std::string> problems_of(const Json& opened) {
  const Json* list = opened.find("records") != nullptr ? opened.find("records") : opened.find("rows");
  REQUIRE(list != nullptr);
  std::vector<std::string> out;
  for (const Json& each : list->items()) out.push_back(text_of(each, "problem"));
  return out;
}

void check_told(std::string_view code) {
  static const std::string sentences = read_file("web/src/i18n/error/strings.en.ftl");
  INFO("the sentence for " << code);
  REQUIRE(find_error(code).has_value());
  const std::string line = "\nerror-" + std::string(code) + " = ";
  const std::size_t at = ("\n" + sentences).find(line);
  REQUIRE(at != std::string::npos);
  const std::string_view sentence = std::string_view(sentences).substr(at + line.size() - 1);
  CHECK(sentence.substr(0, sentence.find('\n')).size() > 15);
}

Result<Json> Victim::get(const std::string& path) {
  const Answer answer = device_.try_get(path);
  if (answer.status == 200) return answer.json;
  return find_error(answer.code()).value_or(ErrorCode::network_failed);
}

Result<Json> Victim::sign_in(Person& person) {
  trusted_ = 0;
  next_ = 0;
  const Answer answer = device_.try_sign_in(person);
  if (answer.status != 200) return find_error(answer.code()).value_or(ErrorCode::network_failed);
  auto opened = core().open_vault(Json::object({{"signed_in", answer.json}}));
  if (opened) device_id_ = text_of(*opened, "device");
  return opened;
}

Result<Json> Victim::sync() {
  const auto ask = [this](const std::string& path) { return get(path); };
  const Json args = CARE_TRY(ask_directory(ask, next_, trusted_, device_.now_ms()));
  Json synced = CARE_TRY(core().sync_directory(args));
  next_ = number_of(synced, "next");
  trusted_ = number_of(synced, "size");
  if (!synced.find("owed")->items().empty()) {
    synced = CARE_TRY(core().sync_directory(CARE_TRY(ask_links(ask, synced, args, device_.now_ms()))));
  }
  return synced;
}

Result<Json> Victim::take_grants() { return core().open_grants(CARE_TRY(get("/api/v1/grants"))); }
Result<Json> Victim::take_subjects() { return core().set_gate_shares(CARE_TRY(get("/api/v1/subjects"))); }

Result<Json> Victim::read(const std::string& path, const std::string& whole) {
  const Json answer = CARE_TRY(get(path));
  Json args = pick(answer, {"records"});
  if (!whole.empty()) args.set("whole", whole);
  return core().open_records(args);
}

Result<Json> Victim::audit(std::uint64_t before, std::uint64_t limit) {
  const Json answer = CARE_TRY(get("/api/v1/log/entries?before=" + std::to_string(before) + "&limit=" + std::to_string(limit) +
                                   "&size=" + std::to_string(trusted_)));
  Json args = pick(answer, {"entries"});
  return core().verify_audit(args.set("before", before).set("size", trusted_));
}

Result<Json> Victim::seal(Json records) {
  client::SealProblems problems;
  return core().seal_records(Json::object({{"now", device_.now_ms()}, {"records", std::move(records)}}), problems);
}

Result<Json> Victim::send(const Json& sealed) {
  Json items = Json::array();
  for (const Json& each : sealed.items()) items.push(*each.find("item"));
  const Answer answer = device_.try_post("/api/v1/records", Json::object({{"items", std::move(items)}}));
  const Json* results = answer.json.find("results");
  if (results == nullptr || !results->is_array()) return find_error(answer.code()).value_or(ErrorCode::network_failed);
  Json receipts = Json::array();
  for (std::size_t i = 0; i < results->items().size() && i < sealed.items().size(); ++i) {
    receipts.push(Json::object(
        {{"item", pick(*sealed.items()[i].find("item"), {"body", "sig"})}, {"receipt", results->items()[i]}}));
  }
  return core().verify_receipts(Json::object({{"receipts", std::move(receipts)}}));
}

void Victim::settle(Person& person) {
  REQUIRE(code_of(sign_in(person)) == "ok");
  auto synced = sync();
  REQUIRE(code_of(synced) == "ok");
  if (number_of(*synced, "device_known") == 0) {
    const auto device = core().membership_act(Json::object({{"act", "add_device"}, {"now", device_.now_ms()}}));
    REQUIRE(device.ok());
    REQUIRE(text_of(device_.send_membership(device->find("statements")->items().front()).json, "result") == "stored");
    REQUIRE(code_of(sync()) == "ok");
  }
  REQUIRE(code_of(take_grants()) == "ok");
  REQUIRE(code_of(take_subjects()) == "ok");
}

}  // namespace care::test
