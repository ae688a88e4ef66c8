// tests/integration/device.h — a person's device as the server meets it: the real client core over real HTTPS, and every header in
// the hands of the test.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "shared/client/core.h"
#include "tests/integration/test_server.h"
#include "tests/support/json_checks.h"

namespace care::test {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Answer {
  int status = 0;  // 0: no answer came
  Headers headers;
  std::string body;
  Json json = Json::object();

  std::string header(std::string_view name) const;  // the first of that name, empty if absent
  std::string code() const;                         // "ok", or the name of the problem
};

// What differs from what a well-behaved page sends.
struct Ask {
  std::string method = "GET";
  std::string path;
  std::string body{};
  bool with_cookie = true;
  bool with_proof = true;
  std::optional<std::string> host{}, origin{}, fetch_site{}, content_type{}, cookie{}, proof{};
  Headers more{};
};

struct Person {
  std::string name, handle, password, actor;
  Role role = Role::carer;
  std::string totp;                 // base32; empty: no second factor
  std::uint64_t last_step = 0;
  Json sign_in_codes = Json::array();
};

struct Invitation {
  std::string inv, code, actor, link;
  Role role = Role::carer;
};

// What an answer becomes on its way to the device.
using Between = std::function<void(const Ask&, Answer&)>;

class Device {
 public:
  Device(TestServer& server, std::string label);
  ~Device();

  void set_between(Between between) { between_ = std::move(between); }

  client::ClientCore& core() { return core_; }
  std::uint64_t now_ms() const { return to_ms(server_.clock.now()); }

  Answer ask(Ask request);
  Json get(const std::string& path);                     // REQUIREs 200
  Json post(const std::string& path, const Json& body);  // REQUIREs 200
  Answer try_get(const std::string& path) { return ask({.path = path}); }
  Answer try_post(const std::string& path, const Json& body) {
    return ask({.method = "POST", .path = path, .body = encode_canonical(body)});
  }
  std::string proof_for(const Ask& request);             // a fresh, right one

  // ---- signing in, step by step or at once. At once ends with directory and keys in place.
  Answer start_sign_in(const std::string& handle, const std::string& password);  // the answer with KE2
  Answer finish_sign_in(const Answer& started);
  Answer second_factor(const Answer& finished, const std::string& code);
  void open(const Answer& signed_in);
  Answer try_sign_in(Person& person);
  void sign_in(Person& person);
  void unlock(Person& person);                           // the cookie is still live: no second factor
  void lock() { core_.lock(); }
  std::string next_code(Person& person);                 // moves the clock when this half minute's code is used up
  void set_up_second_factor(Person& person);             // signs in again afterwards
  Json store_kit();                                      // the printed lines

  // ---- log, members
  Json sync();                                           // the answer of sync_directory, device entered where needed
  void take_grants();
  void take_subjects();
  Invitation invite(const std::string& name, Role role, std::uint64_t hours = 72);
  void accept(const Invitation& invitation, Person& person);
  Answer try_accept(const Invitation& invitation, Person& person);
  void act(const Json& args);                            // membership_act, all its statements sent, keyring stored
  Json sign_assist(const Json& args);                    // what assist_statement answers
  Answer send_membership(const Json& outgoing, const Json* hello = nullptr);

  // ---- records
  Json seal(Json records);                               // the list that seal_records answers
  Answer send(const Json& sealed);
  void write(Json records);                              // sealed, sent, each receipt verified
  Json read_changes();                                   // every version, opened
  std::string add_resident(const std::string& first, const std::string& last);  // its subject

  const std::string& workspace() const { return workspace_; }
  std::string cookie_header() const;
  std::string session_cookie() const { return session_cookie_; }
  std::string device_cookie() const { return device_cookie_; }
  void set_session_cookie(std::string cookie) { session_cookie_ = std::move(cookie); }
  void forget_cookies();
  void forget_device();                                  // as on a device this person never used
  const std::string& label() const { return label_; }
  Json signed_in_facts() const { return signed_in_; }
  std::uint64_t keyring_version() const { return keyring_version_; }

 private:
  struct Http;
  void remember(const Json& core_answer);

  TestServer& server_;
  std::string label_;
  client::ClientCore core_;
  std::unique_ptr<Http> http_;
  std::string session_cookie_, device_cookie_;
  std::string workspace_, device_, device_state_;
  Between between_;
  Json signed_in_ = Json::object();
  std::uint64_t keyring_version_ = 0;
  std::uint64_t next_entry_ = 0;
  std::uint64_t trusted_size_ = 0;
};

}  // namespace care::test
