// wasm/redact/session.h — what the redactor's module keeps: the word lists, one roster, one conversation. JSON in, JSON out.
//
// Shapes   wasm/redact/care_redact.d.ts; positions count code points
// Errors   lists_invalid (also before there are any), identifier_kept, json_wrong_type, json_missing_field, those of Roster::create
// Secrets  the roster and the conversation; forget() ends them, and the module's worker is ended by the page
// Tests    tests/contract/redact.test.mjs, tests/fuzz/redact_targets.cpp
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/json.h"
#include "shared/redact/restore.h"

namespace care::wasm {

class RedactSession {
 public:
  Result<Json> open_lists(BytesView lists);
  Result<Json> set_roster(const Json& args);
  Result<Json> begin_conversation(const Json& args);
  Result<std::string> redact_text(const Json& args);  // canonical JSON: a tree of it would take a fifth of the time
  Result<Json> restore_text(const Json& args);
  Result<Json> restore_chunk(std::string_view chunk);
  Result<Json> restore_end();
  Result<Json> check_text(const Json& args);
  Json forget();

 private:
  redact::Conversation& begin(redact::DateForm dates, int shift_days);
  redact::Conversation& conversation();

  std::vector<std::uint32_t> list_bytes_;  // as numbers, since they are read at addresses divisible by 4
  std::optional<redact::Lexicon> lexicon_;
  redact::Roster roster_;
  std::optional<redact::Conversation> conversation_;
  std::optional<redact::Restorer> restorer_;
  std::vector<std::string> unknown_;  // of the answer that is coming
};

}  // namespace care::wasm
