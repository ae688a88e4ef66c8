// server/tls/certificates.h — a certificate of our own for a first start, and an eye on the one in use.
//
// Shapes   EC P-256; authority 10 years, server 397 days; SAN: base, *.base, localhost, *.localhost, 127.0.0.1, ::1, and each
//          home by name (under a base of one label some clients don't take the wildcard);
//          <folder>/{ca.pem,ca.key,server.pem,server.key}, keys 0600, written beside and renamed
// Errors   certificate_invalid, certificate_expired, store_failed
// Secrets  private keys stay in OpenSSL's objects and their files
// Tests    tests/unit/server/tls/certificates_test.cpp
#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "shared/base/clock.h"
#include "shared/base/result.h"

namespace care::server {

struct CertificateFiles {
  std::filesystem::path certificate;  // with its chain
  std::filesystem::path key;
};

struct CertificateFacts {
  Instant not_after{};
  Hash32 fingerprint{};  // SHA-256 of the certificate
};

// Makes authority and server certificate where they are missing, and the server certificate again where it has less than 30 days
// left or lacks one of the names: `base_host`, and the labels of `homes` under it. The authority is made once: people have told
// their browsers to trust it.
Result<CertificateFiles> prepare_local_certificates(const std::filesystem::path& folder, std::string_view base_host,
                                                    const Clock& clock, std::span<const std::string> homes = {});
Result<std::string> load_authority_pem(const std::filesystem::path& folder);

// Reads certificate and key, sees that they belong together, are EC or RSA ≥ 2048 and within their time.
Result<CertificateFacts> check_certificates(const CertificateFiles& files, Instant now);

// Tells whether the files were changed since the last look (time or size), so that a renewed certificate is taken up.
class CertificateWatch {
 public:
  explicit CertificateWatch(CertificateFiles files);
  bool changed();
  const CertificateFiles& files() const { return files_; }

 private:
  struct Stamp {
    std::int64_t certificate_time = 0, key_time = 0;
    std::uintmax_t certificate_bytes = 0, key_bytes = 0;
    friend bool operator==(const Stamp&, const Stamp&) = default;
  };
  Stamp look() const;
  CertificateFiles files_;
  Stamp last_;
};

}  // namespace care::server
