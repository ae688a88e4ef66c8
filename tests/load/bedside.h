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

  // Drinks of this resident, sealed and signed one after the other. What goes into a request is their `item`.
  Result<std::vector<Json>> seal(const std::string& subject, std::size_t count);
  Reply send(const Json& items) { return ask("POST", "/api/v1/records", request_of(items)); }
  // The receipt is one that a phone would take.
  Result<void> check_receipt(const Json& item, const Json& receipt);

  // Drinks of this resident, until `count` wait to be sent.
  Result<void> seal_ahead(const std::string& subject, std::size_t count);
  // The next one that waits; seals one if none does. False unless the server stored it: then it waits on.
  bool write_next(const std::string& subject);
  const std::string& last_answer() const { return last_answer_; }
  // What write_next heard last is a receipt that a phone would take.
  Result<void> check_last_receipt();

  bool read(const std::string& path);
  Reply look(const std::string& path) { return ask("GET", path, ""); }
  // The newest records, opened with this device's keys; how many.
  Result<std::size_t> open_list(const std::string& path);
  // What others wrote about members, and the newest head: an error where the log does not go on from the one this device saw.
  Result<void> sync();

 private:
  struct Waiting {
    std::string body;  // of the request
    Json item;
  };
  static std::string request_of(const Json& items) { return encode_canonical(Json::object({{"items", items}})); }
  Reply ask(const std::string& method, const std::string& path, const std::string& body);
  Reply ask_once(const std::string& method, const std::string& path, const std::string& body);
  Result<Json> get(const std::string& path);
  Result<Json> post(const std::string& path, const Json& body);
  std::uint64_t now_ms() const { return to_ms(clock_.now()); }

  client::ClientCore core_;
  const Clock& clock_;
  Line line_;
  std::string cookie_;
  std::uint64_t lead_ms_ = 0;  // of its proofs over the clock, since a server that started anew takes none below its bound
  Json proven_ = Json::object();  // what enter() sends
  std::deque<Waiting> waiting_;
  Waiting last_;
  std::string last_answer_;
  std::uint64_t next_entry_ = 0;
  std::uint64_t trusted_size_ = 0;
};

}  // namespace care::load
