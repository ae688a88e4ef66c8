#include "server/http/routes.h"

#include "server/api/handlers.h"

namespace care::server {
namespace {

// Which function answers which handler of routes.json. The types below refuse one that takes the wrong proof.
template <Handler H>
struct Bound;
#define CARE_BIND(name)                                   \
  template <>                                             \
  struct Bound<Handler::name> {                           \
    static constexpr auto kFunction = &server::name;      \
  }
CARE_BIND(get_home);
CARE_BIND(start_home);
CARE_BIND(finish_home);
CARE_BIND(start_signin);
CARE_BIND(finish_signin);
CARE_BIND(second_factor_signin);
CARE_BIND(start_recovery);
CARE_BIND(finish_recovery);
CARE_BIND(open_invite);
CARE_BIND(register_invite);
CARE_BIND(accept_invite);
CARE_BIND(get_session);
CARE_BIND(end_session);
CARE_BIND(start_totp);
CARE_BIND(confirm_totp);
CARE_BIND(get_account_keys);
CARE_BIND(store_kit);
CARE_BIND(store_keyring);
CARE_BIND(get_checkpoint);
CARE_BIND(get_consistency);
CARE_BIND(get_membership);
CARE_BIND(get_entries);
CARE_BIND(get_grants);
CARE_BIND(append_membership);
CARE_BIND(append_records);
CARE_BIND(get_subjects);
CARE_BIND(get_current_records);
CARE_BIND(get_subject_records);
CARE_BIND(get_changes);
CARE_BIND(get_versions);
CARE_BIND(note_read);
CARE_BIND(get_members);
CARE_BIND(delete_account);
CARE_BIND(get_assist);
CARE_BIND(ask_assist);
CARE_BIND(note_assist);
#undef CARE_BIND

template <Handler H>
Answer run(Gate& gate, const Request& request, Workspace* home) {
  using Access = typename HandlerTraits<H>::Access;
  if constexpr (std::is_same_v<Access, PublicAccess>) {
    constexpr Answer (*function)(const OpenCall&) = Bound<H>::kFunction;
    return function(CARE_TRY(gate.open(request, home)));
  } else {
    constexpr Answer (*function)(const Authorised<Access::kPermission>&) = Bound<H>::kFunction;
    if (home == nullptr) return ErrorCode::host_unknown;
    return function(CARE_TRY(gate.authorise<Access::kPermission>(request, *home)));
  }
}

using Runner = Answer (*)(Gate&, const Request&, Workspace*);

template <Handler... H>
constexpr std::array<Runner, sizeof...(H)> make_runners(HandlerList<H...>) {
  return {&run<H>...};
}
constexpr auto kRunners = make_runners(AllHandlers{});

bool match_path(std::string_view pattern, std::string_view path, std::map<std::string, std::string>& parameters) {
  while (true) {
    const std::size_t pattern_end = std::min(pattern.find('/', 1), pattern.size());
    const std::size_t path_end = std::min(path.find('/', 1), path.size());
    const std::string_view wanted = pattern.substr(0, pattern_end);
    const std::string_view given = path.substr(0, path_end);
    if (wanted.size() > 3 && wanted[1] == '{') {
      if (given.size() < 2) return false;
      parameters[std::string(wanted.substr(2, wanted.size() - 3))] = std::string(given.substr(1));
    } else if (wanted != given) {
      return false;
    }
    pattern.remove_prefix(pattern_end);
    path.remove_prefix(path_end);
    if (pattern.empty() || path.empty()) return pattern.empty() && path.empty();
  }
}

Answer dispatch(Services& services, const Request& request) {
  Gate gate(services);
  const auto home = CARE_TRY(gate.enter(request));
  return kRunners[static_cast<std::size_t>(request.route->handler)](gate, request, home ? &**home : nullptr);
}

}  // namespace

MatchedRoute match_route(std::string_view method, std::string_view path) {
  MatchedRoute out;
  for (const Route& route : kRoutes) {
    std::map<std::string, std::string> parameters;
    if (!match_path(route.path, path, parameters)) continue;
    out.path_known = true;
    if (name_of(route.method) != method) continue;
    out.route = &route;
    out.parameters = std::move(parameters);
    return out;
  }
  return out;
}

Response answer_request(Services& services, const Request& request) {
  auto answer = dispatch(services, request);
  if (!answer) return problem_response(answer.error());
  return std::move(answer).value();
}

}  // namespace care::server
