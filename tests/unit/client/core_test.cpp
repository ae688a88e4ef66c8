// The device's core against a server made of paper: founding, signing in, records, and a server that lies.
#include "tests/unit/client/paper_server.h"

namespace care::client {
namespace {

using namespace care::test;

std::string code_of(const Result<Json>& result) {
  return result.ok() ? "ok" : std::string(info_of(result.error().code()).name);
}

Json note_record(const PaperHome& home, std::string_view name) {
  return Json::object({{"act", "create"},
                       {"fields", Json::object({{"body", Json::object({{"actor", text_of(home.made, "actor")}, {"name", name}})}})},
                       {"subject", home.server.directory->home_subject().text()},
                       {"type", "member"}});
}

Json seal_one(PaperHome& home, std::string_view name) {
  SealProblems problems;
  const auto sealed = home.owner.seal_records(Json::object({{"now", kPaperNow}, {"records", list_of(note_record(home, name))}}), problems);
  INFO(code_of(sealed));
  REQUIRE(sealed.ok());
  return sealed->find("sealed")->items().front();
}

// Sealed, and in the log at `index`.
struct Stored {
  Json sealed;
  std::uint64_t index;
};

Stored store_one(PaperHome& home, std::string_view name) {
  Json sealed = seal_one(home, name);
  home.server.append(*sealed.find("item"));
  return {std::move(sealed), home.server.nodes.size() - 1};
}

// What the server would deliver for a sealed item at this index.
Json delivered(const Json& sealed, std::uint64_t index) {
  const Json& item = *sealed.find("item");
  Json facets = Json::array();
  std::uint64_t number = 1;
  for (const Json& bytes : item.find("facets")->items()) facets.push(Json::object({{"bytes", bytes}, {"f", number++}}));
  return Json::object({{"body", text_of(item, "body")}, {"facets", std::move(facets)}, {"index", index}, {"seq", std::uint64_t{1}},
                       {"sig", text_of(item, "sig")}, {"time", kPaperNow}});
}

}  // namespace

TEST_CASE("core: founding makes three statements that a directory accepts, and keys that only the password opens") {
  PaperHome home;
  REQUIRE(home.server.directory);
  CHECK(home.server.directory->name() == "Sunrise House");
  CHECK(home.server.directory->active_owners() == 1);
  CHECK(home.server.directory->compartments().size() == 9);
  CHECK(code_of(home.open(home.owner)) == "ok");
  ClientCore wrong(home.server.random);
  CHECK(code_of(home.open(wrong, true, "Quiet-Harbour-Lanterns-6")) == "signin_failed");
  CHECK_FALSE(wrong.is_open());
}

TEST_CASE("core: nothing that needs a vault works without one, and locking closes it") {
  PaperHome home;
  const auto locked = [&](ClientCore& core) {
    SealProblems problems;
    CHECK(code_of(core.make_kit()) == "vault_locked");
    CHECK(code_of(core.confirm_kit(Json::object())) == "vault_locked");
    CHECK(code_of(core.open_grants(Json::object())) == "vault_locked");
    CHECK(code_of(core.sync_directory(Json::object())) == "vault_locked");
    CHECK(code_of(core.describe_self()) == "vault_locked");
    CHECK(code_of(core.verify_receipts(Json::object())) == "vault_locked");
    CHECK(code_of(core.verify_audit(Json::object())) == "vault_locked");
    CHECK(code_of(core.make_invite(Json::object())) == "vault_locked");
    CHECK(code_of(core.membership_act(Json::object())) == "vault_locked");
    CHECK(code_of(core.set_gate_shares(Json::object())) == "vault_locked");
    CHECK(code_of(core.seal_records(Json::object(), problems)) == "vault_locked");
    CHECK(code_of(core.open_records(Json::object())) == "vault_locked");
    CHECK(code_of(core.seal_draft(Json::object())) == "vault_locked");
    CHECK(code_of(core.open_draft(Json::object())) == "vault_locked");
    CHECK(code_of(core.sign_request("GET", "/", {}, 1)) == "vault_locked");
    CHECK_FALSE(core.is_open());
    CHECK_FALSE(core.has_session());
  };
  locked(home.owner);
  home.open_and_sync();
  CHECK(home.owner.is_open());
  CHECK(home.owner.has_session());
  home.owner.lock();
  locked(home.owner);
}

TEST_CASE("core: each step of a sign-in needs the one before") {
  TestRandom random;
  ClientCore core(random);
  CHECK(code_of(core.home_finish(Json::object())) == "login_unknown");
  CHECK(code_of(core.signin_finish(Json::object())) == "login_unknown");
  CHECK(code_of(core.open_vault(Json::object())) == "login_unknown");
  CHECK(code_of(core.invite_register(as_bytes(kGoodPassword), Json::object())) == "login_unknown");
  CHECK(code_of(core.invite_accept(Json::object())) == "login_unknown");
}

TEST_CASE("core: weak passwords found no home and accept no invitation") {
  TestRandom random;
  ClientCore core(random);
  for (const char* password : {"", "short", "password1234567", "alllowercaseletters"}) {
    INFO(password);
    CHECK_FALSE(core.home_start(as_bytes(std::string_view(password)), Json::object({{"handle", "a@b.example"}, {"label", "sunrise"}})).ok());
  }
}

TEST_CASE("core: the counter of request proofs follows the clock and always rises") {
  PaperHome home;
  REQUIRE(home.open(home.owner).ok());
  const auto counter = [&](std::uint64_t now) {
    const auto signed_request = home.owner.sign_request("GET", "/x", {}, now);
    return std::stoull(text_of(*signed_request, "proof"));
  };
  CHECK(counter(kPaperNow) == kPaperNow);
  CHECK(counter(kPaperNow) == kPaperNow + 1);
  CHECK(counter(kPaperNow - 5000) == kPaperNow + 2);  // a clock put back
  CHECK(counter(kPaperNow + 5000) == kPaperNow + 5000);
}

TEST_CASE("core: a home with another genesis than the one this person was told is refused") {
  PaperHome home(1);
  PaperHome other(2);
  REQUIRE(home.open(home.owner).ok());
  CHECK(code_of(home.owner.sync_directory(other.server.sync_args())) == "genesis_mismatch");
  CHECK(code_of(home.owner.sync_directory(home.server.sync_args())) == "ok");
}

TEST_CASE("core: a note with a changed letter, another key or no signature is refused") {
  PaperHome home;
  REQUIRE(home.open(home.owner).ok());
  Json args = home.server.sync_args();
  const std::string note = text_of(args, "note");
  for (std::size_t at = 0; at < note.size(); at += 7) {
    std::string changed = note;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    if (changed == note) continue;
    INFO(changed);
    CHECK_FALSE(home.owner.sync_directory(args.set("note", changed)).ok());
  }
  CHECK_FALSE(home.owner.sync_directory(args.set("note", note.substr(0, note.find("\n\n") + 2))).ok());
  CHECK_FALSE(home.owner.sync_directory(args.set("note", "")).ok());
  CHECK(home.owner.sync_directory(args.set("note", note)).ok());
}

TEST_CASE("core: an entry that is not in the tree, or stands elsewhere in it, is refused and changes nothing") {
  PaperHome home;
  REQUIRE(home.open(home.owner).ok());
  const Json good = home.server.sync_args();
  const auto with_entries = [&](Json entries) {
    Json args = good;
    return home.owner.sync_directory(args.set("entries", std::move(entries)));
  };
  const auto& entries = good.find("entries")->items();
  Json wrong_proof = Json::array();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    Json each = entries[i];
    wrong_proof.push(each.set("proof", *entries[(i + 1) % entries.size()].find("proof")));
  }
  CHECK(code_of(with_entries(wrong_proof)) == "proof_invalid");
  Json missing = Json::array();
  missing.push(entries[0]).push(entries[2]);
  CHECK(code_of(with_entries(missing)) == "directory_broken");
  Json swapped = Json::array();
  swapped.push(entries[0]).push(entries[2]).push(entries[1]);
  CHECK(code_of(with_entries(swapped)) == "directory_broken");
  Json twice = Json::array();
  twice.push(entries[0]).push(entries[0]);
  CHECK_FALSE(with_entries(twice).ok());
  CHECK_FALSE(with_entries(Json::array()).ok());
  Json changed = Json::array();
  for (const Json& each : entries) {
    Json one = each;
    changed.push(one.set("leaf", flip(text_of(each, "leaf"))));
  }
  CHECK_FALSE(with_entries(changed).ok());
  CHECK(code_of(home.owner.describe_self()) == "vault_locked");  // nothing of it was believed
  CHECK(with_entries(Json(entries)).ok());
}

TEST_CASE("core: a log that shrinks, forks or jumps without proof is refused") {
  PaperHome home;
  home.open_and_sync();
  const std::uint64_t trusted = home.server.nodes.size();
  // Moved on honestly: a record statement of the owner's.
  store_one(home, "Ruth");
  Json args = home.server.sync_args(trusted, trusted);
  const Json consistency = *args.find("consistency");
  CHECK_FALSE(home.owner.sync_directory(args.set("consistency", Json::array())).ok());
  CHECK_FALSE(home.owner.sync_directory(args.set("consistency", list_of(encode_base64url(Bytes(32, 1))))).ok());
  const auto synced = home.owner.sync_directory(args.set("consistency", consistency));
  REQUIRE(synced.ok());
  CHECK(number_of(*synced, "size") == trusted + 1);

  // The same size with another last entry: a fork, signed by the log's own key.
  PaperHome twin(1);
  twin.open_and_sync();
  store_one(twin, "Rita");
  Json fork = twin.server.sync_args(trusted + 1, trusted + 1);
  CHECK(code_of(home.owner.sync_directory(fork.set("consistency", Json::array()))) == "log_inconsistent");
}

TEST_CASE("core: an older head is not believed again") {
  PaperHome home;
  home.open_and_sync();
  const std::string old_note = home.server.note();
  const std::uint64_t size = home.server.nodes.size();
  store_one(home, "Ruth");
  REQUIRE(home.owner.sync_directory(home.server.sync_args(size, size)).ok());
  const auto back = home.owner.sync_directory(Json::object(
      {{"consistency", Json::array()}, {"entries", Json::array()}, {"note", old_note}, {"now", kPaperNow}}));
  if (back.ok()) {  // a late answer may be older; it must not move the device back
    CHECK(number_of(*back, "size") <= size + 1);
    CHECK(home.owner.sync_directory(home.server.sync_args(size + 1, size + 1)).ok());
  }
}

TEST_CASE("core: a sealed record opens where it was written, and nowhere else") {
  PaperHome home;
  home.open_and_sync();
  const Stored stored = store_one(home, "Ruth Ellery");
  const Json& sealed = stored.sealed;
  const auto open = [&](const Json& version) {
    const auto opened = home.owner.open_records(Json::object({{"records", list_of(version)}}));
    REQUIRE(opened.ok());
    return opened->find("records")->items().front();
  };
  const Json right = delivered(sealed, stored.index);
  const Json record = open(right);
  INFO(encode_canonical(record));
  CHECK(record.find("problem") == nullptr);
  CHECK(text_of(*record.find("fields")->find("body"), "name") == "Ruth Ellery");

  Json changed = right;
  Json facet = right.find("facets")->items().front();
  CHECK(text_of(open(changed.set("facets", list_of(facet.set("bytes", flip(text_of(facet, "bytes")))))), "problem") == "ciphertext_mismatch");
  Json forged = right;
  CHECK(text_of(open(forged.set("sig", flip(text_of(right, "sig")))), "problem") == "signature_invalid");
  Json none = right;
  CHECK_FALSE(text_of(open(none.set("facets", Json::array())), "problem").empty());
  Json early = right;
  CHECK_FALSE(text_of(open(early.set("index", std::uint64_t{0})), "problem").empty());  // before its author was a member
}

TEST_CASE("core: two records of the same words share no byte of ciphertext") {
  PaperHome home;
  home.open_and_sync();
  const auto facet = [&](const Json& sealed) { return sealed.find("item")->find("facets")->items().front().text(); };
  const Bytes a = decode_base64url(facet(seal_one(home, "Ruth"))).value();
  const Bytes b = decode_base64url(facet(seal_one(home, "Ruth"))).value();
  const Bytes longer = decode_base64url(facet(seal_one(home, "Ruth Anne"))).value();
  CHECK(a.size() == longer.size());  // padded
  std::size_t same = 0;
  for (std::size_t i = 6; i < a.size(); ++i) same += a[i] == b[i] ? 1U : 0U;
  CHECK(same < a.size() / 8);
}

TEST_CASE("core: a batch with one wrong field seals nothing and uses up no number") {
  PaperHome home;
  home.open_and_sync();
  const std::uint64_t before = number_of(seal_one(home, "Ruth"), "n");
  Json records = Json::array();
  records.push(note_record(home, "Anna")).push(note_record(home, ""));
  SealProblems problems;
  const auto sealed = home.owner.seal_records(Json::object({{"now", kPaperNow}, {"records", std::move(records)}}), problems);
  CHECK_FALSE(sealed.ok());
  REQUIRE(problems.fields.size() == 1);
  CHECK(problems.fields.front().field == "name");
  CHECK(number_of(seal_one(home, "Ruth"), "n") == before + 1);
}

TEST_CASE("core: a draft that could not be opened again is refused while it is still on the screen") {
  PaperHome home;
  home.open_and_sync();
  Json deep = Json::object({{"text", "at the bottom"}});
  for (int i = 0; i < 8; ++i) deep = Json::object({{"in", std::move(deep)}});
  CHECK(code_of(home.owner.seal_draft(Json::object({{"draft", deep}}))) == "json_too_deep");
  for (const std::size_t letters : {50'000U, 62'000U, 64'000U, 70'000U}) {
    const auto sealed = home.owner.seal_draft(Json::object({{"draft", Json::object({{"text", std::string(letters, 'a')}})}}));
    CHECK(sealed.ok() == (letters == 50'000U));
    if (sealed.ok()) CHECK(home.owner.open_draft(*sealed).ok());
  }
}

TEST_CASE("core: drafts open for the resident they were written about, and for nobody else") {
  PaperHome home;
  home.open_and_sync();
  const auto a = make_id<SubjectId>(home.server.random).text();
  const auto b = make_id<SubjectId>(home.server.random).text();
  const Json draft = Json::object({{"text", "half a sentence"}});
  const auto sealed = home.owner.seal_draft(Json::object({{"draft", draft}, {"subject", a}}));
  REQUIRE(sealed.ok());
  const std::string bytes = text_of(*sealed, "bytes");
  CHECK(as_text(decode_base64url(bytes).value()).find("half a sentence") == std::string_view::npos);
  const auto opened = home.owner.open_draft(Json::object({{"bytes", bytes}, {"subject", a}}));
  REQUIRE(opened.ok());
  CHECK(*opened->find("draft") == draft);
  CHECK_FALSE(home.owner.open_draft(Json::object({{"bytes", bytes}, {"subject", b}})).ok());
  CHECK_FALSE(home.owner.open_draft(Json::object({{"bytes", bytes}})).ok());
  CHECK_FALSE(home.owner.open_draft(Json::object({{"bytes", flip(bytes)}, {"subject", a}})).ok());
  PaperHome other(3);
  other.open_and_sync();
  CHECK_FALSE(other.owner.open_draft(Json::object({{"bytes", bytes}, {"subject", a}})).ok());
  // About nobody yet.
  const auto loose = home.owner.seal_draft(Json::object({{"draft", draft}}));
  CHECK(home.owner.open_draft(Json::object({{"bytes", text_of(*loose, "bytes")}})).ok());
}

TEST_CASE("core: the kit is stored only after the sheet was read back") {
  PaperHome home;
  home.open_and_sync();
  CHECK(code_of(home.owner.confirm_kit(Json::object({{"groups", Json::array()}}))) == "vault_locked");  // none was made
  const auto kit = home.owner.make_kit();
  REQUIRE(kit.ok());
  const std::vector<std::string> groups = kit_groups(*kit);
  REQUIRE(groups.size() == 16);
  const auto confirm = [&](bool right) {
    Json typed = Json::array();
    for (const Json& number : kit->find("ask")->items()) typed.push(Json(groups.at((number.integer() - 1 + (right ? 0 : 1)) % 16)));
    return home.owner.confirm_kit(Json::object({{"groups", std::move(typed)}}));
  };
  CHECK(code_of(confirm(false)) == "kit_words_wrong");
  const auto wrap = confirm(true);
  REQUIRE(wrap.ok());
  CHECK(number_of(*wrap->find("wrap"), "kind") == 2);
  CHECK(code_of(confirm(true)) == "vault_locked");  // once
}

TEST_CASE("core: another person's device state on a shared tablet makes a new device, not a failure") {
  PaperHome home;
  const Json signed_in = home.server.sign_in(home.owner, home.account, kGoodPassword);
  const auto opened = home.owner.open_vault(Json::object({{"device", make_id<DeviceId>(home.server.random).text()},
                                                          {"device_state", encode_base64url(Bytes(200, 5))},
                                                          {"signed_in", signed_in}}));
  REQUIRE(opened.ok());
  CHECK(text_of(*opened, "device") != text_of(home.made, "device"));
  const auto synced = home.owner.sync_directory(home.server.sync_args());
  REQUIRE(synced.ok());
  CHECK(number_of(*synced, "device_known") == 0);
  const auto act = home.owner.membership_act(Json::object({{"act", "add_device"}, {"now", kPaperNow}}));
  REQUIRE(act.ok());
  home.server.append(*act->find("statements")->items().front().find("statement"));
}

TEST_CASE("core: receipts hold only for what was sent, under a note of this log") {
  PaperHome home;
  home.open_and_sync();
  const Stored stored = store_one(home, "Ruth");
  const Json& sealed = stored.sealed;
  const Json good = Json::object({{"commitments", Json::array()}, {"index", stored.index}, {"note", home.server.note()},
                                  {"proof", home.server.proof_of(stored.index)}, {"result", "stored"}, {"time", kPaperNow + stored.index}});
  const auto state = [&](const Json& receipt) {
    const Json item = Json::object({{"body", text_of(*sealed.find("item"), "body")}, {"sig", text_of(*sealed.find("item"), "sig")}});
    const auto checks = home.owner.verify_receipts(Json::object({{"receipts", list_of(Json::object({{"item", item}, {"receipt", receipt}}))}}));
    REQUIRE(checks.ok());
    return text_of(checks->find("checks")->items().front(), "state");
  };
  CHECK(state(good) == "sent");
  Json wrong = good;
  CHECK(state(wrong.set("time", kPaperNow)) == "invalid");
  wrong = good;
  CHECK(state(wrong.set("index", stored.index - 1)) == "invalid");
  wrong = good;
  CHECK(state(wrong.set("proof", Json::array())) == "invalid");
  wrong = good;
  CHECK(state(wrong.set("result", "refused").set("refused_body", "e30")) == "invalid");
  PaperHome stranger(9);
  wrong = good;
  CHECK(state(wrong.set("note", stranger.server.note())) == "invalid");
}

TEST_CASE("core: the audit view marks what does not hold and goes on with the rest") {
  PaperHome home;
  home.open_and_sync();
  const std::uint64_t size = home.server.nodes.size();
  Json entries = Json::array();
  entries.push(home.server.entry(2));
  Json lying = home.server.entry(1);
  entries.push(lying.set("proof", Json::array()));
  entries.push(home.server.entry(0));
  const auto verified = home.owner.verify_audit(Json::object({{"entries", entries}, {"size", size}}));
  REQUIRE(verified.ok());
  const auto& rows = verified->find("rows")->items();
  CHECK(text_of(rows[0], "proof") == "proved");
  CHECK(text_of(rows[1], "proof") == "broken");
  CHECK(text_of(rows[1], "problem") == "proof_invalid");
  CHECK(text_of(rows[2], "proof") == "proved");
  CHECK(code_of(home.owner.verify_audit(Json::object({{"entries", entries}, {"size", size + 1}}))) == "log_inconsistent");
}

}  // namespace care::client
