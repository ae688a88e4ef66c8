// server/gate/gate.h — host → home → session → proof → right. The only maker of Authorised<P>.
//
// Errors   host_unknown, content_type_wrong, origin_refused, rate_limited, session_missing, session_expired, session_proof_wrong,
//          second_factor_setup_needed, confirmation_needed, role_forbids
// Tests    tests/integration (every route × every role), tests/unit/server/gate
#pragma once

#include "server/gate/request.h"
#include "server/gate/services.h"

namespace care::server {

// A request at the right host, before anyone is known.
struct OpenCall {
  Services& services;
  const Request& request;
  Workspace* home = nullptr;  // absent at the base host
};

// Who asks, once it is proved.
struct Caller {
  Services& services;
  const Request& request;
  Workspace& home;
  std::shared_ptr<LiveSession> session;
  Role role = Role::carer;
  UnitId unit;
  bool confirmed = false;  // not pending: where the role needs it, a person has vouched for them
  const ActorId& actor() const { return session->row().actor; }
  const AccountId& account() const { return session->row().account; }
};

// Proof that the caller may do P; a handler that needs a right takes one, so forgetting to ask does not compile.
template <Permission P>
class Authorised {
 public:
  const Caller* operator->() const { return &caller_; }
  const Caller& operator*() const { return caller_; }

 private:
  friend class Gate;
  explicit Authorised(Caller caller) : caller_(std::move(caller)) {}
  Caller caller_;
};

class Gate {
 public:
  explicit Gate(Services& services) : services_(services) {}

  // The home that the host names, or nothing at the base host; the route must belong there.
  Result<std::optional<WorkspaceLease>> enter(const Request& request);

  Result<OpenCall> open(const Request& request, Workspace* home);

  template <Permission P>
  Result<Authorised<P>> authorise(const Request& request, Workspace& home) {
    return Authorised<P>(CARE_TRY(identify(request, home, P)));
  }

 private:
  Result<void> check_origin(const Request& request, bool proved) const;
  Result<Caller> identify(const Request& request, Workspace& home, Permission permission);
  Services& services_;
};

Origin origin_of(const Request& request);

}  // namespace care::server
