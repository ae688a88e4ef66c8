// careseal init, doctor, verify, rebuild: for whoever looks after the server. Plain words, exit codes.
#include <sys/statvfs.h>
#include <sys/timex.h>

#include <cstdio>
#include <fstream>

#include "server/clock/system_clock.h"
#include "server/command.h"
#include "server/keyring/keyring.h"
#include "server/keyring/master_key.h"
#include "server/store/sqlite/store.h"
#include "server/tls/certificates.h"
#include "server/workspace/high_water.h"
#include "server/workspace/rebuild.h"
#include "server/workspace/registry.h"
#include "server/workspace/verify.h"
#include "shared/crypto/system_random.h"

namespace care::server {
namespace {

namespace fs = std::filesystem;

// One home after the other, by its own files; the server need not run, and must not while tables are rebuilt.
int for_each_home(const Config& config, int (*look)(const Config&, StoreMaker&, const Keyring&, const RegistryEntry&)) {
  auto master = load_master_key(config.master_key, config.data);
  if (!master.key) {
    std::fprintf(stderr, "careseal: %.*s\n", static_cast<int>(explain(master.problem).size()), explain(master.problem).data());
    return 1;
  }
  const Keyring keyring(std::move(master.key).value());
  const auto stores = sqlite::make_store_maker();
  const SystemClock clock;
  crypto::SystemRandom random;
  RegistryOptions options;
  options.data = config.data;
  options.base_host = config.base_host;
  const auto registry = WorkspaceRegistry::open(options, *stores, keyring, clock, random);
  if (!registry) {
    std::fprintf(stderr, "careseal: %s\n", std::string(sentence_of(registry.error().code())).c_str());
    return 1;
  }
  const auto homes = (*registry)->list();
  if (!homes) return 1;
  int worst = 0;
  for (const RegistryEntry& home : *homes) worst = std::max(worst, look(config, *stores, keyring, home));
  if (homes->empty()) std::printf("There is no home on this server yet.\n");
  return worst;
}

int report(const RegistryEntry& home, const Error& error) {
  std::fprintf(stderr, "%s: %s (%u)\n", home.label.c_str(), std::string(sentence_of(error.code())).c_str(),
               static_cast<unsigned>(error.code()));
  return 3;
}

int verify_home(const Config& config, StoreMaker& stores, const Keyring& keyring, const RegistryEntry& home) {
  const fs::path folder = fs::path(config.data) / home.workspace.text();
  const auto keys = keyring.load_workspace_keys(folder, home.workspace);
  if (!keys) return report(home, keys.error());
  const auto store = stores.open(folder, {keys->database, keys->shares});
  if (!store) return report(home, store.error());
  const auto mark = open_high_water(folder / "highwater");
  if (!mark) return report(home, mark.error());
  auto reader = (*store)->read();
  if (!reader) return report(home, reader.error());
  const auto done = verify_log(*reader, home.workspace, (*mark)->mark());
  if (!done) return report(home, done.error());
  for (const auto& each : done->problems) {
    std::fprintf(stderr, "%s: entry %llu: %s (%u)\n", home.label.c_str(), static_cast<unsigned long long>(each.index),
                 std::string(sentence_of(each.error.code())).c_str(), static_cast<unsigned>(each.error.code()));
  }
  if (!done->good()) return 3;
  std::printf("%s: %llu entries, %llu signatures, %llu record versions: all as they were written\n", home.label.c_str(),
              static_cast<unsigned long long>(done->leaves), static_cast<unsigned long long>(done->statements),
              static_cast<unsigned long long>(done->versions));
  return 0;
}

int rebuild_home(const Config& config, StoreMaker& stores, const Keyring& keyring, const RegistryEntry& home) {
  const fs::path folder = fs::path(config.data) / home.workspace.text();
  const fs::path fresh = folder / "rebuilt";
  const auto keys = keyring.load_workspace_keys(folder, home.workspace);
  if (!keys) return report(home, keys.error());
  std::error_code failed;
  fs::remove_all(fresh, failed);
  fs::create_directory(fresh, failed);
  const auto done = rebuild_workspace(stores, folder, fresh, {keys->database, keys->shares});
  if (!done) return report(home, done.error());
  if (done->different.empty()) {
    fs::remove_all(fresh, failed);
    std::printf("%s: every table is what its %llu log entries say\n", home.label.c_str(),
                static_cast<unsigned long long>(done->leaves));
    return 0;
  }
  for (const std::string& table : done->different) {
    std::fprintf(stderr, "%s: table %s differed; the rebuilt file is in %s\n", home.label.c_str(), table.c_str(),
                 fresh.c_str());
  }
  return 3;
}

struct Findings {
  int wrong = 0;
  void fine(const std::string& sentence) { std::printf("  ok     %s\n", sentence.c_str()); }
  void bad(const std::string& sentence, const std::string& remedy) {
    ++wrong;
    std::printf("  WRONG  %s\n         %s\n", sentence.c_str(), remedy.c_str());
  }
};

void look_at_disk(const Config& config, Findings& findings) {
  struct statvfs room {};
  if (statvfs(config.data.c_str(), &room) != 0) {
    findings.bad("The data directory " + config.data + " does not exist.", "Run: careseal init");
    return;
  }
  const double free_share = static_cast<double>(room.f_bavail) / static_cast<double>(std::max<fsblkcnt_t>(room.f_blocks, 1));
  const auto megabytes = static_cast<unsigned long long>(room.f_bavail) * room.f_frsize / (1024 * 1024);
  if (free_share < 0.10) {
    findings.bad("Only " + std::to_string(megabytes) + " MB are free for " + config.data + ".",
                 "Make room or move the data: writing stops when the disk is full, reading does not.");
  } else {
    findings.fine(std::to_string(megabytes) + " MB free for " + config.data);
  }
}

void look_at_clock(Findings& findings) {
  struct timex now {};
  const int state = adjtimex(&now);
  if (state == TIME_ERROR) {
    findings.bad("The clock of this machine is not kept in time.",
                 "Install a time service: apt-get install systemd-timesyncd. Entries carry the server's time.");
  } else {
    findings.fine("the clock is kept in time");
  }
}

void look_at_key(const Config& config, Findings& findings) {
  const auto master = load_master_key(config.master_key, config.data);
  if (master.key) {
    findings.fine("the master key can be read");
  } else {
    findings.bad(std::string(explain(master.problem)), "It is configured as: " + config.master_key);
  }
}

void look_at_certificate(const Config& config, Findings& findings) {
  if (config.tls_mode == "off") {
    findings.fine("TLS is off: only this machine can reach the server");
    return;
  }
  const fs::path folder = fs::path(config.data) / "tls";
  const CertificateFiles files = config.tls_mode == "local"
                                     ? CertificateFiles{folder / "server.pem", folder / "server.key"}
                                     : CertificateFiles{config.certificate, config.certificate_key};
  if (config.tls_mode == "local" && !fs::exists(files.certificate)) {
    findings.fine("the certificate is made at the first start");
    return;
  }
  const auto facts = check_certificates(files, SystemClock().now());
  if (facts) {
    findings.fine("the certificate fits its key and is valid");
  } else {
    findings.bad(std::string(sentence_of(facts.error().code())), "File: " + files.certificate.string());
  }
}

}  // namespace

int run_verify(const Arguments& arguments) {
  const auto config = read_config(arguments);
  return config ? for_each_home(*config, &verify_home) : 2;
}

int run_rebuild(const Arguments& arguments) {
  const auto config = read_config(arguments);
  return config ? for_each_home(*config, &rebuild_home) : 2;
}

int run_doctor(const Arguments& arguments) {
  const ConfigAnswer answer = load_config(arguments.config_file, arguments.flags);
  Findings findings;
  for (const ConfigProblem& each : answer.problems) findings.bad(each.where + ": " + each.sentence, "Mend the line and run this again.");
  if (answer.problems.empty()) {
    findings.fine("the configuration is read without mistakes");
    look_at_key(answer.config, findings);
    look_at_disk(answer.config, findings);
    look_at_certificate(answer.config, findings);
    look_at_clock(findings);
  }
  std::printf("%s\n", findings.wrong == 0 ? "Nothing is wrong." : "Mend what is marked WRONG.");
  return findings.wrong == 0 ? 0 : 3;
}

int run_init(const Arguments& arguments) {
  // The file named is the one to be written: only flags and environment are read.
  Arguments without_file = arguments;
  without_file.config_file.reset();
  const auto config = read_config(without_file);
  if (!config) return 2;
  const fs::path file = arguments.config_file.value_or("/etc/careseal/careseal.toml");
  const fs::path key = file.parent_path() / "master.key";
  if (fs::exists(file)) {
    std::fprintf(stderr, "careseal: %s exists already; nothing was changed\n", file.c_str());
    return 1;
  }
  std::error_code failed;
  fs::create_directories(file.parent_path(), failed);
  fs::create_directories(config->data, failed);
  crypto::SystemRandom random;
  if (!fs::exists(key)) {
    const auto made = make_master_key_file(key, config->data, random);
    if (!made) {
      std::fprintf(stderr, "careseal: the master key could not be written to %s\n", key.c_str());
      return 1;
    }
  }
  std::ofstream out(file);
  out << "# Every key with its meaning: careseal serve --help\n[server]\ndata = \"" << config->data << "\"\nbase_host = \""
      << config->base_host << "\"\nlisten = \"" << config->listen << "\"\nport = " << config->port
      << "\n\n[tls]\nmode = \"" << config->tls_mode << "\"\n\n[keys]\nmaster_key = \"file:" << key.string() << "\"\n";
  out.close();
  if (!out) {
    std::fprintf(stderr, "careseal: %s could not be written\n", file.c_str());
    return 1;
  }
  std::printf(
      "Wrote %s\nMade the master key %s\n\nKeep a copy of the master key away from this machine: without it no backup can be "
      "opened.\n\nStart the server; it prints a link with which the first home is created:\n  careseal serve --config %s\n",
      file.c_str(), key.c_str(), file.c_str());
  return 0;
}

}  // namespace care::server
