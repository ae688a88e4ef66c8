// What people type and paste, and the texts that identify somebody or something in the UK.
#include "shared/qr/qr.h"
#include "shared/signin/nfc.h"
#include "shared/signin/password_policy.h"
#include "shared/validate/date.h"
#include "shared/validate/dose.h"
#include "shared/validate/email.h"
#include "shared/validate/text.h"
#include "shared/validate/uk_identifiers.h"
#include "shared/base/json.h"
#include "tests/fuzz/seeds.h"

namespace care::fuzz {
namespace {

// What is stored is read again as itself.
void check_stored(Result<std::string> (*parse)(std::string_view), std::string_view typed) {
  const auto stored = parse(typed);
  if (!accepted(stored)) return;
  FUZZ_CHECK(!stored->empty() && is_storable_text(*stored, false));
  const auto again = parse(*stored);
  FUZZ_CHECK(again.ok() && *again == *stored);
}

void run_identifier(BytesView input) {
  const std::string_view typed = as_text(input);
  for (auto* parse : {parse_nhs_number, parse_nino, parse_postcode, parse_phone, parse_ods_code, parse_cqc_id, parse_dose, parse_email}) {
    check_stored(parse, typed);
  }
  const auto date = parse_date(typed);
  if (!accepted(date)) return;
  FUZZ_CHECK(date->ok() && typed.size() == 10);
  FUZZ_CHECK(static_cast<int>(date->year()) == std::atoi(std::string(typed.substr(0, 4)).c_str()));
}

Inputs identifier_seeds() {
  Inputs out;
  const auto vectors = test::load_vectors("uk_identifiers_v1.json");
  for (const char* kind : {"nhs_number", "nino", "postcode", "ods_code", "cqc_id", "phone", "dose", "email"}) {
    add_texts(out, vectors[kind]["accept"], "value");
    add_texts(out, vectors[kind]["reject"], "value");
  }
  add_all(out, {"1938-05-02", "2024-02-29", "2023-02-29", "1899-12-31", "2199-12-31", "2024-2-9"});
  return out;
}

void run_text(BytesView input) {
  const std::string_view text = as_text(input);
  const auto points = signin::decode_utf8(input);
  FUZZ_CHECK(accepted(points) == is_valid_utf8(text));
  const auto composed = signin::normalise_nfc(input);
  FUZZ_CHECK(accepted(composed) == points.ok());
  if (!points) return;
  FUZZ_CHECK(same(signin::encode_utf8(*points).reveal(), input));
  FUZZ_CHECK(count_characters(text) == points->size());
  const auto again = signin::normalise_nfc(composed->reveal());
  FUZZ_CHECK(again.ok() && same(again->reveal(), composed->reveal()));
  for (const bool multiline : {false, true}) {
    const std::string normal = normalise_text(text, multiline);
    FUZZ_CHECK(normalise_text(normal, multiline) == normal);
    FUZZ_CHECK(!is_blank(normal) || normal.empty());
  }
  if (is_storable_text(text, false)) FUZZ_CHECK(is_storable_text(text, true));
}

Inputs text_seeds() {
  Inputs out;
  const auto vectors = test::load_vectors("nfc_v1.json");
  add_texts(out, vectors["samples"], "input");
  add_all(out, {"a\r\nb\tc\n", " \xC2\xA0 ", "\xE2\x80\xAE" "abc", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xC0\x80", "\xF0\x9F\x98\x80", "\xEF\xBF\xBF",
                "\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8", "e\xCC\x81\xCC\xA3\xCC\x81"});
  return out;
}

// how much of it is the handle 1 ‖ password ‖ handle
void run_password(BytesView input) {
  Cursor cursor(input);
  const std::size_t length = cursor.byte();
  const std::string_view handle = as_text(cursor.take(length));
  const auto password = signin::Password::parse(cursor.rest());
  if (!accepted(password)) return;
  FUZZ_CHECK(is_valid_utf8(as_text(password->reveal())));
  const auto again = signin::Password::parse(password->reveal());
  if (accepted(again)) FUZZ_CHECK(same(again->reveal(), password->reveal()));
  for (const auto holder : {signin::PasswordHolder::member, signin::PasswordHolder::owner}) {
    const auto report = signin::decide_password(*password, handle, holder);
    FUZZ_CHECK(report.accepted() == report.require().ok());
    if (report.accepted()) FUZZ_CHECK(password->reveal().size() >= signin::kPasswordMinCharacters);
    if (!report.accepted()) FUZZ_CHECK(report.strength == signin::PasswordStrength::weak);
  }
}

Inputs password_seeds() {
  Inputs out;
  for (const auto& each : load_list("password_policy_v1.json", "cases")) {
    if (!each["password"].is_string()) continue;
    const std::string handle = test::text(each["handle"]);
    out.push_back(with_prefix({static_cast<std::uint8_t>(handle.size())}, handle + test::text(each["password"])));
  }
  return out;
}

void run_qr(BytesView input) {
  const auto code = qr::encode_qr(as_text(input));
  const bool has_zero = as_text(input).find('\0') != std::string_view::npos;
  FUZZ_CHECK((!code && code.error().code() == ErrorCode::field_bad_text) == has_zero);
  if (!accepted(code)) {
    FUZZ_CHECK(has_zero || (code.error().code() == ErrorCode::field_too_long && input.size() > 2000));
    return;
  }
  FUZZ_CHECK(code->size >= 21 && code->size <= 177 && code->size % 4 == 1);
  FUZZ_CHECK(code->modules.size() == code->size * code->size);
  for (const std::uint8_t module : code->modules) FUZZ_CHECK(module <= 1);
  FUZZ_CHECK(code->is_dark(0, 0) && code->is_dark(3, 3) && !code->is_dark(1, 1) && !code->is_dark(7, 7));  // a finder pattern
}

Inputs qr_seeds() {
  Inputs out;
  add_texts(out, test::load_vectors("recovery_kit_v1.json")["good"], "qr");
  add_all(out, {"", "0123456789", "https://sunrise.careseal.example/join#M2GT-58X4-MPKA-FA59", "\xC3\xA9\xFF\x01"});
  out.push_back(Bytes(2331, 'a'));
  out.push_back(Bytes(2400, 'A'));
  out.push_back(Bytes(6000, '1'));
  return out;
}

}  // namespace

std::vector<Target> text_targets() {
  return {{"identifier", run_identifier, identifier_seeds},
          {"text", run_text, text_seeds},
          {"password", run_password, password_seeds, kNoJson, 50},
          {"qr", run_qr, qr_seeds, kNoJson, 5}};
}

}  // namespace care::fuzz
