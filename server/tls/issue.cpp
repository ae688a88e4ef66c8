#include "server/tls/issue.h"

#include <openssl/bn.h>
#include <openssl/ec.h>

namespace care::server {
namespace {

constexpr std::chrono::days kAuthorityLife{3650};
constexpr std::chrono::days kServerLife{397};  // what browsers accept
constexpr std::chrono::hours kClockSlack{1};
constexpr int kSerialBits = 127;

Result<void> need(int outcome) {
  if (outcome <= 0) return ErrorCode::certificate_invalid;
  return {};
}

Result<void> add_extension(X509* certificate, X509* issuer, int id, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, id, value.c_str()));
  if (!extension) return ErrorCode::certificate_invalid;
  return need(X509_add_ext(certificate, extension.get(), -1));
}

Result<void> set_time(ASN1_TIME* field, Instant when) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(when).time_since_epoch().count();
  if (ASN1_TIME_set(field, static_cast<time_t>(seconds)) == nullptr) return ErrorCode::certificate_invalid;
  return {};
}

Result<void> set_serial(X509* certificate) {
  const BigNumber serial(BN_new());
  if (!serial) return ErrorCode::out_of_memory;
  CARE_TRY(need(BN_rand(serial.get(), kSerialBits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY)));
  if (BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate)) == nullptr) return ErrorCode::certificate_invalid;
  return {};
}

Result<void> set_name(X509_NAME* name, const std::string& common_name) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(common_name.data());
  const int size = static_cast<int>(common_name.size());
  CARE_TRY(need(X509_NAME_add_entry_by_txt(name, "O", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>("Careseal"), -1,
                                           -1, 0)));
  return need(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, bytes, size, -1, 0));
}

// Version, serial, times, name and key; extensions and signature are the caller's.
Result<Issued> begin(const std::string& common_name, Instant now, std::chrono::days life) {
  Issued made;
  made.key.reset(EVP_EC_gen("P-256"));
  made.certificate.reset(X509_new());
  if (!made.key || !made.certificate) return ErrorCode::certificate_invalid;
  X509* certificate = made.certificate.get();
  CARE_TRY(need(X509_set_version(certificate, X509_VERSION_3)));
  CARE_TRY(set_serial(certificate));
  CARE_TRY(set_time(X509_getm_notBefore(certificate), now - kClockSlack));
  CARE_TRY(set_time(X509_getm_notAfter(certificate), now + life));
  CARE_TRY(set_name(X509_get_subject_name(certificate), common_name));
  CARE_TRY(need(X509_set_pubkey(certificate, made.key.get())));
  return made;
}

std::string alternative_names(std::string_view base_host, std::span<const std::string> homes) {
  const std::string base(base_host);
  std::string names = "DNS:" + base + ",DNS:*." + base;
  if (base != "localhost") names += ",DNS:localhost,DNS:*.localhost";
  for (const std::string& home : homes) names += ",DNS:" + home + "." + base;
  return names + ",IP:127.0.0.1,IP:::1";
}

}  // namespace

Result<Issued> issue_authority(std::string_view base_host, Instant now) {
  Issued made = CARE_TRY(begin("Careseal local authority", now, kAuthorityLife));
  X509* certificate = made.certificate.get();
  CARE_TRY(need(X509_set_issuer_name(certificate, X509_get_subject_name(certificate))));
  CARE_TRY(add_extension(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE,pathlen:0"));
  CARE_TRY(add_extension(certificate, certificate, NID_key_usage, "critical,keyCertSign,cRLSign"));
  CARE_TRY(add_extension(certificate, certificate, NID_subject_key_identifier, "hash"));
  CARE_TRY(add_extension(certificate, certificate, NID_name_constraints,
                         "critical,permitted;DNS:" + std::string(base_host) + ",permitted;DNS:localhost,permitted;IP:127.0.0.1/255.255.255.255,"
                         "permitted;IP:::1/FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF"));
  CARE_TRY(need(X509_sign(certificate, made.key.get(), EVP_sha256())));
  return made;
}

bool may_sign_for(const Issued& authority, std::string_view base_host, Instant now) {
  const NameConstraints names(static_cast<NAME_CONSTRAINTS*>(X509_get_ext_d2i(authority.certificate.get(), NID_name_constraints, nullptr, nullptr)));
  if (!names) return false;
  const auto trial = issue_server(authority, base_host, {}, now);
  // The check looks at names that OpenSSL has read out of the extensions before, which the question for any purpose makes it do.
  return trial && X509_check_purpose(trial->certificate.get(), -1, 0) == 1 &&
         NAME_CONSTRAINTS_check(trial->certificate.get(), names.get()) == X509_V_OK;
}

Result<Issued> issue_server(const Issued& authority, std::string_view base_host, std::span<const std::string> homes,
                            Instant now) {
  Issued made = CARE_TRY(begin(std::string(base_host), now, kServerLife));
  X509* certificate = made.certificate.get();
  X509* issuer = authority.certificate.get();
  CARE_TRY(need(X509_set_issuer_name(certificate, X509_get_subject_name(issuer))));
  CARE_TRY(add_extension(certificate, issuer, NID_basic_constraints, "critical,CA:FALSE"));
  CARE_TRY(add_extension(certificate, issuer, NID_key_usage, "critical,digitalSignature"));
  CARE_TRY(add_extension(certificate, issuer, NID_ext_key_usage, "serverAuth"));
  CARE_TRY(add_extension(certificate, issuer, NID_subject_alt_name, alternative_names(base_host, homes)));
  CARE_TRY(add_extension(certificate, issuer, NID_subject_key_identifier, "hash"));
  CARE_TRY(add_extension(certificate, issuer, NID_authority_key_identifier, "keyid"));
  CARE_TRY(need(X509_sign(certificate, authority.key.get(), EVP_sha256())));
  return made;
}

}  // namespace care::server
