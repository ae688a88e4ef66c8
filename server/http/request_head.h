// server/http/request_head.h — the first lines of a request, judged before a library takes them apart: they have one meaning or are refused.
//
// What two readers could understand differently is no request: line ends other than CR LF, folded lines, spaces around a name, two
// lengths or chunks, two hosts or cookie lines, control characters, addresses that don't begin with a slash.
// Shapes   at most 32 KiB in 100 lines of 8 KiB
// Errors   header_invalid
// Source   RFC 9112 2.2, 3, 5.1, 5.2, 6.3, 11.2; RFC 9110 7.2; RFC 6265 5.4
// Tests    tests/unit/server/http/request_head_test.cpp, tests/network/smuggling_test.cpp
#pragma once

#include <string>
#include <string_view>

#include "shared/base/result.h"

namespace care::server {

inline constexpr std::size_t kMaxHeadBytes = 32 * 1024;

// `head` ends with its empty line. The answer is the same head for the library, which takes %XX in values of headers for what it
// stands for: there a sibling's cookie could hold `; __Host-careseal=…`. Each % is sent as %25, so that a value arrives as it came.
Result<std::string> judge_head(std::string_view head);

// Of the Host header's value.
std::string without_port(std::string_view host);
// Two of one name: a page of a sibling host tossed one in, and nobody can say which. Then there is none.
std::string cookie_of(std::string_view cookies, std::string_view name);

}  // namespace care::server
