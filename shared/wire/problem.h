// shared/wire/problem.h — an error as clients read it (RFC 9457), with our number and no text from input.
#pragma once

#include "shared/base/json.h"

namespace care::wire {

inline constexpr std::string_view kProblemType = "application/problem+json";

Json encode_problem(const Error& error);

// What an answer of that type says; network_failed where it names no error that is known here.
ErrorCode decode_problem(const Json& problem);

}  // namespace care::wire
