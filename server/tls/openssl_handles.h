// server/tls/openssl_handles.h — OpenSSL's objects with owners. For this folder's .cpp files.
#pragma once

#include <memory>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace care::server {

template <auto Free>
struct OpenSslFree {
  template <typename T>
  void operator()(T* object) const { Free(object); }
};

using PrivateKey = std::unique_ptr<EVP_PKEY, OpenSslFree<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, OpenSslFree<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, OpenSslFree<X509_EXTENSION_free>>;
using Memory = std::unique_ptr<BIO, OpenSslFree<BIO_free_all>>;
using NameConstraints = std::unique_ptr<NAME_CONSTRAINTS, OpenSslFree<NAME_CONSTRAINTS_free>>;
using BigNumber = std::unique_ptr<BIGNUM, OpenSslFree<BN_free>>;

}  // namespace care::server
