// tests/integration/route_rows.h — every route as data: a request that reaches its handler and changes nothing, who may ask it, and what
// each kind of caller hears. A route of routes.json without a row fails in routes_test.cpp.
#pragma once

#include <span>

#include "shared/schema/routes.gen.h"
#include "tests/integration/home.h"

namespace care::test {

// One letter a role: owner, manager, deputy, nurse, senior, carer, agency, activiTies, maintenance (K).
inline constexpr std::string_view kEveryRole = "omdnscatk";
inline constexpr std::string_view kPublic;

struct RouteRow {
  std::string_view method, path, body;
  std::string_view answer;             // "ok" is 200
  std::string_view may;                // roles; empty: public
  bool unconfirmed = true;             // also for a member nobody has confirmed yet
  bool without_second_factor = false;  // also while a role that needs one has none
};

std::span<const RouteRow> route_rows();
const Route& route_of(const RouteRow& row);
Ask ask_of(const RouteRow& row);

inline bool is_public(const RouteRow& row) { return row.may.empty(); }
inline bool changes_state(const RouteRow& row) { return row.method != "GET"; }
inline bool ends_session(const RouteRow& row) { return row.method == "DELETE" && row.path == "/api/v1/session"; }

// What somebody with this role hears, confirmed and with a second factor where one is needed.
std::string_view answer_for(const RouteRow& row, Role role);
std::string_view answer_for_unconfirmed(const RouteRow& row);

// The answer is the expected one, and if it is a problem, one of errors.json and whole.
void check_row(const RouteRow& row, std::string_view who, const Answer& answer, std::string_view expected);
void check_problem(const Answer& answer);

// One home with people of four kinds and another home beside it. Founding takes seconds: all tables share it.
struct RouteWorld {
  RouteWorld();
  Device& at_right_host(const RouteRow& row, Device& device);  // a route of the base host is asked there

  TestServer server;
  std::optional<TestHome> home, other;
  Member manager, carer, pending;
  std::unique_ptr<Device> base;
};
RouteWorld& route_world();

}  // namespace care::test
