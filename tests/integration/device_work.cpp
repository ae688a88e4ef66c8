// What a person does once signed in: members, records, the log.
#include "shared/base/encoding.h"
#include "tests/integration/device.h"

namespace care::test {

Json Device::sync() {
  for (int round = 0; round < 3; ++round) {
    const auto ask = [this](const std::string& path) -> Result<Json> { return get(path); };
    const Json args = ask_directory(ask, next_entry_, trusted_size_, now_ms()).value();
    auto synced = core_.sync_directory(args);
    INFO("sync_directory: " << (synced ? "fine" : std::string(info_of(synced.error().code()).name)));
    REQUIRE(synced.ok());
    if (!synced->find("owed")->items().empty()) synced = core_.sync_directory(ask_links(ask, *synced, args, now_ms()).value());
    INFO("heads of receipts and colleagues: " << (synced ? "fine" : std::string(info_of(synced.error().code()).name)));
    REQUIRE(synced.ok());
    remember(*synced);
    next_entry_ = number_of(*synced, "next");
    trusted_size_ = number_of(*synced, "size");
    if (number_of(*synced, "device_known") == 1) return *synced;
    const auto device = core_.membership_act(Json::object({{"act", "add_device"}, {"now", now_ms()}}));
    REQUIRE(device.ok());
    remember(*device);
    const Answer entered = send_membership(device->find("statements")->items().front());
    INFO(entered.body);
    REQUIRE(text_of(entered.json, "result") == "stored");
  }
  FAIL("the device was not entered");
  return Json::object();
}

void Device::take_grants() {
  const auto opened = core_.open_grants(get("/api/v1/grants"));
  REQUIRE(opened.ok());
  const Json* keyring = opened->find("keyring");
  if (keyring == nullptr) return;
  post("/api/v1/account/keyring", Json::object({{"bytes", *keyring}, {"version", keyring_version_ + 1}}));
  ++keyring_version_;
}

void Device::take_subjects() { REQUIRE(core_.set_gate_shares(get("/api/v1/subjects")).ok()); }

Invitation Device::invite(const std::string& name, Role role, std::uint64_t hours) {
  sync();
  const auto made = core_.make_invite(Json::object({{"host", "https://" + label_ + "." + kBaseHost},
                                                    {"hours", hours},
                                                    {"name", name},
                                                    {"now", now_ms()},
                                                    {"role", name_of(role)}}));
  INFO("make_invite: " << (made ? "fine" : std::string(info_of(made.error().code()).name)));
  REQUIRE(made.ok());
  remember(*made);
  const Answer stored = send_membership(*made, made->find("hello"));
  INFO(stored.body);
  REQUIRE(text_of(stored.json, "result") == "stored");
  REQUIRE(send(list_of(*made->find("member"))).status == 200);
  return {text_of(*made, "inv"), text_of(*made, "code"), text_of(*made, "actor"), text_of(*made, "link"), role};
}

Answer Device::try_accept(const Invitation& invitation, Person& person) {
  workspace_ = text_of(get("/api/v1/home"), "ws");
  const Answer offer = try_post("/api/v1/invites/open", Json::object({{"inv", invitation.inv}}));
  if (offer.status != 200) return offer;
  REQUIRE(core_.invite_open(invitation.code, Json::object({{"hello", text_of(offer.json, "hello")},
                                                           {"inv", invitation.inv},
                                                           {"ws", workspace_}})).ok());
  auto start = core_.invite_register(as_bytes(person.password), Json::object({{"handle", person.handle}}));
  REQUIRE(start.ok());
  const Answer registered =
      try_post("/api/v1/invites/register", start->set("handle", person.handle).set("inv", invitation.inv));
  if (registered.status != 200) return registered;
  const auto made = core_.invite_accept(Json::object({{"dir", text_of(offer.json, "dir")},
                                                      {"now", now_ms()},
                                                      {"response", text_of(registered.json, "response")}}));
  REQUIRE(made.ok());
  Json accept = pick(*made, {"account", "keyring", "record", "statements", "wraps"});
  person.actor = invitation.actor;
  person.role = invitation.role;
  return try_post("/api/v1/invites/accept", accept.set("handle", person.handle).set("inv", invitation.inv));
}

void Device::accept(const Invitation& invitation, Person& person) {
  const Answer answer = try_accept(invitation, person);
  INFO("accepting answered " << answer.status << " " << answer.body);
  REQUIRE(answer.status == 200);
}

Json Device::sign_assist(const Json& args) {
  sync();
  const auto made = core_.assist_statement(args);
  INFO("assist_statement: " << (made.ok() ? "fine" : std::string(info_of(made.error().code()).name)));
  REQUIRE(made.ok());
  remember(*made);
  return *made;
}

Answer Device::send_membership(const Json& outgoing, const Json* hello) {
  Json body = Json::object({{"statement", *outgoing.find("statement")}});
  if (const Json* grants = outgoing.find("grants"); grants != nullptr && !grants->items().empty()) body.set("grants", *grants);
  if (hello != nullptr) body.set("hello", *hello);
  return try_post("/api/v1/membership", body);
}

void Device::act(const Json& args) {
  sync();
  Json with_time = args;
  const auto made = core_.membership_act(with_time.set("now", now_ms()));
  INFO("membership_act " << text_of(args, "act") << ": " << (made ? "fine" : std::string(info_of(made.error().code()).name)));
  REQUIRE(made.ok());
  remember(*made);
  for (const Json& each : made->find("statements")->items()) {
    const Answer answer = send_membership(each);
    INFO(answer.body);
    REQUIRE(text_of(answer.json, "result") == "stored");
  }
  if (const Json* keyring = made->find("keyring")) {
    post("/api/v1/account/keyring", Json::object({{"bytes", *keyring}, {"version", keyring_version_ + 1}}));
    ++keyring_version_;
  }
  sync();
}

// ---- records

Json Device::seal(Json records) {
  client::SealProblems problems;
  const auto sealed = core_.seal_records(Json::object({{"now", now_ms()}, {"records", std::move(records)}}), problems);
  for (const auto& each : problems.fields) UNSCOPED_INFO(each.facet << "." << each.field << ": " << info_of(each.code).name);
  INFO("seal_records: " << (sealed ? "fine" : std::string(info_of(sealed.error().code()).name)));
  REQUIRE(sealed.ok());
  remember(*sealed);
  return *sealed->find("sealed");
}

Answer Device::send(const Json& sealed) {
  Json items = Json::array();
  for (const Json& each : sealed.items()) items.push(*each.find("item"));
  return try_post("/api/v1/records", Json::object({{"items", std::move(items)}}));
}

void Device::write(Json records) {
  const Json sealed = seal(std::move(records));
  const Answer answer = send(sealed);
  INFO("records answered " << answer.status << " " << answer.body);
  REQUIRE(answer.status == 200);
  Json receipts = Json::array();
  const auto& results = answer.json.find("results")->items();
  REQUIRE(results.size() == sealed.items().size());
  for (std::size_t i = 0; i < results.size(); ++i) {
    receipts.push(Json::object({{"item", pick(*sealed.items()[i].find("item"), {"body", "sig"})}, {"receipt", results[i]}}));
  }
  const auto checks = core_.verify_receipts(Json::object({{"receipts", std::move(receipts)}}));
  REQUIRE(checks.ok());
  for (const Json& check : checks->find("checks")->items()) {
    INFO(encode_canonical(check));
    REQUIRE(text_of(check, "state") == "sent");
  }
}

Json Device::read_changes() {
  sync();  // who wrote what is there, and with which key
  take_subjects();
  Json out = Json::array();
  std::uint64_t after = 0;
  while (true) {
    const Json page = get("/api/v1/changes?after=" + std::to_string(after) + "&limit=500");
    const auto opened = core_.open_records(Json::object({{"records", *page.find("records")}}));
    REQUIRE(opened.ok());
    for (const Json& record : opened->find("records")->items()) out.push(record);
    const std::uint64_t next = number_of(page, "next");
    if (page.find("records")->items().size() < 500) return out;
    after = next;
  }
}

std::string Device::add_resident(const std::string& first, const std::string& last) {
  const Json card = Json::object({{"allergies_known", "none_known"},
                                  {"dnacpr", "no_dnacpr"},
                                  {"first_name", first},
                                  {"last_name", last},
                                  {"preferred_name", first},
                                  {"room", "12"},
                                  {"status", "living_here"}});
  const Json profile = Json::object({{"about_me", first + " worked at the post office"}, {"date_of_birth", "1938-05-02"}});
  const Json sealed = seal(list_of(resident_of(card, profile)));
  const Answer answer = send(sealed);
  INFO(answer.body);
  REQUIRE(answer.status == 200);
  return text_of(sealed.items().front(), "subject");
}

}  // namespace care::test
