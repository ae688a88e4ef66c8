// What goes wrong at the service, on the way to it and on the way back: each has its word, and nothing waits for ever.
#include "server/tls/certificates.h"
#include "tests/integration/assisted_home.h"
#include "tests/integration/raw_tls.h"
#include "tests/unit/server/workspace/faulty_store.h"

namespace care::test {
namespace {

using Clock = std::chrono::steady_clock;

struct Trouble {
  const char* kind;
  std::string_view result;
  bool some_text;
};

constexpr Trouble kTroubles[] = {
    {"filter_prompt", "assist_provider_refused", false}, {"filter_answer", "assist_provider_refused", true},
    {"bad_request", "assist_provider_failed", false},    {"unauthorized", "assist_provider_failed", false},
    {"missing", "assist_provider_failed", false},        {"busy", "assist_provider_busy", false},
    {"broken", "assist_provider_failed", false},         {"unavailable", "assist_provider_busy", false},
    {"page", "assist_provider_failed", false},           {"rubbish", "assist_provider_failed", false},
    {"error_within", "assist_provider_failed", true},    {"length", "assist_cut_off", true},
    {"no_end", "assist_cut_off", true},                  {"cut", "assist_cut_off", true},
    {"long_line", "assist_provider_failed", false},      {"flood", "assist_cut_off", true},
};

std::chrono::milliseconds since(Clock::time_point start) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
}

// The request of a device as bytes, for a client that goes away.
std::string bytes_of(AssistedHome& world, const Json& signed_one) {
  Ask ask{.method = "POST",
          .path = "/api/v1/assist/answers",
          .body = encode_canonical(Json::object({{"item", *signed_one.find("statement")}, {"text", kNote}}))};
  const std::string host = host_of("sunrise") + ":" + std::to_string(world.server.port());
  return "POST " + ask.path + " HTTP/1.1\r\nHost: " + host + "\r\nOrigin: https://" + host +
         "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(ask.body.size()) +
         "\r\nCookie: " + world.carer->cookie_header() + "\r\nCareseal-Proof: " + world.carer->proof_for(ask) + "\r\n\r\n" + ask.body;
}

bool soon(const std::function<bool()>& holds, std::chrono::seconds limit = std::chrono::seconds(10)) {
  for (const auto start = Clock::now(); Clock::now() - start < limit;) {
    if (holds()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return false;
}

std::string newest_result(AssistedHome& world) {
  const Json rows = world.audit_rows();
  for (const Json& row : rows.items()) {
    if (text_of(row, "act") == "assist.end") return text_of(row, "result");
  }
  return {};
}

}  // namespace

TEST_CASE("assist: every refusal and failure of the service has its word, in the stream and in the log") {
  AssistedHome world([](server::Config& config) { config.assist_answers_per_hour = 100; });
  for (const Trouble& trouble : kTroubles) {
    INFO(trouble.kind);
    world.provider.behave(trouble.kind);
    const Json signed_one = world.sign(world.carer);
    const Asked asked = world.ask(world.carer, signed_one);
    CHECK(asked.result() == trouble.result);
    CHECK(asked.text().empty() != trouble.some_text);
    CHECK(world.verify_receipt(world.carer, signed_one, asked) == "sent");
    CHECK(newest_result(world) == trouble.result);
  }
  world.provider.behave("busy");
  CHECK(number_of(world.ask(world.carer).events.back().second, "retry_s") == 7);
  world.provider.behave("answer");
  CHECK(world.ask(world.carer).result() == "done");
}

TEST_CASE("assist: an answer comes whole however its bytes are cut, with comments between and whatever its end looks like") {
  AssistedHome world;
  for (const char* kind : {"bytes", "comments", "only_done", "stay"}) {
    INFO(kind);
    world.provider.behave(kind);
    const auto start = Clock::now();
    const Asked asked = world.ask(world.carer);
    CHECK(asked.result() == "done");
    CHECK(asked.text() == kNote);
    CHECK(since(start) < std::chrono::seconds(10));  // nobody waits for the end of a connection that says no more
  }
}

TEST_CASE("assist: ten megabytes of answer are cut at 64 KiB, and the service is not listened to any longer") {
  AssistedHome world;
  world.provider.behave("flood");
  const Asked asked = world.ask(world.carer);
  CHECK(asked.result() == "assist_cut_off");
  CHECK(asked.text().size() <= 64 * 1024);
  CHECK(asked.text().size() > 60 * 1024);
  CHECK(soon([&] { return text_of(world.provider.received().items().front(), "ended") == "broken"; }));
}

TEST_CASE("assist: a service that never answers, or stops answering, is left after its time") {
  AssistedHome world([](server::Config& config) { config.assist_timeout_seconds = 2; });
  for (const char* kind : {"hang", "hang_within"}) {
    INFO(kind);
    world.provider.behave(kind);
    const auto start = Clock::now();
    CHECK(world.ask(world.carer).result() == "assist_timeout");
    CHECK(since(start) < std::chrono::seconds(6));
  }
  // One that says a little now and then has no longer than the others.
  world.provider.behave(Json::object({{"kind", "answer"}, {"pause", 300}}));
  CHECK(world.ask(world.carer).result() == "assist_timeout");
}

TEST_CASE("assist: nobody is there to be asked") {
  AssistedHome world([](server::Config& config) { config.assist_endpoint = "http://localhost:9"; });
  CHECK(world.ask(world.carer).result() == "assist_provider_failed");
}

TEST_CASE("assist: a redirect is not followed, wherever it leads") {
  AssistedHome world;
  AiProvider elsewhere;
  world.provider.behave(Json::object({{"kind", "redirect"}, {"to", elsewhere.address() + "/openai/deployments/notes/chat/completions?api-version=2024-10-21"}}));
  CHECK(world.ask(world.carer).result() == "assist_provider_failed");
  CHECK(elsewhere.count() == 0);
}

TEST_CASE("assist: a service that says it answers from a region outside the list is not listened to") {
  AssistedHome world;
  world.provider.behave(Json::object({{"kind", "answer"}, {"region", "East US"}}));
  const Asked asked = world.ask(world.carer);
  CHECK(asked.result() == "assist_region_refused");
  CHECK(asked.text().empty());
  world.provider.behave(Json::object({{"kind", "answer"}, {"region", "UK West"}}));
  CHECK(world.ask(world.carer).result() == "done");
}

TEST_CASE("assist: a proxy of the environment is not asked") {
  AiProvider proxy;
  ::setenv("http_proxy", proxy.address().c_str(), 1);
  ::setenv("ALL_PROXY", proxy.address().c_str(), 1);
  AssistedHome world;
  CHECK(world.ask(world.carer).result() == "done");
  ::unsetenv("http_proxy");
  ::unsetenv("ALL_PROXY");
  CHECK(proxy.count() == 0);
  CHECK(world.provider.count() == 1);
}

TEST_CASE("assist: over TLS, the service's certificate must be the named authority's") {
  TempFolder folder;
  const auto files = server::prepare_local_certificates(folder / "tls", "localhost", server::SystemClock()).value();
  AiProvider service(files);
  const auto result_with = [&](const std::string& authority) {
    AssistedHome world([&](server::Config& config) {
      config.assist_endpoint = service.address();
      config.assist_ca_file = authority;
    });
    return world.ask(world.carer).result();
  };
  CHECK(result_with((folder / "tls" / "ca.pem").string()) == "done");
  CHECK(service.count() == 1);
  TempFolder other;
  REQUIRE(server::prepare_local_certificates(other / "tls", "localhost", server::SystemClock()).ok());
  CHECK(result_with((other / "tls" / "ca.pem").string()) == "assist_provider_failed");
  CHECK(result_with("") == "assist_provider_failed");  // the system's authorities don't know it
  CHECK(service.count() == 1);
}

TEST_CASE("assist: whoever goes away while the answer comes ends the request, and the log says so") {
  AssistedHome world;
  world.provider.behave("hang_within");
  const Json signed_one = world.sign(world.carer);
  {
    RawTls line(world.server, host_of("sunrise"));
    line.send(bytes_of(world, signed_one));
    CHECK(line.read_all(std::chrono::milliseconds(700)).find("event: text") != std::string::npos);
  }
  const auto start = Clock::now();
  CHECK(soon([&] { return text_of(world.provider.received().items().front(), "ended") == "broken"; }));
  CHECK(since(start) < std::chrono::seconds(4));
  CHECK(soon([&] { return newest_result(world) == "assist_cancelled"; }));
  world.provider.behave("answer");
  CHECK(world.ask(world.carer).result() == "done");
}

TEST_CASE("assist: answers that take long leave places for entries, and one home takes half of them at most") {
  AssistedHome world([](server::Config& config) { config.assist_max_streams = 2; });
  world.provider.behave("hang_within");
  RawTls line(world.server, host_of("sunrise"));
  line.send(bytes_of(world, world.sign(world.carer)));
  CHECK(line.read_all(std::chrono::milliseconds(500)).find("event: receipt") != std::string::npos);
  const Json signed_one = world.sign(world.carer);
  const Asked second = world.ask(world.carer, signed_one);
  CHECK(second.result() == "assist_busy");
  CHECK(second.answer.status == 503);
  CHECK(world.verify_receipt(world.carer, signed_one, second) == "refused assist_busy");
  CHECK(world.provider.count() == 1);
  world.carer->get("/api/v1/changes?after=0");
}

TEST_CASE("assist: what can't be written to the log is not sent") {
  AssistedHome world;
  world.server.stop();
  auto stores = std::make_unique<server::test::FaultyStores>();
  server::test::FaultyStores& faulty = *stores;
  world.server.start(std::move(stores));
  world.carer->sign_in(world.carer.person);
  for (const server::test::Fault fault : {server::test::Fault::append_leaf, server::test::Fault::store_head, server::test::Fault::before_commit}) {
    const Json signed_one = world.sign(world.carer);
    faulty.fault = fault;
    const Asked asked = world.ask(world.carer, signed_one);
    CHECK(asked.answer.status == 503);
    CHECK(asked.receipt() == nullptr);
    CHECK(world.provider.count() == 0);
    // Nothing is known to be stored: the same statement goes again.
    CHECK(text_of(world.carer->post("/api/v1/assist/statements", Json::object({{"item", *signed_one.find("statement")}})), "result") == "refused");
  }
  CHECK(world.ask(world.carer).result() == "done");
}

TEST_CASE("assist: a server that stops ends the answer, and a new one has the whole log") {
  AssistedHome world([](server::Config& config) { config.drain_seconds = 1; });
  world.provider.behave("hang_within");
  RawTls line(world.server, host_of("sunrise"));
  line.send(bytes_of(world, world.sign(world.carer)));
  CHECK(line.read_all(std::chrono::milliseconds(500)).find("event: text") != std::string::npos);
  const auto start = Clock::now();
  world.server.stop();
  CHECK(since(start) < std::chrono::seconds(8));
  world.server.start();
  world.home->owner->sign_in(world.home->owner.person);
  CHECK(newest_result(world) == "assist_cancelled");
  world.home->check_log_is_whole();
}

}  // namespace care::test
