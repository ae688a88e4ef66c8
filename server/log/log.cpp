#include "server/log/log.h"

#include <array>
#include <atomic>
#include <chrono>
#include <string>

#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace care::server {
namespace {

constexpr std::string_view name_of(LogLevel level) {
  switch (level) {
    case LogLevel::debug: return "debug";
    case LogLevel::info: return "info";
    case LogLevel::warn: return "warn";
    case LogLevel::error: return "error";
  }
  return "error";
}

std::string format_time(Instant when) {
  const auto day = std::chrono::floor<std::chrono::days>(when);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(when - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), time.hours().count(),
                     time.minutes().count(), time.seconds().count(), time.subseconds().count());
}

// Literals of the source, ids and numbers: nothing here needs escaping.
std::string format_line(Instant now, LogLevel level, const LogLine& line) {
  std::string out = fmt::format(R"({{"time":"{}","level":"{}","event":"{}")", format_time(now), name_of(level), line.event.text());
  const auto text = [&](std::string_view key, std::string_view value) { out += fmt::format(R"(,"{}":"{}")", key, value); };
  const auto number = [&](std::string_view key, std::uint64_t value) { out += fmt::format(R"(,"{}":{})", key, value); };
  if (line.request) text("request", line.request->text());
  if (line.workspace) text("ws", line.workspace->text());
  if (!line.route.empty()) text("route", line.route.text());
  if (line.status) number("status", *line.status);
  if (line.ms) number("ms", *line.ms);
  if (line.code) text("code", info_of(*line.code).name);
  if (line.count) number("count", *line.count);
  out += '}';
  return out;
}

class SpdLog final : public Log {
 public:
  SpdLog(const Clock& clock, LogLevel level, std::shared_ptr<spdlog::sinks::sink> sink)
      : clock_(clock), level_(level), logger_("careseal", std::move(sink)) {
    logger_.set_pattern("%v");
    logger_.set_level(spdlog::level::trace);
    logger_.flush_on(spdlog::level::warn);
    logger_.set_error_handler([](const std::string&) {});  // a full disk under the log must not stop the server
  }

  void write(LogLevel level, const LogLine& line) override {
    if (level < level_.load(std::memory_order_relaxed)) return;
    const std::string text = format_line(clock_.now(), level, line);
    logger_.log(level >= LogLevel::warn ? spdlog::level::warn : spdlog::level::info, spdlog::string_view_t(text));
  }
  void set_level(LogLevel level) override { level_.store(level, std::memory_order_relaxed); }

 private:
  const Clock& clock_;
  std::atomic<LogLevel> level_;
  spdlog::logger logger_;
};

class CallbackSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  CallbackSink(void (*on_line)(void*, std::string_view), void* context) : sink_(on_line), context_(context) {}

 private:
  void sink_it_(const spdlog::details::log_msg& message) override {
    sink_(context_, {message.payload.data(), message.payload.size()});
  }
  void flush_() override {}
  void (*sink_)(void*, std::string_view);
  void* context_;
};

}  // namespace

std::optional<LogLevel> parse_log_level(std::string_view text) {
  constexpr std::array kAll{LogLevel::debug, LogLevel::info, LogLevel::warn, LogLevel::error};
  for (const LogLevel level : kAll) {
    if (name_of(level) == text) return level;
  }
  return std::nullopt;
}

std::unique_ptr<Log> make_stdout_log(const Clock& clock, LogLevel level) {
  return std::make_unique<SpdLog>(clock, level, std::make_shared<spdlog::sinks::stdout_sink_mt>());
}

std::unique_ptr<Log> make_sink_log(const Clock& clock, LogLevel level, void (*sink)(void* context, std::string_view line),
                                   void* context) {
  return std::make_unique<SpdLog>(clock, level, std::make_shared<CallbackSink>(sink, context));
}

}  // namespace care::server
