// What is typed but not yet numbered: sealed under the person's own key, bound to the resident it is about.
#include "shared/base/encoding.h"
#include "shared/client/core.h"

namespace care::client {
namespace {
constexpr JsonLimits kDraftLimits{.max_bytes = 60 * 1024, .max_depth = 8};

crypto::WrapPlace place_of(const Vault& vault, const SubjectId& subject) {
  return {.workspace = vault.workspace, .owner = vault.account.array(), .generation = 1, .wrap_id = subject.array()};
}

// A draft about no resident yet (a new one) is bound to the zero id.
Result<SubjectId> read_subject(ObjectReader& reader) {
  if (reader.find("subject") == nullptr) return SubjectId();
  return reader.id<SubjectId>("subject");
}
}  // namespace

Result<Json> ClientCore::seal_draft(const Json& args) const {
  if (!vault_) return ErrorCode::vault_locked;
  ObjectReader reader = CARE_TRY(ObjectReader::open(args));
  const auto subject = CARE_TRY(read_subject(reader));
  const Json* draft = CARE_TRY(reader.object("draft"));
  CARE_TRY(reader.finish());
  const std::string plain = encode_canonical(*draft);
  CARE_TRY(parse_canonical(as_bytes(plain), kDraftLimits));  // what could not be opened again is not sealed
  crypto::NonceSource nonces(random_);
  const Bytes sealed = CARE_TRY(crypto::wrap_own(vault_->self, crypto::WrapKind::draft, place_of(*vault_, subject), as_bytes(plain), nonces));
  return Json::object({{"bytes", encode_base64url(sealed)}});
}

Result<Json> ClientCore::open_draft(const Json& args) const {
  if (!vault_) return ErrorCode::vault_locked;
  ObjectReader reader = CARE_TRY(ObjectReader::open(args));
  const auto subject = CARE_TRY(read_subject(reader));
  const Bytes sealed = CARE_TRY(reader.base64url("bytes"));
  CARE_TRY(reader.finish());
  // Another resident's draft and another person's draft do not open: neither can ever be shown here.
  Bytes plain =
      CARE_TRY(crypto::unwrap_own(vault_->self, crypto::WrapKind::draft, place_of(*vault_, subject), sealed));
  auto draft = parse_canonical(plain, kDraftLimits);
  care::wipe(plain);
  return Json::object({{"draft", CARE_TRY(std::move(draft))}});
}

}  // namespace care::client
