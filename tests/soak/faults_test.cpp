// Each file call of the running, starting, tidying and ending program fails once, and for good. It answers with a number, or ends
// with a sentence; it never acknowledges what is not on the disk, leaves nothing half written, and goes on when the fault is gone.
#include <csignal>
#include <thread>

#include "tests/soak/fault_campaign.h"
#include "tests/support/catch.h"

namespace care::soak {
namespace {

struct World {
  World() {
    server.control().journal = 1;
    server.start();
    server.make_home(1);
  }
  AttackedServer server;
  Work work{server};
};

}  // namespace

TEST_CASE("faults: any file call of the running server may fail, once or for good", "[faults]") {
  FaultCampaign campaign("running");
  World world;
  const auto heal = [&] {
    world.work.heal(campaign);
    world.work.write();  // which opens the home after a new start: opening is the starting server's part
  };
  for (const FaultKind& kind : fault_kinds()) {
    campaign.each_call(kind, world.server, [&] { world.work.run(kind); }, heal);
    if (long_form()) {
      campaign.end_and_check(world.server, true);
      heal();
    }
    campaign.print(kind);
  }
  campaign.end_and_check(world.server, true);
}

TEST_CASE("faults: any file call of the starting server may fail, once or for good", "[faults]") {
  FaultCampaign campaign("starting");
  World world;
  for (const FaultKind& kind : kinds_for_starts()) {
    world.server.kill();  // so that each start has something to recover
    // A home is opened by its first request, and that makes the index of its write-ahead log: without it there is no reading either.
    FaultKind opening = kind;
    opening.reading_goes_on = false;
    const auto start_and_work = [&] {
      world.server.begin_start();
      if (world.server.child().wait_until_up()) world.work.run(opening);
    };
    const auto heal = [&] {
      world.work.heal(campaign);
      world.server.kill();
    };
    campaign.each_call(kind, world.server, start_and_work, heal);
    world.server.check_data(true);
    world.server.start();
    campaign.print(kind);
  }
}

TEST_CASE("faults: any file call of the very first start may fail, once or for good, and the next start makes what is missing", "[faults]") {
  FaultCampaign campaign("first start");
  AttackedServer server;
  for (const FaultKind& kind : kinds_for_starts()) {
    const auto first_start = [&] {
      server.forget_data();
      server.begin_start();
      if (!server.child().wait_until_up()) campaign.expect_sentence(server);
    };
    const auto second_start = [&] {
      if (server.runs()) server.kill();
      server.start();
      server.kill();
    };
    for (const bool goes_on : {false, true}) campaign.calls(kind, server, goes_on, first_start, second_start);
    campaign.print(kind);
  }
}

TEST_CASE("faults: any file call of the ending server may fail, once or for good", "[faults]") {
  FaultCampaign campaign("ending");
  World world;
  for (const FaultKind& kind : kinds_for_starts()) {
    const auto end = [&] {
      const int code = world.server.child().stop();
      INFO(world.server.child().said());
      CHECK(code == 0);
    };
    const auto heal = [&] {
      world.server.start();
      world.work.write();
      world.work.heal(campaign);
    };
    world.work.write();
    campaign.each_call(kind, world.server, end, heal);
    campaign.end_and_check(world.server, true);
    campaign.print(kind);
  }
}

TEST_CASE("faults: moving pages of the write-ahead log home may fail, once or for good", "[faults]") {
  FaultCampaign campaign("tidying");
  World world;
  constexpr FaultKind kTidying[] = {{Fault::write_error, "write: EIO", true}, {Fault::disk_full, "write: ENOSPC", true},
                                    {Fault::sync_error, "fsync: EIO", true}};
  for (const FaultKind& kind : kTidying) {
    if (!long_form() && kind.fault != Fault::sync_error) continue;
    for (const std::uint64_t call : {1, 2, 5, 20, 100}) {
      if (!long_form() && call > 1) continue;
      INFO(kind.name << ", call " << call);
      // Only upkeep touches the database itself while the program runs.
      world.server.arm(kind.fault, kind.fault == Fault::sync_error ? 1 : call, true, "/log.db");
      for (int i = 0; i < 4000 && world.server.control().injected == 0; ++i) world.work.write();
      CHECK(world.server.control().injected > 0);
      world.work.write();
      campaign.figures().injected += world.server.disarm();
      ++campaign.figures().passes;
      world.work.heal(campaign);
      world.server.collect();
    }
    campaign.end_and_check(world.server, true);
    campaign.print(kind);
  }
}

TEST_CASE("faults: any file call while a home is founded may fail, once or for good; then there is no home, and the name is free", "[faults]") {
  FaultCampaign campaign("founding");
  AttackedServer server;
  server.start();
  int number = 0;
  std::string label;
  const auto found = [&] {
    const server::Address base{"127.0.0.1", server.port(), true, "localhost"};
    return server::HomeClient::found(base, {server.child().setup_token(), label, "Elm Court", "ruth@elm.example", "Lantern-orchard-7-quay"},
                                     server.random(), server.clock());
  };
  bool founded = false;
  for (const FaultKind& kind : kinds_for_starts()) {
    const auto work = [&] {
      label = "elm-court-" + std::to_string(++number);
      const auto made = found();
      founded = made.ok();
      if (founded || !server.runs()) return;
      INFO("founding: " << info_of(made.error().code()).name);
      CHECK(info_of(made.error().code()).status >= 500);
      CHECK(made.error().code() != ErrorCode::network_failed);
    };
    const auto heal = [&] {
      if (!founded) {
        const auto again = found();
        INFO("founding again: " << (again ? "ok" : std::string(info_of(again.error().code()).name)));
        CHECK(again.ok());
      }
      for (const auto& entry : std::filesystem::directory_iterator(server.folder() / "data")) {
        CHECK_FALSE(entry.path().filename().string().starts_with("new-"));
      }
      // The link is good for one home.
      server.kill();
      server.start();
    };
    if (long_form()) campaign.calls(kind, server, false, work, heal);
    campaign.calls(kind, server, true, work, heal);
    campaign.print(kind);
  }
}

}  // namespace care::soak
