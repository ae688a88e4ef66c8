// The log, as members read it and add to its membership chain.
#include "server/api/handlers.h"
#include "server/api/shapes.h"
#include "shared/audit/consistency.h"
#include "shared/audit/inclusion.h"
#include "shared/base/encoding.h"

namespace care::server {
namespace {

constexpr std::size_t kMembershipPage = 500;

Result<SignedHead> released_head(const Caller& caller) {
  SignedHead head = caller.home.signed_head();
  if (!caller.home.writable()) return ErrorCode::log_rolled_back;  // nothing is signed any more
  if (head.size == 0) return ErrorCode::store_failed;  // a disk in trouble since the start: what it holds is not known to be durable
  return head;
}

// The tree the proofs must end in: one the caller trusts, never larger than what was released.
Result<std::uint64_t> tree_size(const Caller& caller, const char* name) {
  const std::uint64_t released = CARE_TRY(released_head(caller)).size;
  const std::uint64_t size = CARE_TRY(query_number(caller.request, name, released, kJsonMaxInteger));
  if (size == 0 || size > released) return ErrorCode::index_out_of_range;
  return size;
}

struct Collected {
  std::vector<std::pair<std::uint64_t, Json>> entries;
};

LogEntrySink collect(Collected& into, std::uint64_t size) {
  return [&into, size](const LogEntryView& view) {
    if (view.index >= size) return;
    Json entry = Json::object({{"leaf", encode_base64url(view.leaf)}});
    if (!view.details.empty()) {
      Json details = Json::array();
      for (const LogDetail& detail : view.details) {
        // A header may hold any bytes; JSON may not.
        if (!is_valid_utf8(detail.value)) continue;
        details.push(Json::object({{"field", std::uint64_t{detail.field}},
                                   {"salt", encode_base64url(detail.salt)},
                                   {"value", detail.value}}));
      }
      entry.set("details", std::move(details));
    }
    into.entries.emplace_back(view.index, std::move(entry));
  };
}

Result<Json> with_proofs(Collected collected, LogReads& log, std::uint64_t size) {
  Json out = Json::array();
  for (auto& [index, entry] : collected.entries) {
    const auto proof = CARE_TRY(audit::build_inclusion(log, index, size));
    entry.set("proof", encode_hashes(proof));
    out.push(std::move(entry));
  }
  return out;
}

}  // namespace

Answer get_checkpoint(const Authorised<Permission::session_use>& caller) {
  const SignedHead head = CARE_TRY(released_head(*caller));
  return json_response(Json::object({{"note", head.note}, {"size", head.size}}));
}

Answer get_consistency(const Authorised<Permission::session_use>& caller) {
  const std::uint64_t to = CARE_TRY(tree_size(*caller, "to"));
  const std::uint64_t from = CARE_TRY(query_number(caller->request, "from", 0, kJsonMaxInteger));
  if (from > to) return ErrorCode::index_out_of_range;
  if (from == 0 || from == to) return json_response(Json::object({{"proof", Json::array()}}));
  auto lease = CARE_TRY(caller->home.read());
  return json_response(
      Json::object({{"proof", encode_hashes(CARE_TRY(audit::build_consistency(lease.log(), from, to)))}}));
}

Answer get_membership(const Authorised<Permission::session_use>& caller) {
  const std::uint64_t size = CARE_TRY(tree_size(*caller, "size"));
  const std::uint64_t from = CARE_TRY(query_number(caller->request, "from", 0, kJsonMaxInteger));
  auto lease = CARE_TRY(caller->home.read());
  Collected collected;
  const auto next = CARE_TRY(lease.log().membership_from(from, kMembershipPage, collect(collected, size)));
  Json out = Json::object({{"entries", CARE_TRY(with_proofs(std::move(collected), lease.log(), size))}});
  if (next && *next < size) out.set("next", *next);
  return json_response(out);
}

Answer get_entries(const Authorised<Permission::audit_read>& caller) {
  const std::uint64_t size = CARE_TRY(tree_size(*caller, "size"));
  const std::uint64_t before = CARE_TRY(query_number(caller->request, "before", size, size));
  const std::uint64_t limit = CARE_TRY(query_number(caller->request, "limit", 50, 200));
  if (before == 0) return json_response(Json::object({{"entries", Json::array()}}));
  auto lease = CARE_TRY(caller->home.read());
  Collected collected;
  const auto next = CARE_TRY(lease.log().entries_before(before, limit, collect(collected, size)));
  Json out = Json::object({{"entries", CARE_TRY(with_proofs(std::move(collected), lease.log(), size))}});
  if (next) out.set("next", *next);
  return json_response(out);
}

Answer get_grants(const Authorised<Permission::session_use>& caller) {
  auto lease = CARE_TRY(caller->home.read());
  Json grants = Json::array();
  for (const GrantRow& row : CARE_TRY(lease.log().load_grants(caller->actor()))) {
    grants.push(Json::object({{"bytes", encode_base64url(row.bytes)},
                              {"c", std::uint64_t{row.data_class}},
                              {"g", std::uint64_t{row.generation}},
                              {"unit", row.unit.text()}}));
  }
  return json_response(Json::object({{"grants", std::move(grants)}}));
}

Answer append_membership(const Authorised<Permission::session_use>& caller) {
  const Json body = CARE_TRY(read_body(caller->request));
  ObjectReader reader = CARE_TRY(ObjectReader::open(body));
  MembershipSubmission submission = CARE_TRY(read_membership(*CARE_TRY(reader.object("statement"))));
  if (const Json* grants = reader.find("grants"); grants != nullptr) {
    if (!grants->is_array()) return Error(ErrorCode::json_wrong_type, "grants");
    submission.grants = CARE_TRY(read_bytes_list(*grants));
  }
  if (reader.find("hello") != nullptr) submission.hello = CARE_TRY(reader.base64url("hello"));
  CARE_TRY(reader.finish());
  const auto receipt =
      CARE_TRY(caller->home.append_membership(std::move(submission), origin_of(caller->request)));
  return json_response(encode_receipt(receipt));
}

}  // namespace care::server
