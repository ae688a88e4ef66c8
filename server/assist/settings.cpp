#include "server/assist/settings.h"

#include <algorithm>

namespace care::server {
namespace {

constexpr std::string_view kHttps = "https://";
constexpr std::string_view kHttp = "http://";
constexpr std::string_view kAzureDomains[] = {".openai.azure.com", ".cognitiveservices.azure.com", ".services.ai.azure.com"};
constexpr std::string_view kAzureRegional = ".api.cognitive.microsoft.com";  // <region> stands before it
constexpr std::size_t kNameMaxBytes = 64;  // as in statements: shared/audit/statement_assist.h

std::string_view without_scheme(std::string_view endpoint) {
  for (const std::string_view scheme : {kHttps, kHttp}) {
    if (endpoint.starts_with(scheme)) return endpoint.substr(scheme.size());
  }
  return {};
}

bool is_plain(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') || letter == '-' ||
         letter == '_' || letter == '.';
}

bool is_name(std::string_view text) { return !text.empty() && text.size() <= kNameMaxBytes && std::all_of(text.begin(), text.end(), is_plain); }

bool is_address(std::string_view endpoint) {
  const std::string_view rest = without_scheme(endpoint);
  return !rest.empty() && rest.front() != '/' && std::all_of(rest.begin(), rest.end(), [](char letter) {
    return is_plain(letter) || letter == ':' || letter == '/';
  });
}

bool is_loopback(std::string_view host) { return host == "localhost" || host == "127.0.0.1" || host.ends_with(".localhost"); }

bool is_azure(const AssistSettings& settings) {
  const std::string host = host_of(settings);
  if (host == settings.region + std::string(kAzureRegional)) return true;
  return std::any_of(std::begin(kAzureDomains), std::end(kAzureDomains), [&](std::string_view domain) { return host.ends_with(domain); });
}

}  // namespace

std::string_view name_of(AssistKind kind) { return kind == AssistKind::azure ? "azure" : "openai"; }

std::string host_of(const AssistSettings& settings) {
  const std::string_view rest = without_scheme(settings.endpoint);
  return std::string(rest.substr(0, rest.find_first_of(":/")));
}

std::string address_of(const AssistSettings& settings) {
  std::string base = settings.endpoint;
  while (base.ends_with('/')) base.pop_back();
  if (settings.kind == AssistKind::openai) return base + (base.ends_with("/v1") ? "" : "/v1") + "/chat/completions";
  return base + "/openai/deployments/" + settings.deployment + "/chat/completions?api-version=" + settings.api_version;
}

std::optional<std::string> find_fault(const AssistSettings& settings) {
  const bool loopback = is_loopback(host_of(settings));
  if (!is_address(settings.endpoint)) return "endpoint must be an address such as https://name.openai.azure.com, without a query.";
  if (settings.endpoint.starts_with(kHttp) && !loopback) return "endpoint must begin with https://.";
  if (std::find(settings.regions.begin(), settings.regions.end(), settings.region) == settings.regions.end()) {
    return "region is not one of regions: texts may not be sent there.";
  }
  if (!is_name(settings.region) || !is_name(settings.model)) {
    return "region and model must be names of letters, digits, dots and hyphens, at most 64.";
  }
  if (settings.kind == AssistKind::openai) return std::nullopt;
  if (!is_name(settings.deployment) || !is_name(settings.api_version)) return "provider azure needs deployment and api_version.";
  if (!loopback && !is_azure(settings)) return "endpoint is none of Azure OpenAI's addresses, or one of another region.";
  return std::nullopt;
}

}  // namespace care::server
