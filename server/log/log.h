// server/log/log.h — what the server says about itself: JSON lines of ids, codes and numbers. Text can't be passed in.
//
// Shapes   {"time":…,"level":…,"event":…,"request"?,"ws"?,"route"?,"status"?,"ms"?,"code"?,"count"?}
// Tests    tests/unit/server/log/log_test.cpp
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "shared/base/clock.h"
#include "shared/base/error.h"
#include "shared/base/id.h"

namespace care::server {

enum class LogLevel : std::uint8_t { debug, info, warn, error };

// A literal of the source, such as "request" or "home_opened"; never input.
using EventCode = FieldName;

struct LogLine {
  EventCode event;
  std::optional<RequestId> request{};
  std::optional<WorkspaceId> workspace{};
  FieldName route{};                        // name of the handler, from the route table
  std::optional<std::uint16_t> status{};
  std::optional<std::uint32_t> ms{};
  std::optional<ErrorCode> code{};
  std::optional<std::uint64_t> count{};
};

class Log {
 public:
  virtual ~Log() = default;
  virtual void write(LogLevel level, const LogLine& line) = 0;
  virtual void set_level(LogLevel level) = 0;

  void debug(const LogLine& line) { write(LogLevel::debug, line); }
  void info(const LogLine& line) { write(LogLevel::info, line); }
  void warn(const LogLine& line) { write(LogLevel::warn, line); }
  void error(const LogLine& line) { write(LogLevel::error, line); }
};

std::optional<LogLevel> parse_log_level(std::string_view text);

// To standard output, one write per line, thread-safe.
std::unique_ptr<Log> make_stdout_log(const Clock& clock, LogLevel level);
// For tests and sub-commands: each finished line goes to `sink`.
std::unique_ptr<Log> make_sink_log(const Clock& clock, LogLevel level, void (*sink)(void* context, std::string_view line),
                                   void* context);

}  // namespace care::server
