// server/serve.h — what `serve` and `demo` share: signals, start, stop.
#pragma once

#include <csignal>
#include <memory>

#include "server/runtime/running_server.h"

namespace care::server {

sigset_t block_stop_signals();
std::unique_ptr<RunningServer> start_or_explain(const Config& config, LogLevel level);
// Until one of the signals; false: the listener ended by itself before.
bool run_until_signal(RunningServer& server, const sigset_t& signals);

}  // namespace care::server
