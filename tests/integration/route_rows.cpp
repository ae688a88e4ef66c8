#include "tests/integration/route_rows.h"

namespace care::test {
namespace {

constexpr RouteRow kRows[] = {
    // ---- public
    {"GET", "/api/v1/home", "", "ok", kPublic},
    {"POST", "/api/v1/homes/start", "{}", "json_missing_field", kPublic},
    {"POST", "/api/v1/homes/finish", "{}", "json_missing_field", kPublic},
    {"POST", "/api/v1/signin/start", "{}", "json_missing_field", kPublic},
    {"POST", "/api/v1/signin/finish", "{}", "json_missing_field", kPublic},
    {"POST", "/api/v1/signin/second", "{}", "json_missing_field", kPublic},
    {"POST", "/api/v1/recovery/start", "{}", "json_missing_field", kPublic},
    {"POST", "/api/v1/recovery/finish", "{}", "json_missing_field", kPublic},
    {"POST", "/api/v1/invites/open", "{}", "json_missing_field", kPublic},
    {"POST", "/api/v1/invites/register", "{}", "json_missing_field", kPublic},
    {"POST", "/api/v1/invites/accept", "{}", "json_missing_field", kPublic},
    // ---- signed in
    {"GET", "/api/v1/session", "", "ok", kEveryRole, true, true},
    {"POST", "/api/v1/account/totp/start", "{}", "ok", kEveryRole, true, true},
    {"POST", "/api/v1/account/totp/confirm", "{}", "json_missing_field", kEveryRole, true, true},
    {"GET", "/api/v1/account/keys", "", "ok", kEveryRole},
    {"POST", "/api/v1/account/kit", "{}", "json_missing_field", kEveryRole},
    {"POST", "/api/v1/account/keyring", "{}", "json_missing_field", kEveryRole},
    {"GET", "/api/v1/log/checkpoint", "", "ok", kEveryRole},
    {"GET", "/api/v1/log/consistency?from=1&to=2", "", "ok", kEveryRole},
    {"GET", "/api/v1/log/membership?from=0&size=3", "", "ok", kEveryRole},
    {"GET", "/api/v1/log/entries?size=3", "", "ok", "omd", false},
    {"GET", "/api/v1/grants", "", "ok", kEveryRole},
    {"POST", "/api/v1/membership", "{}", "json_missing_field", kEveryRole},
    {"POST", "/api/v1/records", "{}", "json_missing_field", kEveryRole, false},
    {"GET", "/api/v1/subjects", "", "ok", kEveryRole},
    {"GET", "/api/v1/records/current?collection=1", "", "ok", kEveryRole, false},
    {"GET", "/api/v1/subjects/sub_00000000000000000000000000/records", "", "not_found", kEveryRole, false},
    {"GET", "/api/v1/changes?after=0", "", "ok", kEveryRole, false},
    {"GET", "/api/v1/records/rec_00000000000000000000000000/versions", "", "not_found", kEveryRole, false},
    {"POST", "/api/v1/reads", "{}", "json_missing_field", kEveryRole, false},
    {"GET", "/api/v1/members", "", "ok", kEveryRole},
    {"DELETE", "/api/v1/accounts/act_00000000000000000000000000", "", "not_found", "om", false},
    {"GET", "/api/v1/assist", "", "ok", kEveryRole},
    {"POST", "/api/v1/assist/answers", "{}", "json_missing_field", "omdnscat", false},
    {"POST", "/api/v1/assist/statements", "{}", "json_missing_field", "omdnscat", false},
    // Last: it ends the session it is asked with.
    {"DELETE", "/api/v1/session", "", "ok", kEveryRole, true, true},
};

char letter_of(Role role) {
  constexpr std::string_view kLetters = "?omdnscatk";
  return kLetters.at(static_cast<std::size_t>(role));
}

}  // namespace

std::span<const RouteRow> route_rows() { return kRows; }

const Route& route_of(const RouteRow& row) {
  for (const Route& route : kRoutes) {
    if (name_of(route.method) != row.method) continue;
    // {subj} and the like stand for one segment.
    std::string_view pattern = route.path;
    const std::string whole = std::string(row.path.substr(0, row.path.find('?')));
    std::string_view path = whole;
    bool same = true;
    while (same && !pattern.empty() && !path.empty()) {
      const auto cut = [](std::string_view& rest) {
        const std::size_t end = std::min(rest.find('/', 1), rest.size());
        const std::string_view part = rest.substr(0, end);
        rest.remove_prefix(end);
        return part;
      };
      const std::string_view wanted = cut(pattern);
      const std::string_view given = cut(path);
      same = wanted == given || wanted.starts_with("/{");
    }
    if (same && pattern.empty() && path.empty()) return route;
  }
  FAIL("no route for " << row.method << " " << row.path);
  return kRoutes[0];
}

Ask ask_of(const RouteRow& row) {
  Ask request;
  request.method = std::string(row.method);
  request.path = std::string(row.path);
  request.body = std::string(row.body);
  return request;
}

std::string_view answer_for(const RouteRow& row, Role role) {
  return is_public(row) || row.may.find(letter_of(role)) != std::string_view::npos ? row.answer : "role_forbids";
}

std::string_view answer_for_unconfirmed(const RouteRow& row) { return row.unconfirmed ? row.answer : "confirmation_needed"; }

void check_problem(const Answer& answer) {
  if (answer.status == 200) return;
  CHECK(answer.header("Content-Type") == "application/problem+json");
  CHECK(number_of(answer.json, "status") == static_cast<std::uint64_t>(answer.status));
  CHECK(text_of(answer.json, "type") == "/errors/" + std::to_string(number_of(answer.json, "number")));
  bool known = false;
  for (const ErrorInfo& info : kErrors) known = known || (info.name == answer.code() && static_cast<int>(info.status) == answer.status);
  CHECK(known);
}

void check_row(const RouteRow& row, std::string_view who, const Answer& answer, std::string_view expected) {
  INFO(row.method << " " << row.path << " as " << who << " answered " << answer.status << " " << answer.body);
  CHECK(answer.code() == expected);
  check_problem(answer);
}

RouteWorld::RouteWorld() {
  server.start();
  home.emplace(server, "sunrise");
  other.emplace(server, "westgate");
  manager = home->join("marta", Role::manager);
  carer = home->join("colin", Role::carer);
  pending = home->join_unconfirmed("dev", Role::deputy);
  pending.device->sign_in(pending.person);
  base = std::make_unique<Device>(server, "");
}

Device& RouteWorld::at_right_host(const RouteRow& row, Device& device) { return route_of(row).host == Host::base ? *base : device; }

RouteWorld& route_world() {
  static RouteWorld one;
  return one;
}

}  // namespace care::test
