#include "server/gate/gate.h"

#include "server/session/sign_in_tries.h"
#include "shared/access/decide.h"

namespace care::server {
namespace {

bool changes_state(const Request& request) { return request.route->method != Method::get; }

// While a privileged person has no second factor yet, only these answer.
bool works_before_second_factor(Handler handler) {
  return handler == Handler::start_totp || handler == Handler::confirm_totp || handler == Handler::get_session ||
         handler == Handler::end_session;
}

struct Standing {
  Role role = Role::carer;
  UnitId unit;
  membership::Standing standing = membership::Standing::revoked;
  bool second_factor_for_all = false;
};

Standing standing_of(const Workspace& home, const ActorId& actor) {
  return home.with_directory([&](const membership::Directory& directory) {
    const membership::Member* member = directory.find_member(actor);
    if (member == nullptr) return Standing{};
    return Standing{member->now().role, member->now().unit, member->now().standing, directory.policy().totp_all};
  });
}

}  // namespace

Origin origin_of(const Request& request) { return {request.remote_ip, request.user_agent}; }

Result<std::optional<WorkspaceLease>> Gate::enter(const Request& request) {
  const std::string& base = services_.base_host;
  if (request.host == base) {
    if (request.route->host != Host::base) return ErrorCode::host_unknown;
    return std::optional<WorkspaceLease>();
  }
  if (request.host.size() <= base.size() + 1 || !request.host.ends_with("." + base)) return ErrorCode::host_unknown;
  if (request.route->host == Host::base) return ErrorCode::not_found;
  const std::string label = request.host.substr(0, request.host.size() - base.size() - 1);
  return std::optional<WorkspaceLease>(CARE_TRY(services_.registry.open_by_label(label)));
}

Result<void> Gate::check_origin(const Request& request, bool proved) const {
  if (!changes_state(request)) return {};
  if (request.route->method == Method::post && request.content_type != "application/json") {
    return ErrorCode::content_type_wrong;
  }
  // A sibling home's page counts as a stranger: same-site is not same-origin.
  if (!request.fetch_site.empty() && request.fetch_site != "same-origin") return ErrorCode::origin_refused;
  const std::string own = (request.secure ? "https://" : "http://") + request.host_and_port;
  if (!request.origin.empty() && request.origin != own) return ErrorCode::origin_refused;
  // Programs that are not browsers name no origin; the proof alone then says who asks.
  if (request.origin.empty() && !proved) return ErrorCode::origin_refused;
  return {};
}

Result<OpenCall> Gate::open(const Request& request, Workspace* home) {
  CARE_TRY(services_.limiter.take(request.route->rate, network_of(request.remote_ip)));
  CARE_TRY(check_origin(request, false));
  return OpenCall{services_, request, home};
}

Result<Caller> Gate::identify(const Request& request, Workspace& home, Permission permission) {
  CARE_TRY(check_origin(request, request.route->proof));
  if (request.session_cookie.empty()) return ErrorCode::session_missing;
  // Anybody can invent cookies, and each would cost a look into the home's database.
  if (!services_.sessions.is_live(home, request.session_cookie)) CARE_TRY(services_.limiter.take(RateClass::open, network_of(request.remote_ip)));
  auto session = CARE_TRY(services_.sessions.find(home, request.session_cookie));
  CARE_TRY(services_.limiter.take(request.route->rate, as_text(session->row().id_hash)));
  if (request.route->proof) {
    const bool bound_passed = CARE_TRY(session->check_proof(
        {.header = request.proof, .method = request.method, .target = request.target, .body = request.body}));
    if (bound_passed && home.writable()) {
      const std::uint64_t bound = session->move_bound();
      const Result<void> stored = home.change([&](Change& change) -> Result<void> {
        return change.accounts().save_session_counter(session->row().id_hash, bound);
      });
      if (!stored) session->forget_bound();
      // Reading waits for no disk: a proof of it that could be used once more, after a new start, brings the same ciphertext.
      if (!stored && changes_state(request)) return stored.error();
    }
  }
  const Standing standing = standing_of(home, session->row().actor);
  if (standing.standing == membership::Standing::revoked) return ErrorCode::session_missing;
  const bool needs_factor = info_of(standing.role).second_factor || standing.second_factor_for_all;
  if (needs_factor && !session->second_factor_passed() && !works_before_second_factor(request.route->handler)) {
    return ErrorCode::second_factor_setup_needed;
  }
  if (standing.standing == membership::Standing::pending && permission != Permission::session_use) {
    return ErrorCode::confirmation_needed;
  }
  if (!role_has(permission, standing.role)) return ErrorCode::role_forbids;
  const bool confirmed = standing.standing == membership::Standing::active;
  return Caller{services_, request, home, std::move(session), standing.role, standing.unit, confirmed};
}

}  // namespace care::server
