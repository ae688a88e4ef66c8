#include "server/session/session.h"

#include "shared/base/decimal.h"
#include "shared/base/encoding.h"
#include "shared/crypto/hazmat/sha2.h"
#include "shared/crypto/request_proof.h"

namespace care::server {
namespace {
// Counters follow a clock in milliseconds; with room above this no sum of them overflows.
constexpr std::uint64_t kMaxCounter = 1ULL << 53U;

constexpr std::size_t kTidyAt = 4096;  // more open sessions than this: the expired ones go

// A session belongs to one home: its key here holds both, so another home's cookie finds nothing.
std::string key_of(const Workspace& home, const Hash32& hash) {
  std::string key(as_text(home.id().bytes()));
  key += as_text(hash);
  return key;
}
}  // namespace

NewSessionId make_session_id(Random& random) {
  ByteArray<32> id{};
  random.fill(id);
  return {encode_base64url(id), crypto::sha256(id)};
}

std::optional<Hash32> hash_of_cookie(std::string_view cookie) {
  const auto id = decode_base64url_exact<32>(cookie);
  if (!id) return std::nullopt;
  return crypto::sha256(*id);
}

bool ProofWindow::accept(std::uint64_t counter) {
  if (counter <= floor_ || counter + kWidth <= highest_) return false;
  if (counter > highest_) {
    const std::uint64_t steps = std::min(counter - highest_, kWidth);
    for (std::uint64_t i = 1; i <= steps; ++i) seen_[(counter - i + 1) % kWidth] = false;
    highest_ = counter;
  } else if (seen_[counter % kWidth]) {
    return false;
  }
  seen_[counter % kWidth] = true;
  return true;
}

Result<bool> LiveSession::check_proof(const ProofInput& input) {
  const std::size_t dot = input.header.find('.');
  if (dot == std::string_view::npos) return ErrorCode::session_proof_wrong;
  const auto counter = parse_decimal(input.header.substr(0, dot));
  const auto mac = decode_base64url_exact<32>(input.header.substr(dot + 1));
  if (!counter || !mac || *counter > kMaxCounter) return ErrorCode::session_proof_wrong;
  const crypto::ProvenRequest request{
      .method = input.method, .path = input.target, .body = input.body, .counter = *counter};
  if (!crypto::verify_request_proof(row_.proof_key, request, *mac)) return ErrorCode::session_proof_wrong;
  const std::lock_guard lock(mutex_);
  if (!window_.accept(*counter)) return ErrorCode::session_proof_wrong;
  return window_.highest() > stored_bound_;
}

std::uint64_t LiveSession::move_bound() {
  const std::lock_guard lock(mutex_);
  stored_bound_ = window_.highest() + kBoundStepMs;
  return stored_bound_;
}

void LiveSession::forget_bound() {
  const std::lock_guard lock(mutex_);
  stored_bound_ = 0;
}

void LiveSession::count_sent(const SentRecords& sent) {
  const std::lock_guard lock(mutex_);
  for (const auto& [subject, count] : sent) sent_[subject] += count;
}

std::optional<std::uint64_t> LiveSession::begin_read_entry(const SubjectId& subject) {
  const std::lock_guard lock(mutex_);
  if (!read_entries_.insert(subject).second) return std::nullopt;
  const auto at = sent_.find(subject);
  return at == sent_.end() ? 1 : at->second;  // opened from the device's own copy: one at least
}

void LiveSession::end_read_entry(const SubjectId& subject, bool logged) {
  const std::lock_guard lock(mutex_);
  if (!logged) read_entries_.erase(subject);  // the next reading tries again
}

void LiveSession::offer_factor(signin::TotpSecret secret) {
  const std::lock_guard lock(mutex_);
  offered_factor_ = std::move(secret);
}

std::optional<signin::TotpSecret> LiveSession::take_offered_factor() {
  const std::lock_guard lock(mutex_);
  auto out = std::move(offered_factor_);
  offered_factor_.reset();
  return out;
}

bool SessionTable::is_live(const Workspace& home, std::string_view cookie) {
  const auto hash = hash_of_cookie(cookie);
  if (!hash) return false;
  const std::lock_guard lock(mutex_);
  return live_.contains(key_of(home, *hash));
}

Result<std::shared_ptr<LiveSession>> SessionTable::find(Workspace& home, std::string_view cookie) {
  const auto hash = hash_of_cookie(cookie);
  if (!hash) return ErrorCode::session_missing;
  const std::string key = key_of(home, *hash);
  std::shared_ptr<LiveSession> session;
  while (!session) {
    std::uint64_t forgotten = 0;
    {
      const std::lock_guard lock(mutex_);
      forgotten = forgotten_;
      const auto at = live_.find(key);
      if (at != live_.end()) session = at->second;
    }
    if (!session) session = CARE_TRY(load(home, *hash, key, forgotten));
  }
  const Instant now = clock_.now();
  const Instant expires = session->row().expires;
  // An end farther off than any session is long was set while the clock ran ahead.
  if (now >= expires || expires - now > kSessionLength + kClockStep) return ErrorCode::session_expired;
  return session;
}

// Nothing if a session was ended while this one was read: then what was read may be the one that is gone.
Result<std::shared_ptr<LiveSession>> SessionTable::load(Workspace& home, const Hash32& hash, const std::string& key,
                                                        std::uint64_t forgotten) {
  auto reader = CARE_TRY(home.read());
  auto row = CARE_TRY(reader.accounts().find_session(hash));
  if (!row) return ErrorCode::session_missing;
  // The client's counter goes on from where it was; nothing at or below the stored bound of an earlier process counts.
  const std::uint64_t floor = row->counter;
  auto session = std::make_shared<LiveSession>(std::move(*row), floor);
  const std::lock_guard lock(mutex_);
  if (forgotten != forgotten_) return std::shared_ptr<LiveSession>();
  if (live_.size() >= kTidyAt) {
    const Instant now = clock_.now();
    std::erase_if(live_, [&](const auto& each) { return each.second->row().expires <= now; });
  }
  return live_.emplace(key, std::move(session)).first->second;
}

void SessionTable::forget(const Hash32& id_hash) {
  const std::lock_guard lock(mutex_);
  ++forgotten_;
  std::erase_if(live_, [&](const auto& each) { return each.second->row().id_hash == id_hash; });
}

void SessionTable::forget_account(const AccountId& account) {
  const std::lock_guard lock(mutex_);
  ++forgotten_;
  std::erase_if(live_, [&](const auto& each) { return each.second->row().account == account; });
}

}  // namespace care::server
