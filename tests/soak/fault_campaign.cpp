#include "tests/soak/fault_campaign.h"

#include <csignal>
#include <thread>

#include "shared/wire/json_text.h"
#include "shared/wire/problem.h"
#include "tests/support/catch.h"

namespace care::soak {
namespace {

constexpr FaultKind kKinds[] = {
    {Fault::read_error, "read: EIO", false},          {Fault::write_error, "write: EIO", true},
    {Fault::disk_full, "write: ENOSPC", true},        {Fault::short_write, "short write", true},
    {Fault::sync_error, "fsync: EIO", true},          {Fault::open_error, "open: EIO", false},
    {Fault::name_error, "rename, link, unlink, mkdir: EIO", true}, {Fault::truncate_error, "ftruncate: EIO", true},
    {Fault::map_error, "mmap: ENOMEM", false},
};
constexpr FaultKind kShortKinds[] = {{Fault::disk_full, "write: ENOSPC", true}, {Fault::sync_error, "fsync: EIO", true}};
constexpr const char* kEnds[] = {"SIGTERM", "a kill", "a power cut"};
constexpr std::uint64_t kLookEvery = 40;  // passes between two looks at the data

std::uint64_t next_call(std::uint64_t n) { return long_form() ? n + 1 : n * 4; }

}  // namespace

std::span<const FaultKind> fault_kinds() { return kKinds; }
std::span<const FaultKind> kinds_for_starts() { return long_form() ? std::span<const FaultKind>(kKinds) : kShortKinds; }

void FaultCampaign::each_call(const FaultKind& kind, AttackedServer& server, const std::function<void()>& work,
                              const std::function<void()>& heal, const char* only) {
  for (const bool goes_on : {false, true}) calls(kind, server, goes_on, work, heal, only, true);
}

void FaultCampaign::calls(const FaultKind& kind, AttackedServer& server, bool goes_on, const std::function<void()>& work,
                          const std::function<void()>& heal, const char* only, bool look) {
  std::uint64_t injected = 1;
  for (std::uint64_t n = number_from_environment("CARESEAL_SOAK_FROM", 1); injected > 0; n = next_call(n)) {
    INFO(name_ << ": " << kind.name << ", call " << n << (goes_on ? " and all after it" : ""));
    server.arm(kind.fault, n, goes_on, only);
    work();
    injected = server.disarm();
    figures_.injected += injected;
    ++figures_.passes;
    heal();
    server.collect();
    if (!look || figures_.passes % kLookEvery != 0) continue;
    if (!server.runs()) {
      server.check_data(false);
      continue;
    }
    end_and_check(server, false);
    heal();
  }
}

void FaultCampaign::expect_sentence(AttackedServer& server) {
  ++figures_.ended;
  const int code = server.child().finish();
  const std::string said = server.child().said();
  INFO(said);
  CHECK(code == 1);
  CHECK(said.find("careseal: ") != std::string::npos);
  CHECK(said.find(" (7") != std::string::npos);
}

void FaultCampaign::end_and_check(AttackedServer& server, bool rebuild) {
  const auto how = moments_.below(std::size(kEnds));
  INFO("ended by " << kEnds[how]);
  switch (how) {
    case 0: server.stop(); break;
    case 1: server.kill(); break;
    default: server.cut_power(moments_); break;
  }
  server.check_data(rebuild);
  server.start();
}

void FaultCampaign::print(const FaultKind& kind) {
  std::printf("%s: %s: %llu calls failed in %llu passes; ended with a sentence %llu times, needed a new start %llu times\n", name_, kind.name,
              static_cast<unsigned long long>(figures_.injected), static_cast<unsigned long long>(figures_.passes),
              static_cast<unsigned long long>(figures_.ended), static_cast<unsigned long long>(figures_.restarts_needed));
  std::fflush(stdout);
  figures_ = {};
}

void Work::run(const FaultKind& kind) {
  Writer& writer = *server_.writers().front();
  static_cast<void>(writer.send(server_.home().subject, 1));
  static_cast<void>(writer.send(server_.home().subject, 4));
  add_resident();
  read("/api/v1/subjects/" + server_.home().subject + "/records?limit=50", kind);
  read("/api/v1/changes?after=0&limit=200", kind);
  read("/api/v1/subjects", kind);
  read("/api/v1/log/membership?from=0", kind);
}

void Work::read(const std::string& path, const FaultKind& kind) {
  load::Bedside& bedside = server_.writers().front()->bedside();
  load::Reply reply = bedside.look(path);
  if (reply.status == 0) reply = bedside.look(path);  // a connection that rested is closed without a word
  INFO("GET " << path << ": " << reply.status << " " << reply.body.substr(0, 200));
  if (!server_.runs()) return;
  CHECK(reply.status != 0);
  if (reply.status == 0) return;
  const auto answer = wire::parse_json(as_bytes(reply.body), {.max_bytes = 64 * 1024 * 1024, .max_depth = 12});
  CHECK(answer.ok());
  if (kind.reading_goes_on) CHECK(reply.status == 200);
  if (reply.status != 200 && answer) CHECK(info_of(wire::decode_problem(*answer)).status >= 500);
}

void Work::add_resident() {
  server::HomeClient& owner = *server_.home().owner;
  if (!resident_.is_array()) {
    auto sealed = load::seal_resident(owner);
    REQUIRE(sealed.ok());
    resident_ = std::move(sealed).value();
  }
  const auto sent = owner.send_records(resident_);
  if (sent.ok()) resident_ = Json();
  if (sent.ok() || !server_.runs()) return;
  INFO("a new resident: " << info_of(sent.error().code()).name);
  CHECK(static_cast<int>(sent.error().code()) >= 7000);
  CHECK(sent.error().code() != ErrorCode::network_failed);
}

bool Work::send_rest() {
  for (int tries = 0; tries < 20 && resident_.is_array(); ++tries) {
    add_resident();
    if (resident_.is_array()) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return !resident_.is_array() && server_.writers().front()->send_rest(server_.home().subject);
}

void Work::heal(FaultCampaign& campaign) {
  if (!server_.runs()) {
    campaign.expect_sentence(server_);
    server_.start();
  }
  if (send_rest()) return;
  ++campaign.figures().restarts_needed;
  server_.kill();
  server_.start();
  CHECK(send_rest());
}

}  // namespace care::soak
