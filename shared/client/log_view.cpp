// What a device believes of the log: one checkpoint that only grows, and the members replayed below it.
#include "shared/audit/checkpoint.h"
#include "shared/audit/inclusion.h"
#include "shared/audit/leaf.h"
#include "shared/audit/statement_assist.h"
#include "shared/audit/statement_server_event.h"
#include "shared/audit/trusted_head.h"
#include "shared/base/encoding.h"
#include "shared/client/core.h"
#include "shared/client/describe.h"
#include "shared/client/proofs.h"
#include "shared/crypto/key_id.h"

namespace care::client {
namespace {

constexpr std::size_t kMaxMembershipEntries = 5000;

// The leaf is in the tree under this checkpoint, and says so itself.
Result<audit::Leaf> prove_entry(const Json& json, const audit::Checkpoint& head) {
  ObjectReader reader = CARE_TRY(ObjectReader::open(json));
  const Bytes bytes = CARE_TRY(reader.base64url("leaf"));
  const auto proof = CARE_TRY(read_proof(*CARE_TRY(reader.array("proof"))));
  auto leaf = CARE_TRY(audit::decode_leaf(bytes));
  CARE_TRY(audit::verify_inclusion(leaf.index, head.size, audit::hash_leaf(bytes), proof, head.root));
  return leaf;
}

Result<membership::Entry> to_entry(const audit::Leaf& leaf) {
  if (leaf.kind != audit::LeafKind::membership || !leaf.signature) return ErrorCode::directory_broken;
  return membership::Entry{leaf.index, leaf.time_ms, leaf.body, *leaf.signature};
}

Result<membership::Directory> found_directory(const Vault& vault, const membership::Entry& entry) {
  auto directory = CARE_TRY(membership::Directory::from_genesis(entry));
  // The one thing a newcomer was told in person: which home this is.
  if (directory.genesis_hash() != vault.keyring.genesis()) return ErrorCode::genesis_mismatch;
  if (!(directory.workspace() == vault.workspace)) return ErrorCode::genesis_mismatch;
  return directory;
}

// The directory after these entries; the vault's own is untouched until everything held.
Result<membership::Directory> replay(const Vault& vault, std::span<const audit::Leaf> leaves) {
  std::optional<membership::Directory> directory = vault.directory;
  for (const audit::Leaf& leaf : leaves) {
    const auto entry = CARE_TRY(to_entry(leaf));
    if (!directory) {
      directory = CARE_TRY(found_directory(vault, entry));
    } else {
      CARE_TRY(directory->apply(entry));
    }
  }
  if (!directory) return ErrorCode::directory_broken;
  // Who this person is comes from an answer too: it counts only where the log gives that member this person's own key.
  const membership::Member* me = directory->find_member(vault.actor);
  if (me == nullptr || me->identity != crypto::derive_key_id(vault.identity.public_key())) return ErrorCode::author_unknown;
  return std::move(*directory);
}

Result<audit::LogIdentity> log_of(const membership::Directory& directory) {
  auto key = CARE_TRY(audit::VerifierKey::parse(directory.log_key()));
  std::string origin = key.name();
  return audit::LogIdentity{std::move(origin), {std::move(key)}};
}

// Which key may sign checkpoints stands in genesis, so the first of the entries is read before anything is judged.
Result<audit::LogIdentity> log_to_trust(const Vault& vault, const Json& entries) {
  if (vault.directory) return log_of(*vault.directory);
  if (entries.items().empty()) return ErrorCode::directory_broken;
  ObjectReader first = CARE_TRY(ObjectReader::open(entries.items().front()));
  const auto leaf = CARE_TRY(audit::decode_leaf(CARE_TRY(first.base64url("leaf"))));
  return log_of(CARE_TRY(found_directory(vault, CARE_TRY(to_entry(leaf)))));
}

Result<audit::Checkpoint> open_head(std::string_view note, const audit::LogIdentity& log) {
  auto opened = CARE_TRY(audit::open_checkpoint(note, log));
  // Heads are remembered and named in statements as canonical JSON: one that it can't hold would make a device forget.
  if (opened.checkpoint.size > kJsonMaxInteger) return ErrorCode::note_malformed;
  return std::move(opened.checkpoint);
}

Result<std::vector<HeadLink>> read_links(ObjectReader& reader) {
  std::vector<HeadLink> links;
  if (reader.find("links") == nullptr) return links;
  for (const Json& item : CARE_TRY(reader.array("links"))->items()) {
    ObjectReader each = CARE_TRY(ObjectReader::open(item));
    const std::uint64_t size = CARE_TRY(each.integer("size"));
    links.push_back({size, CARE_TRY(read_proof(*CARE_TRY(each.array("proof"))))});
    CARE_TRY(each.finish());
  }
  return links;
}

// The identity key signs nothing but membership statements, so the log tells how far its numbers are; the server's word may only
// add what the log doesn't show (refused ones), never take back what was signed.
void raise_identity_chain(Vault& vault) {
  const membership::MemberKey* key = vault.directory->find_key(crypto::derive_key_id(vault.identity.public_key()));
  if (key != nullptr && key->last_number > vault.identity_chain.n) vault.identity_chain = {key->last_number, key->last_hash};
}

}  // namespace

Result<Json> ClientCore::sync_directory(const Json& args) {
  if (!vault_) return ErrorCode::vault_locked;
  ObjectReader reader = CARE_TRY(ObjectReader::open(args));
  const std::string note = CARE_TRY(reader.text("note"));
  const auto consistency = CARE_TRY(read_proof(*CARE_TRY(reader.array("consistency"))));
  const Json* entries = CARE_TRY(reader.array("entries"));
  const std::uint64_t now = CARE_TRY(reader.integer("now"));
  const auto links = CARE_TRY(read_links(reader));
  CARE_TRY(reader.finish());
  if (entries->items().size() > kMaxMembershipEntries) return ErrorCode::list_too_long;

  const auto log = CARE_TRY(log_to_trust(*vault_, *entries));
  const auto head = CARE_TRY(open_head(note, log));
  const auto step = CARE_TRY(audit::decide_head(vault_->device.head, head, consistency));
  CARE_TRY(vault_->heads.check(head, links));

  std::vector<audit::Leaf> leaves;
  leaves.reserve(entries->items().size());
  for (const Json& item : entries->items()) leaves.push_back(CARE_TRY(prove_entry(item, head)));
  vault_->directory = CARE_TRY(replay(*vault_, leaves));
  if (step == audit::HeadStep::advance) vault_->device.head = head;
  vault_->heads.settle(head, links);
  vault_->membership_next = vault_->directory->head_index() + 1;
  vault_->role = vault_->directory->find_member(vault_->actor)->now().role;
  raise_identity_chain(*vault_);

  Json owed = Json::array();
  for (const std::uint64_t size : vault_->heads.owed(head)) owed.push(size);
  const KeyId device_key = crypto::derive_key_id(vault_->device_key.public_key());
  const bool device_known = vault_->directory->key_valid_at(device_key, head.size);
  return Json::object({{"device_known", std::uint64_t{device_known}},
                       {"device_state", encode_base64url(CARE_TRY(vault_->wrap_device_state(random_)))},
                       {"directory", describe_directory(*vault_, now)},
                       {"next", vault_->membership_next},
                       {"owed", std::move(owed)},
                       {"role", name_of(vault_->role)},
                       {"size", head.size}});
}

Result<Json> ClientCore::describe_self() const {
  if (!vault_ || !vault_->directory) return ErrorCode::vault_locked;
  return Json::object({{"actor", vault_->actor.text()},
                       {"home_subject", vault_->directory->home_subject().text()},
                       {"role", name_of(vault_->role)},
                       {"unit", vault_->directory->units().front().text()}});
}

namespace {

// What was sent, as the leaf it must have become.
Result<audit::Leaf> rebuild_leaf(const Json& item, const Json& receipt, bool refused) {
  ObjectReader statement = CARE_TRY(ObjectReader::open(item));
  const Bytes body = CARE_TRY(statement.base64url("body"));
  const auto signature = CARE_TRY(statement.base64url_exact<64>("sig"));
  ObjectReader reader = CARE_TRY(ObjectReader::open(receipt));
  audit::Leaf leaf;
  leaf.index = CARE_TRY(reader.integer("index"));
  leaf.time_ms = CARE_TRY(reader.integer("time"));
  for (const Json& each : CARE_TRY(reader.array("commitments"))->items()) {
    ObjectReader commitment = CARE_TRY(ObjectReader::open(each));
    audit::FieldCommitment field;
    field.field = CARE_TRY(read_small<std::uint8_t>(commitment, "field"));
    field.commitment = CARE_TRY(commitment.base64url_exact<32>("hash"));
    leaf.commitments.push_back(field);
  }
  if (refused) {
    leaf.kind = audit::LeafKind::server_event;
    leaf.body = CARE_TRY(reader.base64url("refused_body"));
    return leaf;
  }
  const auto outline = CARE_TRY(audit::parse_statement_outline(body));
  const bool of_kind_1 = outline.act.starts_with("record.") || outline.act == audit::kAssistSend;
  leaf.kind = of_kind_1 ? audit::LeafKind::client_statement : audit::LeafKind::membership;
  leaf.body = body;
  leaf.signature = signature;
  return leaf;
}

struct Checked {
  bool refused = false;
  ErrorCode code = ErrorCode::receipt_invalid;
  std::uint64_t index = 0;
  std::optional<std::uint64_t> version;
};

Result<Checked> check_receipt(Vault& vault, const audit::LogIdentity& log, const Json& item, const Json& receipt) {
  ObjectReader reader = CARE_TRY(ObjectReader::open(receipt));
  Checked out;
  out.refused = CARE_TRY(reader.text("result")) == "refused";
  const auto leaf = CARE_TRY(rebuild_leaf(item, receipt, out.refused));
  out.index = leaf.index;
  const auto head = CARE_TRY(open_head(CARE_TRY(reader.text("note")), log));
  const auto proof = CARE_TRY(read_proof(*CARE_TRY(reader.array("proof"))));
  const Bytes bytes = CARE_TRY(audit::encode_leaf(leaf));
  CARE_TRY(audit::verify_inclusion(leaf.index, head.size, audit::hash_leaf(bytes), proof, head.root));
  if (out.refused) {
    const auto event = CARE_TRY(audit::parse_server_event(leaf.body));
    const auto* refusal = std::get_if<audit::StatementRefused>(&event.act);
    ObjectReader statement = CARE_TRY(ObjectReader::open(item));
    const Bytes body = CARE_TRY(statement.base64url("body"));
    if (refusal == nullptr || refusal->statement != audit::statement_hash(body)) return ErrorCode::receipt_invalid;
    out.code = refusal->code;
    if (const Json* version = reader.find("version"); version != nullptr && version->is_integer()) {
      out.version = version->integer();
    }
  }
  // A receipt for a tree that is shown to nobody else is worth nothing: its head has to be proved too, at the next sync.
  CARE_TRY(vault.heads.meet_in_receipt(head));
  return out;
}

}  // namespace

Result<Json> ClientCore::verify_receipts(const Json& args) {
  if (!vault_ || !vault_->directory) return ErrorCode::vault_locked;
  ObjectReader reader = CARE_TRY(ObjectReader::open(args));
  const Json* list = CARE_TRY(reader.array("receipts"));
  CARE_TRY(reader.finish());
  const auto log = CARE_TRY(log_of(*vault_->directory));
  Json checks = Json::array();
  for (const Json& pair : list->items()) {
    ObjectReader each = CARE_TRY(ObjectReader::open(pair));
    const auto checked =
        check_receipt(*vault_, log, *CARE_TRY(each.object("item")), *CARE_TRY(each.object("receipt")));
    Json out = Json::object();
    if (!checked) {
      out.set("state", "invalid").set("code", info_of(ErrorCode::receipt_invalid).name);
    } else {
      out.set("index", checked->index).set("state", checked->refused ? "refused" : "sent");
      if (checked->refused) out.set("code", info_of(checked->code).name);
      if (checked->version) out.set("version", *checked->version);
    }
    checks.push(std::move(out));
  }
  return Json::object({{"checks", std::move(checks)}});
}

}  // namespace care::client
