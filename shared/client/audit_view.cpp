// The audit page's rows: each entry proved to lie in the log this device trusts, each signature checked.
#include "shared/audit/inclusion.h"
#include "shared/audit/leaf.h"
#include "shared/audit/statement_server_event.h"
#include "shared/base/encoding.h"
#include "shared/client/core.h"
#include "shared/client/proofs.h"
#include "shared/crypto/statement_signature.h"

namespace care::client {
namespace {

Result<void> check_signature(const membership::Directory& directory, const audit::Leaf& leaf,
                             const audit::StatementHead& head) {
  const membership::MemberKey* key = directory.find_key(head.key);
  if (key == nullptr || !(key->actor == head.author) || !leaf.signature) return ErrorCode::author_unknown;
  return crypto::verify_statement(key->public_key, leaf.body, *leaf.signature);
}

// The replay judged every membership statement it was given; one that it wasn't given, or that stands twice, is not one of them.
Result<void> check_replayed(const membership::Directory& directory, const audit::Leaf& leaf) {
  const auto known = directory.find_head(audit::statement_hash(leaf.body));
  if (known == leaf.index) return {};
  return leaf.index > directory.head_index() ? ErrorCode::directory_stale : ErrorCode::directory_broken;
}

void describe_head(Json& row, const audit::StatementHead& head) {
  row.set("author", head.author.text())
      .set("key", head.key.text())
      .set("n", head.number)
      .set("written", head.time_ms);
}

std::optional<std::string> target_of(const membership::Act& act) {
  if (const auto* invite = std::get_if<membership::Invite>(&act)) return invite->actor.text();
  if (const auto* confirm = std::get_if<membership::ConfirmUser>(&act)) return confirm->actor.text();
  if (const auto* grant = std::get_if<membership::GrantCommit>(&act)) return grant->recipient.text();
  if (const auto* revoke = std::get_if<membership::RevokeUser>(&act)) return revoke->actor.text();
  if (const auto* role = std::get_if<membership::SetRole>(&act)) return role->actor.text();
  return std::nullopt;
}

Result<void> describe_assist(const membership::Directory& directory, const audit::Leaf& leaf, Json& row) {
  const auto statement = CARE_TRY(audit::parse_assist_statement(leaf.body));
  row.set("counts", audit::to_json(statement.counts))
      .set("model", statement.model)
      .set("region", statement.region)
      .set("size", statement.text_bytes)
      .set("stmt", encode_base64url(audit::statement_hash(leaf.body)))
      .set("text_hash", encode_base64url(statement.text_hash))
      .set("use", statement.use)
      .set("use_v", statement.use_version);
  if (statement.subject) row.set("subject", statement.subject->text());
  describe_head(row, statement.head);
  CARE_TRY(directory.check_assist(statement, leaf.index));
  return check_signature(directory, leaf, statement.head);
}

Result<void> describe_statement(const membership::Directory& directory, const audit::Leaf& leaf, Json& row) {
  if (leaf.kind == audit::LeafKind::membership) {
    const auto statement = CARE_TRY(membership::parse_membership_statement(leaf.body));
    row.set("act", membership::name_of(statement.act));
    describe_head(row, statement.head);
    if (const auto target = target_of(statement.act)) row.set("target", *target);
    const auto* policy = std::get_if<membership::SetPolicy>(&statement.act);
    if (policy != nullptr && policy->policy.assist) row.set("assist", membership::to_json(*policy->policy.assist));
    CARE_TRY(check_replayed(directory, leaf));
    return check_signature(directory, leaf, statement.head);
  }
  const auto outline = CARE_TRY(audit::parse_statement_outline(leaf.body));
  row.set("act", outline.act);
  if (outline.act == audit::kAssistSend) return describe_assist(directory, leaf, row);
  const auto statement = CARE_TRY(audit::parse_record_statement(leaf.body));
  row.set("collection", std::uint64_t{statement.collection})
      .set("record", statement.record.text())
      .set("subject", statement.subject.text())
      .set("version", statement.version);
  describe_head(row, statement.head);
  CARE_TRY(directory.check_author(statement, leaf.index));
  return check_signature(directory, leaf, statement.head);
}

Result<void> describe_event(const audit::Leaf& leaf, Json& row) {
  const auto event = CARE_TRY(audit::parse_server_event(leaf.body));
  if (event.who) row.set("author", event.who->text());
  if (const auto* read = std::get_if<audit::SubjectRead>(&event.act)) {
    row.set("count", read->count).set("subject", read->subject.text());
  }
  if (const auto* refused = std::get_if<audit::StatementRefused>(&event.act)) {
    row.set("code", info_of(refused->code).name).set("key", refused->key.text()).set("n", refused->number);
  }
  if (const auto* deleted = std::get_if<audit::AccountDeleted>(&event.act)) row.set("target", deleted->actor.text());
  if (const auto* ended = std::get_if<audit::AssistEnded>(&event.act)) {
    row.set("result", ended->fault ? info_of(*ended->fault).name : audit::kAssistDone)
        .set("size", ended->answered_bytes)
        .set("stmt", encode_base64url(ended->statement));
  }
  const Json body = CARE_TRY(parse_canonical(leaf.body));
  row.set("act", *body.find("act"));
  return {};
}

// IP and browser stand outside the leaf; what is shown is what was committed to, or it is not shown.
Result<void> describe_details(const Json& details, const audit::Leaf& leaf, Json& row) {
  for (const Json& item : details.items()) {
    ObjectReader reader = CARE_TRY(ObjectReader::open(item));
    const auto field = CARE_TRY(read_small<std::uint8_t>(reader, "field"));
    const auto salt = CARE_TRY(reader.base64url_exact<32>("salt"));
    const std::string value = CARE_TRY(reader.text("value"));
    const Hash32 expected = audit::field_commitment(leaf.index, field, salt, as_bytes(value));
    bool committed = false;
    for (const auto& commitment : leaf.commitments) {
      committed = committed || (commitment.field == field && commitment.commitment == expected);
    }
    if (!committed) return ErrorCode::commitment_mismatch;
    if (field == audit::kFieldIp) row.set("ip", value);
    if (field == audit::kFieldUserAgent) row.set("agent", value);
  }
  return {};
}

using Place = std::optional<std::uint64_t>;
Place place_below(std::uint64_t index) { return index == 0 ? Place() : Place(index - 1); }

// Entries come newest first and without gaps; `expected` is the place of this one, where it is known, and then of the next.
Result<void> describe_entry(const Vault& vault, const Json& json, Place& expected, Json& row) {
  const Place place = expected;
  if (place) expected = place_below(*place);  // should this one not even be readable
  ObjectReader reader = CARE_TRY(ObjectReader::open(json));
  const Bytes bytes = CARE_TRY(reader.base64url("leaf"));
  const auto leaf = CARE_TRY(audit::decode_leaf(bytes));
  if (leaf.index > kJsonMaxInteger || leaf.time_ms > kJsonMaxInteger) return ErrorCode::leaf_malformed;
  row.set("index", leaf.index).set("kind", static_cast<std::uint64_t>(leaf.kind)).set("time", leaf.time_ms);
  expected = place_below(leaf.index);
  const auto proof = CARE_TRY(read_proof(*CARE_TRY(reader.array("proof"))));
  CARE_TRY(audit::verify_inclusion(leaf.index, vault.device.head->size, audit::hash_leaf(bytes), proof,
                                   vault.device.head->root));
  if (const Json* details = reader.find("details"); details != nullptr && details->is_array()) {
    CARE_TRY(describe_details(*details, leaf, row));
  }
  if (leaf.kind == audit::LeafKind::server_event) {
    CARE_TRY(describe_event(leaf, row));
    row.set("proof", "unsigned");
  } else {
    CARE_TRY(describe_statement(*vault.directory, leaf, row));
    row.set("proof", "proved");
  }
  return !place || *place == leaf.index ? Result<void>() : Result<void>(ErrorCode::log_inconsistent);
}

}  // namespace

Result<Json> ClientCore::verify_audit(const Json& args) const {
  if (!vault_ || !vault_->directory || !vault_->device.head) return ErrorCode::vault_locked;
  ObjectReader reader = CARE_TRY(ObjectReader::open(args));
  const Json* entries = CARE_TRY(reader.array("entries"));
  const std::uint64_t size = CARE_TRY(reader.integer("size"));
  Place expected;
  if (reader.find("before") != nullptr) expected = place_below(CARE_TRY(reader.integer("before")));
  CARE_TRY(reader.finish());
  // Against the head this device trusts, not one that came along with the entries.
  if (size != vault_->device.head->size) return ErrorCode::log_inconsistent;
  Json rows = Json::array();
  for (const Json& item : entries->items()) {
    Json row = Json::object({{"proof", "broken"}});
    const auto described = describe_entry(*vault_, item, expected, row);
    if (!described) row.set("problem", info_of(described.error().code()).name).set("proof", "broken");
    rows.push(std::move(row));
  }
  return Json::object({{"rows", std::move(rows)}, {"size", size}});
}

}  // namespace care::client
