#include "tests/soak/writer.h"

#include <algorithm>
#include <thread>

#include "shared/wire/json_text.h"
#include "shared/wire/problem.h"
#include "tests/support/catch.h"
#include "tests/support/client_json.h"

namespace care::soak {
namespace {

using test::text_of;

constexpr JsonLimits kAnswerLimits{.max_bytes = 64 * 1024 * 1024, .max_depth = 12};
constexpr int kPatience = 200;

// The server's troubles, not the entry's: the entry is kept and sent again, as the browser's outbox does. The last two are what SQLCipher
// makes of a read that failed while it opened a file: then nothing in it fits.
constexpr ErrorCode kTroubles[] = {ErrorCode::store_busy,    ErrorCode::store_failed, ErrorCode::disk_full,     ErrorCode::internal,
                                   ErrorCode::shutting_down, ErrorCode::rate_limited, ErrorCode::out_of_memory, ErrorCode::store_corrupt,
                                   ErrorCode::store_key_wrong};

std::string name_of(const Error& error) { return std::string(info_of(error.code()).name); }

}  // namespace

Result<void> Writer::stretch_password(const load::Home& home) {
  bedside_ = std::make_unique<load::Bedside>(where_, random_, clock_);
  return bedside_->stretch_password(home.handle, home.password);
}

Writer::Outcome Writer::send(const std::string& subject, std::size_t most) {
  if (outbox_.empty()) {
    auto sealed = bedside_->seal(subject, most);
    if (!sealed) {
      faults_.insert("sealing: " + name_of(sealed.error()));
      return Outcome::problem;
    }
    for (Json& item : *sealed) outbox_.push_back(std::move(item));
  }
  Json items = Json::array();
  const std::size_t count = std::min(most, outbox_.size());
  for (std::size_t i = 0; i < count; ++i) items.push(outbox_[i]);
  load::Reply reply = bedside_->send(items);
  if (reply.status == 0) reply = bedside_->send(items);  // a connection that rested is closed without a word
  return read(reply, count);
}

Writer::Outcome Writer::read(const load::Reply& reply, std::size_t sent) {
  if (reply.status == 0) return Outcome::unanswered;
  const auto answer = wire::parse_json(as_bytes(reply.body), kAnswerLimits);
  if (!answer) {
    faults_.insert("an answer that is no JSON, status " + std::to_string(reply.status));
    return Outcome::problem;
  }
  const Json* results = answer->find("results");
  if (results == nullptr) return read_problem(wire::decode_problem(*answer));
  if (results->items().size() != sent) faults_.insert("not as many results as statements");
  Outcome outcome = Outcome::acknowledged;
  for (const Json& receipt : results->items()) {
    if (text_of(receipt, "result") != "stored") {
      faults_.insert("a statement was " + text_of(receipt, "result") + ": " + text_of(receipt, "code"));
      return Outcome::problem;
    }
    if (const auto checked = bedside_->check_receipt(outbox_.front(), receipt); !checked) {
      faults_.insert("a receipt does not hold: " + name_of(checked.error()));
      return Outcome::problem;
    }
    acknowledged_.push_back({std::move(outbox_.front()), receipt});
    outbox_.pop_front();
  }
  return outcome;
}

Writer::Outcome Writer::read_problem(ErrorCode code) {
  ++problems_[code];
  if (code == ErrorCode::session_expired || code == ErrorCode::session_missing) return Outcome::session_over;
  if (std::find(std::begin(kTroubles), std::end(kTroubles), code) == std::end(kTroubles)) {
    faults_.insert("a write was answered " + std::string(info_of(code).name));
  }
  return Outcome::problem;
}

void Writer::write_on(const std::string& subject, const std::atomic<bool>& stop) {
  for (std::uint64_t round = 0; !stop; ++round) {
    const Outcome outcome = send(subject, 1 + round % 4);
    if (outcome == Outcome::session_over || outcome == Outcome::unanswered || !faults_.empty()) return;
    if (outcome == Outcome::problem) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

bool Writer::send_rest(const std::string& subject) {
  for (int tries = 0; !outbox_.empty() && tries < kPatience && faults_.empty(); ++tries) {
    const Outcome outcome = send(subject, 4);
    if (outcome == Outcome::session_over) return false;
    if (outcome != Outcome::acknowledged) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return outbox_.empty();
}

void sign_in(std::vector<std::unique_ptr<Writer>>& writers, const load::Home& home) {
  constexpr std::size_t kTogether = 2;  // stretching a password is slow by design
  for (std::size_t first = 0; first < writers.size(); first += kTogether) {
    const std::size_t end = std::min(first + kTogether, writers.size());
    std::vector<Result<void>> stretched(end - first);
    std::vector<std::thread> threads;
    for (std::size_t i = first; i < end; ++i) {
      threads.emplace_back([&, i] { stretched[i - first] = writers[i]->stretch_password(home); });
    }
    for (std::thread& each : threads) each.join();
    for (std::size_t i = first; i < end; ++i) {
      INFO((stretched[i - first].ok() ? "stretched" : name_of(stretched[i - first].error())));
      REQUIRE(stretched[i - first].ok());
      const auto entered = writers[i]->enter();
      INFO((entered.ok() ? "entered" : name_of(entered.error())));
      REQUIRE(entered.ok());
    }
  }
}

}  // namespace care::soak
