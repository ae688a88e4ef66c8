// wasm/bindings.cpp — the calls of wasm/care_core.d.ts. Converts, calls, converts back; no logic.
#include "shared/base/encoding.h"
#include "shared/crypto/system_random.h"
#include "shared/qr/qr.h"
#include "wasm/bench.h"
#include "wasm/calls.h"
#include "wasm/convert.h"
#include "wasm/random.h"

namespace care::wasm {
namespace {

using client::ClientCore;

// The worker owns one module and the module one client: its memory is what lock() wipes.
struct Instance {
  crypto::SystemRandom random;
  ClientCore core{random};
  Result<void> started = crypto::initialise(&fill_random);
};

Instance& instance() {
  static Instance only;
  return only;
}

using Act = Result<Json> (ClientCore::*)(const Json&);
using Look = Result<Json> (ClientCore::*)(const Json&) const;
using PasswordAct = Result<Json> (ClientCore::*)(BytesView, const Json&);

template <Act act>
std::string run(Arguments given) {
  const auto args = read_arguments(given[0]);
  return answer(args ? (instance().core.*act)(*args) : Result<Json>(args.error()));
}

template <Look look>
std::string run(Arguments given) {
  const auto args = read_arguments(given[0]);
  return answer(args ? (instance().core.*look)(*args) : Result<Json>(args.error()));
}

template <PasswordAct act>
std::string run(Arguments given) {
  const auto args = read_arguments(given[1]);
  return answer(args ? (instance().core.*act)(given[0], *args) : Result<Json>(args.error()));
}

std::string core_info(Arguments) {
  if (!instance().started) return answer(instance().started.error());
  return answer(Json::object({{"abi", 1}, {"suite", 1}, {"open", std::uint64_t{instance().core.is_open()}}}));
}

std::string check_password(Arguments given) {
  return answer(instance().core.check_password(given[0], as_text(given[1]), as_text(given[2])));
}

std::string invite_open(Arguments given) {
  const auto args = read_arguments(given[1]);
  return answer(args ? instance().core.invite_open(as_text(given[0]), *args) : Result<Json>(args.error()));
}

std::string sign_request(Arguments given) {
  const auto now_ms = as_number(given[3]);
  if (!now_ms) return answer(now_ms.error());
  return answer(instance().core.sign_request(as_text(given[0]), as_text(given[1]), given[2], *now_ms));
}

std::string seal_records(Arguments given) {
  client::SealProblems problems;
  const auto args = read_arguments(given[0]);
  const auto sealed = args ? instance().core.seal_records(*args, problems) : Result<Json>(args.error());
  return answer(sealed, problems);
}

std::string make_kit(Arguments) { return answer(instance().core.make_kit()); }

std::string lock(Arguments) {
  instance().core.lock();
  return answer(Json::object());
}

std::string make_qr(Arguments given) {
  const auto code = qr::encode_qr(as_text(given[0]));
  if (!code) return answer(code.error());
  return answer(Json::object({{"modules", encode_base64url(code->modules)}, {"size", std::uint64_t{code->size}}}));
}

std::string bench(Arguments given) {
  const auto count = as_number(given[0]);
  const auto bytes = as_number(given[1]);
  if (!count || !bytes || *count > 65536 || *bytes > 65536) return answer(ErrorCode::json_wrong_type);
  return bench_facets(static_cast<unsigned>(*count), static_cast<unsigned>(*bytes), as_text(given[2]));
}

constexpr Call kCalls[] = {
    {"core_info", "", &core_info},
    {"check_password", "btt", &check_password},
    {"validate_record", "t", &run<&ClientCore::validate_record>},
    {"make_qr", "t", &make_qr},
    {"home_start", "bt", &run<&ClientCore::home_start>},
    {"home_finish", "t", &run<&ClientCore::home_finish>},
    {"invite_open", "tt", &invite_open},
    {"invite_register", "bt", &run<&ClientCore::invite_register>},
    {"invite_accept", "t", &run<&ClientCore::invite_accept>},
    {"recover_start", "bt", &run<&ClientCore::recover_start>},
    {"recover_finish", "t", &run<&ClientCore::recover_finish>},
    {"signin_start", "bt", &run<&ClientCore::signin_start>},
    {"signin_finish", "t", &run<&ClientCore::signin_finish>},
    {"open_vault", "t", &run<&ClientCore::open_vault>},
    {"lock", "", &lock},
    {"sign_request", "ttbn", &sign_request},
    {"make_kit", "", &make_kit},
    {"confirm_kit", "t", &run<&ClientCore::confirm_kit>},
    {"open_grants", "t", &run<&ClientCore::open_grants>},
    {"sync_directory", "t", &run<&ClientCore::sync_directory>},
    {"verify_receipts", "t", &run<&ClientCore::verify_receipts>},
    {"verify_audit", "t", &run<&ClientCore::verify_audit>},
    {"make_invite", "t", &run<&ClientCore::make_invite>},
    {"membership_act", "t", &run<&ClientCore::membership_act>},
    {"assist_statement", "t", &run<&ClientCore::assist_statement>},
    {"set_gate_shares", "t", &run<&ClientCore::set_gate_shares>},
    {"seal_records", "t", &seal_records},
    {"open_records", "t", &run<&ClientCore::open_records>},
    {"seal_draft", "t", &run<&ClientCore::seal_draft>},
    {"open_draft", "t", &run<&ClientCore::open_draft>},
    {"bench_facets", "nnt", &bench},
};

}  // namespace

std::span<const Call> calls() { return kCalls; }

}  // namespace care::wasm
