// Bad input by name: each kind has one numbered answer, changes nothing, and leaves the server running and the log whole.
#include "shared/base/encoding.h"
#include "shared/crypto/system_random.h"
#include "tests/integration/writing.h"

namespace care::test {
namespace {

struct BadBody {
  const char* what;
  std::string body;
  const char* code;
};

std::string nested(std::size_t depth, char open, char close) { return std::string(depth, open) + std::string(depth, close); }

std::vector<BadBody> bad_bodies() {
  return {
      {"nothing at all", "", "json_malformed"},
      {"a broken object", "{\"inv\":", "json_malformed"},
      {"an unclosed text", "{\"inv\":\"inv_", "json_malformed"},
      {"more behind the end", "{} {}", "json_malformed"},
      {"a list", "[]", "json_wrong_type"},
      {"a text", "\"inv\"", "json_wrong_type"},
      {"a number", "7", "json_wrong_type"},
      {"null", "null", "json_wrong_type"},
      {"a null inside", "{\"inv\":null}", "json_wrong_type"},
      {"true inside", "{\"inv\":true}", "json_wrong_type"},
      {"a fraction", "{\"inv\":1.5}", "json_wrong_type"},
      {"an exponent", "{\"inv\":1e3}", "json_wrong_type"},
      {"a negative number", "{\"inv\":-1}", "json_wrong_type"},
      {"2^53", "{\"inv\":9007199254740992}", "json_wrong_type"},
      {"a number of 400 digits", "{\"inv\":" + std::string(400, '9') + "}", "json_wrong_type"},
      {"a number where text belongs", "{\"inv\":7}", "json_wrong_type"},
      {"the same key twice", "{\"inv\":\"a\",\"inv\":\"b\"}", "json_duplicate_key"},
      {"the same key twice, once escaped", "{\"inv\":\"a\",\"\\u0069nv\":\"b\"}", "json_duplicate_key"},
      {"a key twice further down", "{\"x\":{\"a\":1,\"a\":2}}", "json_duplicate_key"},
      {"nine levels of lists", "{\"inv\":" + nested(9, '[', ']') + "}", "json_too_deep"},
      {"a thousand levels of lists", "{\"inv\":" + std::string(1000, '['), "json_too_deep"},
      {"a key that is not ASCII", "{\"\xC3\xA9\":1}", "json_not_canonical"},
      {"an empty key", "{\"\":1}", "json_not_canonical"},
      {"a key with a control character", "{\"\\u0000\":1}", "json_not_canonical"},
      {"text that is not UTF-8", "{\"inv\":\"\xFF\xFE\"}", "json_malformed"},
      {"half a surrogate pair", "{\"inv\":\"\\ud800\"}", "json_malformed"},
      {"a control character in text", std::string("{\"inv\":\"a\nb\"}"), "json_malformed"},
      {"a comment", "{/* */\"inv\":\"a\"}", "json_malformed"},
      {"a comma too many", "{\"inv\":\"a\",}", "json_malformed"},
      {"an unknown member", "{\"inv\":\"inv_00000000000000000000000000\",\"role\":\"owner\"}", "json_unknown_field"},
      {"an id of another kind", "{\"inv\":\"sub_00000000000000000000000000\"}", "id_invalid"},
      {"an id too short", "{\"inv\":\"inv_0\"}", "id_invalid"},
      {"an id in capitals", "{\"inv\":\"inv_0000000000000000000000000V\"}", "id_invalid"},
  };
}

Json one_item(const Json& sealed) { return *sealed.items().front().find("item"); }

Answer send_items(Device& device, Json items) {
  return device.try_post("/api/v1/records", Json::object({{"items", std::move(items)}}));
}

}  // namespace

TEST_CASE("input: each kind of malformed JSON has its own numbered answer") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  Device device(server, "sunrise");
  for (const BadBody& bad : bad_bodies()) {
    const Answer answer = device.ask({.method = "POST", .path = "/api/v1/invites/open", .body = bad.body});
    INFO(bad.what << " answered " << answer.status << " " << answer.body);
    CHECK(answer.code() == bad.code);
    CHECK(answer.header("Content-Type") == "application/problem+json");
  }
  // The same behind the gate, where a proof covers the bytes.
  for (const BadBody& bad : bad_bodies()) {
    const Answer answer = home.owner->ask({.method = "POST", .path = "/api/v1/membership", .body = bad.body});
    INFO(bad.what << " answered " << answer.status << " " << answer.body);
    CHECK(answer.status >= 400);
    CHECK(answer.status < 500);
    CHECK_FALSE(answer.code().empty());
  }
  CHECK(home.owner->try_get("/api/v1/session").status == 200);
}

TEST_CASE("input: an error never repeats what was sent") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  Device device(server, "sunrise");
  const std::string canary = "Zqmarker";
  for (const std::string& body : {"{\"inv\":\"" + canary + "\"}", "{\"" + canary + "\":1}", "{\"handle\":\"" + canary + "\"}", canary}) {
    for (const char* path : {"/api/v1/invites/open", "/api/v1/signin/start", "/api/v1/invites/accept"}) {
      const Answer answer = device.ask({.method = "POST", .path = path, .body = body});
      INFO(answer.body);
      CHECK(answer.body.find(canary) == std::string::npos);
    }
  }
  const Answer answer = device.try_get("/api/v1/" + canary + "?" + canary + "=" + canary);
  CHECK(answer.body.find(canary) == std::string::npos);
  for (const std::string& line : server.log_lines()) CHECK(line.find(canary) == std::string::npos);
}

TEST_CASE("input: a body over the route's limit is refused before it is read") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  Device base(server, "");
  for (const Route& route : kRoutes) {
    if (route.method != Method::post) continue;
    Device& device = route.host == Host::base ? base : *home.owner.device;
    const Answer answer =
        device.ask({.method = "POST", .path = std::string(route.path), .body = "{" + std::string(route.max_body_bytes, ' ')});
    INFO(route.path << " answered " << answer.status << " " << answer.body);
    CHECK(answer.code() == "body_too_large");
  }
  CHECK(home.owner->ask({.path = "/api/v1/session", .body = "{}"}).code() == "body_too_large");
}

TEST_CASE("input: four megabytes of members and of levels cost a moment, not a minute") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  std::string many = "{";
  for (int i = 0; many.size() < 4'000'000; ++i) many += (i == 0 ? "\"k" : ",\"k") + std::to_string(i) + "\":1";
  many += "}";
  const auto timed = [&](const std::string& body) {
    const auto began = std::chrono::steady_clock::now();
    const Answer answer = home.owner->ask({.method = "POST", .path = "/api/v1/records", .body = body});
    INFO(answer.body);
    CHECK(answer.status >= 400);
    CHECK(answer.status < 500);
    return std::chrono::steady_clock::now() - began;
  };
  CHECK(timed(many) < std::chrono::seconds(5));
  CHECK(timed("{\"items\":" + std::string(4'000'000, '[')) < std::chrono::seconds(5));
  std::string backwards = "{";
  for (int i = 600'000; i > 0 && backwards.size() < 4'000'000; --i) backwards += (i == 600'000 ? "\"" : ",\"") + std::to_string(i) + "\":1";
  CHECK(timed(backwards + "}") < std::chrono::seconds(5));
}

TEST_CASE("input: queries and paths that are no numbers or ids name nothing") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  for (const char* path : {"/api/v1/changes?after=x", "/api/v1/changes?after=-1", "/api/v1/changes?after=1.5", "/api/v1/changes?after=",
                           "/api/v1/changes?after=99999999999999999999", "/api/v1/changes?after=0x10", "/api/v1/changes?after=+1",
                           "/api/v1/records/current?collection=%00", "/api/v1/log/membership?from=a&size=1"}) {
    const Answer answer = home.owner->try_get(path);
    INFO(path << " answered " << answer.status << " " << answer.body);
    CHECK(answer.code() == "encoding_invalid");
  }
  const std::uint64_t size = number_of(home.owner->get("/api/v1/log/checkpoint"), "size");
  const std::vector<std::string> beyond = {"/api/v1/log/membership?from=0&size=" + std::to_string(size + 1), "/api/v1/log/entries?size=0",
                                           "/api/v1/log/consistency?from=5&to=2", "/api/v1/log/consistency?from=1&to=" + std::to_string(size + 9)};
  for (const std::string& path : beyond) {
    const Answer answer = home.owner->try_get(path);
    INFO(path << " answered " << answer.status << " " << answer.body);
    CHECK(answer.code() == "index_out_of_range");
  }
  CHECK(home.owner->get("/api/v1/changes?after=0&limit=0").find("records")->items().empty());
  CHECK(home.owner->try_get("/api/v1/changes?after=9007199254740991").status == 200);
  CHECK(home.owner->try_get("/api/v1/records/current?collection=70000").status == 200);
}

TEST_CASE("input: a statement with a wrong signature, facet or share is rejected and its number stays free") {
  Writing world;
  Device& carer = *world.carer.device;
  const Json sealed = carer.seal(world.drink(200));
  const std::uint64_t before = world.log_size();

  Json forged = one_item(sealed);
  forged.set("sig", flip(text_of(forged, "sig")));
  CHECK(send_items(carer, list_of(forged)).code() == "signature_invalid");

  Json changed = one_item(sealed);
  Bytes body = decode_base64url(text_of(changed, "body")).value();
  const std::string_view collection = "\"coll\":2";
  const auto at = std::search(body.begin(), body.end(), collection.begin(), collection.end());
  REQUIRE(at != body.end());
  *(at + 7) = '1';
  changed.set("body", encode_base64url(body));
  CHECK(send_items(carer, list_of(changed)).code() == "signature_invalid");

  Json swapped = one_item(sealed);
  swapped.set("facets", list_of(flip(swapped.find("facets")->items().front().text())));
  CHECK(send_items(carer, list_of(swapped)).code() == "ciphertext_mismatch");

  Json fewer = one_item(sealed);
  fewer.set("facets", Json::array());
  CHECK(send_items(carer, list_of(fewer)).code() == "ciphertext_mismatch");

  Json extra_share = one_item(sealed);
  extra_share.set("gate_share", encode_base64url(Bytes(32, 1)));
  CHECK(send_items(carer, list_of(extra_share)).code() == "commitment_mismatch");

  Json short_share = one_item(sealed);
  short_share.set("gate_share", encode_base64url(Bytes(31, 1)));
  CHECK(send_items(carer, list_of(short_share)).status >= 400);

  CHECK(world.log_size() == before);
  CHECK(send_items(carer, list_of(one_item(sealed))).status == 200);
  world.home.check_log_is_whole();
}

TEST_CASE("input: an older version is answered with the current one") {
  Writing world;
  Device& carer = *world.carer.device;
  const std::uint64_t at = carer.now_ms();
  carer.write(list_of(drink_for(world.subject, at, 200)));
  const Json records = carer.read_changes();
  const Json& record = records.items().back();
  const auto update = [&](std::uint64_t ml) {
    return list_of(correction_of(record, "update", Json::object({{"body", drink_body(at, ml)}, {"change", change_of("wrong_details")}})));
  };
  CHECK(carer.send(carer.seal(update(150))).status == 200);
  const Json sealed = carer.seal(update(160));
  const Answer stale = carer.send(sealed);
  CHECK(stale.status == 409);
  const Json& result = stale.json.find("results")->items().front();
  CHECK(text_of(result, "result") == "refused");
  CHECK(text_of(result, "code") == "version_stale");
  CHECK(number_of(result, "version") == 2);
  // The refusal is an entry of the log, and the device can prove it.
  const auto checks = carer.core().verify_receipts(Json::object(
      {{"receipts", list_of(Json::object({{"item", pick(one_item(sealed), {"body", "sig"})}, {"receipt", result}}))}}));
  REQUIRE(checks.ok());
  CHECK(text_of(checks->find("checks")->items().front(), "state") == "refused");
  // The chain has no hole: the next entry is taken.
  carer.write(world.drink(90));
  world.home.check_log_is_whole();
}

TEST_CASE("input: the same statement again gets the same receipt and no second entry") {
  Writing world;
  Device& carer = *world.carer.device;
  const Json sealed = carer.seal(world.drink(200));
  const Answer first = carer.send(sealed);
  REQUIRE(first.status == 200);
  const std::uint64_t size = world.log_size();
  const Answer again = carer.send(sealed);
  REQUIRE(again.status == 200);
  const Json& a = first.json.find("results")->items().front();
  const Json& b = again.json.find("results")->items().front();
  CHECK(number_of(a, "index") == number_of(b, "index"));
  CHECK(number_of(a, "time") == number_of(b, "time"));
  CHECK(*a.find("commitments") == *b.find("commitments"));
  CHECK(world.log_size() == size);
  world.home.check_log_is_whole();
}

TEST_CASE("input: numbers that skip or come twice are refused, and order mends it") {
  Writing world;
  Device& carer = *world.carer.device;
  const Json first = carer.seal(world.drink(200));
  const Json second = carer.seal(world.drink(210));
  CHECK(carer.send(second).code() == "counter_wrong");
  CHECK(carer.send(first).status == 200);
  CHECK(carer.send(second).status == 200);
  world.home.check_log_is_whole();
}

TEST_CASE("input: a device whose clock runs ahead is refused and told why") {
  Writing world;
  Device& carer = *world.carer.device;
  client::SealProblems problems;
  const std::uint64_t ahead = carer.now_ms() + 10 * 60 * 1000;
  const auto sealed = carer.core().seal_records(
      Json::object({{"now", ahead}, {"records", list_of(drink_for(world.subject, carer.now_ms(), 100))}}), problems);
  REQUIRE(sealed.ok());
  const Answer answer = carer.send(*sealed->find("sealed"));
  CHECK(answer.status == 422);
  CHECK(text_of(answer.json.find("results")->items().front(), "code") == "clock_future");
  carer.write(world.drink(100));
  world.home.check_log_is_whole();
}

TEST_CASE("input: one bad item of a batch is rejected by itself") {
  Writing world;
  Device& carer = *world.carer.device;
  Json records = Json::array();
  for (std::uint64_t ml = 100; ml < 400; ml += 100) records.push(drink_for(world.subject, carer.now_ms(), ml));
  const Json sealed = carer.seal(std::move(records));
  Json items = Json::array();
  items.push(one_item(sealed));
  Json broken = *sealed.items()[1].find("item");
  items.push(broken.set("sig", flip(text_of(broken, "sig"))));
  items.push(*sealed.items()[2].find("item"));
  const Answer answer = send_items(carer, std::move(items));
  INFO(answer.body);
  REQUIRE(answer.status == 200);
  const auto& results = answer.json.find("results")->items();
  REQUIRE(results.size() == 3);
  CHECK(text_of(results[0], "result") == "stored");
  CHECK(text_of(results[1], "result") == "rejected");
  CHECK(text_of(results[1], "code") == "signature_invalid");
  CHECK(text_of(results[2], "code") == "counter_wrong");  // its number follows one that does not exist
  CHECK(send_items(carer, list_of(*sealed.items()[1].find("item"))).status == 200);
  CHECK(send_items(carer, list_of(*sealed.items()[2].find("item"))).status == 200);
  world.home.check_log_is_whole();
}

TEST_CASE("input: a batch is neither empty nor longer than a hundred") {
  Writing world;
  CHECK(send_items(*world.carer.device, Json::array()).code() == "list_too_long");
  Json items = Json::array();
  for (int i = 0; i < 101; ++i) items.push(Json::object());
  CHECK(send_items(*world.carer.device, std::move(items)).code() == "list_too_long");
  const Answer answer = send_items(*world.carer.device, list_of("text"));
  CHECK(answer.code() == "json_wrong_type");
}

TEST_CASE("input: a statement signed for one home is worth nothing in another") {
  Writing world;
  TestHome other(world.server, "westgate");
  const Json sealed = world.carer->seal(world.drink(200));
  CHECK(other.owner->send(sealed).code() == "author_unknown");
  const auto act = world.home.owner->core().membership_act(Json::object({{"act", "add_device"}, {"now", world.carer->now_ms()}}));
  REQUIRE(act.ok());
  const Answer answer = other.owner->send_membership(act->find("statements")->items().front());
  INFO(answer.body);
  CHECK(answer.code() == "genesis_mismatch");
}

TEST_CASE("input: two managers act at once and the second hears that the directory moved on") {
  Writing world;
  Member manager = world.home.join("marta", Role::manager);
  world.home.owner->sync();
  manager->sync();
  const auto prepare = [](Device& device, const std::string& name) {
    const auto made = device.core().make_invite(Json::object(
        {{"host", "https://x"}, {"hours", 1}, {"name", name}, {"now", device.now_ms()}, {"role", "carer"}}));
    REQUIRE(made.ok());
    return *made;
  };
  const Json a = prepare(*world.home.owner.device, "ann");
  const Json b = prepare(*manager.device, "bob");
  CHECK(world.home.owner->send_membership(a, a.find("hello")).status == 200);
  const Answer second = manager->send_membership(b, b.find("hello"));
  INFO(second.body);
  CHECK(text_of(second.json, "result") == "refused");
  CHECK(text_of(second.json, "code") == "directory_stale");
}

TEST_CASE("input: an invitation whose hello was swapped is refused") {
  Writing world;
  world.home.owner->sync();
  const auto made = world.home.owner->core().make_invite(Json::object(
      {{"host", "https://x"}, {"hours", 1}, {"name", "ann"}, {"now", world.carer->now_ms()}, {"role", "carer"}}));
  REQUIRE(made.ok());
  const Json swapped = Json(flip(text_of(*made, "hello")));
  CHECK(world.home.owner->send_membership(*made, &swapped).code() == "commitment_mismatch");
  CHECK(world.home.owner->send_membership(*made, nullptr).code() == "commitment_mismatch");
  CHECK(world.home.owner->send_membership(*made, made->find("hello")).status == 200);
}

TEST_CASE("input: a keyring is replaced only by its next version") {
  StartedServer server;
  TestHome home(server, "sunrise", false);
  const std::uint64_t version = number_of(home.owner->get("/api/v1/account/keys"), "keyring_version");
  const auto put = [&](std::uint64_t number) {
    return home.owner->try_post("/api/v1/account/keyring", Json::object({{"bytes", "AAAA"}, {"version", number}}));
  };
  CHECK(put(version).code() == "version_stale");
  CHECK(put(version + 2).code() == "version_stale");
  CHECK(put(0).code() == "version_stale");
  CHECK(put(version + 1).status == 200);
  CHECK(put(version + 1).code() == "version_stale");
}

}  // namespace care::test
