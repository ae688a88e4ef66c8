#include "tests/soak/attacked_server.h"

#include <csignal>
#include <cstring>
#include <thread>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "server/keyring/master_key.h"
#include "tests/support/catch.h"

namespace care::soak {
namespace {

namespace fs = std::filesystem;

Control* map_control(const fs::path& file) {
  test::write_file(file, std::string(sizeof(Control), '\0'));
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
  REQUIRE(descriptor >= 0);
  void* mapped = ::mmap(nullptr, sizeof(Control), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  ::close(descriptor);
  REQUIRE(mapped != MAP_FAILED);
  return static_cast<Control*>(mapped);
}

std::string sanitizer_options() {
  const char* given = std::getenv("ASAN_OPTIONS");
  // The shim goes first in line, where the sanitizer would like to be.
  return std::string("ASAN_OPTIONS=") + (given == nullptr ? "" : std::string(given) + ":") + "verify_asan_link_order=0";
}

// What is found broken is worth a look: the data, and what it was before the power went.
const char* folder_to_keep() { return std::getenv("CARESEAL_SOAK_KEEP"); }

}  // namespace

AttackedServer::AttackedServer() : port_(test::find_free_port()), control_(map_control(folder_ / "control")) {
  fs::create_directories(folder_ / "data");
  test::write_file(folder_ / "journal", "");
  REQUIRE(crypto::initialise().ok());
  REQUIRE(server::make_master_key_file(folder_ / "master.key", folder_ / "data", random_).ok());
}

AttackedServer::~AttackedServer() {
  child_.reset();
  ::munmap(control_, sizeof(Control));
}

void AttackedServer::begin_start() {
  child_.reset();
  drop_half_note(folder_ / "journal");
  test::ServeOptions options;
  options.tls = true;
  options.wait = false;
  options.environment = {"LD_PRELOAD=" CARE_SOAK_SHIM, sanitizer_options(), "CARESEAL_SOAK_CONTROL=" + (folder_ / "control").string(),
                         "CARESEAL_SOAK_FOLDER=" + (folder_ / "data").string(), "CARESEAL_SOAK_JOURNAL=" + (folder_ / "journal").string()};
  child_ = std::make_unique<test::ServingChild>(folder_.path(), port_, options);
}

void AttackedServer::forget_data() {
  child_.reset();
  fs::remove_all(folder_ / "data");
  fs::create_directories(folder_ / "data");
  test::write_file(folder_ / "journal", "");
}

void AttackedServer::start() {
  begin_start();
  const bool up = child_->wait_until_up();
  INFO(child_->said());
  REQUIRE(up);
  REQUIRE(control_->loaded == 1);  // without the shim nothing fails, and a power cut is only a kill
}

void AttackedServer::make_home(std::size_t writers) {
  auto made = load::make_home(port_, true, child_->setup_token(), random_, clock_);
  INFO((made ? "made" : std::string(info_of(made.error().code()).name)));
  REQUIRE(made.ok());
  home_ = std::move(made).value();
  writers_.clear();
  for (const auto& entry : fs::directory_iterator(folder_ / "data")) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("ws_")) ledger_.begin(name);
  }
  for (std::size_t i = 0; i < writers; ++i) writers_.push_back(std::make_unique<Writer>(where(home_.address.name), random_, clock_));
  sign_in(writers_, home_);
}

void AttackedServer::stop() {
  const int code = child_->stop();
  INFO(child_->said());
  CHECK(code == 0);
  child_.reset();
  test::write_file(folder_ / "journal", "");  // everything was synced
}

void AttackedServer::kill() {
  child_->kill();
  child_.reset();
}

PowerCut AttackedServer::cut_power(test::TestRandom& moments) {
  kill();
  if (folder_to_keep() != nullptr) {
    fs::remove_all(folder_ / "before");
    fs::copy(folder_ / "data", folder_ / "before", fs::copy_options::recursive);
    fs::copy_file(folder_ / "journal", folder_ / "before/journal");
  }
  return soak::cut_power(folder_ / "data", folder_ / "journal", moments);
}

void AttackedServer::arm(Fault fault, std::uint64_t at, bool goes_on, const char* only) {
  control_->fault = Fault::none;
  std::memset(control_->only, 0, sizeof control_->only);
  std::strncpy(control_->only, only, sizeof control_->only - 1);
  control_->at = at;
  control_->goes_on = goes_on ? 1 : 0;
  control_->seen = 0;
  control_->injected = 0;
  control_->fault = fault;
}

std::uint64_t AttackedServer::disarm() {
  control_->fault = Fault::none;
  return control_->injected;
}

void AttackedServer::check_data(bool rebuild) {
  const fs::path copy = folder_ / "copy";
  fs::remove_all(copy);
  fs::create_directories(copy);
  fs::copy(folder_ / "data", copy / "data", fs::copy_options::recursive);
  fs::copy_file(folder_ / "master.key", copy / "master.key");
  bool sound = true;
  for (const std::string& each : ledger_.check(copy)) {
    sound = false;
    FAIL_CHECK(each);
  }
  for (const char* command : {"verify", "rebuild"}) {
    if (std::strcmp(command, "rebuild") == 0 && !rebuild) continue;
    const test::Finished done = test::run_program(test::upkeep_of(command, copy, port_));
    INFO(command << ": " << done.output);
    CHECK(done.code == 0);
    sound = sound && done.code == 0;
  }
  if (const char* keep = folder_to_keep(); keep != nullptr && !sound) {
    fs::copy(folder_.path(), fs::path(keep) / folder_.path().filename(), fs::copy_options::recursive);
  }
  fs::remove_all(copy);
}

void AttackedServer::write_while(const std::function<void(std::atomic<bool>& stop)>& meanwhile) {
  std::atomic<bool> stop{false};
  std::vector<std::thread> threads;
  for (const auto& writer : writers_) threads.emplace_back([&] { writer->write_on(home_.subject, stop); });
  meanwhile(stop);
  for (std::thread& each : threads) each.join();
  collect();
}

void AttackedServer::collect() {
  for (const auto& writer : writers_) {
    ledger_.add(writer->take_acknowledged());
    for (const std::string& each : writer->faults()) FAIL_CHECK(each);
  }
}

void AttackedServer::send_rest() {
  for (const auto& writer : writers_) CHECK(writer->send_rest(home_.subject));
  collect();
}

void AttackedServer::sign_in_again() { sign_in(writers_, home_); }

}  // namespace care::soak
