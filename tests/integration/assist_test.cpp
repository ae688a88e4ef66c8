// Help with wording, from the signed statement to the last piece of the answer: what the service receives, what the log says, and what
// is not sent at all.
#include "shared/base/encoding.h"
#include "shared/crypto/hazmat/sha2.h"
#include "tests/integration/assisted_home.h"

namespace care::test {
namespace {

const Json& only(const Json& list) {
  REQUIRE(list.items().size() == 1);
  return list.items().front();
}

std::string header_of(const Json& request, std::string_view name) {
  const auto& headers = request.find("headers")->items();
  for (std::size_t i = 0; i + 1 < headers.size(); i += 2) {
    if (headers[i].text() == name) return headers[i + 1].text();
  }
  return {};
}

std::vector<std::string> acts_of(const Json& rows, std::size_t newest) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < newest; ++i) out.push_back(text_of(rows.items()[i], "act"));
  return out;
}

}  // namespace

TEST_CASE("assist: a text is logged, sent and answered, and the log says how it ended") {
  AssistedHome world;
  const Json offer = world.carer->get("/api/v1/assist");
  CHECK(offer == Json::object({{"host", "localhost"}, {"left", 60}, {"model", "gpt-4o"}, {"offered", 1}, {"provider", "azure"}, {"region", "uksouth"}}));
  const Json signed_one = world.sign(world.carer);
  const Asked asked = world.ask(world.carer, signed_one);
  CHECK(asked.answer.header("Content-Type") == "text/event-stream");
  CHECK(asked.answer.header("Cache-Control") == "no-store");
  CHECK(asked.result() == "done");
  CHECK(asked.text() == kNote);
  CHECK(asked.events.front().first == "receipt");
  CHECK(asked.events.size() > 10);  // in pieces, as they came
  CHECK(world.verify_receipt(world.carer, signed_one, asked) == "sent");
  CHECK(number_of(world.carer->get("/api/v1/assist"), "left") == 59);

  const Json rows = world.audit_rows();
  CHECK(acts_of(rows, 2) == std::vector<std::string>{"assist.end", "assist.send"});
  const Json& end = rows.items()[0];
  CHECK(text_of(end, "result") == "done");
  CHECK(number_of(end, "size") == kNote.size());
  CHECK(text_of(end, "stmt") == text_of(signed_one, "hash"));
  CHECK(text_of(end, "author") == world.carer.person.actor);
  const Json& sent = rows.items()[1];
  CHECK(text_of(sent, "proof") == "proved");
  CHECK(text_of(sent, "author") == world.carer.person.actor);
  CHECK(text_of(sent, "text_hash") == encode_base64url(crypto::sha256(as_bytes(kNote))));
  world.home->check_log_is_whole();
}

TEST_CASE("assist: the service gets the prompt and the text in Azure's form, and nothing about who asks") {
  AssistedHome world;
  REQUIRE(world.ask(world.carer).result() == "done");
  const Json received = world.provider.received();
  const Json& request = only(received);
  CHECK(text_of(request, "method") == "POST");
  CHECK(text_of(request, "target") == "/openai/deployments/notes/chat/completions?api-version=2024-10-21");
  CHECK(header_of(request, "api-key") == kProviderKey);
  const std::string body = text_of(request, "body");
  CHECK(body.starts_with(R"({"messages":[{"role":"system","content":"You help care staff)"));
  CHECK(body.ends_with(R"(],"stream":true})"));
  CHECK(body.find(encode_canonical(Json(kNote))) != std::string::npos);
  // The only headers there are; none of the caller's.
  std::vector<std::string> names;
  for (std::size_t i = 0; i < request.find("headers")->items().size(); i += 2) names.push_back(request.find("headers")->items()[i].text());
  CHECK(names == std::vector<std::string>{"Host", "Content-Type", "Accept", "api-key", "Content-Length"});
  const std::string all = encode_canonical(request);
  for (const std::string& secret : {world.carer.person.actor, world.carer.person.handle, world.home->workspace, std::string("sunrise"),
                                    world.carer->session_cookie(), std::string("colin")}) {
    INFO(secret);
    CHECK(all.find(secret) == std::string::npos);
  }
}

TEST_CASE("assist: a service that speaks like OpenAI gets the model, a bearer's key, and the wish not to store") {
  AssistedHome world([](server::Config& config) {
    config.assist_provider = "openai";
    config.assist_endpoint += "/gateway/v1";
  });
  const Asked asked = world.ask(world.carer);
  CHECK(asked.result() == "done");
  CHECK(asked.text() == kNote);
  const Json received = world.provider.received();
  CHECK(text_of(only(received), "target") == "/gateway/v1/chat/completions");
  CHECK(header_of(only(received), "Authorization") == "Bearer " + std::string(kProviderKey));
  CHECK(text_of(only(received), "body").ends_with(R"(],"model":"gpt-4o","store":false,"stream":true})"));
}

TEST_CASE("assist: nothing leaves while the home has it off, for another use, or for a role outside it; the number is used") {
  AssistedHome world([](server::Config&) {}, false);
  Member keeper = world.home->join("mike", Role::maintenance);
  // The device refuses too, from the log it has; so it signs while it is on, and it is switched off before it arrives.
  world.allow({"rewrite_note"});
  const Json while_on = world.sign(world.carer);
  world.switch_off();
  const Asked off = world.ask(world.carer, while_on);
  CHECK(off.result() == "assist_off");
  CHECK(off.answer.status == 403);
  CHECK(world.verify_receipt(world.carer, while_on, off) == "refused assist_off");
  world.allow({"rewrite_note"});
  const Json reword = world.sign(world.carer);
  world.allow({"ask_notes"});
  CHECK(world.ask(world.carer, reword).result() == "assist_off");
  CHECK(world.carer->try_post("/api/v1/assist/answers", Json::object({{"item", *reword.find("statement")}, {"text", kNote}})).code() == "assist_off");
  keeper->sync();
  CHECK(keeper->try_post("/api/v1/assist/answers", Json::object({{"item", *reword.find("statement")}, {"text", kNote}})).code() == "role_forbids");
  CHECK(world.provider.count() == 0);
  // The chain goes on behind what was refused.
  world.allow({"rewrite_note"});
  CHECK(world.ask(world.carer).result() == "done");
}

TEST_CASE("assist: a text with another hash, another length or an identifier left stays here, and the log says so") {
  AssistedHome world;
  const auto refused = [&](std::string_view text, std::string_view sent) {
    const Json signed_one = world.sign(world.carer, text);
    const Asked asked = world.ask(world.carer, signed_one, sent);
    CHECK(world.verify_receipt(world.carer, signed_one, asked) == "refused " + asked.result());
    return asked.result();
  };
  std::string other(kNote);
  other[1] = 'X';
  CHECK(refused(kNote, other) == "assist_text_changed");
  CHECK(refused(kNote, std::string(kNote) + " ") == "assist_text_changed");
  CHECK(refused(kNote, "") == "assist_text_changed");
  for (const std::string_view left : {"NHS number 943 476 5919 was read out.", "His NI number is QQ 12 34 56 C.", "Ring her on 07700 900123.",
                                      "Write to joan.marlow@example.org about it.", "She moved from LS6 3HN."}) {
    INFO(left);
    CHECK(refused(left, left) == "assist_identifier_left");
  }
  CHECK(world.provider.count() == 0);
  CHECK(text_of(world.audit_rows().items()[0], "act") == "refused");
  // Numbers that are no identifiers go.
  const std::string_view plain = "BP 138/74, 0.5 ml at 14:30, fluids 1,150 ml.";
  CHECK(world.ask(world.carer, world.sign(world.carer, plain), plain).result() == "done");
}

TEST_CASE("assist: the same statement is sent once, whoever sends it again") {
  AssistedHome world;
  const Json signed_one = world.sign(world.carer);
  REQUIRE(world.ask(world.carer, signed_one).result() == "done");
  const Asked again = world.ask(world.carer, signed_one);
  CHECK(again.result() == "assist_cut_off");
  CHECK(again.text().empty());
  CHECK(world.verify_receipt(world.carer, signed_one, again) == "sent");
  CHECK(world.ask(world.home->owner, signed_one).result() == "assist_cut_off");
  CHECK(world.provider.count() == 1);
  CHECK(number_of(world.carer->get("/api/v1/assist"), "left") == 59);
}

TEST_CASE("assist: a statement whose text will not come is numbered and sends nothing; one that was sent keeps its receipt") {
  AssistedHome world;
  const auto note = [&](const Json& signed_one) {
    return world.carer->post("/api/v1/assist/statements", Json::object({{"item", *signed_one.find("statement")}}));
  };
  const Json lost = world.sign(world.carer);
  const Json receipt = note(lost);
  CHECK(text_of(receipt, "result") == "refused");
  CHECK(text_of(receipt, "code") == "assist_cancelled");
  const Json sent = world.sign(world.carer);
  REQUIRE(world.ask(world.carer, sent).result() == "done");
  CHECK(text_of(note(sent), "result") == "stored");
  CHECK(world.provider.count() == 1);
}

TEST_CASE("assist: another home's session, another home's statement and a forged one send nothing") {
  AssistedHome world;
  TestHome other(world.server, "westgate");
  const Json signed_one = world.sign(world.carer);
  CHECK(world.ask(other.owner, signed_one).result() == "author_unknown");
  Json forged = *signed_one.find("statement");
  std::string signature = text_of(forged, "sig");
  signature[5] = signature[5] == 'A' ? 'B' : 'A';
  forged.set("sig", signature);
  CHECK(world.carer->try_post("/api/v1/assist/answers", Json::object({{"item", forged}, {"text", kNote}})).code() == "signature_invalid");
  CHECK(world.provider.count() == 0);
  CHECK(world.ask(world.carer, signed_one).result() == "done");  // its number is still free
}

TEST_CASE("assist: a home that agreed to another region, model or provider than the server has now sends nothing") {
  AssistedHome world([](server::Config&) {}, false);
  world.allow({"rewrite_note"});
  const Json signed_one = world.sign(world.carer);
  world.restart([](server::Config& config) { config.assist_region = "ukwest"; });
  CHECK(world.ask(world.carer, signed_one).result() == "assist_region_refused");
  world.restart([](server::Config& config) { config.assist_region = "uksouth", config.assist_model = "gpt-5"; });
  CHECK(world.ask(world.carer).result() == "assist_region_refused");
  world.restart([](server::Config& config) { config.assist_model = "gpt-4o", config.assist_provider = "openai"; });
  CHECK(world.ask(world.carer).result() == "assist_region_refused");
  CHECK(world.provider.count() == 0);
}

TEST_CASE("assist: a server without a service, or without word lists for its second look, offers nothing and sends nothing") {
  AssistedHome world;
  const Json first = world.sign(world.carer);
  const Json second = world.sign(world.carer);
  const auto offers_nothing = [&](const Json& signed_one) {
    CHECK(world.carer->get("/api/v1/assist") == Json::object({{"offered", 0}}));
    CHECK(world.ask(world.carer, signed_one).result() == "assist_not_offered");
  };
  world.server.redact_lists->back() ^= 1;
  world.restart([](server::Config&) {});
  offers_nothing(first);
  world.restart([](server::Config& config) { config.assist_endpoint.clear(); });
  offers_nothing(second);
  CHECK(world.provider.count() == 0);
}

TEST_CASE("assist: a home has so many answers an hour; what was not sent does not count") {
  AssistedHome world([](server::Config& config) { config.assist_answers_per_hour = 2; });
  CHECK(world.ask(world.carer).result() == "done");
  const Json refused = world.sign(world.carer);
  CHECK(world.ask(world.carer, refused, "other").result() == "assist_text_changed");
  CHECK(number_of(world.carer->get("/api/v1/assist"), "left") == 1);
  CHECK(world.ask(world.carer).result() == "done");
  const Asked over = world.ask(world.carer);
  CHECK(over.result() == "assist_quota");
  CHECK(over.answer.status == 429);
  CHECK(world.provider.count() == 2);
  world.server.clock.pass(std::chrono::minutes(61));
  world.carer->sign_in(world.carer.person);
  CHECK(world.ask(world.carer).result() == "done");
}

TEST_CASE("assist: key, text and answer are in no line of the server's log") {
  AssistedHome world;
  world.provider.behave(Json::object({{"kind", "answer"}, {"text", "An answer like no other."}}));
  CHECK(world.ask(world.carer).text() == "An answer like no other.");
  world.provider.behave("unauthorized");
  CHECK(world.ask(world.carer).result() == "assist_provider_failed");
  for (const std::string& line : world.server.log_lines()) {
    INFO(line);
    CHECK(line.find(kProviderKey) == std::string::npos);
    CHECK(line.find("unsettled") == std::string::npos);
    CHECK(line.find("like no other") == std::string::npos);
    CHECK(line.find("subscription") == std::string::npos);
  }
}

}  // namespace care::test
