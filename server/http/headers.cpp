#include "server/http/headers.h"

namespace care::server {
namespace {

constexpr const char* kContentSecurityPolicy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types careseal";

Headers common(bool https_for_ever) {
  Headers out = {{"X-Content-Type-Options", "nosniff"},
                 {"Referrer-Policy", "no-referrer"},
                 {"Cross-Origin-Opener-Policy", "same-origin"},
                 {"Cross-Origin-Embedder-Policy", "require-corp"},
                 {"Cross-Origin-Resource-Policy", "same-origin"},
                 {"X-Frame-Options", "DENY"}};
  if (https_for_ever) out.emplace_back("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
  return out;
}

}  // namespace

bool may_insist_on_https(std::string_view base_host) { return base_host != "localhost" && !base_host.ends_with(".localhost"); }

Headers headers_of_page(bool https_for_ever) {
  Headers out = common(https_for_ever);
  out.emplace_back("Content-Security-Policy", kContentSecurityPolicy);
  out.emplace_back("Permissions-Policy",
                   "accelerometer=(), autoplay=(), camera=(self), display-capture=(), fullscreen=(self), geolocation=(), "
                   "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()");
  return out;
}

Headers headers_of_api(bool https_for_ever) {
  Headers out = common(https_for_ever);
  out.emplace_back("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  out.emplace_back("Cache-Control", "no-store");
  return out;
}

}  // namespace care::server
