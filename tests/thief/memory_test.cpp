// What is in the running program's memory, who may look, and what a crash leaves behind.
#include <fcntl.h>
#include <grp.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <sstream>

#include "server/clock/system_clock.h"
#include "server/demo/home_client.h"
#include "server/keyring/keyring.h"
#include "server/keyring/master_key.h"
#include "shared/base/encoding.h"
#include "shared/crypto/system_random.h"
#include "shared/signin/totp.h"
#include "tests/integration/program/child.h"
#include "tests/support/client_json.h"
#include "tests/support/test_secrets.h"
#include "tests/thief/search.h"

namespace care::test {
namespace {

namespace fs = std::filesystem;
using server::HomeClient;

// The real program with a home in it, in which everything happened that people do.
class Program {
 public:
  Program() : port_(find_free_port()) {
    REQUIRE(crypto::initialise().ok());
    fs::create_directories(folder_ / "data");
    REQUIRE(server::make_master_key_file(folder_ / "master.key", folder_ / "data", random_).ok());
    child_.emplace(folder_.path(), port_);
    owner_.emplace(server::Address{"127.0.0.1", port_, false, "sunrise.localhost"}, random_, clock_);
    found();
    care();
  }
  pid_t pid() const { return child_->pid(); }
  ServingChild& child() { return *child_; }
  const std::vector<Planted>& sealed() const { return sealed_; }
  const std::vector<Planted>& held() const { return held_; }

 private:
  void found() {
    const std::string password = "Quiet-Harbour-Lanterns-5", handle = "ruth@mailbox.example";
    const auto founded = HomeClient::found({"127.0.0.1", port_, false, "localhost"},
                                           {child_->setup_token(), "sunrise", "Home Sunrise", handle, password}, random_, clock_);
    REQUIRE(founded.ok());
    const std::uint64_t step = signin::totp_step_at(clock_.now()) + 1;
    REQUIRE(owner_->sign_in(handle, password, server::totp_code(founded->totp_secret, step).value()).ok());
    sealed_.push_back({"a password", password});
    held_.push_back({"the home's name", "Home Sunrise"});
    const auto kit = owner_->core().make_kit();
    REQUIRE(kit.ok());
    for (const Json& line : kit->find("lines")->items()) sealed_.push_back({"a line of the recovery kit", line.text()});
    REQUIRE(owner_->post("/api/v1/account/kit", owner_->core().confirm_kit(typed_back(*kit)).value()).ok());
    const std::string master = read_file(folder_ / "master.key").substr(0, 64);
    held_.push_back({"the master key", std::string(as_text(decode_hex(master).value()))});
  }
  void care() {
    REQUIRE(owner_->sync().ok());
    const auto invite = owner_->core().make_invite(Json::object(
        {{"host", "http://sunrise.localhost"}, {"hours", 72}, {"name", "Kestrelby"}, {"now", owner_->now_ms()}, {"role", "carer"}}));
    REQUIRE(invite.ok());
    REQUIRE(owner_->send_membership(*invite->find("statement"), nullptr, invite->find("hello")).ok());
    REQUIRE(owner_->send_records(list_of(*invite->find("member"))).ok());
    HomeClient carer({"127.0.0.1", port_, false, "sunrise.localhost"}, random_, clock_);
    REQUIRE(carer.accept_invite(text_of(*invite, "inv"), text_of(*invite, "code"), "c4471@mailbox.example", "Whispering-Pylons-77").ok());
    sealed_.push_back({"a member's name", "Kestrelby"});
    sealed_.push_back({"an invitation's code", text_of(*invite, "code")});
    sealed_.push_back({"a carer's password", "Whispering-Pylons-77"});
    const Json card = Json::object({{"allergies_known", "none_known"}, {"dnacpr", "no_dnacpr"}, {"first_name", "Wilhelmina"},
                                    {"last_name", "Ashgrovian"}, {"room", "12"}, {"status", "living_here"}});
    client::SealProblems problems;
    const auto resident = owner_->core().seal_records(
        Json::object({{"now", owner_->now_ms()}, {"records", list_of(resident_of(card, Json::object({{"gp", "Dr Quokkasaurus"}})))}}), problems);
    REQUIRE(resident.ok());
    REQUIRE(owner_->send_records(*resident->find("sealed")).ok());
    REQUIRE(owner_->get("/api/v1/changes?after=0").ok());
    sealed_.push_back({"a resident's name", "Wilhelmina"});
    sealed_.push_back({"a resident's name", "Ashgrovian"});
    sealed_.push_back({"a resident's doctor", "Quokkasaurus"});
  }

  TempFolder folder_;
  std::uint16_t port_;
  crypto::SystemRandom random_;
  server::SystemClock clock_;
  std::optional<ServingChild> child_;
  std::optional<HomeClient> owner_;
  std::vector<Planted> sealed_;  // may be nowhere
  std::vector<Planted> held_;    // is there, so that the reading is known to work
};

Program& program() {
  static Program one;
  return one;
}

int open_of(pid_t pid, const char* name, int flags) { return ::open(("/proc/" + std::to_string(pid) + "/" + name).c_str(), flags | O_CLOEXEC); }

// Which pages from `begin` on are there at all: memory that was only reserved is not read, and a sanitizer reserves terabytes.
class PresentPages {
 public:
  explicit PresentPages(pid_t pid) : file_(open_of(pid, "pagemap", O_RDONLY)) {}
  ~PresentPages() { ::close(file_); }
  PresentPages(const PresentPages&) = delete;
  PresentPages& operator=(const PresentPages&) = delete;
  bool contains(std::uint64_t address) {
    const std::uint64_t page = address / kPage;
    if (page < first_ || page >= first_ + known_) load(page);
    return page - first_ < known_ && (entries_[page - first_] >> 62U) != 0;  // in memory, or swapped out
  }
  static constexpr std::uint64_t kPage = 4096;

 private:
  void load(std::uint64_t page) {
    first_ = page;
    const ssize_t got = ::pread(file_, entries_.data(), entries_.size() * sizeof(std::uint64_t), static_cast<off_t>(page * sizeof(std::uint64_t)));
    known_ = got <= 0 ? 0 : static_cast<std::uint64_t>(got) / sizeof(std::uint64_t);
  }
  int file_;
  std::uint64_t first_ = 0, known_ = 0;
  std::array<std::uint64_t, 4096> entries_{};
};

constexpr std::size_t kOverlap = 1024;

struct Memory {
  std::size_t bytes = 0;
  std::set<std::string> found;
};

// Everything that the process has written or read, as root sees it.
Memory search_memory(pid_t pid, const Search& search) {
  Memory out;
  PresentPages present(pid);
  const int memory = open_of(pid, "mem", O_RDONLY);
  REQUIRE(memory >= 0);
  std::istringstream maps(read_file("/proc/" + std::to_string(pid) + "/maps"));
  for (std::string line; std::getline(maps, line);) {
    std::uint64_t begin = 0, end = 0;
    char rights[5] = {};
    REQUIRE(std::sscanf(line.c_str(), "%lx-%lx %4s", &begin, &end, rights) == 3);
    if (rights[0] != 'r' || rights[1] != 'w') continue;  // code and files that are only read hold no secrets
    if (end - begin > (1ULL << 34U)) continue;           // the sanitizer's shadow
    std::string part;
    const auto look = [&] {
      if (!part.empty()) out.found.merge(search.find_in(part));
      out.bytes += part.size();
      part.erase(0, part.size() - std::min(part.size(), kOverlap));  // a word may lie across the cut
    };
    std::array<char, PresentPages::kPage> page{};
    for (std::uint64_t at = begin; at < end; at += page.size()) {
      const bool there = present.contains(at) && ::pread(memory, page.data(), page.size(), static_cast<off_t>(at)) == static_cast<ssize_t>(page.size());
      if (there) part.append(page.data(), page.size());
      if (part.size() > 8 * 1024 * 1024) look();
    }
    look();
  }
  ::close(memory);
  return out;
}

// Root may read everything: whoever the tests run as, these are programs of an ordinary user.
constexpr uid_t kNobody = 65534;
void give_to_ordinary_user(const fs::path& folder) {
  if (::geteuid() != 0) return;
  for (const auto& each : fs::recursive_directory_iterator(folder)) REQUIRE(::lchown(each.path().c_str(), kNobody, kNobody) == 0);
  REQUIRE(::chown(folder.c_str(), kNobody, kNobody) == 0);
}

template <typename Do>
pid_t fork_as_ordinary_user(Do what) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child != 0) return child;
  const bool ordinary = ::geteuid() != 0 || (::setgroups(0, nullptr) == 0 && ::setgid(kNobody) == 0 && ::setuid(kNobody) == 0);
  ::_exit(ordinary ? what() : 126);
}

bool has_ended(pid_t child) {
  siginfo_t ended{};
  return ::waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOHANG | WNOWAIT) != 0 || ended.si_pid == child;
}

std::vector<Planted> both(std::vector<Planted> a, const std::vector<Planted>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

}  // namespace

TEST_CASE("memory: whoever reads all of the serving program's memory finds its keys, and nothing of what was sealed or typed") {
  if (const int memory = open_of(program().pid(), "mem", O_RDONLY); memory < 0) {
    SKIP("only root may read it, and this is not root");
  } else {
    ::close(memory);
  }
  const Memory memory = search_memory(program().pid(), Search(both(program().sealed(), program().held())));
  std::printf("memory: %zu kB searched\n", memory.bytes / 1024);
  CHECK(memory.bytes > 1024 * 1024);
  for (const Planted& each : program().held()) {
    INFO(each.what);
    CHECK(memory.found.contains(each.what));
  }
  for (const Planted& each : program().sealed()) {
    INFO(each.what);
    CHECK_FALSE(memory.found.contains(each.what));
  }
}

TEST_CASE("memory: another program of the server's own user can't read it") {
  const TempFolder folder;
  fs::create_directories(folder / "data");
  crypto::SystemRandom random;
  REQUIRE(crypto::initialise().ok());
  REQUIRE(server::make_master_key_file(folder / "master.key", folder / "data", random).ok());
  give_to_ordinary_user(folder.path());
  const pid_t serving = fork_as_ordinary_user([&] {
    const int output = ::open((folder / "output").c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    ::dup2(output, 1);
    ::dup2(output, 2);
    std::vector<std::string> words = upkeep_of("serve", folder.path(), find_free_port());
    words.insert(words.begin(), CARE_SERVER_BINARY);
    std::vector<char*> pointers;
    for (std::string& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    ::execv(CARE_SERVER_BINARY, pointers.data());
    return 127;
  });
  std::string said;
  for (int tries = 0; tries < 500 && said.find("listens on") == std::string::npos && !has_ended(serving); ++tries) {
    ::usleep(20'000);
    if (fs::exists(folder / "output")) said = read_file(folder / "output");
  }
  const bool serves = said.find("listens on") != std::string::npos;
  const pid_t reading = fork_as_ordinary_user([&] {
    const bool closed = open_of(serving, "mem", O_RDONLY) < 0 && open_of(serving, "environ", O_RDONLY) < 0;
    return closed ? 0 : 1;
  });
  int read_status = 0, status = 0;
  REQUIRE(::waitpid(reading, &read_status, 0) == reading);
  ::kill(serving, SIGTERM);
  REQUIRE(::waitpid(serving, &status, 0) == serving);
  if (!serves) SKIP("the program can't be started by an ordinary user from where it was built: " << said);
  CHECK(read_status == 0);
}

// Last: it is killed.
TEST_CASE("memory: a crash leaves no core dump") {
  rlimit core{};
  REQUIRE(::getrlimit(RLIMIT_CORE, &core) == 0);
  REQUIRE(core.rlim_max > 0);
  TempFolder folder;
  fs::create_directories(folder / "data");
  crypto::SystemRandom random;
  REQUIRE(server::make_master_key_file(folder / "master.key", folder / "data", random).ok());
  const rlimit wanted{.rlim_cur = core.rlim_max, .rlim_max = core.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_CORE, &wanted) == 0);
  const ServingChild crashing(folder.path(), find_free_port());
  REQUIRE(::setrlimit(RLIMIT_CORE, &core) == 0);
  ::kill(crashing.pid(), SIGABRT);
  siginfo_t ended{};
  REQUIRE(::waitid(P_PID, static_cast<id_t>(crashing.pid()), &ended, WEXITED | WNOWAIT) == 0);
  CHECK(ended.si_code == CLD_KILLED);  // and not CLD_DUMPED
  CHECK(ended.si_status == SIGABRT);
}

}  // namespace care::test
