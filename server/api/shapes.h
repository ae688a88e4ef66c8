// server/api/shapes.h — the shapes of shared/docs/formats/api.md that several handlers share.
#pragma once

#include "server/gate/gate.h"
#include "shared/wire/json_text.h"

namespace care::server {

// The body as an object; its size was limited while it arrived.
Result<Json> read_body(const Request& request);

// {"body","sig"}; membership statements are judged, signature and all, where they are appended.
Result<MembershipSubmission> read_membership(const Json& json);

Result<std::vector<WrapRow>> read_wraps(const Json& list);
Result<std::vector<Bytes>> read_bytes_list(const Json& list);
Result<crypto::GateShare> read_gate_share(const Json& value);

Json encode_receipt(const Receipt& receipt);
Json encode_receipts(const std::vector<Receipt>& receipts);
Json encode_hashes(std::span<const Hash32> hashes);
Json encode_wraps(const std::vector<WrapRow>& wraps);

// E-mail addresses are compared without regard to case and space around.
Result<std::string> normalise_handle(std::string_view typed);

}  // namespace care::server
