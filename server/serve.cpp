// careseal serve: until SIGTERM or SIGINT; what was accepted is finished first.
#include <csignal>
#include <cstdio>
#include <thread>

#include <unistd.h>

#include "server/command.h"
#include "server/runtime/running_server.h"
#include "server/serve.h"
#include "server/runtime/version.h"

namespace care::server {

sigset_t block_stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

std::unique_ptr<RunningServer> start_or_explain(const Config& config, LogLevel level) {
  auto started = RunningServer::start(config, level);
  if (auto* problem = std::get_if<StartProblem>(&started)) {
    std::fprintf(stderr, "careseal: %s (%u)\n", problem->sentence.c_str(),
                 static_cast<unsigned>(problem->error.code()));
    return nullptr;
  }
  return std::move(std::get<std::unique_ptr<RunningServer>>(started));
}

bool run_until_signal(RunningServer& server, const sigset_t& signals) {
  bool in_order = false;
  std::thread serving([&] {
    in_order = server.run();
    if (!in_order) ::kill(::getpid(), SIGTERM);  // a process that nobody can reach is ended, so that it is started again
  });
  int got = 0;
  sigwait(&signals, &got);
  server.stop();
  serving.join();
  return in_order;
}

int run_serve(const Arguments& arguments) {
  const sigset_t signals = block_stop_signals();  // before any thread starts
  const auto config = read_config(arguments);
  if (!config) return 2;
  auto server = start_or_explain(*config, parse_log_level(config->log_level).value_or(LogLevel::info));
  if (!server) return 1;
  std::fprintf(stderr, "careseal %s listens on %s\n", build_name().c_str(), server->base_address().c_str());
  for (const WorkspaceId& each : server->find_strays()) {
    std::fprintf(stderr, "careseal: %s\n", sentence_of_stray(each).c_str());
  }
  if (!server->has_homes() || arguments.has("--setup-link")) {
    std::fprintf(stderr, "Create a home (link valid for 30 minutes):\n  %s\n", server->setup_link().c_str());
  }
  if (run_until_signal(*server, signals)) return 0;
  std::fprintf(stderr, "careseal: the system took back the address %s; nobody can connect any more\n", server->base_address().c_str());
  return 1;
}

int run_version(const Arguments&) {
  std::printf("careseal %s\n", build_name().c_str());
  return 0;
}

}  // namespace care::server
