// A record on its way back: signature → right of the author → hashes → open → commitment → join.
#include "shared/access/decide.h"
#include "shared/base/encoding.h"
#include "shared/client/core.h"
#include "shared/client/proofs.h"
#include "shared/client/record_keys.h"
#include "shared/crypto/facet_plaintext.h"
#include "shared/crypto/open.h"
#include "shared/crypto/statement_signature.h"
#include "shared/record/record.h"

namespace care::client {
namespace {

struct Delivered {
  std::uint64_t seq = 0;
  std::uint64_t index = 0;
  std::uint64_t time = 0;
  Bytes body;
  crypto::Signature signature{};
  std::map<std::uint16_t, Bytes> facets;
};

Result<Delivered> read_delivered(const Json& json) {
  ObjectReader reader = CARE_TRY(ObjectReader::open(json));
  Delivered out;
  out.seq = CARE_TRY(reader.integer("seq"));
  out.index = CARE_TRY(reader.integer("index"));
  out.time = CARE_TRY(reader.integer("time"));
  out.body = CARE_TRY(reader.base64url("body"));
  out.signature = CARE_TRY(reader.base64url_exact<64>("sig"));
  for (const Json& item : CARE_TRY(reader.array("facets"))->items()) {
    ObjectReader facet = CARE_TRY(ObjectReader::open(item));
    const auto number = CARE_TRY(read_small<std::uint16_t>(facet, "f"));
    out.facets.emplace(number, CARE_TRY(facet.base64url("bytes")));
  }
  return out;
}

// What the server had to ask before it stored this: it may not have. `first_author` is known only with the whole history of a record.
Result<void> check_right(const audit::RecordStatement& statement, Role role, const std::optional<ActorId>& first_author) {
  const RecordInfo* record = find_collection(statement.collection);
  if (record == nullptr) return ErrorCode::record_type_unknown;
  access::RecordWrite write;
  write.act = statement.act;
  write.permission = record->write;
  write.own_entry = !first_author || *first_author == statement.head.author;
  for (const audit::FacetAfter& facet : statement.after) {
    const FacetInfo* info = find_facet(*record, facet.facet);
    if (info == nullptr || static_cast<std::uint16_t>(info->data_class) != facet.data_class) {
      return ErrorCode::facets_mismatch;
    }
    write.classes = static_cast<access::ClassMask>(write.classes | mask_of(info->data_class));
  }
  return access::decide_record_write(role, write);
}

Result<audit::RecordStatement> verify_delivered(const membership::Directory& directory, const Delivered& delivered,
                                                const std::optional<ActorId>& first_author) {
  auto statement = CARE_TRY(audit::parse_record_statement(delivered.body));
  const membership::MemberKey* key = directory.find_key(statement.head.key);
  if (key == nullptr || !(key->actor == statement.head.author)) return ErrorCode::author_unknown;
  const Role role = CARE_TRY(directory.check_author(statement, delivered.index));
  CARE_TRY(crypto::verify_statement(key->public_key, delivered.body, delivered.signature));
  CARE_TRY(check_right(statement, role, first_author));
  return statement;
}

// The facets of the classes that this person's role reads, all of them: a safety card that was left out on the way must not look
// like a resident without one.
Result<Json> open_facets(const Vault& vault, const Delivered& delivered, const audit::RecordStatement& statement) {
  const auto subject = vault.subjects.find(statement.subject);
  if (subject == vault.subjects.end()) return ErrorCode::key_unknown;
  RecordKeys keys(vault.keyring, subject->second.share);
  std::vector<Bytes> plaintexts;
  std::vector<OpenedFacet> opened;
  plaintexts.reserve(statement.after.size());
  for (const audit::FacetAfter& facet : statement.after) {
    const auto data_class = data_class_from_number(facet.data_class);
    if (!data_class || !access::may_read(vault.role, *data_class)) continue;
    const auto at = delivered.facets.find(facet.facet);
    if (at == delivered.facets.end()) return ErrorCode::facets_mismatch;
    if (crypto::derive_ciphertext_hash(at->second) != facet.ciphertext_hash) return ErrorCode::ciphertext_mismatch;
    const crypto::FacetPlace place = place_of(vault.workspace, statement, {facet.facet, facet.data_class, facet.generation});
    const auto key = CARE_TRY(keys.facet_key(place));
    plaintexts.push_back(CARE_TRY(crypto::open_facet(key, place, at->second)));
    const auto plaintext = CARE_TRY(crypto::decode_facet_plaintext(plaintexts.back()));
    CARE_TRY(crypto::check_plaintext_commitment(plaintext, facet.plaintext_commitment));
    opened.push_back({facet.facet, plaintext.json});
  }
  if (opened.empty()) return ErrorCode::key_unknown;
  Record record = CARE_TRY(join_facets(opened));
  return Json::object({{"fields", std::move(record.facets)}, {"type", info_of(record.type).name}});
}

// A statement that introduces its subject says which share the server was given; one that opened was sealed with the share held.
Result<void> prove_subject(Vault& vault, const audit::RecordStatement& statement, bool opened) {
  const auto held = vault.subjects.find(statement.subject);
  std::optional<Hash32> hash = statement.gate_share_hash;
  if (!hash && opened) hash = held->second.share_hash;
  if (!hash) return {};
  const auto [at, added] = vault.proved_subjects.try_emplace(statement.subject, ProvedSubject{statement.unit, *hash});
  if (at->second.share_hash != *hash || at->second.unit != statement.unit) return ErrorCode::grant_invalid;
  if (held != vault.subjects.end() && held->second.share_hash != *hash) return ErrorCode::grant_invalid;
  return {};
}

void describe_statement(const Delivered& delivered, const audit::RecordStatement& statement, Json& out) {
  Json facets = Json::array();
  for (const auto& facet : statement.after) {
    facets.push(Json::object({{"ct", encode_base64url(facet.ciphertext_hash)}, {"f", std::uint64_t{facet.facet}}}));
  }
  out.set("act", name_of(statement.act))
      .set("after", std::move(facets))
      .set("author", statement.head.author.text())
      .set("collection", std::uint64_t{statement.collection})
      .set("hash", encode_base64url(audit::statement_hash(delivered.body)))
      .set("record", statement.record.text())
      .set("subject", statement.subject.text())
      .set("unit", statement.unit.text())
      .set("version", statement.version)
      .set("written", statement.head.time_ms);
}

Result<Json> open_one(Vault& vault, const Delivered& delivered, const std::optional<ActorId>& first_author, Json& out) {
  const auto statement = CARE_TRY(verify_delivered(*vault.directory, delivered, first_author));
  describe_statement(delivered, statement, out);
  CARE_TRY(vault.heads.meet_in_statement(statement.head.key, statement.head.tree));
  auto opened = open_facets(vault, delivered, statement);
  CARE_TRY(prove_subject(vault, statement, opened.ok()));
  return opened;
}

Json describe(Vault& vault, const Delivered& delivered, const std::optional<ActorId>& first_author) {
  Json out = Json::object({{"fields", Json::object()},
                           {"index", delivered.index},
                           {"seq", delivered.seq},
                           {"time", delivered.time}});
  const auto opened = open_one(vault, delivered, first_author, out);
  if (opened) {
    out.set("fields", *opened->find("fields")).set("type", *opened->find("type"));
  } else {
    out.set("problem", info_of(opened.error().code()).name);
  }
  return out;
}

bool follows(const audit::RecordStatement& next, const audit::RecordStatement& last) {
  if (next.version != last.version + 1 || next.subject != last.subject || next.unit != last.unit) return false;
  if (next.collection != last.collection || next.before.size() != last.after.size()) return false;
  for (std::size_t i = 0; i < last.after.size(); ++i) {
    if (next.before[i].facet != last.after[i].facet) return false;
    if (next.before[i].ciphertext_hash != last.after[i].ciphertext_hash) return false;
  }
  return true;
}

// All versions of one record, each naming what it follows: none is missing, none stands twice, none belongs elsewhere. That a newer
// one was kept back shows only when somebody names it. Answers who wrote the first; absent where there are none.
Result<std::optional<ActorId>> check_history(const RecordId& record, const std::vector<Delivered>& delivered) {
  std::map<std::uint64_t, std::pair<std::uint64_t, audit::RecordStatement>> versions;
  for (const Delivered& each : delivered) {
    const auto statement = CARE_TRY(audit::parse_record_statement(each.body));
    if (statement.record != record) return ErrorCode::log_inconsistent;
    if (!versions.try_emplace(statement.version, each.index, statement).second) return ErrorCode::log_inconsistent;
  }
  if (versions.empty()) return std::optional<ActorId>();
  if (versions.begin()->first != 1) return ErrorCode::log_inconsistent;
  for (auto last = versions.begin(), next = std::next(last); next != versions.end(); ++last, ++next) {
    const auto& [index, statement] = next->second;
    if (index <= last->second.first || !follows(statement, last->second.second)) return ErrorCode::log_inconsistent;
  }
  return std::optional(versions.begin()->second.second.head.author);
}

}  // namespace

Result<Json> ClientCore::open_records(const Json& args) {
  if (!vault_ || !vault_->directory) return ErrorCode::vault_locked;
  ObjectReader reader = CARE_TRY(ObjectReader::open(args));
  const Json* list = CARE_TRY(reader.array("records"));
  std::optional<RecordId> whole;
  if (reader.find("whole") != nullptr) whole = CARE_TRY(reader.id<RecordId>("whole"));
  CARE_TRY(reader.finish());
  std::vector<Delivered> delivered;
  delivered.reserve(list->items().size());
  for (const Json& item : list->items()) delivered.push_back(CARE_TRY(read_delivered(item)));
  std::optional<ActorId> first_author;
  if (whole) first_author = CARE_TRY(check_history(*whole, delivered));
  Json records = Json::array();
  for (const Delivered& each : delivered) records.push(describe(*vault_, each, first_author));
  return Json::object({{"records", std::move(records)}});
}

}  // namespace care::client
