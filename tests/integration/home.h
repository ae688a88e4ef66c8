// tests/integration/home.h — a founded home and the people in it.
#pragma once

#include "tests/integration/device.h"

namespace care::test {

struct Member {
  Person person;
  std::unique_ptr<Device> device;
  Device* operator->() const { return device.get(); }
};

class TestHome {
 public:
  // Founded, the owner signed in with the second factor; `kit` also stores the recovery kit, without which no resident may enter.
  TestHome(TestServer& server, const std::string& label, bool kit = true);

  // Invited by the owner, joined, confirmed where the role needs it, signed in (with a second factor where the role needs it).
  Member join(const std::string& name, Role role);
  Member join_unconfirmed(const std::string& name, Role role);
  void confirm(const Member& member);

  // Stops the server and reads the home's files.
  void check_log_is_whole();

  TestServer& server;
  std::string label;
  Member owner;
  std::string workspace;
};

// Whoever comes to the home "sunrise" without a session gets an answer.
bool still_answers(TestServer& server);

Person make_person(const std::string& name, const std::string& label, Role role);

}  // namespace care::test
