// tests/soak/fault_campaign.h — one file call after the other fails, until a whole piece of work passes without meeting the fault.
#pragma once

#include <functional>

#include "tests/soak/attacked_server.h"
#include "tests/soak/scale.h"

namespace care::soak {

struct FaultKind {
  Fault fault;
  const char* name;
  bool reading_goes_on;  // what fails is nothing that reading needs
};
std::span<const FaultKind> fault_kinds();
// For work that starts the program each time: in the short form two kinds, each once.
std::span<const FaultKind> kinds_for_starts();

struct FaultFigures {
  std::uint64_t injected = 0;  // calls that failed
  std::uint64_t passes = 0;    // of the work
  std::uint64_t ended = 0;     // times the program ended of it, with a sentence
  std::uint64_t restarts_needed = 0;
};

class FaultCampaign {
 public:
  explicit FaultCampaign(const char* name) : name_(name), moments_(make_moments(name)) {}

  // `work` while call `n` of this kind fails, then that call and all after it; n from 1 until nothing fails any more, in the short
  // form in growing steps. After each pass `heal`, with the fault gone.
  void each_call(const FaultKind& kind, AttackedServer& server, const std::function<void()>& work, const std::function<void()>& heal,
                 const char* only = "");
  // The same without a look at the data, there being none.
  void calls(const FaultKind& kind, AttackedServer& server, bool goes_on, const std::function<void()>& work, const std::function<void()>& heal,
             const char* only = "", bool look = false);
  // The program has ended by itself: with 1, and a sentence with a number.
  void expect_sentence(AttackedServer& server);
  // Ends it in order, by a kill or by a power cut; looks at the data; starts it again.
  void end_and_check(AttackedServer& server, bool rebuild);
  void print(const FaultKind& kind);

  FaultFigures& figures() { return figures_; }
  test::TestRandom& moments() { return moments_; }

 private:
  const char* name_;
  test::TestRandom moments_;
  FaultFigures figures_;
};

// What everybody does at a bedside and in the office, for one pass: entries, a new resident, lists.
class Work {
 public:
  explicit Work(AttackedServer& server) : server_(server) {}
  void run(const FaultKind& kind);
  // With the fault gone everything that was not acknowledged goes in, if need be after a new start.
  void heal(FaultCampaign& campaign);
  void write() { static_cast<void>(server_.writers().front()->send(server_.home().subject, 1)); }

 private:
  void add_resident();
  bool send_rest();
  void read(const std::string& path, const FaultKind& kind);
  AttackedServer& server_;
  Json resident_;  // sealed, not yet acknowledged
};

}  // namespace care::soak
