// wasm/bindings.cpp — the calls of wasm/care_core.d.ts. Converts, calls, converts back; no logic.
#include <emscripten/bind.h>
#include <emscripten/emscripten.h>

#include "shared/base/encoding.h"
#include "shared/crypto/system_random.h"
#include "shared/qr/qr.h"
#include "wasm/bench.h"
#include "wasm/convert.h"

// One call for a whole pool: a browser answers 64 KiB as fast as four bytes.
EM_JS(int, care_fill_random, (std::uint8_t* out, std::size_t bytes), {
  try {
    crypto.getRandomValues(HEAPU8.subarray(out, out + bytes));
    return 1;
  } catch (error) {
    return 0;
  }
});

namespace care::wasm {
namespace {

using emscripten::val;
using client::ClientCore;

bool fill_random(std::uint8_t* out, std::size_t bytes) { return care_fill_random(out, bytes) == 1; }

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

using Call = Result<Json> (ClientCore::*)(const Json&);
using ConstCall = Result<Json> (ClientCore::*)(const Json&) const;

template <Call call>
std::string run(const std::string& args) {
  const auto read = read_arguments(args);
  return answer(read ? (instance().core.*call)(*read) : Result<Json>(read.error()));
}

template <ConstCall call>
std::string run_const(const std::string& args) {
  const auto read = read_arguments(args);
  return answer(read ? (instance().core.*call)(*read) : Result<Json>(read.error()));
}

using PasswordCall = Result<Json> (ClientCore::*)(BytesView, const Json&);

template <PasswordCall call>
std::string run_with_password(const val& password, const std::string& args) {
  Bytes typed = to_bytes(password);
  const auto read = read_arguments(args);
  std::string out = answer(read ? (instance().core.*call)(typed, *read) : Result<Json>(read.error()));
  care::wipe(typed);
  return out;
}

std::string core_info() {
  if (!instance().started) return answer(instance().started.error());
  return answer(Json::object({{"abi", 1}, {"suite", 1}, {"open", std::uint64_t{instance().core.is_open()}}}));
}

std::string check_password(const val& password, const std::string& handle, const std::string& role) {
  Bytes typed = to_bytes(password);
  std::string out = answer(instance().core.check_password(typed, handle, role));
  care::wipe(typed);
  return out;
}

std::string invite_open(const std::string& code, const std::string& args) {
  const auto read = read_arguments(args);
  return answer(read ? instance().core.invite_open(code, *read) : Result<Json>(read.error()));
}

std::string sign_request(const std::string& method, const std::string& path, const val& body, double now_ms) {
  if (!(now_ms >= 0 && now_ms <= static_cast<double>(kJsonMaxInteger))) return answer(ErrorCode::json_wrong_type);
  return answer(instance().core.sign_request(method, path, to_bytes(body), static_cast<std::uint64_t>(now_ms)));
}

std::string seal_records(const std::string& args) {
  client::SealProblems problems;
  const auto read = read_arguments(args);
  const auto sealed = read ? instance().core.seal_records(*read, problems) : Result<Json>(read.error());
  return answer(sealed, problems);
}

std::string make_kit() { return answer(instance().core.make_kit()); }

std::string lock() {
  instance().core.lock();
  return answer(Json::object());
}

std::string make_qr(const std::string& text) {
  const auto code = qr::encode_qr(text);
  if (!code) return answer(code.error());
  return answer(Json::object({{"modules", encode_base64url(code->modules)}, {"size", std::uint64_t{code->size}}}));
}

}  // namespace

EMSCRIPTEN_BINDINGS(care_core) {
  emscripten::function("core_info", &core_info);
  emscripten::function("check_password", &check_password);
  emscripten::function("validate_record", &run_const<&ClientCore::validate_record>);
  emscripten::function("make_qr", &make_qr);
  emscripten::function("home_start", &run_with_password<&ClientCore::home_start>);
  emscripten::function("home_finish", &run<&ClientCore::home_finish>);
  emscripten::function("invite_open", &invite_open);
  emscripten::function("invite_register", &run_with_password<&ClientCore::invite_register>);
  emscripten::function("invite_accept", &run<&ClientCore::invite_accept>);
  emscripten::function("signin_start", &run_with_password<&ClientCore::signin_start>);
  emscripten::function("signin_finish", &run<&ClientCore::signin_finish>);
  emscripten::function("open_vault", &run<&ClientCore::open_vault>);
  emscripten::function("lock", &lock);
  emscripten::function("sign_request", &sign_request);
  emscripten::function("make_kit", &make_kit);
  emscripten::function("confirm_kit", &run<&ClientCore::confirm_kit>);
  emscripten::function("open_grants", &run<&ClientCore::open_grants>);
  emscripten::function("sync_directory", &run<&ClientCore::sync_directory>);
  emscripten::function("verify_receipts", &run_const<&ClientCore::verify_receipts>);
  emscripten::function("verify_audit", &run_const<&ClientCore::verify_audit>);
  emscripten::function("make_invite", &run<&ClientCore::make_invite>);
  emscripten::function("membership_act", &run<&ClientCore::membership_act>);
  emscripten::function("set_gate_shares", &run<&ClientCore::set_gate_shares>);
  emscripten::function("seal_records", &seal_records);
  emscripten::function("open_records", &run_const<&ClientCore::open_records>);
  emscripten::function("seal_draft", &run_const<&ClientCore::seal_draft>);
  emscripten::function("open_draft", &run_const<&ClientCore::open_draft>);
  emscripten::function("bench_facets", &bench_facets);
}

}  // namespace care::wasm
