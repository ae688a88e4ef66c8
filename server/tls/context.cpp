#include "server/tls/context.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

namespace care::server {

void TlsContextFree::operator()(ssl_ctx_st* context) const { SSL_CTX_free(context); }

Result<TlsContext> make_tls_context(const CertificateFiles& files) {
  TlsContext context(SSL_CTX_new(TLS_server_method()));
  if (!context) return ErrorCode::out_of_memory;
  SSL_CTX* raw = context.get();
  // A callback that gives no password: without it OpenSSL would ask at the terminal.
  SSL_CTX_set_default_passwd_cb(raw, [](char*, int, int, void*) { return 0; });
  // Idle connections give their buffers back; a write may go out in parts.
  SSL_CTX_set_mode(raw, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_options(raw, SSL_OP_NO_COMPRESSION);
  // One read of the socket for a record, not one for its head and one for the rest.
  SSL_CTX_set_read_ahead(raw, 1);
  const bool usable = SSL_CTX_set_min_proto_version(raw, TLS1_3_VERSION) == 1 &&
                      SSL_CTX_use_certificate_chain_file(raw, files.certificate.c_str()) == 1 &&
                      SSL_CTX_use_PrivateKey_file(raw, files.key.c_str(), SSL_FILETYPE_PEM) == 1 &&
                      SSL_CTX_check_private_key(raw) == 1;
  ERR_clear_error();
  if (!usable) return ErrorCode::certificate_invalid;
  return context;
}

}  // namespace care::server
