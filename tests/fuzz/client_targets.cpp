// What a device reads of a server's answers: with its vault open, against a server that lies, and against one that also signs its lies.
// Nothing it refuses moves what it holds, and nothing unsigned is shown as proved.
#include "shared/audit/inclusion.h"
#include "tests/fuzz/seeds.h"
#include "tests/unit/client/paper_server.h"

namespace care::fuzz {
namespace {

using client::ClientCore;
using test::text_of;

constexpr JsonLimits kBoundary{.max_bytes = 32U << 20U, .max_depth = 16};  // wasm/convert.cpp

// A signed-in owner with one record in the log. Whatever moved the device is undone by signing in again.
class OpenHome {
 public:
  OpenHome() {
    home_.open_and_sync();
    client::SealProblems problems;
    const auto sealed = home_.owner.seal_records(draft("Ruth Hale"), problems);
    REQUIRE(sealed.ok());
    sealed_ = sealed->find("sealed")->items().front();
    home_.server.append(*sealed_.find("item"));
    start_again();
  }

  ClientCore& core() { return home_.owner; }
  test::PaperHome& home() { return home_; }
  const Json& sealed() const { return sealed_; }

  void start_again() {
    REQUIRE(home_.open(home_.owner).ok());
    const auto synced = home_.owner.sync_directory(home_.server.sync_args());
    REQUIRE(synced.ok());
    home_.trusted = home_.server.nodes.size();
    REQUIRE(home_.owner.set_gate_shares(shares()).ok());
    held_ = look();
  }
  // What the device would tell a page now: who it is, the members, and what it opens.
  std::string look() {
    const auto self = core().describe_self();
    const auto opened = core().open_records(delivered());
    const auto rows = core().verify_audit(audit_rows());
    REQUIRE((self.ok() && opened.ok() && rows.ok()));
    return encode_canonical(*self) + encode_canonical(*opened) + encode_canonical(*rows);
  }
  bool unchanged() { return look() == held_; }

  Json draft(std::string_view name) const {
    return Json::object({{"now", test::kPaperNow},
                         {"records", test::list_of(Json::object(
                                         {{"act", "create"},
                                          {"fields", Json::object({{"body", Json::object({{"actor", text_of(home_.made, "actor")}, {"name", name}})}})},
                                          {"subject", home_.server.directory->home_subject().text()},
                                          {"type", "member"}}))}});
  }
  Json shares() const {
    return Json::object({{"subjects", test::list_of(Json::object({{"gate_share", text_of(home_.made, "gate_share")},
                                                                  {"subj", home_.server.directory->home_subject().text()},
                                                                  {"unit", home_.server.directory->units().front().text()}}))}});
  }
  Json delivered() const {
    const Json& item = *sealed_.find("item");
    Json facets = Json::array();
    std::uint64_t number = 1;
    for (const Json& bytes : item.find("facets")->items()) facets.push(Json::object({{"bytes", bytes}, {"f", number++}}));
    return Json::object({{"records", test::list_of(Json::object({{"body", text_of(item, "body")},
                                                                 {"facets", std::move(facets)},
                                                                 {"index", last()},
                                                                 {"seq", std::uint64_t{1}},
                                                                 {"sig", text_of(item, "sig")},
                                                                 {"time", test::kPaperNow}}))}});
  }
  Json audit_rows() {
    Json entries = Json::array();
    for (std::uint64_t i = 0; i < home_.server.leaves.size(); ++i) entries.push(home_.server.entry(i));
    return Json::object({{"entries", std::move(entries)}, {"size", home_.server.nodes.size()}});
  }
  Json receipts() {
    const Json& item = *sealed_.find("item");
    const Json receipt = Json::object({{"commitments", Json::array()},
                                       {"index", last()},
                                       {"note", home_.server.note()},
                                       {"proof", home_.server.proof_of(last())},
                                       {"result", "stored"},
                                       {"time", test::kPaperNow + last()}});
    return Json::object({{"receipts", test::list_of(Json::object({{"item", test::pick(item, {"body", "sig"})}, {"receipt", receipt}}))}});
  }
  std::uint64_t last() const { return home_.server.nodes.size() - 1; }

 private:
  test::PaperHome home_;
  Json sealed_ = Json::object();
  std::string held_;
};

OpenHome& open_home() {
  static OpenHome home;
  return home;
}

Result<Json> seal(ClientCore& core, const Json& args) {
  client::SealProblems problems;
  const auto sealed = core.seal_records(args, problems);
  if (sealed) FUZZ_CHECK(problems.fields.empty());
  return sealed;
}

// What was sealed as a draft is opened as one.
Result<Json> draft_and_back(ClientCore& core, const Json& args) {
  const auto sealed = core.seal_draft(args);
  if (!sealed) return sealed;
  Json again = Json::object({{"bytes", text_of(*sealed, "bytes")}});
  if (const Json* subject = args.find("subject")) again.set("subject", *subject);
  const auto opened = core.open_draft(again);
  FUZZ_CHECK(opened.ok() && *opened->find("draft") == *args.find("draft"));
  return opened;
}

// A sign-in of a second device, whose last step is told what the input says.
Result<Json> open_second(ClientCore&, const Json& args) {
  auto& home = open_home().home();
  ClientCore other(home.server.random);
  home.server.sign_in(other, home.account, test::kGoodPassword);
  const auto opened = other.open_vault(args);
  FUZZ_CHECK(other.is_open() == (opened.ok() && opened->find("device") != nullptr));
  return opened;
}

Result<Json> confirm_kit(ClientCore& core, const Json& args) {
  FUZZ_CHECK(core.make_kit().ok());
  return core.confirm_kit(args);
}

struct Operation {
  Result<Json> (*run)(ClientCore&, const Json&);
  bool moves;  // what the device holds, when it is accepted
};

template <Result<Json> (ClientCore::*act)(const Json&)>
Result<Json> call(ClientCore& core, const Json& args) {
  return (core.*act)(args);
}
template <Result<Json> (ClientCore::*look)(const Json&) const>
Result<Json> call(ClientCore& core, const Json& args) {
  return (core.*look)(args);
}

constexpr Operation kOperations[] = {
    {&call<&ClientCore::sync_directory>, true},   {&call<&ClientCore::verify_receipts>, false}, {&call<&ClientCore::verify_audit>, false},
    {&call<&ClientCore::open_records>, false},    {&call<&ClientCore::set_gate_shares>, true},  {&call<&ClientCore::open_grants>, true},
    {&call<&ClientCore::open_draft>, false},      {&draft_and_back, false},                     {&seal, true},
    {&call<&ClientCore::validate_record>, false}, {&call<&ClientCore::membership_act>, true},   {&call<&ClientCore::make_invite>, true},
    {&confirm_kit, true},                         {&open_second, false}};
enum : std::uint8_t { kSync, kReceipts, kAudit, kOpen, kShares, kGrants, kOpenDraft, kDraft, kSeal, kValidate, kAct, kInvite, kKit, kVault };

// operation 1 ‖ its arguments as the page hands them on
void run_client(BytesView input) {
  OpenHome& home = open_home();
  Cursor cursor(input);
  const Operation& operation = kOperations[cursor.below(std::size(kOperations))];
  const auto args = parse_canonical(cursor.rest(), kBoundary);
  if (!accepted(args)) return;
  const bool moved = accepted(operation.run(home.core(), *args)) && operation.moves;
  if (moved) {
    home.start_again();
  } else {
    FUZZ_CHECK(home.unchanged());
  }
}

Inputs client_seeds() {
  OpenHome& home = open_home();
  Inputs out;
  const auto add = [&](std::uint8_t operation, const Json& args) { out.push_back(with_prefix({operation}, encode_canonical(args))); };
  auto& paper = home.home();
  add(kSync, paper.server.sync_args());
  add(kSync, paper.server.sync_args(paper.trusted, paper.trusted));
  add(kReceipts, home.receipts());
  add(kAudit, home.audit_rows());
  add(kOpen, home.delivered());
  add(kShares, home.shares());
  const Bytes grant = test::hex(test::load_vectors("grant_v1.json")["vectors"][0]["grant"]);
  add(kGrants, Json::object({{"grants", test::list_of(Json::object({{"bytes", encode_base64url(grant)}, {"c", 1}, {"g", 1}, {"unit", paper.server.directory->units().front().text()}}))}}));
  const Json draft = Json::object({{"draft", Json::object({{"text", "Slept well"}})}, {"subject", paper.server.directory->home_subject().text()}});
  add(kDraft, draft);
  const auto sealed = home.core().seal_draft(draft);
  add(kOpenDraft, Json::object({{"bytes", text_of(*sealed, "bytes")}, {"subject", text_of(draft, "subject")}}));
  add(kSeal, home.draft("Colin"));
  const Json body = Json::object({{"reason", "wrong_value"}});
  add(kSeal, Json::object({{"now", test::kPaperNow},
                           {"records", test::list_of(Json::object({{"act", "strike"},
                                                                   {"before", test::list_of(Json::object({{"ct", encode_base64url(Hash32{})}, {"f", 1}}))},
                                                                   {"fields", Json::object({{"change", body}})},
                                                                   {"record", text_of(home.sealed(), "record")},
                                                                   {"subject", text_of(home.sealed(), "subject")},
                                                                   {"type", "member"},
                                                                   {"version", 1}}))}}));
  add(kValidate, Json::object({{"act", "create"}, {"fields", Json::object({{"body", test::drink_body(test::kPaperNow, 200)}})}, {"now", test::kPaperNow}, {"type", "drink"}}));
  add(kAct, Json::object({{"act", "add_device"}, {"now", test::kPaperNow}}));
  add(kAct, Json::object({{"act", "revoke_user"}, {"actor", text_of(paper.made, "actor")}, {"now", test::kPaperNow}}));
  add(kAct, Json::object({{"act", "set_policy"}, {"idle_minutes", 5}, {"now", test::kPaperNow}}));
  add(kInvite, Json::object({{"host", "https://sunrise.careseal.test"}, {"hours", 72}, {"name", "Colin"}, {"now", test::kPaperNow}, {"role", "carer"}}));
  add(kKit, Json::object({{"groups", Json::array().push("ABCD").push("EFGH")}}));
  add(kVault, Json::object({{"device", text_of(paper.made, "device")}, {"device_state", text_of(paper.made, "device_state")}, {"signed_in", paper.server.signed_in(paper.account)}}));
  return out;
}

// Said by somebody about a record, word for word: that it stands in the log once more does not make it another's. What is said about
// members has one place.
bool is_said(const audit::Leaf& leaf) {
  const auto& leaves = open_home().home().server.leaves;
  return leaf.kind == audit::LeafKind::client_statement && std::any_of(leaves.begin(), leaves.end(), [&](const Bytes& each) {
    const auto known = audit::decode_leaf(each);
    return known->body == leaf.body && known->signature == leaf.signature;
  });
}

// A leaf that a lying server made, under a head that it signed: read, and never shown as a word that nobody said.
void run_signed_leaf(BytesView leaf) {
  OpenHome& home = open_home();
  auto& server = home.home().server;
  const auto nodes = server.nodes;
  const std::uint64_t at = nodes.size();
  server.nodes.append(audit::hash_leaf(leaf));
  const Json entry = Json::object({{"leaf", encode_base64url(leaf)}, {"proof", server.proof_of(at)}});
  Json args = server.sync_args(at, at);
  const auto decoded = audit::decode_leaf(leaf);
  if (accepted(decoded) && decoded->kind == audit::LeafKind::membership) args.set("entries", test::list_of(entry));
  const bool synced = accepted(home.core().sync_directory(args));
  const auto rows = home.core().verify_audit(Json::object({{"entries", test::list_of(entry)}, {"size", server.nodes.size()}}));
  FUZZ_CHECK(accepted(rows) == synced);
  if (rows && text_of(rows->find("rows")->items().front(), "proof") == "proved") FUZZ_CHECK(decoded.ok() && is_said(*decoded));
  server.nodes = nodes;
  if (synced) {
    home.start_again();
  } else {
    FUZZ_CHECK(home.unchanged());
  }
}

Inputs signed_leaf_seeds() {
  const std::uint64_t at = open_home().home().server.nodes.size();
  Inputs out;
  for (Bytes leaf : open_home().home().server.leaves) {
    out.push_back(leaf);
    leaf[9] = static_cast<std::uint8_t>(at);  // the last byte of its index
    out.push_back(leaf);
  }
  for (const auto& each : load_list("leaf_v1.json", "good")) out.push_back(test::hex(each["bytes_hex"]));
  for (const auto& each : load_list("statement_v1.json", "events")) {
    audit::Leaf leaf;
    leaf.index = at;
    leaf.time_ms = test::kPaperNow;
    leaf.body = to_bytes(as_bytes(test::text(each["body"])));
    out.push_back(audit::encode_leaf(leaf).value());
    leaf.time_ms = kJsonMaxInteger + 1;
    out.push_back(audit::encode_leaf(leaf).value());
  }
  return out;
}

// Any size and root under the log's own signature, offered to a device that remembers nothing. size 8 ‖ hashes of the proof
void run_signed_head(BytesView input) {
  auto& home = open_home().home();
  Cursor cursor(input);
  const auto size = cursor.number<std::uint64_t>();
  const Bytes& genesis = home.server.leaves.front();
  audit::Proof proof;
  while (!cursor.rest().empty() && proof.size() < 64) {
    Hash32& hash = proof.emplace_back();
    const BytesView given = cursor.take(hash.size());
    std::copy(given.begin(), given.end(), hash.begin());
  }
  auto root = audit::root_from_inclusion(0, size, audit::hash_leaf(genesis), proof);
  for (std::size_t length = 0; !root && length <= 64; ++length) {
    proof.resize(length);
    root = audit::root_from_inclusion(0, size, audit::hash_leaf(genesis), proof);
  }
  if (!accepted(root)) return;
  Json hashes = Json::array();
  for (const Hash32& hash : proof) hashes.push(encode_base64url(hash));
  const Json entry = Json::object({{"leaf", encode_base64url(genesis)}, {"proof", std::move(hashes)}});
  ClientCore fresh(home.server.random);
  REQUIRE(home.open(fresh, false).ok());
  const auto synced = fresh.sync_directory(Json::object(
      {{"consistency", Json::array()}, {"entries", test::list_of(entry)}, {"note", home.server.note_of(size, *root)}, {"now", test::kPaperNow}}));
  FUZZ_CHECK(fresh.describe_self().ok() == accepted(synced));
}

Inputs signed_head_seeds() {
  Inputs out;
  for (const std::uint64_t size : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{5}, kJsonMaxInteger, kJsonMaxInteger + 1, ~std::uint64_t{0}}) {
    Bytes seed;
    append_big_endian(seed, size);
    out.push_back(seed);
    seed.resize(200, 7);
    out.push_back(seed);
  }
  return out;
}

}  // namespace

std::vector<Target> client_targets() {
  return {{"client", run_client, client_seeds, 1, 8},
          {"signed_leaf", run_signed_leaf, signed_leaf_seeds, kNoJson, 8},
          {"signed_head", run_signed_head, signed_head_seeds, kNoJson, 8}};
}

}  // namespace care::fuzz
