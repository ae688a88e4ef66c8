// careseal init, doctor, verify, rebuild: for whoever looks after the server. Plain words, exit codes.
#include <sys/statvfs.h>
#include <sys/timex.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <functional>

#include "server/clock/system_clock.h"
#include "server/command.h"
#include "server/keyring/keyring.h"
#include "server/keyring/master_key.h"
#include "server/runtime/closed_memory.h"
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

// What is needed to look at the files of one home.
struct HomeFiles {
  const RegistryEntry& home;
  fs::path folder;
  StoreMaker& stores;
  const WorkspaceKeys& keys;
  HighWaterMark mark;
};
using Look = std::function<int(const HomeFiles&)>;

int complain(const std::string& sentence) {
  std::fprintf(stderr, "careseal: %s\n", sentence.c_str());
  return 1;
}

int report(const RegistryEntry& home, const Error& error) {
  std::fprintf(stderr, "%s: %s (%u)\n", home.label.c_str(), std::string(sentence_of(error.code())).c_str(),
               static_cast<unsigned>(error.code()));
  return 3;
}

int look_at_home(const Config& config, StoreMaker& stores, const Keyring& keyring, const RegistryEntry& home, const Look& look) {
  const fs::path folder = fs::path(config.data) / home.workspace.text();
  const auto keys = keyring.load_workspace_keys(folder, home.workspace);
  if (!keys) return report(home, keys.error());
  const auto mark = open_high_water(folder / "highwater");
  if (!mark) {
    if (mark.error().code() != ErrorCode::store_corrupt) return report(home, mark.error());
    std::fprintf(stderr, "%s: the file highwater is gone or damaged: the home can be read and not written. Put it back from a backup; one "
                 "that is older than the log will do.\n", home.label.c_str());
    return report(home, mark.error());
  }
  return look({home, folder, stores, *keys, (*mark)->mark()});
}

// One home after the other, by its own files; no server runs on them meanwhile.
int for_each_home(const Config& config, const Look& look) {
  if (!WorkspaceRegistry::is_in(config.data)) {
    return complain("there is no data of a server in " + config.data + ". Is the folder the right one, and mounted?");
  }
  auto master = load_master_key(config.master_key, config.data);
  if (!master.key) return complain(std::string(explain(master.problem)));
  const Keyring keyring(std::move(master.key).value());
  const auto stores = sqlite::make_store_maker();
  const SystemClock clock;
  crypto::SystemRandom random;
  RegistryOptions options;
  options.data = config.data;
  options.base_host = config.base_host;
  const auto registry = WorkspaceRegistry::open(options, *stores, keyring, clock, random);
  if (!registry) {
    const ErrorCode code = registry.error().code();
    return complain(code == ErrorCode::store_busy
                        ? "a server runs on " + config.data + ". Stop it first."
                     : registry.error().field().text() == "registry"
                         ? "registry.keys is gone from " + config.data + ". Put it back from the newest backup. Nothing was changed."
                         : std::string(sentence_of(code)));
  }
  const auto homes = (*registry)->list();
  if (!homes) return complain(std::string(sentence_of(homes.error().code())));
  int worst = 0;
  for (const RegistryEntry& home : *homes) worst = std::max(worst, look_at_home(config, *stores, keyring, home, look));
  const auto strays = (*registry)->find_strays();
  for (const WorkspaceId& each : strays) std::fprintf(stderr, "careseal: %s\n", sentence_of_stray(each).c_str());
  if (homes->empty() && strays.empty()) std::printf("There is no home on this server yet.\n");
  return strays.empty() ? worst : 3;
}

void print_problems(const RegistryEntry& home, const VerifyReport& report) {
  for (const auto& each : report.problems) {
    const std::string_view part = each.error.field().text();
    std::fprintf(stderr, "%s: entry %llu: %s (%u%s%.*s)\n", home.label.c_str(), static_cast<unsigned long long>(each.index),
                 std::string(sentence_of(each.error.code())).c_str(), static_cast<unsigned>(each.error.code()),
                 part.empty() ? "" : ", ", static_cast<int>(part.size()), part.data());
  }
}

void say_if_rolled_back(const HomeFiles& files, const VerifyReport& report) {
  const bool rolled_back = std::any_of(report.problems.begin(), report.problems.end(),
                                       [](const auto& each) { return each.error.code() == ErrorCode::log_rolled_back; });
  if (!rolled_back) return;
  std::fprintf(stderr,
               "%s: the log has %llu entries, and %llu were acknowledged once: an older copy was put here, or log.db-wal is missing. Put "
               "the newest log.db and log.db-wal of this home back. Until then it can be read and not written.\n",
               files.home.label.c_str(), static_cast<unsigned long long>(report.leaves), static_cast<unsigned long long>(files.mark.size));
}

int verify_home(const HomeFiles& files) {
  const auto store = files.stores.open(files.folder, {files.keys.database, files.keys.shares});
  if (!store) return report(files.home, store.error());
  auto reader = (*store)->read();
  if (!reader) return report(files.home, reader.error());
  auto done = verify_log(*reader, files.home.workspace, files.mark);
  if (!done) return report(files.home, done.error());
  if (const auto looked = verify_shares(*reader, (*store)->shares(), *done); !looked) return report(files.home, looked.error());
  print_problems(files.home, *done);
  say_if_rolled_back(files, *done);
  if (!done->good()) return 3;
  std::printf("%s: %llu entries, %llu signatures, %llu record versions: all as they were written\n", files.home.label.c_str(),
              static_cast<unsigned long long>(done->leaves), static_cast<unsigned long long>(done->statements),
              static_cast<unsigned long long>(done->versions));
  return 0;
}

// A folder for what is compared with the home's own files; gone afterwards.
class Workbench {
 public:
  explicit Workbench(fs::path path) : path_(std::move(path)) {
    std::error_code failed;
    fs::remove_all(path_, failed);
    made_ = fs::create_directory(path_, failed);
  }
  ~Workbench() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Workbench(const Workbench&) = delete;
  Workbench& operator=(const Workbench&) = delete;
  const fs::path& path() const { return path_; }
  bool made() const { return made_; }

 private:
  fs::path path_;
  bool made_ = false;
};

int rebuild_home(const HomeFiles& files, bool replace) {
  const char* label = files.home.label.c_str();
  const Workbench bench(files.folder / "rebuilt");
  if (!bench.made()) return report(files.home, ErrorCode::store_failed);
  const auto done = rebuild_workspace(files.stores, files.folder, bench.path(), {files.keys.database, files.keys.shares},
                                      files.home.workspace, files.mark);
  if (!done) return report(files.home, done.error());
  print_problems(files.home, done->verified);
  for (const std::string& table : done->different) std::fprintf(stderr, "%s: table %s is not what the log says\n", label, table.c_str());
  if (!done->sound()) {
    std::fprintf(stderr, "%s: the log itself is damaged or was changed: no table can be made from it. Put a backup back.\n", label);
    return 3;
  }
  if (done->different.empty()) {
    std::printf("%s: every table is what its %llu log entries say\n", label, static_cast<unsigned long long>(done->leaves));
    return 0;
  }
  if (!replace) {
    std::fprintf(stderr, "%s: nothing was changed; careseal rebuild --replace puts the tables right\n", label);
    return 3;
  }
  const auto kept = replace_with_rebuilt(files.folder, bench.path());
  if (!kept) return report(files.home, kept.error());
  std::printf("%s: every table is now what its %llu log entries say; the file as it was: %s\n", label,
              static_cast<unsigned long long>(done->leaves), kept->c_str());
  return 0;
}

struct Findings {
  int wrong = 0;
  void fine(const std::string& sentence) { std::printf("  ok     %s\n", sentence.c_str()); }
  void advise(const std::string& sentence, const std::string& remedy) {
    std::printf("  note   %s\n         %s\n", sentence.c_str(), remedy.c_str());
  }
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

void look_at_memory(Findings& findings) {
  if (close_memory()) {
    findings.fine("a crash leaves no memory behind, and other programs of the server's user can't read it");
  } else {
    findings.bad("This system lets the server's memory be written to disk at a crash, or be read by other programs of its user.",
                 "In a container allow prctl and setrlimit; or set the limit for core files to 0 where the server is started.");
  }
  std::ifstream file("/proc/swaps");
  const std::string swaps((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  for (const std::string& each : swap_in_clear(swaps, is_encrypted_device)) {
    findings.advise("Memory may be written to the swap space " + each + ", which is not known to be encrypted.",
                    "Encrypt it or turn it off (swapoff), or keep the server out of it: MemorySwapMax=0 in its systemd unit.");
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
  std::error_code failed;
  if (config.tls_mode == "local" && !fs::exists(files.certificate, failed)) {
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

std::string sentence_of_stray(const WorkspaceId& workspace) {
  return "the registry names no home for the folder " + workspace.text() +
         ": registry.db is older than this home, or the home's making was interrupted. If people work in it, put the newest registry.db back.";
}

int run_verify(const Arguments& arguments) {
  const auto config = read_config(arguments);
  return config ? for_each_home(*config, &verify_home) : 2;
}

int run_rebuild(const Arguments& arguments) {
  const auto config = read_config(arguments);
  return config ? for_each_home(*config, [&](const HomeFiles& files) { return rebuild_home(files, arguments.has("--replace")); }) : 2;
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
    look_at_memory(findings);
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
  std::error_code failed;
  if (fs::exists(file, failed)) return complain(file.string() + " exists already; nothing was changed");
  fs::create_directories(file.parent_path(), failed);
  fs::create_directories(config->data, failed);
  crypto::SystemRandom random;
  if (!fs::exists(key, failed) && !make_master_key_file(key, config->data, random)) {
    return complain("the master key could not be written to " + key.string());
  }
  std::ofstream out(file);
  out << "# Every key with its meaning: careseal serve --help\n[server]\ndata = \"" << config->data << "\"\nbase_host = \""
      << config->base_host << "\"\nlisten = \"" << config->listen << "\"\nport = " << config->port
      << "\n\n[tls]\nmode = \"" << config->tls_mode << "\"\n\n[keys]\nmaster_key = \"file:" << key.string() << "\"\n";
  out.close();
  if (!out) return complain(file.string() + " could not be written");
  std::printf(
      "Wrote %s\nMade the master key %s\n\nKeep a copy of the master key away from this machine: without it no backup can be "
      "opened.\n\nStart the server; it prints a link with which the first home is created:\n  careseal serve --config %s\n",
      file.c_str(), key.c_str(), file.c_str());
  return 0;
}

}  // namespace care::server
