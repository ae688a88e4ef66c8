// shared/client/core.h — the calls a device makes: the whole client in one object, without network, clock or storage.
//
// The browser's worker, the demo's seeder, the load generator and the hostile-server tests all drive this object;
// who asks for a page over HTTP, and where bytes are kept, is theirs. Arguments and answers are the JSON shapes of
// web/src/core/core-types.ts; the time is an argument.
// Errors   vault_locked wherever a vault is needed and none is open; each call names its own
// Secrets  passwords are copied into wiped memory; keys never leave
// Tests    tests/unit/client/*, tests/contract
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "shared/base/json.h"
#include "shared/client/vault.h"
#include "shared/crypto/request_proof.h"
#include "shared/signin/opaque.h"

namespace care::client {

struct FieldProblem {
  std::string facet;
  std::string field;
  ErrorCode code;
};

// What seal_records found wrong with what a person typed; empty otherwise.
struct SealProblems {
  std::vector<FieldProblem> fields;
};

class ClientCore {
 public:
  explicit ClientCore(Random& random);
  ~ClientCore();

  // Without a vault
  Result<Json> check_password(BytesView password, std::string_view handle, std::string_view role) const;
  Result<Json> validate_record(const Json& args) const;

  // Creating a home (home_creation.cpp)
  Result<Json> home_start(BytesView password, const Json& args);
  Result<Json> home_finish(const Json& args);

  // Joining by invitation (joining.cpp)
  Result<Json> invite_open(std::string_view code, const Json& args);
  Result<Json> invite_register(BytesView password, const Json& args);
  Result<Json> invite_accept(const Json& args);

  // A lost password (recovery.cpp): the printed kit opens the seed, which gets a new password
  Result<Json> recover_start(BytesView password, const Json& args);
  Result<Json> recover_finish(const Json& args);

  // Signing in (signin_flow.cpp)
  Result<Json> signin_start(BytesView password, const Json& args);
  Result<Json> signin_finish(const Json& args);
  // While a second factor must be set up first the server keeps the wraps back: then nothing opens yet, but requests can be
  // proved, and the same call is made again with the wraps once the code was confirmed.
  Result<Json> open_vault(const Json& args);
  // The counter follows the clock and always rises, so that a server that restarted need not remember each one.
  Result<Json> sign_request(std::string_view method, std::string_view path, BytesView body, std::uint64_t now_ms);
  void lock();
  bool is_open() const { return vault_.has_value(); }
  bool has_session() const { return proof_.has_value(); }

  // Keys (keys.cpp)
  Result<Json> make_kit();
  Result<Json> confirm_kit(const Json& args);
  Result<Json> open_grants(const Json& args);

  // Directory and log (log_view.cpp, audit_view.cpp)
  Result<Json> sync_directory(const Json& args);
  Result<Json> describe_self() const;  // {actor,home_subject,role,unit}
  Result<Json> verify_receipts(const Json& args);
  Result<Json> verify_audit(const Json& args) const;

  // Help with wording (assist.cpp)
  Result<Json> assist_statement(const Json& args);

  // Members (members.cpp)
  Result<Json> make_invite(const Json& args);
  Result<Json> membership_act(const Json& args);

  // Records (records.cpp)
  Result<Json> set_gate_shares(const Json& args);
  Result<Json> seal_records(const Json& args, SealProblems& problems);
  Result<Json> open_records(const Json& args);
  Result<Json> seal_draft(const Json& args) const;
  Result<Json> open_draft(const Json& args) const;

 private:
  Random& random_;
  std::optional<Vault> vault_;
  std::optional<crypto::ProofKey> proof_;
  std::uint64_t proof_counter_ = 0;

  // Between two calls of a sign-up or sign-in.
  struct Registration {
    WorkspaceId workspace;
    AccountId account;
    std::string label;
    signin::ClientRegistration state;
  };
  struct InviteOffer;  // joining.cpp
  struct Recovery {
    WorkspaceId workspace;
    signin::KitSecret kit;
    signin::ClientRegistration state;
  };
  struct Login {
    std::string handle;
    signin::ClientLogin state;
  };
  struct LoggedIn {
    WorkspaceId workspace;
    AccountId account;
    crypto::SessionKey session_key;
    signin::ExportKey export_key;
  };
  std::optional<Registration> registration_;
  std::unique_ptr<InviteOffer> offer_;
  std::optional<Recovery> recovery_;
  std::optional<Login> login_;
  std::optional<LoggedIn> logged_in_;
};

}  // namespace care::client
