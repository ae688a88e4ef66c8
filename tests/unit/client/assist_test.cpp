// Switching help with wording on, signing that a text leaves, and reading both in the log: against a server made of paper.
#include "shared/audit/statement_assist.h"
#include "shared/audit/statement_server_event.h"
#include "shared/crypto/hazmat/sha2.h"
#include "tests/unit/client/paper_server.h"

namespace care::client {
namespace {

using namespace care::test;

std::string code_of(const Result<Json>& result) {
  return result.ok() ? "ok" : std::string(info_of(result.error().code()).name);
}

Json policy(std::string_view use = "rewrite_note") {
  return Json::object({{"model", "gpt-4o"}, {"provider", "azure"}, {"purposes", list_of(Json(use))}, {"region", "uksouth"}});
}

constexpr std::string_view kText = "[RESIDENT_1] slept well.";

Json send_args() {
  return Json::object({{"counts", Json::object({{"NAME_RESIDENT", 1}})},
                       {"model", "gpt-4o"},
                       {"now", kPaperNow},
                       {"region", "uksouth"},
                       {"text", kText},
                       {"use", "rewrite_note"}});
}

Result<Json> set_policy(PaperHome& home, std::optional<Json> assist) {
  Json args = Json::object({{"act", "set_policy"}, {"now", kPaperNow}});
  if (assist) args.set("assist", std::move(*assist));
  auto made = home.owner.membership_act(args);
  if (!made.ok()) return made;
  for (const Json& each : made->find("statements")->items()) home.server.append(*each.find("statement"));
  home.catch_up();
  return made;
}

const Json* policy_of(PaperHome& home, Json& kept) {
  kept = home.owner.sync_directory(home.server.sync_args(home.trusted, home.server.nodes.size())).value();
  return kept.find("directory")->find("assist");
}

Json audit_rows(PaperHome& home) {
  Json entries = Json::array();
  for (std::uint64_t i = home.server.leaves.size(); i > 0; --i) entries.push(home.server.entry(i - 1));
  home.catch_up();
  return *home.owner.verify_audit(Json::object({{"entries", std::move(entries)}, {"size", home.server.nodes.size()}})).value().find("rows");
}

}  // namespace

TEST_CASE("core: without a vault no text is signed for, and none while the home has it off") {
  PaperHome home;
  CHECK(code_of(home.owner.assist_statement(send_args())) == "vault_locked");
  home.open_and_sync();
  CHECK(code_of(home.owner.assist_statement(send_args())) == "assist_off");
}

TEST_CASE("core: an owner switches help on, everybody reads it from the log, and off again") {
  PaperHome home;
  home.open_and_sync();
  Json kept;
  CHECK(policy_of(home, kept) == nullptr);
  REQUIRE(set_policy(home, policy()).ok());
  REQUIRE(policy_of(home, kept) != nullptr);
  CHECK(*policy_of(home, kept) == policy());
  CHECK(number_of(*kept.find("directory"), "idle_minutes") == 10);  // what else the policy says stays
  REQUIRE(set_policy(home, std::nullopt).ok());
  CHECK(policy_of(home, kept) == nullptr);
  CHECK(code_of(home.owner.assist_statement(send_args())) == "assist_off");
}

TEST_CASE("core: a use that is not known is not switched on, and a policy of other form not signed") {
  PaperHome home;
  home.open_and_sync();
  CHECK(code_of(set_policy(home, policy("write_poems"))) == "assist_use_unknown");
  CHECK(code_of(set_policy(home, policy().set("region", "UK South!"))) == "field_bad_text");
  CHECK(code_of(set_policy(home, policy().set("purposes", Json::array()))) == "json_missing_field");
}

TEST_CASE("core: the statement says what leaves by hash and count, in the chain of its key, and not the text") {
  PaperHome home;
  home.open_and_sync();
  REQUIRE(set_policy(home, policy()).ok());
  const auto made = home.owner.assist_statement(send_args());
  REQUIRE(made.ok());
  const Bytes body = decode_base64url(text_of(*made->find("statement"), "body")).value();
  const auto statement = audit::parse_assist_statement(body).value();
  CHECK(statement.text_hash == crypto::sha256(as_bytes(kText)));
  CHECK(statement.text_bytes == kText.size());
  CHECK(statement.use_version == 1);
  CHECK(statement.head.number == number_of(*made, "n"));
  CHECK(as_text(body).find("slept") == std::string_view::npos);
  const auto next = home.owner.assist_statement(send_args());
  const auto second = audit::parse_assist_statement(decode_base64url(text_of(*next->find("statement"), "body")).value()).value();
  CHECK(second.head.number == statement.head.number + 1);
  CHECK(second.head.previous == audit::statement_hash(body));
}

TEST_CASE("core: what the home does not allow is not signed, and costs no number") {
  PaperHome home;
  home.open_and_sync();
  REQUIRE(set_policy(home, policy()).ok());
  const auto refused = [&](std::string_view key, Json value) {
    return code_of(home.owner.assist_statement(send_args().set(key, std::move(value))));
  };
  CHECK(refused("use", "write_poems") == "assist_use_unknown");
  CHECK(refused("use", "ask_notes") == "assist_off");
  CHECK(refused("region", "eastus") == "assist_region_refused");
  CHECK(refused("model", "gpt-5") == "assist_region_refused");
  CHECK(refused("text", "") == "field_out_of_range");
  CHECK(refused("text", std::string(audit::kAssistTextMaxBytes + 1, 'a')) == "field_out_of_range");
  CHECK(refused("counts", Json::object({{"Edith", 1}})) == "json_wrong_type");
  CHECK(refused("extra", 1) == "json_unknown_field");
  const auto first = home.owner.assist_statement(send_args());
  const auto second = home.owner.assist_statement(send_args());
  CHECK(number_of(*second, "n") == number_of(*first, "n") + 1);
  // founder's device: rotate_class, set_policy, and these two
  CHECK(number_of(*first, "n") == 3);
}

TEST_CASE("core: a receipt for the statement proves it, and the audit page shows what left and how it ended") {
  PaperHome home;
  home.open_and_sync();
  REQUIRE(set_policy(home, policy()).ok());
  const auto made = home.owner.assist_statement(send_args());
  const Json item = *made->find("statement");
  home.server.append(item);
  const std::uint64_t index = home.server.nodes.size() - 1;
  const Json receipt = Json::object({{"commitments", Json::array()},
                                     {"index", index},
                                     {"note", home.server.note()},
                                     {"proof", home.server.proof_of(index)},
                                     {"result", "stored"},
                                     {"time", kPaperNow + index}});
  const auto checks = home.owner.verify_receipts(Json::object({{"receipts", list_of(Json::object({{"item", item}, {"receipt", receipt}}))}}));
  REQUIRE(checks.ok());
  CHECK(text_of(checks->find("checks")->items().front(), "state") == "sent");

  audit::Leaf end;
  end.kind = audit::LeafKind::server_event;
  const Hash32 hash = audit::statement_hash(decode_base64url(text_of(item, "body")).value());
  end.body = audit::encode_server_event({kPaperNow, std::nullopt, audit::AssistEnded{hash, ErrorCode::assist_timeout, 12}});
  home.server.append_leaf(std::move(end));
  const Json rows = audit_rows(home);
  const Json& ended = rows.items()[0];
  CHECK(text_of(ended, "act") == "assist.end");
  CHECK(text_of(ended, "proof") == "unsigned");
  CHECK(text_of(ended, "result") == "assist_timeout");
  CHECK(text_of(ended, "stmt") == text_of(*made, "hash"));
  const Json& sent = rows.items()[1];
  CHECK(text_of(sent, "act") == "assist.send");
  CHECK(text_of(sent, "proof") == "proved");
  CHECK(text_of(sent, "stmt") == text_of(*made, "hash"));
  CHECK(text_of(sent, "use") == "rewrite_note");
  CHECK(text_of(sent, "text_hash") == encode_base64url(crypto::sha256(as_bytes(kText))));
  CHECK(number_of(*sent.find("counts"), "NAME_RESIDENT") == 1);
  const Json& switched = rows.items()[2];
  CHECK(text_of(switched, "act") == "set_policy");
  CHECK(*switched.find("assist") == policy());
}

TEST_CASE("core: a server that stored what the home had not allowed is found out on the audit page") {
  PaperHome home;
  home.open_and_sync();
  REQUIRE(set_policy(home, policy()).ok());
  const auto made = home.owner.assist_statement(send_args());
  REQUIRE(set_policy(home, std::nullopt).ok());  // switched off before it arrived
  home.server.append(*made->find("statement"));
  const Json row = audit_rows(home).items().front();
  CHECK(text_of(row, "act") == "assist.send");
  CHECK(text_of(row, "proof") == "broken");
  CHECK(text_of(row, "problem") == "assist_off");
}

}  // namespace care::client
