// Help with wording: the statement that a text leaves for an AI. Signed before anything leaves; the text itself is not kept.
#include "shared/base/encoding.h"
#include "shared/client/author.h"
#include "shared/client/core.h"
#include "shared/crypto/hazmat/sha2.h"
#include "shared/schema/assist_uses.gen.h"

namespace care::client {

Result<Json> ClientCore::assist_statement(const Json& args) {
  if (!vault_ || !vault_->directory || !vault_->device.head) return ErrorCode::vault_locked;
  ObjectReader reader = CARE_TRY(ObjectReader::open(args));
  audit::AssistStatement statement;
  statement.use = CARE_TRY(reader.text("use"));
  statement.region = CARE_TRY(reader.text("region"));
  statement.model = CARE_TRY(reader.text("model"));
  if (reader.find("subject") != nullptr) statement.subject = CARE_TRY(reader.id<SubjectId>("subject"));
  const std::string text = CARE_TRY(reader.text("text"));
  statement.counts = CARE_TRY(audit::read_assist_counts(*CARE_TRY(reader.object("counts"))));
  const std::uint64_t now = CARE_TRY(reader.integer("now"));
  CARE_TRY(reader.finish());

  const AssistUseInfo* use = find_assist_use(statement.use);
  if (use == nullptr) return ErrorCode::assist_use_unknown;
  statement.use_version = use->version;
  statement.text_hash = crypto::sha256(as_bytes(text));
  statement.text_bytes = text.size();
  statement.head = next_head(vault_->workspace, vault_->actor, vault_->device_key, vault_->device.chain, vault_->device.head, now);
  statement.directory = vault_->directory->head_hash();
  // What the home allows is read from its log, and so is the place this entry would have at the earliest.
  CARE_TRY(vault_->directory->check_assist(statement, vault_->device.head->size));
  const auto signed_body = sign_next(vault_->device_key, vault_->device.chain, CARE_TRY(audit::encode_assist_statement(statement)));
  return Json::object({{"device_state", encode_base64url(CARE_TRY(vault_->wrap_device_state(random_)))},
                       {"hash", encode_base64url(signed_body.hash)},
                       {"n", statement.head.number},
                       {"statement", to_json(signed_body)}});
}

}  // namespace care::client
