// Lies about what became of an entry. Whatever is not proved leaves it on the device, to be sent again.
//
// Above each case stands the check without which it was seen to fail.
#include "tests/hostile/forge.h"

namespace care::test {
namespace {

struct Receipting {
  const char* name;
  std::function<Json(LyingLog&, const Statement&, Json)> change;  // from the log, the entry and its true receipt
};

Json refused_for(LyingLog& log, const Statement& about) { return refuse(log, about); }

const Receipting kReceipts[] = {
    // verify_inclusion in check_receipt, client/log_view.cpp
    {"the place of another entry", [](LyingLog&, const Statement&, Json receipt) { return receipt.set("index", number_of(receipt, "index") - 1); }},
    // verify_inclusion in check_receipt, client/log_view.cpp
    {"another time", [](LyingLog&, const Statement&, Json receipt) { return receipt.set("time", number_of(receipt, "time") + 1); }},
    // verify_inclusion in check_receipt, client/log_view.cpp
    {"no proof", [](LyingLog&, const Statement&, Json receipt) { return receipt.set("proof", Json::array()); }},
    // verify_inclusion in check_receipt, client/log_view.cpp
    {"the whole receipt of another entry",
     [](LyingLog& log, const Statement&, Json) { return log.receipt(log.find(R"("act":"record.create")"), "stored"); }},
    // verify_inclusion in check_receipt, client/log_view.cpp
    {"without what it promises of address and browser",
     [](LyingLog&, const Statement&, Json receipt) { return receipt.set("commitments", Json::array()); }},
    // `verified` in open_note, audit/note.cpp, log_signed and the origin in open_checkpoint, audit/checkpoint.cpp
    {"a proof in another home's tree",
     [](LyingLog&, const Statement& sent, Json) {
       LyingLog other = world().foreign();
       other.append_statement(audit::LeafKind::client_statement, sent.body, sent.signature);
       return other.receipt(other.size() - 1, "stored");
     }},
    // `verified` in open_note, audit/note.cpp, and log_signed in open_checkpoint, audit/checkpoint.cpp
    {"a tree that a key of the server's signed",
     [](LyingLog& log, const Statement&, Json receipt) {
       return receipt.set("note", sign_head({log.origin(), log.size(), log.root()}, forger_key()));
     }},
    // verify_inclusion in check_receipt, client/log_view.cpp
    {"stored, where the log has a refusal",
     [](LyingLog& log, const Statement& sent, Json) { return refused_for(log, sent).set("result", "stored"); }},
    // refusal->statement in check_receipt, client/log_view.cpp
    {"the refusal of another entry",
     [](LyingLog& log, const Statement& sent, Json) {
       Json body = parse_canonical(sent.body).value();
       const std::string text = encode_canonical(body.set("t", std::uint64_t{1}));
       return refused_for(log, {to_bytes(as_bytes(text)), sent.signature});
     }},
    // verify_inclusion in check_receipt, client/log_view.cpp
    {"a refusal that is not in the log",
     [](LyingLog& log, const Statement& sent, Json) {
       Json receipt = refused_for(log, sent);
       log.cut(log.size() - 1);
       return receipt.set("note", log.note());
     }},
    // verify_inclusion in check_receipt, client/log_view.cpp
    {"refused, where the log has it stored",
     [](LyingLog& log, const Statement& sent, Json receipt) {
       return receipt.set("result", "refused").set("refused_body", *refused_for(log, sent).find("refused_body"));
     }},
};

}  // namespace

TEST_CASE("hostile: an entry leaves the device only on a receipt that is proved") {
  World& home = world();
  Victim device(home.server, "sunrise");
  device.settle(home.nurse.person);
  const auto sealed = device.seal(drink_on(home.edith, device.device().now_ms()));
  REQUIRE(code_of(sealed) == "ok");
  const Json& items = *sealed->find("sealed");
  const Statement sent = read_statement(pick(*items.items().front().find("item"), {"body", "sig"}));
  const auto state_of = [&](const Result<Json>& checks) {
    REQUIRE(code_of(checks) == "ok");
    const Json& check = checks->find("checks")->items().front();
    if (text_of(check, "state") == "invalid") CHECK(text_of(check, "code") == "receipt_invalid");
    return text_of(check, "state");
  };
  CHECK(state_of(device.send(items)) == "sent");
  for (const Receipting& each : kReceipts) {
    INFO(each.name);
    LyingLog log = home.current();
    const auto lie = about("/api/v1/records", [&](Json& answer) {
      Json receipt = answer.find("results")->items().front();
      answer.set("results", list_of(each.change(log, sent, std::move(receipt))));
    });
    CHECK(state_of(device.under(lie, [&] { return device.send(items); })) == "invalid");  // the same entry: the same receipt
  }
  check_told("receipt_invalid");
  CHECK(code_of(device.sync()) == "ok");  // and nothing of it was remembered
}

}  // namespace care::test
