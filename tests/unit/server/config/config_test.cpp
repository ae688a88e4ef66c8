#include "server/config/config.h"

#include <map>

#include "tests/support/temp_folder.h"
#include "tests/support/vectors.h"

namespace care::server {
namespace {

ConfigAnswer parse(std::string_view toml, std::map<std::string, std::string> environment = {}, std::vector<Flag> flags = {}) {
  return parse_config(toml, "careseal.toml", [&](std::string_view name) -> std::optional<std::string> {
    const auto at = environment.find(std::string(name));
    return at == environment.end() ? std::nullopt : std::optional(at->second);
  }, flags);
}

}  // namespace

TEST_CASE("config: without a file everything has its default") {
  const ConfigAnswer answer = parse("");
  REQUIRE(answer.result().ok());
  CHECK(answer.config.port == 8443);
  CHECK(answer.config.tls_mode == "local");
}

TEST_CASE("config: flags win over the environment, which wins over the file") {
  const std::string file = "[server]\nport = 1001\ndata = \"/a\"\ntrusted_proxies = [\"10.0.0.1\"]\n[log]\nlevel = \"debug\"\n";
  const ConfigAnswer answer = parse(file, {{"CARESEAL_SERVER_PORT", "1002"}, {"CARESEAL_SERVER_DATA", "/b"},
                                           {"CARESEAL_SERVER_TRUSTED_PROXIES", "10.0.0.2,10.0.0.3"}},
                                    {{"--server-port", "1003"}});
  REQUIRE(answer.result().ok());
  CHECK(answer.config.port == 1003);
  CHECK(answer.config.data == "/b");
  CHECK(answer.config.trusted_proxies == std::vector<std::string>{"10.0.0.2", "10.0.0.3"});
  CHECK(answer.config.log_level == "debug");
}

TEST_CASE("config: every case of the vector file is taken or refused at the line it names") {
  const auto vectors = care::test::load_vectors("config_v1.json");
  for (const auto& each : vectors["cases"]) {
    INFO(each["what"].get<std::string>());
    std::map<std::string, std::string> environment;
    const auto variables = each.value("environment", nlohmann::json::object());
    for (const auto& [name, value] : variables.items()) environment[name] = value.get<std::string>();
    const ConfigAnswer answer = parse(each["toml"].get<std::string>(), environment);
    std::vector<std::string> where;
    for (const ConfigProblem& problem : answer.problems) {
      where.push_back(problem.where);
      CHECK_FALSE(problem.sentence.empty());
    }
    CHECK(where == each["problems"].get<std::vector<std::string>>());
    CHECK(answer.result().ok() == where.empty());
  }
}

TEST_CASE("config: a problem that quotes the file sends nothing but letters to the terminal") {
  for (const char* toml : {"[\"a\\u001b[31m\"]\n", "[server]\n\"a\\u001b[31m\" = 1\n", "[server]\n\"a\\nb\\u009b\" = 1\n", "[server]\nport = \x1b[31m\n"}) {
    const ConfigAnswer answer = parse(toml);
    REQUIRE(answer.problems.size() == 1);
    for (const char letter : answer.problems.front().sentence) CHECK((letter >= ' ' && letter <= '~'));
  }
}

TEST_CASE("config: a section whose name begins with what no name has is refused in its line") {
  for (const char* toml : {"\n[<server>]\n", "\n[[*tls]]\n", "\n[\n]\n"}) {
    const ConfigAnswer answer = parse(toml);
    REQUIRE(answer.problems.size() == 1);
    CHECK(answer.problems.front().where == "careseal.toml:2");
  }
}

TEST_CASE("config: a letter that is no space, outside quotes, is refused in its line") {
  for (const char* toml : {"\n[server]\nport = £8443\n", "\n[server]\nport = [\u00a7]\n", "\n\n§ = 1\n", "\n[server]\nport = 1 é\n"}) {
    const ConfigAnswer answer = parse(toml);
    REQUIRE(answer.problems.size() == 1);
    CHECK(answer.problems.front().where == "careseal.toml:3");
  }
}

TEST_CASE("config: any number of threads from one can be used, none can't") {
  CHECK(parse("[server]\nthreads = 1\n").config.threads == 1);
  CHECK(parse("[server]\nthreads = 1\n").problems.empty());
  CHECK(parse("[server]\nthreads = 0\n").problems.size() == 1);
  CHECK(parse("[server]\nconnections_per_address = 0\n").problems.size() == 1);
}

TEST_CASE("config: an unknown flag is a mistake") {
  const ConfigAnswer answer = parse("", {}, {{"--prot", "1"}});
  REQUIRE(answer.problems.size() == 1);
  CHECK(answer.problems[0].where == "--prot");
  CHECK(answer.result().error().code() == ErrorCode::config_invalid);
}

TEST_CASE("config: every key has a name of its own, a reason, and stands in help and page") {
  std::map<std::string, int> environment;
  for (const ConfigKey& key : config_keys()) {
    INFO(key.flag);
    CHECK(environment[key.environment]++ == 0);
    CHECK(key.why.size() > 10);
    CHECK(config_help().find(key.flag) != std::string::npos);
    CHECK(config_markdown().find(key.environment) != std::string::npos);
  }
}

TEST_CASE("config: what the defaults print can be read back") {
  std::string file;
  std::string_view section;
  for (const ConfigKey& key : config_keys()) {
    if (key.section != section) file += "[" + std::string(key.section) + "]\n";
    section = key.section;
    file += std::string(key.name) + " = " + key.standard + "\n";
  }
  INFO(file);
  CHECK(parse(file).problems.empty());
}

TEST_CASE("config: a file that is not there is told by name") {
  care::test::TempFolder folder;
  const ConfigAnswer answer = load_config(folder / "nothing.toml", {});
  REQUIRE(answer.problems.size() == 1);
  CHECK(answer.problems[0].where.find("nothing.toml") != std::string::npos);
  care::test::write_file(folder / "some.toml", "[server]\nport = 7\n");
  CHECK(load_config(folder / "some.toml", {}).config.port == 7);
}

}  // namespace care::server
