// server/tls/context.h — what a listener needs to speak TLS: version 1.3 alone, the certificate with its chain, the key.
//
// Errors   certificate_invalid (a file that can't be read, or certificate and key that do not belong together)
// Tests    tests/integration/headers_test.cpp
#pragma once

#include <memory>

#include "server/tls/certificates.h"

struct ssl_ctx_st;

namespace care::server {

struct TlsContextFree {
  void operator()(ssl_ctx_st* context) const;
};
using TlsContext = std::unique_ptr<ssl_ctx_st, TlsContextFree>;

Result<TlsContext> make_tls_context(const CertificateFiles& files);

}  // namespace care::server
