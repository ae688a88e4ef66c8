#include "server/tls/certificates.h"

#include <algorithm>
#include <ctime>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server/tls/issue.h"

namespace care::server {
namespace {

constexpr std::chrono::days kRenewBefore{30};
constexpr int kRsaMinBits = 2048;
constexpr std::size_t kPemMaxBytes = 256 * 1024;

std::string read_text(const std::filesystem::path& path) {
  std::error_code failed;
  const auto size = std::filesystem::file_size(path, failed);
  if (failed || size > kPemMaxBytes) return {};
  const Memory file(BIO_new_file(path.c_str(), "rb"));  // a stream of the C++ library throws where the disk gives an error
  std::string text(size, '\0');
  if (!file || BIO_read(file.get(), text.data(), static_cast<int>(size)) != static_cast<int>(size)) return {};
  return text;
}

// Beside and renamed, so that a reader sees the old file or the new one.
Result<void> write_file(const std::filesystem::path& path, std::string_view text, mode_t mode) {
  std::filesystem::path beside = path;
  beside += ".new";
  const int descriptor = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode);
  if (descriptor < 0) return ErrorCode::store_failed;
  const bool written = ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                       ::fsync(descriptor) == 0;
  ::close(descriptor);
  if (!written || ::rename(beside.c_str(), path.c_str()) != 0) return ErrorCode::store_failed;
  return {};
}

std::string text_of(BIO* memory) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory, &data);
  return {data, static_cast<std::size_t>(size)};
}

Result<void> write_certificate(const std::filesystem::path& path, X509* certificate) {
  const Memory memory(BIO_new(BIO_s_mem()));
  if (!memory || PEM_write_bio_X509(memory.get(), certificate) != 1) return ErrorCode::certificate_invalid;
  return write_file(path, text_of(memory.get()), 0644);
}

Result<void> write_key(const std::filesystem::path& path, EVP_PKEY* key) {
  const Memory memory(BIO_new(BIO_s_secmem()));
  if (!memory || PEM_write_bio_PKCS8PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1) {
    return ErrorCode::certificate_invalid;
  }
  std::string text = text_of(memory.get());
  const Result<void> written = write_file(path, text, 0600);
  OPENSSL_cleanse(text.data(), text.size());
  return written;
}

Result<Issued> load(const std::filesystem::path& certificate_path, const std::filesystem::path& key_path) {
  const std::string certificate_text = read_text(certificate_path);
  std::string key_text = read_text(key_path);
  const Memory certificate(BIO_new_mem_buf(certificate_text.data(), static_cast<int>(certificate_text.size())));
  const Memory key(BIO_new_mem_buf(key_text.data(), static_cast<int>(key_text.size())));
  Issued loaded;
  if (certificate) loaded.certificate.reset(PEM_read_bio_X509(certificate.get(), nullptr, nullptr, nullptr));
  // A callback that gives no password: a key under one is not usable by a server that starts by itself.
  const auto no_password = [](char*, int, int, void*) { return 0; };
  if (key) loaded.key.reset(PEM_read_bio_PrivateKey(key.get(), nullptr, no_password, nullptr));
  OPENSSL_cleanse(key_text.data(), key_text.size());
  if (!loaded.certificate || !loaded.key) return ErrorCode::certificate_invalid;
  if (X509_check_private_key(loaded.certificate.get(), loaded.key.get()) != 1) return ErrorCode::certificate_invalid;
  return loaded;
}

Result<Instant> time_of(const ASN1_TIME* field) {
  std::tm broken{};
  if (ASN1_TIME_to_tm(field, &broken) != 1) return ErrorCode::certificate_invalid;
  return Instant(std::chrono::seconds(::timegm(&broken)));
}

bool is_strong(EVP_PKEY* key) {
  if (EVP_PKEY_is_a(key, "EC") == 1 || EVP_PKEY_is_a(key, "ED25519") == 1) return true;
  return EVP_PKEY_is_a(key, "RSA") == 1 && EVP_PKEY_get_bits(key) >= kRsaMinBits;
}

bool fits_hosts(X509* certificate, std::string_view base_host, std::span<const std::string> homes) {
  if (X509_check_host(certificate, base_host.data(), base_host.size(), 0, nullptr) != 1) return false;
  return std::all_of(homes.begin(), homes.end(), [&](const std::string& home) {
    const std::string host = home + "." + std::string(base_host);
    return X509_check_host(certificate, host.data(), host.size(), 0, nullptr) == 1;
  });
}

Result<Issued> load_or_make_authority(const std::filesystem::path& folder, std::string_view base_host, Instant now) {
  std::error_code failed;
  // The key is written first: without its certificate it is what a crash left, and nobody trusts it.
  if (std::filesystem::exists(folder / "ca.pem", failed)) {
    Issued loaded = CARE_TRY(load(folder / "ca.pem", folder / "ca.key"));
    if (may_sign_for(loaded, base_host, now)) return loaded;
  }
  Issued made = CARE_TRY(issue_authority(base_host, now));
  std::filesystem::remove(folder / "ca.pem", failed);
  CARE_TRY(write_key(folder / "ca.key", made.key.get()));
  CARE_TRY(write_certificate(folder / "ca.pem", made.certificate.get()));
  return made;
}

bool is_still_good(const CertificateFiles& files, const Issued& authority, std::string_view base_host,
                   std::span<const std::string> homes, Instant now) {
  const auto loaded = load(files.certificate, files.key);
  if (!loaded.ok()) return false;
  const auto end = time_of(X509_get0_notAfter(loaded->certificate.get()));
  if (!end.ok() || *end - now < kRenewBefore) return false;
  return fits_hosts(loaded->certificate.get(), base_host, homes) &&
         X509_verify(loaded->certificate.get(), authority.key.get()) == 1;
}

}  // namespace

Result<CertificateFiles> prepare_local_certificates(const std::filesystem::path& folder, std::string_view base_host,
                                                    const Clock& clock, std::span<const std::string> homes) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return ErrorCode::store_failed;
  const Instant now = clock.now();
  const Issued authority = CARE_TRY(load_or_make_authority(folder, base_host, now));
  CertificateFiles files{folder / "server.pem", folder / "server.key"};
  if (is_still_good(files, authority, base_host, homes, now)) return files;
  const Issued server = CARE_TRY(issue_server(authority, base_host, homes, now));
  CARE_TRY(write_key(files.key, server.key.get()));
  CARE_TRY(write_certificate(files.certificate, server.certificate.get()));
  return files;
}

Result<std::string> load_authority_pem(const std::filesystem::path& folder) {
  std::string text = read_text(folder / "ca.pem");
  if (text.empty()) return ErrorCode::not_found;
  return text;
}

Result<CertificateFacts> check_certificates(const CertificateFiles& files, Instant now) {
  const Issued loaded = CARE_TRY(load(files.certificate, files.key));
  if (!is_strong(loaded.key.get())) return ErrorCode::certificate_invalid;
  CertificateFacts facts;
  facts.not_after = CARE_TRY(time_of(X509_get0_notAfter(loaded.certificate.get())));
  unsigned size = 0;
  if (X509_digest(loaded.certificate.get(), EVP_sha256(), facts.fingerprint.data(), &size) != 1 ||
      size != facts.fingerprint.size()) {
    return ErrorCode::certificate_invalid;
  }
  // One that is not valid yet is served: it is this machine's clock that is behind, and who connects judges by their own.
  if (now >= facts.not_after) return ErrorCode::certificate_expired;
  return facts;
}

CertificateWatch::CertificateWatch(CertificateFiles files) : files_(std::move(files)), last_(look()) {}

CertificateWatch::Stamp CertificateWatch::look() const {
  Stamp stamp;
  struct stat facts {};
  if (::stat(files_.certificate.c_str(), &facts) == 0) {
    stamp.certificate_time = facts.st_mtim.tv_sec * 1'000'000'000 + facts.st_mtim.tv_nsec;
    stamp.certificate_bytes = static_cast<std::uintmax_t>(facts.st_size);
  }
  if (::stat(files_.key.c_str(), &facts) == 0) {
    stamp.key_time = facts.st_mtim.tv_sec * 1'000'000'000 + facts.st_mtim.tv_nsec;
    stamp.key_bytes = static_cast<std::uintmax_t>(facts.st_size);
  }
  return stamp;
}

bool CertificateWatch::changed() {
  const Stamp now = look();
  if (now == last_) return false;
  last_ = now;
  return true;
}

}  // namespace care::server
