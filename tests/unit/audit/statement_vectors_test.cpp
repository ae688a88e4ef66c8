#include "shared/audit/statement.h"
#include "shared/audit/statement_server_event.h"
#include "shared/crypto/key_id.h"
#include "shared/crypto/statement_signature.h"
#include "tests/support/vectors.h"

using namespace care;
using namespace care::audit;
using namespace care::test;

TEST_CASE("statement vectors: good bodies are read, written again, hashed and verified") {
  const auto vectors = load_vectors("statement_v1.json");
  const auto key = hex_exact<32>(vectors.at("author").at("public_key_hex"));
  CHECK(crypto::derive_key_id(key).text() == text(vectors.at("author").at("kid")));
  for (const auto& each : vectors.at("good")) {
    INFO(text(each.at("name")));
    const std::string body = text(each.at("body"));
    const auto statement = parse_record_statement(as_bytes(body));
    REQUIRE(statement.ok());
    CHECK(statement->after.size() == number(each.at("facet_count")));
    CHECK(statement->before.size() == number(each.at("before_count")));
    CHECK(statement->version == number(each.at("record_version")));
    CHECK(parse_statement_outline(as_bytes(body))->act == text(each.at("act")));
    CHECK(as_text(encode_record_statement(statement.value()).value()) == body);
    CHECK(encode_hex(statement_hash(as_bytes(body))) == text(each.at("hash_hex")));
    CHECK(crypto::verify_statement(key, as_bytes(body), hex_exact<64>(each.at("signature_hex"))).ok());
  }
}

TEST_CASE("statement vectors: bad bodies are refused with their code") {
  const auto vectors = load_vectors("statement_v1.json");
  for (const auto& each : vectors.at("bad")) {
    INFO(text(each.at("name")));
    const auto statement = parse_record_statement(as_bytes(text(each.at("body"))));
    REQUIRE_FALSE(statement.ok());
    CHECK(info_of(statement.error().code()).name == text(each.at("code")));
  }
}

TEST_CASE("statement vectors: server events are read and written again, bad ones refused with their code") {
  const auto vectors = load_vectors("statement_v1.json");
  for (const auto& each : vectors.at("events")) {
    INFO(text(each.at("act")));
    const std::string body = text(each.at("body"));
    const auto event = parse_server_event(as_bytes(body));
    REQUIRE(event.ok());
    CHECK(as_text(encode_server_event(event.value())) == body);
  }
  for (const auto& each : vectors.at("events_bad")) {
    INFO(text(each.at("name")));
    const auto event = parse_server_event(as_bytes(text(each.at("body"))));
    REQUIRE_FALSE(event.ok());
    CHECK(info_of(event.error().code()).name == text(each.at("code")));
  }
}
