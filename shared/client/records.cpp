// A record on its way out: validate → split → seal → sign. The way back is in records_open.cpp.
#include "shared/base/encoding.h"
#include "shared/client/author.h"
#include "shared/client/core.h"
#include "shared/client/record_keys.h"
#include "shared/crypto/facet_plaintext.h"
#include "shared/crypto/gate_share.h"
#include "shared/crypto/seal.h"
#include "shared/validate/validate.h"

namespace care::client {
namespace {

struct Draft {
  const RecordInfo* info = nullptr;
  RecordAct act = RecordAct::create;
  Record record;
  std::optional<SubjectId> subject;
  std::optional<RecordId> id;
  std::uint64_t version = 1;
  std::vector<audit::FacetBefore> before;
};

Result<std::vector<audit::FacetBefore>> read_before(const Json& list) {
  std::vector<audit::FacetBefore> out;
  for (const Json& item : list.items()) {
    ObjectReader reader = CARE_TRY(ObjectReader::open(item));
    audit::FacetBefore facet;
    facet.ciphertext_hash = CARE_TRY(reader.base64url_exact<32>("ct"));
    facet.facet = static_cast<std::uint16_t>(CARE_TRY(reader.integer("f")));
    CARE_TRY(reader.finish());
    out.push_back(facet);
  }
  return out;
}

Result<Draft> read_draft(const Json& json) {
  ObjectReader reader = CARE_TRY(ObjectReader::open(json));
  Draft draft;
  const auto type = find_record_type(CARE_TRY(reader.text("type")));
  if (!type) return ErrorCode::record_type_unknown;
  draft.info = &info_of(*type);
  const std::string act = CARE_TRY(reader.text("act"));
  const auto found = find_record_act("record." + act);
  if (!found) return ErrorCode::act_unknown;
  draft.act = *found;
  if (reader.find("subject") != nullptr) draft.subject = CARE_TRY(reader.id<SubjectId>("subject"));
  if (draft.act != RecordAct::create) {
    draft.id = CARE_TRY(reader.id<RecordId>("record"));
    draft.version = CARE_TRY(reader.integer("version")) + 1;
    draft.before = CARE_TRY(read_before(*CARE_TRY(reader.array("before"))));
  }
  draft.record = normalise_record({*type, *CARE_TRY(reader.object("fields"))});
  CARE_TRY(reader.finish());
  return draft;
}

// Seals the facets of one draft into `statement.after` and returns the envelopes.
Result<std::vector<Bytes>> seal_facets(const Vault& vault, const Draft& draft, audit::RecordStatement& statement,
                                       RecordKeys& keys, crypto::NonceSource& nonces, Random& random) {
  std::vector<Bytes> envelopes;
  for (const PlainFacet& facet : CARE_TRY(split_facets(draft.record))) {
    const auto data_class = static_cast<std::uint16_t>(facet.data_class);
    // The generation that the log calls the newest, not the newest one held: whoever was removed may hold that one too.
    const auto* generation = vault.directory->find_generation(facet.data_class, statement.unit);
    if (generation == nullptr) return ErrorCode::key_unknown;
    const crypto::FacetPlace place = place_of(vault.workspace, statement, {facet.number, data_class, generation->number});
    const auto key = CARE_TRY(keys.facet_key(place));
    const auto salt = crypto::make_facet_salt(random);
    envelopes.push_back(CARE_TRY(crypto::seal_facet(key, place, salt, facet.json, nonces)));
    statement.after.push_back({facet.number, data_class, generation->number, crypto::derive_ciphertext_hash(envelopes.back()),
                               crypto::derive_plaintext_commitment(salt, facet.json)});
  }
  return envelopes;
}

// What the log, or a record that was opened, says of a subject; null where nothing did yet.
const ProvedSubject* find_proved(Vault& vault, const SubjectId& subject) {
  if (vault.directory && subject == vault.directory->home_subject()) {
    vault.proved_subjects.try_emplace(
        subject, ProvedSubject{vault.directory->units().front(), vault.directory->home_share_hash()});
  }
  const auto at = vault.proved_subjects.find(subject);
  return at == vault.proved_subjects.end() ? nullptr : &at->second;
}

Json name_problems(const std::vector<FieldFault>& faults, SealProblems& problems) {
  for (const FieldFault& fault : faults) {
    problems.fields.push_back({std::string(fault.facet.text()), std::string(fault.field.text()), fault.code});
  }
  return {};
}

}  // namespace

Result<Json> ClientCore::validate_record(const Json& args) const {
  ObjectReader reader = CARE_TRY(ObjectReader::open(args));
  const auto type = find_record_type(CARE_TRY(reader.text("type")));
  if (!type) return ErrorCode::record_type_unknown;
  const auto act = find_record_act("record." + CARE_TRY(reader.text("act")));
  if (!act) return ErrorCode::act_unknown;
  const Record record = normalise_record({*type, *CARE_TRY(reader.object("fields"))});
  const auto now = instant_from_ms(CARE_TRY(reader.integer("now")));
  CARE_TRY(reader.finish());
  Json errors = Json::array();
  for (const FieldFault& fault : care::validate_record(record, {.now = now, .act = *act})) {
    errors.push(Json::object(
        {{"code", info_of(fault.code).name}, {"facet", fault.facet.text()}, {"field", fault.field.text()}}));
  }
  return Json::object({{"errors", std::move(errors)}, {"fields", record.facets}});
}

Result<Json> ClientCore::set_gate_shares(const Json& args) {
  if (!vault_) return ErrorCode::vault_locked;
  ObjectReader reader = CARE_TRY(ObjectReader::open(args));
  const Json* subjects = CARE_TRY(reader.array("subjects"));
  CARE_TRY(reader.finish());
  std::map<SubjectId, HeldSubject> held;
  for (const Json& item : subjects->items()) {
    ObjectReader each = CARE_TRY(ObjectReader::open(item));
    const auto subject = CARE_TRY(each.id<SubjectId>("subj"));
    const auto unit = CARE_TRY(each.id<UnitId>("unit"));
    Bytes share = CARE_TRY(each.base64url("gate_share"));
    auto parsed = crypto::parse_gate_share(share);
    care::wipe(share);
    if (!parsed) return parsed.error();
    HeldSubject offered(unit, std::move(parsed).value());
    const auto* proved = find_proved(*vault_, subject);
    if (proved != nullptr && (proved->unit != unit || proved->share_hash != offered.share_hash)) {
      return Error(ErrorCode::grant_invalid, "gate_share");
    }
    held.emplace(subject, std::move(offered));
  }
  vault_->subjects = std::move(held);
  return Json::object({{"count", std::uint64_t{vault_->subjects.size()}}});
}

Result<Json> ClientCore::seal_records(const Json& args, SealProblems& problems) {
  if (!vault_ || !vault_->directory) return ErrorCode::vault_locked;
  ObjectReader reader = CARE_TRY(ObjectReader::open(args));
  const Json* list = CARE_TRY(reader.array("records"));
  const std::uint64_t now = CARE_TRY(reader.integer("now"));
  CARE_TRY(reader.finish());

  std::vector<Draft> drafts;
  for (const Json& item : list->items()) {
    drafts.push_back(CARE_TRY(read_draft(item)));
    const auto faults = care::validate_record(drafts.back().record, {.now = instant_from_ms(now), .act = drafts.back().act});
    name_problems(faults, problems);
  }
  if (!problems.fields.empty()) return problems.fields.front().code;

  // Nothing of the vault changes until the whole batch is sealed and signed.
  ChainState chain = vault_->device.chain;
  std::map<SubjectId, HeldSubject> introduced;
  crypto::NonceSource nonces(random_, drafts.size() * 2 + 1);
  Json sealed = Json::array();
  for (const Draft& draft : drafts) {
    audit::RecordStatement statement;
    statement.head = next_head(vault_->workspace, vault_->actor, vault_->device_key, chain, vault_->device.head, now);
    statement.act = draft.act;
    statement.directory = vault_->directory->head_hash();
    statement.collection = draft.info->collection;
    statement.schema = draft.info->schema;
    statement.version = draft.version;
    statement.before = draft.before;
    statement.record = draft.id ? *draft.id : make_id<RecordId>(random_);

    Json item = Json::object();
    const HeldSubject* subject = nullptr;
    if (draft.subject) {
      const auto at = vault_->subjects.find(*draft.subject);
      if (at == vault_->subjects.end()) return ErrorCode::key_unknown;
      statement.subject = *draft.subject;
      subject = &at->second;
    } else {
      if (!draft.info->introduces_subject || draft.act != RecordAct::create) return Error(ErrorCode::json_missing_field, "subject");
      statement.subject = make_id<SubjectId>(random_);
      auto share = crypto::GateShare::make(random_);
      statement.gate_share_hash = crypto::derive_gate_share_hash(share);
      item.set("gate_share", encode_base64url(crypto::reveal_gate_share(share)));
      subject = &introduced.emplace(statement.subject, HeldSubject(vault_->directory->units().front(), std::move(share))).first->second;
    }
    statement.unit = subject->unit;
    RecordKeys keys(vault_->keyring, subject->share);
    const auto envelopes = CARE_TRY(seal_facets(*vault_, draft, statement, keys, nonces, random_));
    const auto signed_body =
        sign_next(vault_->device_key, chain, CARE_TRY(audit::encode_record_statement(statement)));
    item.set("body", encode_base64url(signed_body.body)).set("sig", encode_base64url(signed_body.signature));
    Json facets = Json::array();
    for (const Bytes& envelope : envelopes) facets.push(encode_base64url(envelope));
    item.set("facets", std::move(facets));
    sealed.push(Json::object({{"hash", encode_base64url(signed_body.hash)},
                              {"item", std::move(item)},
                              {"n", statement.head.number},
                              {"record", statement.record.text()},
                              {"subject", statement.subject.text()},
                              {"version", statement.version}}));
  }
  vault_->device.chain = chain;
  for (auto& [id, held] : introduced) vault_->subjects.emplace(id, std::move(held));
  return Json::object({{"device_state", encode_base64url(CARE_TRY(vault_->wrap_device_state(random_)))},
                       {"sealed", std::move(sealed)}});
}

}  // namespace care::client
