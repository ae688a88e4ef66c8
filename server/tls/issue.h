// server/tls/issue.h — makes keys and certificates in memory.
//
// Errors   certificate_invalid (OpenSSL refused)
// Tests    tests/unit/server/tls/certificates_test.cpp
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "server/tls/openssl_handles.h"
#include "shared/base/clock.h"
#include "shared/base/result.h"

namespace care::server {

struct Issued {
  PrivateKey key;
  Certificate certificate;
};

Result<Issued> issue_authority(Instant now);
Result<Issued> issue_server(const Issued& authority, std::string_view base_host, std::span<const std::string> homes, Instant now);

}  // namespace care::server
