// Joining: what an invitation offers, the newcomer's password, the two statements that make them a member.
#include "server/api/handlers.h"
#include "server/api/shapes.h"
#include "shared/base/encoding.h"
#include "shared/membership/acts.h"

namespace care::server {
namespace {

struct Offer {
  std::string home_name;
  Role role = Role::carer;
  std::uint64_t expires = 0;
  ActorId actor;
  Hash32 directory_head{};
};

Result<Offer> find_offer(const OpenCall& call, const InviteId& invite) {
  return call.home->with_directory([&](const membership::Directory& directory) -> Result<Offer> {
    CARE_TRY(directory.check_invitation_open(invite, to_ms(call.services.clock.now())));
    const membership::Invitation* invitation = directory.find_invitation(invite);
    return Offer{directory.name(), invitation->terms.role, invitation->terms.expires_ms, invitation->terms.actor,
                 directory.head_hash()};
  });
}

// Ids of invitations stand in the log, where every member reads them. What lets somebody in is the invitation's own key,
// so nothing but the two statements that it signs for may come with an account.
Result<void> check_joining(std::span<const MembershipSubmission> statements, const InviteId& invite, const ActorId& actor) {
  const auto joins = CARE_TRY(membership::parse_membership_statement(statements[0].body));
  const auto* user = std::get_if<membership::AddUser>(&joins.act);
  const auto device = CARE_TRY(membership::parse_membership_statement(statements[1].body));
  const bool fits = user != nullptr && user->invite == invite && joins.head.author == actor &&
                    std::holds_alternative<membership::AddDevice>(device.act) && device.head.author == actor;
  if (!fits) return Error(ErrorCode::act_unknown, "statements");
  return {};
}

}  // namespace

Answer open_invite(const OpenCall& call) {
  const Json body = CARE_TRY(read_body(call.request));
  ObjectReader reader = CARE_TRY(ObjectReader::open(body));
  const auto invite = CARE_TRY(reader.id<InviteId>("inv"));
  CARE_TRY(reader.finish());
  const Offer offer = CARE_TRY(find_offer(call, invite));
  auto lease = CARE_TRY(call.home->read());
  const auto hello = CARE_TRY(lease.log().find_hello(invite));
  if (!hello) return ErrorCode::invite_unknown;
  return json_response(Json::object({{"actor", offer.actor.text()},
                                     {"dir", encode_base64url(offer.directory_head)},
                                     {"exp", offer.expires},
                                     {"hello", encode_base64url(*hello)},
                                     {"name", offer.home_name},
                                     {"role", name_of(offer.role)}}));
}

Answer register_invite(const OpenCall& call) {
  const Json body = CARE_TRY(read_body(call.request));
  ObjectReader reader = CARE_TRY(ObjectReader::open(body));
  const auto invite = CARE_TRY(reader.id<InviteId>("inv"));
  const auto account = CARE_TRY(reader.id<AccountId>("account"));
  const std::string handle = CARE_TRY(normalise_handle(CARE_TRY(reader.text("handle"))));
  const auto request = CARE_TRY(signin::RegistrationRequest::decode(CARE_TRY(reader.base64url("request"))));
  CARE_TRY(reader.finish());
  CARE_TRY(find_offer(call, invite));
  auto lease = CARE_TRY(call.home->read());
  // Only who holds an open invitation learns this, and must, to choose another.
  if (CARE_TRY(lease.accounts().find_account_by_handle(handle))) return Error(ErrorCode::handle_taken, "handle");
  if (CARE_TRY(lease.accounts().find_account(account))) return Error(ErrorCode::id_invalid, "account");
  const auto response = CARE_TRY(signin::answer_registration(
      request, call.home->opaque_keys(), signin::OpaqueSetting::of(call.home->id(), account)));
  return json_response(Json::object({{"response", encode_base64url(response.encode())}}));
}

Answer accept_invite(const OpenCall& call) {
  const Json body = CARE_TRY(read_body(call.request));
  ObjectReader reader = CARE_TRY(ObjectReader::open(body));
  const auto invite = CARE_TRY(reader.id<InviteId>("inv"));
  NewAccount account;
  account.account = CARE_TRY(reader.id<AccountId>("account"));
  account.handle = CARE_TRY(normalise_handle(CARE_TRY(reader.text("handle"))));
  account.opaque_record = CARE_TRY(reader.base64url("record"));
  account.keyring = CARE_TRY(reader.base64url("keyring"));
  account.created = call.services.clock.now();
  const auto wraps = CARE_TRY(read_wraps(*CARE_TRY(reader.array("wraps"))));
  const Json* statements = CARE_TRY(reader.array("statements"));
  CARE_TRY(reader.finish());
  CARE_TRY(signin::RegistrationRecord::decode(account.opaque_record));
  if (statements->items().size() != 2) return Error(ErrorCode::json_wrong_type, "statements");
  account.actor = CARE_TRY(find_offer(call, invite)).actor;
  std::vector<MembershipSubmission> submissions;
  for (const Json& each : statements->items()) submissions.push_back(CARE_TRY(read_membership(each)));
  CARE_TRY(check_joining(submissions, invite, account.actor));
  const auto receipts = CARE_TRY(call.home->change_with_receipts([&](Change& change) -> Result<void> {
    for (const MembershipSubmission& each : submissions) {
      CARE_TRY(change.append_membership(each, origin_of(call.request)));
    }
    CARE_TRY(change.accounts().create_account(account));
    for (const WrapRow& wrap : wraps) CARE_TRY(change.accounts().put_wrap(account.account, wrap));
    return {};
  }));
  return json_response(Json::object({{"receipts", encode_receipts(receipts)}}));
}

}  // namespace care::server
