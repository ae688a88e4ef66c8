// A home is created in two requests at the base host: keys and sign-in first, then everything at once.
#include "server/api/handlers.h"
#include "server/api/sessions.h"
#include "server/api/shapes.h"
#include "shared/base/encoding.h"

namespace care::server {
namespace {

struct Founding {
  std::string token;
  WorkspaceId workspace;
  AccountId account;
  std::string label;
  std::string handle;
};

Result<Founding> read_founding(ObjectReader& reader, Services& services) {
  Founding out;
  out.token = CARE_TRY(reader.text("token"));
  CARE_TRY(services.setup_tokens.check(out.token));
  out.label = CARE_TRY(reader.text("label"));
  out.workspace = CARE_TRY(reader.id<WorkspaceId>("ws"));
  out.account = CARE_TRY(reader.id<AccountId>("account"));
  out.handle = CARE_TRY(normalise_handle(CARE_TRY(reader.text("handle"))));
  return out;
}

}  // namespace

Answer get_home(const OpenCall& call) {
  const auto facts = call.home->with_directory([](const membership::Directory& directory) {
    return Json::object({{"label", directory.label()},
                         {"log", directory.log_key()},
                         {"name", directory.name()},
                         {"ws", directory.workspace().text()}});
  });
  Json out = facts;
  out.set("build", call.services.build).set("time", to_ms(call.services.clock.now()));
  return json_response(out);
}

Answer start_home(const OpenCall& call) {
  const Json body = CARE_TRY(read_body(call.request));
  ObjectReader reader = CARE_TRY(ObjectReader::open(body));
  const Founding founding = CARE_TRY(read_founding(reader, call.services));
  const auto request = CARE_TRY(signin::RegistrationRequest::decode(CARE_TRY(reader.base64url("request"))));
  CARE_TRY(reader.finish());
  auto prepared = CARE_TRY(call.services.registry.prepare_home(founding.label, founding.workspace));
  const auto response = CARE_TRY(signin::answer_registration(
      request, prepared.opaque_keys(), signin::OpaqueSetting::of(founding.workspace, founding.account)));
  auto totp = signin::make_totp_secret(call.services.random);
  const auto printed = signin::format_totp_secret(totp);
  const auto uri = signin::format_totp_uri(totp, founding.label, founding.handle);
  Json out = Json::object({{"log", prepared.log_key().format()},
                           {"response", encode_base64url(response.encode())},
                           {"totp_secret", printed.reveal_text()},
                           {"totp_uri", uri.reveal_text()}});
  call.services.homes.put(founding.workspace, PendingHome{std::move(prepared), founding.label, founding.handle,
                                                          founding.account, std::move(totp)});
  return json_response(out);
}

Answer finish_home(const OpenCall& call) {
  const Json body = CARE_TRY(read_body(call.request));
  ObjectReader reader = CARE_TRY(ObjectReader::open(body));
  const Founding founding = CARE_TRY(read_founding(reader, call.services));
  const auto actor = CARE_TRY(reader.id<ActorId>("actor"));
  NewAccount account;
  account.account = founding.account;
  account.actor = actor;
  account.handle = founding.handle;
  account.opaque_record = CARE_TRY(reader.base64url("record"));
  account.keyring = CARE_TRY(reader.base64url("keyring"));
  account.created = call.services.clock.now();
  CARE_TRY(signin::RegistrationRecord::decode(account.opaque_record));
  const std::string code = CARE_TRY(reader.text("totp_code"));
  const auto wraps = CARE_TRY(read_wraps(*CARE_TRY(reader.array("wraps"))));
  const Json* statements = CARE_TRY(reader.array("statements"));
  const Json* share_json = reader.find("gate_share");
  if (share_json == nullptr) return Error(ErrorCode::json_missing_field, "gate_share");
  auto share = CARE_TRY(read_gate_share(*share_json));
  CARE_TRY(reader.finish());
  if (statements->items().size() != 3) return Error(ErrorCode::json_wrong_type, "statements");
  std::vector<MembershipSubmission> submissions;
  for (const Json& each : statements->items()) submissions.push_back(CARE_TRY(read_membership(each)));
  submissions.front().gate_share = std::move(share);

  PendingHome pending = CARE_TRY(call.services.homes.take(founding.workspace));
  if (pending.label != founding.label || pending.handle != founding.handle || !(pending.account == founding.account)) {
    return ErrorCode::login_unknown;
  }
  const auto step = signin::verify_totp(pending.totp, code, call.services.clock.now(), std::nullopt);
  if (!step) {
    call.services.homes.put(founding.workspace, std::move(pending));  // a mistyped code is no reason to start again
    return step.error();
  }
  const auto codes = make_printed_codes(call.services.random, founding.account);
  const Instant token_until = CARE_TRY(call.services.setup_tokens.use(founding.token));
  const auto receipts = call.services.registry.create_home(
      std::move(pending.prepared), founding.label, [&](Change& change) -> Result<void> {
        for (MembershipSubmission& submission : submissions) {
          CARE_TRY(change.append_membership(submission, origin_of(call.request)));
        }
        CARE_TRY(change.accounts().create_account(account));
        for (const WrapRow& wrap : wraps) CARE_TRY(change.accounts().put_wrap(account.account, wrap));
        CARE_TRY(change.accounts().put_second_factor(account.account, pending.totp));
        CARE_TRY(change.accounts().confirm_second_factor(account.account, *step));
        return change.accounts().replace_sign_in_codes(account.account, codes.hashes);
      });
  if (!receipts) {
    call.services.setup_tokens.give_back(founding.token, token_until);
    return receipts.error();
  }
  return json_response(Json::object({{"codes", codes.printed},
                                     {"host", founding.label + "." + call.services.base_host},
                                     {"receipts", encode_receipts(*receipts)}}));
}

}  // namespace care::server
