// tests/soak/attacked_server.h — the real program on a data directory of its own, with the control page of faults/shim.cpp in this
// process's hands, TLS, one home in it, and every means to end it: in order, killed, or by a power cut.
#pragma once

#include <functional>

#include "server/clock/system_clock.h"
#include "shared/crypto/system_random.h"
#include "tests/integration/program/child.h"
#include "tests/soak/faults/control.h"
#include "tests/soak/faults/power_cut.h"
#include "tests/soak/ledger.h"
#include "tests/soak/writer.h"

namespace care::soak {

class AttackedServer {
 public:
  AttackedServer();
  ~AttackedServer();
  AttackedServer(const AttackedServer&) = delete;
  AttackedServer& operator=(const AttackedServer&) = delete;

  void start();       // until it answers
  void begin_start();  // and no longer
  void forget_data();  // the next start is the first one
  void make_home(std::size_t writers);
  test::ServingChild& child() { return *child_; }
  bool runs() const { return child_ && !child_->has_ended(); }

  void stop();                                  // SIGTERM, and it must end with 0
  void kill();
  PowerCut cut_power(test::TestRandom& moments);

  // ---- faults
  void arm(Fault fault, std::uint64_t at, bool goes_on, const char* only = "");
  std::uint64_t disarm();  // how many calls failed
  Control& control() { return *control_; }

  // ---- after it has gone: on a copy, since looking changes files
  // Everything acknowledged is there, `verify` finds nothing, and with `rebuild` every table is what the log says.
  void check_data(bool rebuild);
  Ledger& ledger() { return ledger_; }

  const std::filesystem::path& folder() const { return folder_.path(); }
  load::Where where(const std::string& name) const { return {port_, true, name}; }
  std::uint16_t port() const { return port_; }
  load::Home& home() { return home_; }
  std::vector<std::unique_ptr<Writer>>& writers() { return writers_; }
  Random& random() { return random_; }
  const Clock& clock() const { return clock_; }

  // Every writer writes on until `meanwhile` has ended the server or set `stop`.
  void write_while(const std::function<void(std::atomic<bool>& stop)>& meanwhile);
  void collect();      // what writers were told goes into the ledger; what they were told wrongly fails the test
  void send_rest();    // what waits, once a server runs again
  void sign_in_again();

 private:
  test::TempFolder folder_;
  std::uint16_t port_;
  crypto::SystemRandom random_;
  server::SystemClock clock_;
  Control* control_ = nullptr;
  std::unique_ptr<test::ServingChild> child_;
  load::Home home_;
  std::vector<std::unique_ptr<Writer>> writers_;
  Ledger ledger_;
};

}  // namespace care::soak
