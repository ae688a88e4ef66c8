#include "server/assist/settings.h"

#include "tests/support/catch.h"

namespace care::server {
namespace {

AssistSettings azure(std::string endpoint = "https://rose.openai.azure.com") {
  AssistSettings settings;
  settings.endpoint = std::move(endpoint);
  settings.deployment = "notes";
  settings.api_version = "2024-10-21";
  settings.model = "gpt-4o";
  settings.region = "uksouth";
  settings.regions = {"uksouth", "ukwest"};
  return settings;
}

AssistSettings openai(std::string endpoint) {
  AssistSettings settings = azure(std::move(endpoint));
  settings.kind = AssistKind::openai;
  return settings;
}

bool good(const AssistSettings& settings) { return !find_fault(settings).has_value(); }

}  // namespace

TEST_CASE("assist settings: the one address of each kind of service") {
  CHECK(address_of(azure()) == "https://rose.openai.azure.com/openai/deployments/notes/chat/completions?api-version=2024-10-21");
  CHECK(address_of(azure("https://rose.openai.azure.com/")) == address_of(azure()));
  CHECK(address_of(openai("https://ai.example:8443/gateway")) == "https://ai.example:8443/gateway/v1/chat/completions");
  CHECK(address_of(openai("https://ai.example/v1/")) == "https://ai.example/v1/chat/completions");
  CHECK(host_of(openai("https://ai.example:8443/gateway")) == "ai.example");
}

TEST_CASE("assist settings: texts go by TLS, and without it to this machine alone") {
  CHECK(good(azure()));
  CHECK(good(openai("https://ai.example")));
  CHECK_FALSE(good(openai("http://ai.example")));
  CHECK(good(openai("http://localhost:8080")));
  CHECK(good(azure("http://127.0.0.1:8080")));
  CHECK_FALSE(good(openai("http://localhost.example")));
  for (const char* bad : {"", "https://", "https:///path", "ai.example", "ftp://ai.example", "https://ai.example?x=1", "https://ai.example#x",
                          "https://user@ai.example", "https://ai.example/ x", "https://ai.example\r\nX: y"}) {
    INFO(bad);
    CHECK_FALSE(good(openai(bad)));
  }
}

TEST_CASE("assist settings: a region outside the list, or Azure's address of another region, is refused at the start") {
  AssistSettings elsewhere = azure();
  elsewhere.region = "eastus";
  CHECK_FALSE(good(elsewhere));
  CHECK(good(azure("https://uksouth.api.cognitive.microsoft.com")));
  CHECK_FALSE(good(azure("https://eastus.api.cognitive.microsoft.com")));
  CHECK_FALSE(good(azure("https://ukwest.api.cognitive.microsoft.com")));  // another one than is told to people
  CHECK_FALSE(good(azure("https://rose.openai.azure.com.evil.example")));
  CHECK_FALSE(good(azure("https://ai.example")));
  AssistSettings none = azure();
  none.regions.clear();
  CHECK_FALSE(good(none));
}

TEST_CASE("assist settings: names are what statements can say") {
  for (const char* bad : {"", "gpt 4", "gpt/4", "a\nb"}) {
    AssistSettings settings = azure();
    settings.model = bad;
    CHECK_FALSE(good(settings));
    settings = azure();
    settings.deployment = bad;
    CHECK_FALSE(good(settings));
    settings = azure();
    settings.api_version = bad;
    CHECK_FALSE(good(settings));
  }
  AssistSettings settings = azure();
  settings.model = std::string(65, 'a');
  CHECK_FALSE(good(settings));
}

}  // namespace care::server
