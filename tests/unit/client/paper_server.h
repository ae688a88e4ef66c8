// tests/unit/client/paper_server.h — what the server answers a device, made by hand from the core's own pieces: OPAQUE, a log in
// memory, a note key. No network, no store; it believes everything.
#pragma once

#include <map>

#include "shared/audit/checkpoint.h"
#include "shared/audit/consistency.h"
#include "shared/audit/inclusion.h"
#include "shared/audit/leaf.h"
#include "shared/base/encoding.h"
#include "shared/client/core.h"
#include "shared/membership/directory.h"
#include "shared/signin/opaque.h"
#include "tests/support/json_checks.h"
#include "tests/support/test_random.h"

namespace care::test {

inline constexpr std::uint64_t kPaperNow = 1'790'000'000'000;
inline constexpr std::string_view kGoodPassword = "Quiet-Harbour-Lanterns-5";

class PaperServer {
 public:
  explicit PaperServer(std::uint64_t seed = 1)
      : random(seed), opaque_(signin::OpaqueServerKeys::make(random).value()), log_key_(crypto::SigningKey::make(random)) {}

  // ---- accounts
  Json register_account(const std::string& account, const WorkspaceId& ws, const std::string& request_b64) {
    workspace = ws;
    const auto request = signin::RegistrationRequest::decode(decode_base64url(request_b64).value());
    REQUIRE(request.ok());
    const auto id = AccountId::parse(account).value();
    const auto response = signin::answer_registration(*request, opaque_, signin::OpaqueSetting::of(ws, id));
    REQUIRE(response.ok());
    return Json::object({{"response", encode_base64url(response->encode())}});
  }
  std::string log_vkey(const WorkspaceId& ws) {
    workspace = ws;
    return signer().verifier().format();
  }
  void store_account(const Json& made, const std::string& actor, std::string_view role) {
    accounts_[text_of(made, "account")] = made;
    actors_[text_of(made, "account")] = {actor, std::string(role)};
  }

  // KE1 → KE2 → KE3 → what a finished sign-in answers. The device does its half.
  Json sign_in(client::ClientCore& core, const std::string& account, std::string_view password) {
    const auto start = core.signin_start(as_bytes(password), Json::object({{"handle", "someone"}}));
    REQUIRE(start.ok());
    const auto ke1 = signin::Ke1::decode(decode_base64url(text_of(*start, "ke1")).value());
    const auto id = AccountId::parse(account).value();
    const Bytes record = decode_base64url(text_of(accounts_.at(account), "record")).value();
    auto answer = signin::answer_login(*ke1, BytesView(record), opaque_, signin::OpaqueSetting::of(workspace, id), random);
    REQUIRE(answer.ok());
    const auto finish = core.signin_finish(Json::object(
        {{"account", account}, {"ke2", encode_base64url(answer->ke2.encode())}, {"ws", workspace.text()}}));
    if (!finish) return Json::object();
    const auto ke3 = signin::Ke3::decode(decode_base64url(text_of(*finish, "ke3")).value());
    auto key = signin::accept_login(std::move(answer->state), *ke3);
    REQUIRE(key.ok());
    session_key.emplace(std::move(key).value());
    return signed_in(account);
  }
  Json signed_in(const std::string& account) {
    const Json& made = accounts_.at(account);
    Json chain = Json::object({{"n", identity_numbers[account]}});
    if (const auto at = identity_hashes.find(account); at != identity_hashes.end()) chain.set("p", encode_base64url(at->second));
    return Json::object({{"account", account},
                         {"actor", actors_.at(account).first},
                         {"csid", encode_base64url(session_hash)},
                         {"expires", kPaperNow + 1000},
                         {"identity", std::move(chain)},
                         {"keyring", text_of(made, "keyring")},
                         {"keyring_version", std::uint64_t{1}},
                         {"role", actors_.at(account).second},
                         {"second_factor_setup", std::uint64_t{0}},
                         {"wraps", *made.find("wraps")}});
  }

  // ---- the log
  void append(const Json& statement) {
    audit::Leaf leaf;
    leaf.kind = audit::LeafKind::membership;
    leaf.body = decode_base64url(text_of(statement, "body")).value();
    REQUIRE(copy_exact(decode_base64url(text_of(statement, "sig")).value(), leaf.signature.emplace()));
    if (const auto outline = audit::parse_statement_outline(leaf.body); outline && (outline->act.starts_with("record.") || outline->act == audit::kAssistSend)) {
      leaf.kind = audit::LeafKind::client_statement;
    }
    append_leaf(std::move(leaf));
  }
  void append_leaf(audit::Leaf leaf) {
    leaf.index = nodes.size();
    leaf.time_ms = kPaperNow + leaf.index;
    leaves.push_back(audit::encode_leaf(leaf).value());
    kinds.push_back(leaf.kind);
    nodes.append(audit::hash_leaf(leaves.back()));
    if (leaf.kind == audit::LeafKind::membership) {
      const membership::Entry entry{leaf.index, leaf.time_ms, leaf.body, *leaf.signature};
      if (!directory) {
        auto founded = membership::Directory::from_genesis(entry);
        REQUIRE(founded.ok());
        directory = std::move(founded).value();
      } else {
        const auto applied = directory->apply(entry);
        INFO("apply: " << (applied ? "fine" : std::string(info_of(applied.error().code()).name)) << " " << as_text(entry.body));
        REQUIRE(applied.ok());
      }
    }
  }
  std::string note() { return note_of(nodes.size(), nodes.edge().root()); }
  std::string note_of(std::uint64_t size, const Hash32& root) {
    return audit::sign_checkpoint({signer().verifier().name(), size, root}, {&signer(), 1}).value();
  }
  Json proof_of(std::uint64_t index) {
    Json out = Json::array();
    for (const Hash32& hash : audit::build_inclusion(nodes, index, nodes.size()).value()) out.push(encode_base64url(hash));
    return out;
  }
  Json entry(std::uint64_t index) { return Json::object({{"leaf", encode_base64url(leaves.at(index))}, {"proof", proof_of(index)}}); }
  Json consistency(std::uint64_t from) {
    Json out = Json::array();
    if (from == 0 || from == nodes.size()) return out;
    for (const Hash32& hash : audit::build_consistency(nodes, from, nodes.size()).value()) out.push(encode_base64url(hash));
    return out;
  }
  // Everything a device that trusts `from` entries and has read membership up to `next` needs.
  Json sync_args(std::uint64_t from = 0, std::uint64_t next = 0) {
    Json entries = Json::array();
    for (std::uint64_t i = next; i < leaves.size(); ++i) {
      if (kinds[i] == audit::LeafKind::membership) entries.push(entry(i));
    }
    return Json::object({{"consistency", consistency(from)}, {"entries", std::move(entries)}, {"note", note()}, {"now", kPaperNow}});
  }

  TestRandom random;
  WorkspaceId workspace;
  audit::MemoryNodes nodes;
  std::vector<Bytes> leaves;
  std::vector<audit::LeafKind> kinds;
  std::optional<membership::Directory> directory;
  std::optional<crypto::SessionKey> session_key;
  Hash32 session_hash{};
  std::map<std::string, std::uint64_t> identity_numbers;
  std::map<std::string, Hash32> identity_hashes;

 private:
  const audit::NoteSigner& signer() {
    if (!signer_) {
      signer_ = audit::NoteSigner::create(audit::workspace_origin("careseal.test", workspace), audit::NoteKeyType::ed25519, log_key_).value();
    }
    return *signer_;
  }
  signin::OpaqueServerKeys opaque_;
  crypto::SigningKey log_key_;
  std::optional<audit::NoteSigner> signer_;
  std::map<std::string, Json> accounts_;
  std::map<std::string, std::pair<std::string, std::string>> actors_;
};

// A founded home on paper and its owner's device, signed in and synced.
struct PaperHome {
  explicit PaperHome(std::uint64_t seed = 1) : server(seed), owner(server.random) {
    const auto start = owner.home_start(as_bytes(kGoodPassword), Json::object({{"handle", "ruth@x.example"}, {"label", "sunrise"}}));
    REQUIRE(start.ok());
    account = text_of(*start, "account");
    const auto ws = WorkspaceId::parse(text_of(*start, "ws")).value();
    Json args = server.register_account(account, ws, text_of(*start, "request"));
    const auto finished = owner.home_finish(args.set("log", server.log_vkey(ws)).set("name", "Sunrise House").set("now", kPaperNow));
    REQUIRE(finished.ok());
    made = *finished;
    for (const Json& statement : made.find("statements")->items()) server.append(statement);
    server.store_account(made, text_of(made, "actor"), "owner");
    server.identity_numbers[account] = 2;
    server.identity_hashes[account] =
        audit::statement_hash(decode_base64url(text_of(made.find("statements")->items()[1], "body")).value());
  }
  Result<Json> open(client::ClientCore& core, bool same_device = true, std::string_view password = kGoodPassword) {
    const Json signed_in = server.sign_in(core, account, password);
    if (signed_in.members().empty()) return ErrorCode::signin_failed;
    Json args = Json::object({{"signed_in", signed_in}});
    if (same_device) args.set("device", text_of(made, "device")).set("device_state", text_of(made, "device_state"));
    return core.open_vault(args);
  }
  void open_and_sync() {
    REQUIRE(open(owner).ok());
    const auto synced = owner.sync_directory(server.sync_args());
    INFO((synced ? "synced" : std::string(info_of(synced.error().code()).name)));
    REQUIRE(synced.ok());
    trusted = server.nodes.size();
    Json subjects = list_of(Json::object({{"gate_share", text_of(made, "gate_share")},
                                          {"subj", server.directory->home_subject().text()},
                                          {"unit", server.directory->units().front().text()}}));
    REQUIRE(owner.set_gate_shares(Json::object({{"subjects", std::move(subjects)}})).ok());
  }

  // What others wrote since: an act is signed on top of what its author knows.
  void catch_up() {
    REQUIRE(owner.sync_directory(server.sync_args(trusted, trusted)).ok());
    trusted = server.nodes.size();
  }

  PaperServer server;
  client::ClientCore owner;
  std::uint64_t trusted = 0;  // the size of the log that the owner's device has proved
  std::string account;
  Json made = Json::object();
};

}  // namespace care::test
