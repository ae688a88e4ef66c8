// careseal demo: Sunrise House on this machine alone. Without --data its files are gone when it stops.
#include <cstdio>
#include <algorithm>
#include <thread>

#include "server/clock/system_clock.h"
#include "server/command.h"
#include "server/demo/seed.h"
#include "server/keyring/master_key.h"
#include "server/serve.h"
#include "shared/crypto/system_random.h"

namespace care::server {
namespace {

namespace fs = std::filesystem;

void say(const std::string& step) { std::fprintf(stderr, "  %s …\n", step.c_str()); }

void print_sign_ins(const DemoHome& home, std::uint16_t port) {
  std::printf("\nSunrise House is open:  http://sunrise.localhost:%u\n\n", static_cast<unsigned>(port));
  std::printf("These passwords were made just now and are shown only this once.\n\n");
  for (const DemoSignIn& each : home.sign_ins) {
    std::printf("  %-20s %-20s\n    e-mail    %s\n    password  %s\n", each.name.c_str(), each.job.c_str(), each.handle.c_str(),
                each.password.c_str());
    if (!each.totp_secret.empty()) std::printf("    authenticator secret  %s\n", each.totp_secret.c_str());
  }
  std::printf("\n");
  std::fflush(stdout);
}

}  // namespace

int run_demo(const Arguments& arguments) {
  const sigset_t signals = block_stop_signals();
  auto config = read_config(arguments);
  if (!config) return 2;
  crypto::SystemRandom random;
  const SystemClock clock;
  const bool keep = std::any_of(arguments.flags.begin(), arguments.flags.end(), [](const Flag& flag) { return flag.first == "--server-data"; });
  std::string folder = keep ? config->data : (fs::temp_directory_path() / "careseal-demo-XXXXXX").string();
  if (!keep && mkdtemp(folder.data()) == nullptr) {
    std::fprintf(stderr, "careseal: no temporary folder can be made\n");
    return 1;
  }
  // Data and key lie side by side here, which a real installation refuses: this home holds nobody's life.
  config->data = folder + "/data";
  config->master_key = "file:" + folder + "/master.key";
  config->tls_mode = "off";
  config->listen = "127.0.0.1";
  config->base_host = "localhost";
  config->admin_port = 0;
  fs::create_directories(config->data);
  if (!fs::exists(folder + "/master.key") && !make_master_key_file(folder + "/master.key", config->data, random)) {
    std::fprintf(stderr, "careseal: %s can't be written\n", folder.c_str());
    return 1;
  }
  int code = 0;
  {
    auto server = start_or_explain(*config, LogLevel::warn);
    if (!server) return 1;
    if (server->has_homes()) {
      std::printf("\nSunrise House is open:  http://sunrise.localhost:%u\n\nThe passwords were shown when it was made.\n", static_cast<unsigned>(server->port()));
      std::fflush(stdout);
      run_until_signal(*server, signals);
    } else {
      std::fprintf(stderr, "Making Sunrise House, which takes about half a minute:\n");
      std::thread serving([&] { server->run(); });
      const std::string link = server->setup_link();
      const auto home = seed_demo_home({"127.0.0.1", server->port(), false, "localhost"}, link.substr(link.find('#') + 1), random, clock, &say);
      if (home) {
        print_sign_ins(*home, server->port());
        int got = 0;
        sigwait(&signals, &got);
      } else {
        std::fprintf(stderr, "careseal: the demo home could not be made: %s (%u)\n",
                     std::string(info_of(home.error().code()).name).c_str(), static_cast<unsigned>(home.error().code()));
        code = 1;
      }
      server->stop();
      serving.join();
    }
  }
  std::error_code ignored;
  if (!keep || code != 0) fs::remove_all(folder, ignored);
  return code;
}

}  // namespace care::server
