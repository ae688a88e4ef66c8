// server/assist/chat_stream.h — the bytes of a streamed answer, however they were cut on the way, as pieces of text.
//
// Shapes   server-sent events: data lines, comments, any line end; one line at most 64 KiB, the text at most 64 KiB, all of it 16 MiB
// Errors   assist_provider_failed, assist_provider_refused, assist_cut_off (more than that)
// Secrets  what it holds of the answer is wiped
// Source   HTML living standard, server-sent events; shared/wire/chat.h for what a data line holds
// Tests    tests/unit/server/assist/chat_stream_test.cpp
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "shared/base/result.h"

namespace care::server {

inline constexpr std::size_t kAnswerMaxBytes = 64 * 1024;

class ChatStream {
 public:
  // Each piece of text, in whole characters. False: nobody wants more.
  using TakeText = std::function<bool(std::string_view text)>;

  explicit ChatStream(TakeText take_text) : take_text_(std::move(take_text)) {}
  ~ChatStream();
  ChatStream(const ChatStream&) = delete;
  ChatStream& operator=(const ChatStream&) = delete;

  // assist_cancelled where the text was not wanted any more.
  Result<void> take(std::string_view bytes);
  // After the last byte: whether the answer came whole.
  Result<void> finish() const;
  bool finished() const { return finished_; }
  std::size_t text_bytes() const { return text_bytes_; }

 private:
  Result<void> take_line(std::string_view line);
  Result<void> take_event();

  TakeText take_text_;
  std::string line_;
  std::string data_;
  std::size_t all_bytes_ = 0;
  std::size_t text_bytes_ = 0;
  bool after_return_ = false;  // a line feed now belongs to the line end before it
  bool any_event_ = false;
  bool complete_ = false;      // a piece said that it was the last
  bool cut_off_ = false;
  bool finished_ = false;      // nothing may follow
};

}  // namespace care::server
