// wasm/redact/bindings.cpp — the calls of wasm/redact/care_redact.d.ts. Converts, calls, converts back; no logic.
#include "wasm/calls.h"
#include "wasm/convert.h"
#include "wasm/redact/session.h"

namespace care::wasm {
namespace {

// The worker owns one module and the module one session.
RedactSession& session() {
  static RedactSession only;
  return only;
}

using Act = Result<Json> (RedactSession::*)(const Json&);

template <Act act>
std::string run(Arguments given) {
  const auto args = read_arguments(given[0]);
  return answer(args ? (session().*act)(*args) : Result<Json>(args.error()));
}

std::string redact_text(Arguments given) {
  const auto args = read_arguments(given[0]);
  return answer_written(args ? session().redact_text(*args) : Result<std::string>(args.error()));
}

std::string open_lists(Arguments given) { return answer(session().open_lists(given[0])); }
std::string restore_chunk(Arguments given) { return answer(session().restore_chunk(as_text(given[0]))); }
std::string restore_end(Arguments) { return answer(session().restore_end()); }
std::string forget(Arguments) { return answer(session().forget()); }

constexpr Call kCalls[] = {
    {"open_lists", "b", &open_lists},
    {"set_roster", "t", &run<&RedactSession::set_roster>},
    {"begin_conversation", "t", &run<&RedactSession::begin_conversation>},
    {"redact_text", "t", &redact_text},
    {"restore_text", "t", &run<&RedactSession::restore_text>},
    {"restore_chunk", "t", &restore_chunk},
    {"restore_end", "", &restore_end},
    {"check_text", "t", &run<&RedactSession::check_text>},
    {"forget", "", &forget},
};

}  // namespace

std::span<const Call> calls() { return kCalls; }

}  // namespace care::wasm
