// tests/soak/writer.h — a carer's device that keeps to the outbox's discipline: what was not acknowledged is sent again, in its order and
// as it was signed, until it is. What was acknowledged it remembers with the receipt.
#pragma once

#include <atomic>
#include <deque>
#include <map>
#include <set>

#include "tests/load/bedside.h"
#include "tests/load/home.h"

namespace care::soak {

// One statement and the server's word that it is stored.
struct Acknowledged {
  Json item;     // {body, sig, facets}
  Json receipt;  // {index, note, proof, time …}
};

class Writer {
 public:
  Writer(load::Where where, Random& random, const Clock& clock) : where_(std::move(where)), random_(random), clock_(clock) {}

  // Begins a new sign-in with keys of its own; what waits is carried on by it.
  Result<void> stretch_password(const load::Home& home);
  Result<void> enter() { return bedside_->enter(); }

  enum class Outcome : std::uint8_t { acknowledged, problem, unanswered, session_over };
  // The first of what waits, at most `most` in one request; signs as many where nothing waits.
  Outcome send(const std::string& subject, std::size_t most);
  // Until no server answers, or `stop`. Between them a number that is not a store's trouble is an entry in faults().
  void write_on(const std::string& subject, const std::atomic<bool>& stop);
  // Until nothing waits; false when it does not get that far.
  bool send_rest(const std::string& subject);

  load::Bedside& bedside() { return *bedside_; }
  std::size_t waiting() const { return outbox_.size(); }
  std::vector<Acknowledged> take_acknowledged() { return std::exchange(acknowledged_, {}); }
  const std::map<ErrorCode, std::uint64_t>& problems() const { return problems_; }
  // What no server may answer, in words.
  const std::set<std::string>& faults() const { return faults_; }

 private:
  Outcome read(const load::Reply& reply, std::size_t sent);
  Outcome read_problem(ErrorCode code);

  load::Where where_;
  Random& random_;
  const Clock& clock_;
  std::unique_ptr<load::Bedside> bedside_;
  std::deque<Json> outbox_;
  std::vector<Acknowledged> acknowledged_;
  std::map<ErrorCode, std::uint64_t> problems_;
  std::set<std::string> faults_;
};

// Signs in as many devices of the home's carer, two at a time.
void sign_in(std::vector<std::unique_ptr<Writer>>& writers, const load::Home& home);

}  // namespace care::soak
