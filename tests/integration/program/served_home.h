// tests/integration/program/served_home.h — a data directory with its master key, and a home made on it through the real program.
#pragma once

#include "server/clock/system_clock.h"
#include "server/keyring/master_key.h"
#include "shared/crypto/system_random.h"
#include "tests/integration/program/child.h"
#include "tests/load/bedside.h"
#include "tests/load/home.h"
#include "tests/support/catch.h"

namespace care::test {

struct ServedHome {
  ServedHome() : port(find_free_port()) {
    REQUIRE(crypto::initialise().ok());
    std::filesystem::create_directories(data());
    REQUIRE(server::make_master_key_file(folder / "master.key", data(), random).ok());
  }

  // One carer, one resident, and a first entry about them.
  void found(const ServingChild& child) {
    auto founded = load::make_home(port, false, child.setup_token(), random, clock);
    INFO("make_home: " << (founded ? "fine" : std::string(info_of(founded.error().code()).name)));
    REQUIRE(founded.ok());
    made = std::move(founded).value();
    load::Bedside carer(where(), random, clock);
    REQUIRE(sign_in(carer).ok());
    REQUIRE(carer.write_next(made.subject));
  }

  Result<void> sign_in(load::Bedside& bedside) const {
    CARE_TRY(bedside.stretch_password(made.handle, made.password));
    return bedside.enter();
  }

  Finished run(const char* command) const { return run_program(upkeep_of(command, folder.path(), port)); }
  std::filesystem::path data() const { return folder / "data"; }
  // The home's own folder.
  std::filesystem::path files() const {
    for (const auto& entry : std::filesystem::directory_iterator(data())) {
      if (entry.is_directory() && entry.path().filename().string().starts_with("ws_")) return entry.path();
    }
    FAIL("there is no home");
    return {};
  }
  load::Where where() const { return {port, false, made.address.name}; }
  std::string list() const { return "/api/v1/subjects/" + made.subject + "/records?limit=50"; }

  TempFolder folder;
  std::uint16_t port;
  crypto::SystemRandom random;
  server::SystemClock clock;
  load::Home made;
};

}  // namespace care::test
