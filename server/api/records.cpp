// Records: sealed facets and their signed statements, in and out.
#include "server/api/handlers.h"
#include "server/api/record_text.h"
#include "server/api/shapes.h"
#include "shared/access/decide.h"
#include "shared/base/encoding.h"
#include "shared/crypto/gate_share.h"

namespace care::server {
namespace {

constexpr std::size_t kMaxItems = 100;

RecordFilter filter_of(const Caller& caller) { return {access::classes_of(caller.role), std::nullopt}; }

Result<RecordSubmission> read_item(const Workspace& home, const Json& json) {
  ObjectReader reader = CARE_TRY(ObjectReader::open(json));
  Bytes body = CARE_TRY(reader.base64url("body"));
  const auto signature = CARE_TRY(reader.base64url_exact<64>("sig"));
  auto facets = CARE_TRY(read_bytes_list(*CARE_TRY(reader.array("facets"))));
  std::optional<crypto::GateShare> share;
  if (const Json* given = reader.find("gate_share"); given != nullptr) share = CARE_TRY(read_gate_share(*given));
  CARE_TRY(reader.finish());
  return RecordSubmission{CARE_TRY(home.verify(std::move(body), signature)), std::move(facets),
                          std::move(share)};
}

Json encode_rejection(const Error& error) {
  return Json::object({{"code", info_of(error.code()).name},
                       {"number", static_cast<std::uint64_t>(error.code())},
                       {"result", "rejected"}});
}

// No resident's record before the home can't be locked out of its own data (C: recovery gate).
Result<void> check_recovery_gate(const Caller& caller) {
  const std::size_t owners =
      caller.home.with_directory([](const membership::Directory& directory) { return directory.active_owners(); });
  if (owners >= 2) return {};
  auto lease = CARE_TRY(caller.home.read());
  const auto founder =
      caller.home.with_directory([](const membership::Directory& directory) { return directory.founder(); });
  const auto account = CARE_TRY(lease.accounts().find_account_of_actor(founder));
  if (!account) return {};
  for (const WrapRow& wrap : CARE_TRY(lease.accounts().load_wraps(*account))) {
    if (wrap.kind == 2) return {};
  }
  return ErrorCode::recovery_gate;
}

// One entry for each session and resident. Reading never waits for the log: the entry is queued, and where it can't be written
// the next reading tries again.
void log_reading(const Caller& caller, const SubjectId& subject) {
  const auto count = caller.session->begin_read_entry(subject);
  if (!count) return;
  caller.home.change_later(
      [who = caller.actor(), read = audit::SubjectRead{subject, *count}, origin = origin_of(caller.request)](Change& change) -> Result<void> {
        CARE_TRY(change.append_event(who, read, origin));
        return {};
      },
      [session = caller.session, &log = caller.services.log, subject](const Result<void>& done) {
        session->end_read_entry(subject, done.ok());
        if (!done) log.warn({.event = "read_not_logged", .code = done.error().code()});
      });
}

Response answer_one(const Result<Receipt>& receipt) {
  if (!receipt) return problem_response(receipt.error());
  Json results = Json::array();
  results.push(encode_receipt(*receipt));
  Response out = json_response(Json::object({{"results", std::move(results)}}));
  if (!receipt->stored()) out.status = info_of(*receipt->refusal).status;
  return out;
}

}  // namespace

Answer append_records(const Authorised<Permission::record_write>& caller) {
  const Json body = CARE_TRY(read_body(caller->request));
  ObjectReader reader = CARE_TRY(ObjectReader::open(body));
  const Json* items = CARE_TRY(reader.array("items"));
  CARE_TRY(reader.finish());
  if (items->items().empty() || items->items().size() > kMaxItems) return Error(ErrorCode::list_too_long, "items");
  std::vector<Result<RecordSubmission>> read;
  bool introduces = false;
  for (const Json& item : items->items()) {
    read.push_back(read_item(caller->home, item));
    introduces = introduces || (read.back() && read.back()->gate_share.has_value());
  }
  if (introduces) CARE_TRY(check_recovery_gate(*caller));
  std::vector<RecordSubmission> submissions;
  for (auto& each : read) {
    if (each) submissions.push_back(std::move(each).value());
  }
  std::vector<Result<Receipt>> answers;
  if (!submissions.empty()) {
    answers = CARE_TRY(caller->home.append_records(std::move(submissions), origin_of(caller->request)));
  }
  if (read.size() == 1) return answer_one(answers.empty() ? Result<Receipt>(read.front().error()) : answers.front());
  Json results = Json::array();
  std::size_t next = 0;
  for (const auto& each : read) {
    if (!each) {
      results.push(encode_rejection(each.error()));
      continue;
    }
    const auto& answer = answers[next++];
    results.push(answer ? encode_receipt(*answer) : encode_rejection(answer.error()));
  }
  return json_response(Json::object({{"results", std::move(results)}}));
}

Answer get_subjects(const Authorised<Permission::session_use>& caller) {
  std::vector<SubjectRow> rows;
  {
    auto lease = CARE_TRY(caller->home.read());
    rows = CARE_TRY(lease.records().load_subjects(std::nullopt));
  }
  const bool residents = caller->confirmed && role_has(Permission::subject_read, caller->role);
  Json subjects = Json::array();
  for (const SubjectRow& row : rows) {
    if (row.kind == SubjectKind::resident && !residents) continue;
    auto share = CARE_TRY(caller->home.find_gate_share(row.subject));
    if (!share) {  // without it nothing of this person opens
      caller->services.log.error({.event = "gate_share_missing", .workspace = caller->home.id()});
      continue;
    }
    subjects.push(Json::object({{"gate_share", encode_base64url(crypto::reveal_gate_share(*share))},
                                {"subj", row.subject.text()},
                                {"unit", row.unit.text()}}));
  }
  return json_response(Json::object({{"subjects", std::move(subjects)}}));
}

Answer get_current_records(const Authorised<Permission::record_read>& caller) {
  const std::uint64_t collection = CARE_TRY(query_number(caller->request, "collection", 0, 65535));
  const std::uint64_t after = CARE_TRY(query_number(caller->request, "after", 0, kJsonMaxInteger));
  const std::uint64_t limit = CARE_TRY(query_number(caller->request, "limit", 200, 500));
  auto lease = CARE_TRY(caller->home.read());
  RecordText text;
  const auto next = CARE_TRY(lease.records().current_records(static_cast<std::uint16_t>(collection), after, limit,
                                                             filter_of(*caller), text.sink()));
  caller->session->count_sent(text.sent());
  return std::move(text).response(next);
}

Answer get_subject_records(const Authorised<Permission::record_read>& caller) {
  const auto subject = CARE_TRY(path_id<SubjectId>(caller->request, "subj"));
  const std::uint64_t before = CARE_TRY(query_number(caller->request, "before", 0, kJsonMaxInteger));
  const std::uint64_t limit = CARE_TRY(query_number(caller->request, "limit", 50, 200));
  auto lease = CARE_TRY(caller->home.read());
  if (!CARE_TRY(lease.records().find_subject(subject))) return ErrorCode::not_found;
  RecordText text;
  const auto next =
      CARE_TRY(lease.records().subject_records(subject, before, limit, filter_of(*caller), text.sink()));
  caller->session->count_sent(text.sent());
  if (!text.sent().empty()) log_reading(*caller, subject);
  return std::move(text).response(next);
}

// What a device fetches to be current (these, the lists above, versions of one record) is about a whole home and nobody's opening of
// a record: it is counted, and the count is logged when the resident's record is opened.
Answer get_changes(const Authorised<Permission::record_read>& caller) {
  const std::uint64_t after = CARE_TRY(query_number(caller->request, "after", 0, kJsonMaxInteger));
  const std::uint64_t limit = CARE_TRY(query_number(caller->request, "limit", 200, 500));
  auto lease = CARE_TRY(caller->home.read());
  RecordText text;
  const auto next = CARE_TRY(lease.records().changes_after(after, limit, filter_of(*caller), text.sink()));
  caller->session->count_sent(text.sent());
  return std::move(text).response(next);
}

Answer get_versions(const Authorised<Permission::record_read>& caller) {
  const auto record = CARE_TRY(path_id<RecordId>(caller->request, "rec"));
  auto lease = CARE_TRY(caller->home.read());
  if (!CARE_TRY(lease.records().find_record(record))) return ErrorCode::not_found;
  RecordText text;
  CARE_TRY(lease.records().record_versions(record, filter_of(*caller), text.sink()));
  caller->session->count_sent(text.sent());
  return std::move(text).response();
}

// A record that was opened from the device's own copy: the log has only its word.
Answer note_read(const Authorised<Permission::record_read>& caller) {
  const Json body = CARE_TRY(read_body(caller->request));
  ObjectReader reader = CARE_TRY(ObjectReader::open(body));
  const auto subject = CARE_TRY(reader.id<SubjectId>("subj"));
  CARE_TRY(reader.finish());
  {
    auto lease = CARE_TRY(caller->home.read());
    if (!CARE_TRY(lease.records().find_subject(subject))) return ErrorCode::not_found;
  }
  log_reading(*caller, subject);
  return json_response(Json::object());
}

}  // namespace care::server
