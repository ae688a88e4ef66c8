// tests/load/bedside.h — a carer's device: signs in as the app does, seals ahead or on the spot, sends, and checks receipts afterwards.
//
// Its own little client instead of server/demo's: nothing here reads an answer while the clock runs.
// Errors   what core or server answer; network_failed
#pragma once

#include <deque>
#include <string>

#include "shared/client/core.h"
#include "tests/load/line.h"

namespace care::load {

class Bedside {
 public:
  Bedside(Where where, Random& random, const Clock& clock) : core_(random), clock_(clock), line_(std::move(where)) {}

  // Signs in, in two steps: stretching the password is slow by design and may run beside others'; entering adds this device to the
  // members, one after the other.
  Result<void> stretch_password(const std::string& handle, const std::string& password);
  Result<void> enter();

  // Drinks of this resident, signed one after the other, until `count` wait to be sent.
  Result<void> seal_ahead(const std::string& subject, std::size_t count);
  // The next one that waits; seals one if none does. False unless the server stored it.
  bool write_next(const std::string& subject);
  // What write_next heard last is a receipt that a phone would take.
  Result<void> check_last_receipt() const;

  bool read(const std::string& path);
  // The newest records, opened with this device's keys; how many.
  Result<std::size_t> open_list(const std::string& path);

 private:
  struct Waiting {
    std::string body;  // of the request
    Json item;
  };
  Reply ask(const std::string& method, const std::string& path, const std::string& body);
  Result<Json> get(const std::string& path);
  Result<Json> post(const std::string& path, const Json& body);
  Result<void> sync();
  std::uint64_t now_ms() const { return to_ms(clock_.now()); }

  client::ClientCore core_;
  const Clock& clock_;
  Line line_;
  std::string cookie_;
  Json proven_ = Json::object();  // what enter() sends
  std::deque<Waiting> waiting_;
  Waiting last_;
  std::string last_answer_;
  std::uint64_t next_entry_ = 0;
  std::uint64_t trusted_size_ = 0;
};

}  // namespace care::load
