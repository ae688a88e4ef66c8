#include "shared/audit/statement_assist.h"

#include "shared/audit/statement_server_event.h"
#include "shared/base/encoding.h"
#include "shared/crypto/hazmat/sha2.h"
#include "tests/support/vectors.h"

using namespace care;
using namespace care::audit;
using namespace care::test;

namespace {

std::string_view code_of(const Error& error) { return info_of(error.code()).name; }

}  // namespace

TEST_CASE("assist.send: good bodies are read, written again and hashed, and are no statements about records") {
  const auto vectors = load_vectors("statement_assist_v1.json");
  for (const auto& each : vectors.at("good")) {
    INFO(text(each.at("name")));
    const std::string body = text(each.at("body"));
    const auto statement = parse_assist_statement(as_bytes(body));
    REQUIRE(statement.ok());
    CHECK(as_text(encode_assist_statement(*statement).value()) == body);
    CHECK(encode_hex(statement_hash(as_bytes(body))) == text(each.at("hash_hex")));
    CHECK(parse_statement_outline(as_bytes(body))->act == kAssistSend);
    CHECK(parse_statement_outline(as_bytes(body))->head == statement->head);
    CHECK(parse_record_statement(as_bytes(body)).error().code() == ErrorCode::act_unknown);
  }
}

TEST_CASE("assist.send: says how much left and under which hash, and has no room for the text") {
  const auto vectors = load_vectors("statement_assist_v1.json");
  const std::string body = text(vectors.at("good").at(0).at("body"));
  const std::string sent = text(vectors.at("text"));
  const auto statement = parse_assist_statement(as_bytes(body)).value();
  CHECK(statement.text_hash == crypto::sha256(as_bytes(sent)));
  CHECK(statement.text_bytes == sent.size());
  CHECK(statement.counts == std::vector<AssistCount>{{"DATE", 1}, {"NAME_RESIDENT", 2}});
  CHECK(statement.subject.has_value());
}

TEST_CASE("assist.send: bad bodies are refused, whichever way they come") {
  const auto vectors = load_vectors("statement_assist_v1.json");
  for (const auto& each : vectors.at("bad")) {
    INFO(text(each.at("name")));
    const std::string body = text(each.at("body"));
    const auto statement = parse_assist_statement(as_bytes(body));
    REQUIRE_FALSE(statement.ok());
    CHECK(code_of(statement.error()) == text(each.at("code")));
  }
}

TEST_CASE("assist.send: what could not be read is not written") {
  const auto vectors = load_vectors("statement_assist_v1.json");
  const auto good = parse_assist_statement(as_bytes(text(vectors.at("good").at(0).at("body")))).value();
  const auto refused = [&](auto&& change) {
    AssistStatement changed = good;
    change(changed);
    const auto written = encode_assist_statement(changed);
    return written.ok() ? std::string_view("written") : code_of(written.error());
  };
  CHECK(refused([](AssistStatement&) {}) == "written");
  CHECK(refused([](AssistStatement& s) { s.text_bytes = kAssistTextMaxBytes + 1; }) == "field_out_of_range");
  CHECK(refused([](AssistStatement& s) { s.model = "a b"; }) == "field_bad_text");
  CHECK(refused([](AssistStatement& s) { s.counts = {{"edith", 1}}; }) == "json_wrong_type");
  CHECK(refused([](AssistStatement& s) { s.head.number = 0; }) == "json_wrong_type");
}

TEST_CASE("assist.end: says what became of it, with a result this version knows") {
  const auto vectors = load_vectors("statement_assist_v1.json");
  for (const auto& each : vectors.at("events")) {
    INFO(text(each.at("name")));
    const std::string body = text(each.at("body"));
    const auto event = parse_server_event(as_bytes(body));
    REQUIRE(event.ok());
    CHECK(std::holds_alternative<AssistEnded>(event->act));
    CHECK(as_text(encode_server_event(*event)) == body);
  }
  for (const auto& each : vectors.at("events_bad")) {
    INFO(text(each.at("name")));
    const auto event = parse_server_event(as_bytes(text(each.at("body"))));
    REQUIRE_FALSE(event.ok());
    CHECK(code_of(event.error()) == text(each.at("code")));
  }
}
