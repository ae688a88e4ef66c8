#include "server/api/shapes.h"

#include "shared/base/encoding.h"
#include "shared/crypto/gate_share.h"

namespace care::server {

Result<Json> read_body(const Request& request) {
  auto json = CARE_TRY(wire::parse_json(request.body, {.max_bytes = request.route->max_body_bytes, .max_depth = 8}));
  if (!json.is_object()) return ErrorCode::json_wrong_type;
  return json;
}

Result<MembershipSubmission> read_membership(const Json& json) {
  ObjectReader reader = CARE_TRY(ObjectReader::open(json));
  MembershipSubmission out;
  out.body = CARE_TRY(reader.base64url("body"));
  out.signature = CARE_TRY(reader.base64url_exact<64>("sig"));
  CARE_TRY(reader.finish());
  return out;
}

Result<std::vector<WrapRow>> read_wraps(const Json& list) {
  if (list.items().size() > 8) return ErrorCode::list_too_long;
  std::vector<WrapRow> out;
  for (const Json& item : list.items()) {
    ObjectReader reader = CARE_TRY(ObjectReader::open(item));
    WrapRow row;
    const auto kind = CARE_TRY(reader.integer("kind"));
    if (kind == 0 || kind > 255) return Error(ErrorCode::field_out_of_range, "kind");
    row.kind = static_cast<std::uint8_t>(kind);
    row.id = CARE_TRY(reader.base64url_exact<16>("id"));
    row.bytes = CARE_TRY(reader.base64url("bytes"));
    CARE_TRY(reader.finish());
    out.push_back(std::move(row));
  }
  return out;
}

Result<std::vector<Bytes>> read_bytes_list(const Json& list) {
  std::vector<Bytes> out;
  out.reserve(list.items().size());
  for (const Json& item : list.items()) {
    if (!item.is_text()) return ErrorCode::json_wrong_type;
    out.push_back(CARE_TRY(decode_base64url(item.text())));
  }
  return out;
}

Result<crypto::GateShare> read_gate_share(const Json& value) {
  if (!value.is_text()) return Error(ErrorCode::json_wrong_type, "gate_share");
  Bytes bytes = CARE_TRY(decode_base64url(value.text()));
  auto share = crypto::parse_gate_share(bytes);
  wipe(bytes);
  return share;
}

Json encode_hashes(std::span<const Hash32> hashes) {
  Json out = Json::array();
  for (const Hash32& hash : hashes) out.push(encode_base64url(hash));
  return out;
}

Json encode_receipt(const Receipt& receipt) {
  Json commitments = Json::array();
  for (const auto& each : receipt.commitments) {
    commitments.push(
        Json::object({{"field", std::uint64_t{each.field}}, {"hash", encode_base64url(each.commitment)}}));
  }
  Json out = Json::object({{"commitments", std::move(commitments)},
                           {"index", receipt.index},
                           {"note", receipt.note},
                           {"proof", encode_hashes(receipt.proof)},
                           {"result", receipt.stored() ? "stored" : "refused"},
                           {"time", receipt.time_ms}});
  if (!receipt.stored()) {
    out.set("code", info_of(*receipt.refusal).name).set("refused_body", encode_base64url(receipt.refused_body));
    if (receipt.version) out.set("version", *receipt.version);
  }
  return out;
}

Json encode_receipts(const std::vector<Receipt>& receipts) {
  Json out = Json::array();
  for (const Receipt& receipt : receipts) out.push(encode_receipt(receipt));
  return out;
}

Json encode_wraps(const std::vector<WrapRow>& wraps) {
  Json out = Json::array();
  for (const WrapRow& wrap : wraps) {
    out.push(Json::object({{"bytes", encode_base64url(wrap.bytes)},
                           {"id", encode_base64url(wrap.id)},
                           {"kind", std::uint64_t{wrap.kind}}}));
  }
  return out;
}

Result<std::string> normalise_handle(std::string_view typed) {
  while (!typed.empty() && typed.front() == ' ') typed.remove_prefix(1);
  while (!typed.empty() && typed.back() == ' ') typed.remove_suffix(1);
  if (typed.empty()) return Error(ErrorCode::field_required, "handle");
  if (typed.size() > 254) return Error(ErrorCode::field_too_long, "handle");
  std::string out(typed);
  for (char& letter : out) {
    const auto code = static_cast<unsigned char>(letter);
    if (code < 0x21 || code == 0x7F) return Error(ErrorCode::email_invalid, "handle");
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return out;
}

}  // namespace care::server
