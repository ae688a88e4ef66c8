// server/demo/home_client.h — a person's device without a browser: the real client core over the real API.
//
// The demo's seeder and the load generator are made of these; a browser does the same in web/src/state.
// Errors   whatever core or server answer; network_failed
#pragma once

#include <memory>
#include <string>

#include "shared/client/core.h"

namespace care::server {

struct Address {
  std::string host = "127.0.0.1";  // where to connect
  std::uint16_t port = 0;
  bool tls = false;
  std::string name;                // what to call it, such as sunrise.localhost
};

class HomeClient {
 public:
  HomeClient(Address address, Random& random, const Clock& clock);
  ~HomeClient();

  client::ClientCore& core() { return core_; }
  std::uint64_t now_ms() const { return to_ms(clock_.now()); }

  Result<Json> get(const std::string& path);
  Result<Json> post(const std::string& path, const Json& body);

  struct NewHome {
    std::string token, label, name, handle, password;
  };
  struct Founded {
    std::string totp_secret;  // base32
    Json codes;
  };
  // Creates the home at the base host.
  static Result<Founded> found(Address base, const NewHome& home, Random& random, const Clock& clock);

  // `code` is asked for where a second factor is enrolled. Ends with the directory and the keys in place.
  Result<void> sign_in(const std::string& handle, const std::string& password, const std::string& code);
  // Sets up the second factor that the role demands; answers its secret. Afterwards sign in again.
  Result<std::string> set_up_second_factor(std::uint64_t step);
  Result<void> accept_invite(const std::string& inv, const std::string& code, const std::string& handle,
                             const std::string& password);

  Result<void> sync();
  Result<void> send_membership(const Json& statement, const Json* grants, const Json* hello);
  Result<void> send_records(const Json& sealed);  // the list that seal_records answers

 private:
  struct Http;
  Result<Json> send(const std::string& method, const std::string& path, const std::string& body);
  Result<Json> send_once(const std::string& method, const std::string& path, const std::string& body);
  Result<void> finish_sign_in(const Json& signed_in);

  Address address_;
  Random& random_;
  const Clock& clock_;
  client::ClientCore core_;
  std::unique_ptr<Http> http_;
  std::string cookies_;
  std::uint64_t lead_ms_ = 0;  // of its proofs over the clock, since a server that started anew takes none below its bound
  std::uint64_t keyring_version_ = 0;
  std::uint64_t next_entry_ = 0;
  std::uint64_t trusted_size_ = 0;
  std::string workspace_;
};

// The six digits an authenticator app would show for this secret.
Result<std::string> totp_code(std::string_view secret_base32, std::uint64_t step);

}  // namespace care::server
