// shared/wire/chat.h — a question to a chat-completions service and the pieces of its streamed answer, as Azure OpenAI and whatever
// speaks like OpenAI write them.
//
// What comes back is somebody else's JSON, with floats, null and members nobody asked for: only what is needed is read.
// Errors   assist_provider_failed (not readable, or the service says that it failed), assist_provider_refused (its content filter)
// Source   OpenAI API reference, chat/completions with stream; Azure OpenAI reference, content filtering: a first piece with
//          prompt_filter_results and no choices, pieces without a delta, an error with code content_filter
// Tests    tests/unit/wire/chat_test.cpp
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shared/base/result.h"

namespace care::wire {

struct ChatQuestion {
  std::string_view instruction;
  std::string_view text;
  std::string_view model{};     // empty: the address says it
  bool refuse_storing = false;  // says so where the service would keep answers otherwise
};
// Nothing but these: no user, no metadata, no id.
std::string encode_chat_question(const ChatQuestion& question);

struct ChatPiece {
  std::string text;
  bool finished = false;  // the answer is whole
  bool cut_off = false;   // it ended before that: the length the service allows was reached
};
Result<ChatPiece> parse_chat_piece(std::string_view json);

// What the body of a refusal says of its reason.
ErrorCode read_chat_refusal(std::string_view json);

}  // namespace care::wire
