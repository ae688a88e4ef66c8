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

// Good for this host, those below it and this machine, and for no other: devices that trust it must not have to trust whoever finds
// its key with any other site.
Result<Issued> issue_authority(std::string_view base_host, Instant now);
// An authority made before for another host can't sign for this one.
bool may_sign_for(const Issued& authority, std::string_view base_host, Instant now);
Result<Issued> issue_server(const Issued& authority, std::string_view base_host, std::span<const std::string> homes, Instant now);

}  // namespace care::server
