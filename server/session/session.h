// server/session/session.h — the cookie, the session behind it, and the proof that a request comes from who signed in.
//
// Shapes   cookie value = 32 random bytes, base64url; only its SHA-256 is stored. Proof header: <counter>.<MAC base64url>
// Errors   session_missing, session_expired, session_proof_wrong
// Secrets  the proof key never leaves the server's memory and the encrypted file
// Tests    tests/unit/server/session/*_test.cpp
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <unordered_set>

#include "server/store/account_tables.h"
#include "server/workspace/workspace.h"
#include "shared/signin/totp.h"

namespace care::server {

inline constexpr std::string_view kSessionCookie = "__Host-careseal";
inline constexpr std::chrono::hours kSessionLength{8};  // from the sign-in, however often it is locked and unlocked meanwhile
inline constexpr std::chrono::minutes kClockStep{5};      // clocks are set by this much without anybody's session ending

// Records handed to one person, by the resident they are about.
using SentRecords = std::unordered_map<SubjectId, std::uint64_t>;

struct NewSessionId {
  std::string cookie;  // what the browser keeps
  Hash32 hash{};       // what the server keeps
};
NewSessionId make_session_id(Random& random);
std::optional<Hash32> hash_of_cookie(std::string_view cookie);

// Accepts each counter once, out of order within a window: pages send several requests at a time.
class ProofWindow {
 public:
  explicit ProofWindow(std::uint64_t floor) : highest_(floor), floor_(floor) {}
  bool accept(std::uint64_t counter);
  std::uint64_t highest() const { return highest_; }

 private:
  static constexpr std::uint64_t kWidth = 256;
  std::uint64_t highest_;
  std::uint64_t floor_;
  std::array<bool, kWidth> seen_{};
};

struct ProofInput {
  std::string_view header;
  std::string_view method;
  std::string_view target;
  BytesView body;
};

// A session that is open in this process. Its counter window lives here; the store keeps a bound above what was taken, so
// that after a restart no proof can be replayed.
class LiveSession {
 public:
  LiveSession(SessionRow row, std::uint64_t floor) : row_(std::move(row)), window_(floor), stored_bound_(row_.counter) {}
  const SessionRow& row() const { return row_; }
  // True if the stored bound must be moved up before the request is answered.
  Result<bool> check_proof(const ProofInput& input);
  std::uint64_t move_bound();
  void forget_bound();  // it could not be stored: the next request stores one
  // When password and, where there is one, second factor were given: unlocking asks for less and keeps the end.
  Instant signed_in() const { return row_.expires - kSessionLength; }

  void count_sent(const SentRecords& sent);
  // How many records of this resident were sent since the sign-in, for the one entry of the log that says so. Nothing if it stands
  // there already, or is on its way.
  std::optional<std::uint64_t> begin_read_entry(const SubjectId& subject);
  void end_read_entry(const SubjectId& subject, bool logged);
  bool second_factor_passed() const { return second_factor_; }
  void pass_second_factor() { second_factor_ = true; }
  // The secret of a new authenticator, from showing it until its first code is typed. Forgotten with the process.
  void offer_factor(signin::TotpSecret secret);
  std::optional<signin::TotpSecret> take_offered_factor();

 private:
  static constexpr std::uint64_t kBoundStepMs = 60'000;  // counters follow the client's clock in ms
  SessionRow row_;
  std::mutex mutex_;
  ProofWindow window_;
  std::uint64_t stored_bound_;
  SentRecords sent_;
  std::unordered_set<SubjectId> read_entries_;  // logged, or on their way
  std::optional<signin::TotpSecret> offered_factor_;
  std::atomic<bool> second_factor_{row_.second_factor};
};

// Sessions of one process, found by the hash of the cookie.
class SessionTable {
 public:
  explicit SessionTable(const Clock& clock) : clock_(clock) {}
  Result<std::shared_ptr<LiveSession>> find(Workspace& home, std::string_view cookie);
  // find() would answer from memory; otherwise it asks the home's store.
  bool is_live(const Workspace& home, std::string_view cookie);
  void forget(const Hash32& id_hash);
  void forget_account(const AccountId& account);

 private:
  Result<std::shared_ptr<LiveSession>> load(Workspace& home, const Hash32& hash, const std::string& key, std::uint64_t forgotten);

  const Clock& clock_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<LiveSession>> live_;
  std::uint64_t forgotten_ = 0;  // how often a session was ended: whoever read one meanwhile reads again
};

}  // namespace care::server
