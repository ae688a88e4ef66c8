// careseal demo: Sunrise House on this machine alone. Without --data its files are gone when it stops.
#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <thread>

#include <unistd.h>

#include "server/clock/system_clock.h"
#include "server/command.h"
#include "server/demo/demo_folder.h"
#include "server/demo/seed.h"
#include "server/keyring/master_key.h"
#include "server/serve.h"
#include "server/store/sqlite/schema.h"
#include "shared/crypto/system_random.h"

namespace care::server {
namespace {

void say(const std::string& step) { std::fprintf(stderr, "  %s …\n", step.c_str()); }
void complain(const std::string& sentence) { std::fprintf(stderr, "careseal: %s\n", sentence.c_str()); }

// A terminal that closes ends the demo as Ctrl-C does.
sigset_t block_demo_signals() {
  sigset_t signals = block_stop_signals();
  sigaddset(&signals, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

void print_address(const RunningServer& server) {
  std::printf("\nSunrise House is open:  http://sunrise.localhost:%u\n\n", static_cast<unsigned>(server.port()));
}

// False when nobody can have seen them.
bool print_sign_ins(const DemoHome& home, const RunningServer& server) {
  print_address(server);
  std::printf("These passwords were made just now and are shown only this once.\n\n");
  for (const DemoSignIn& each : home.sign_ins) {
    std::printf("  %-20s %-20s\n    e-mail    %s\n    password  %s\n", each.name.c_str(), each.job.c_str(), each.handle.c_str(),
                each.password.c_str());
    if (!each.totp_secret.empty()) std::printf("    authenticator secret  %s\n", each.totp_secret.c_str());
  }
  std::printf("\n");
  return std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
}

// Makes room for a new home where the one that is there can't be used. False: there is none, and standard error says why.
bool prepare(DemoFolder& folder, const Config& config, Random& random) {
  switch (folder.found()) {
    case DemoFolder::Found::home: return true;
    case DemoFolder::Found::nothing: break;
    case DemoFolder::Found::unfinished:
      std::fprintf(stderr, "The last demo home was not finished, so nobody knows its passwords. It is made anew.\n");
      break;
    case DemoFolder::Found::other_tables:
      std::fprintf(stderr, "The demo home was made by another version of Careseal. It is made anew, with new passwords.\n");
      break;
  }
  std::error_code failed;
  const bool cleared = folder.found() == DemoFolder::Found::nothing || folder.clear();
  if (cleared) std::filesystem::create_directories(config.data, failed);
  if (cleared && !failed && make_master_key_file(folder.master_key(), folder.data(), random)) return true;
  complain("the demo home can't be written to " + folder.data().parent_path().string());
  return false;
}

// Fills the home, shows who can sign in, and serves until a signal. A signal before that ends the work at its next request.
int make_and_serve(RunningServer& server, DemoFolder& folder, const sigset_t& signals, Random& random, const Clock& clock) {
  std::fprintf(stderr, "Making Sunrise House, which takes about half a minute:\n");
  std::atomic<bool> stopped = false;
  bool in_order = false;
  std::thread serving([&] {
    in_order = server.run();
    if (!in_order) ::kill(::getpid(), SIGTERM);  // nobody can reach it any more
  });
  std::thread watching([&] {
    int got = 0;
    sigwait(&signals, &got);
    stopped = true;
    server.stop();
  });
  const std::string link = server.setup_link();
  const auto home = seed_demo_home({"127.0.0.1", server.port(), false, "localhost"}, link.substr(link.find('#') + 1), random, clock, &say);
  bool made = false;
  if (!home) {
    complain(stopped ? "stopped before the demo home was whole; the next start makes it anew"
                     : "the demo home could not be made: " + std::string(info_of(home.error().code()).name) + " (" +
                           std::to_string(static_cast<unsigned>(home.error().code())) + ")");
  } else if (!print_sign_ins(*home, server)) {
    complain("the passwords of the demo home could not be shown");
  } else if (!folder.finish()) {
    complain("the demo home can't be kept: its folder can't be written");
  } else {
    made = true;
  }
  if (!made) pthread_kill(watching.native_handle(), SIGTERM);
  watching.join();
  serving.join();
  return made && in_order ? 0 : 1;
}

}  // namespace

int run_demo(const Arguments& arguments) {
  const sigset_t signals = block_demo_signals();
  auto config = read_config(arguments);
  if (!config) return 2;
  crypto::SystemRandom random;
  const SystemClock clock;
  const bool keep = std::any_of(arguments.flags.begin(), arguments.flags.end(), [](const Flag& flag) { return flag.first == "--server-data"; });
  const std::uint64_t tables = sqlite::schema_number();
  auto opened = keep ? DemoFolder::open(config->data, tables) : DemoFolder::make_temporary(tables);
  if (const auto* sentence = std::get_if<std::string>(&opened)) {
    complain(*sentence);
    return 1;
  }
  DemoFolder& folder = std::get<DemoFolder>(opened);
  // Data and key lie side by side here, which a real installation refuses: this home holds nobody's life.
  config->data = folder.data().string();
  config->master_key = "file:" + folder.master_key().string();
  config->tls_mode = "off";
  config->listen = "127.0.0.1";
  config->base_host = "localhost";
  config->admin_port = 0;
  if (!prepare(folder, *config, random)) return 1;
  const auto server = start_or_explain(*config, LogLevel::warn);
  if (!server) return 1;
  if (folder.found() != DemoFolder::Found::home || !server->has_homes()) return make_and_serve(*server, folder, signals, random, clock);
  print_address(*server);
  std::printf("The passwords were shown when it was made.\n");
  std::fflush(stdout);
  return run_until_signal(*server, signals) ? 0 : 1;
}

}  // namespace care::server
