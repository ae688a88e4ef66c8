// server/demo/seed.h — fills a new home the way people do: each through their own client core, over the API.
//
// About 30 members, 24 residents, two weeks of notes. No default passwords: made at random, returned once.
#pragma once

#include <string>
#include <vector>

#include "server/demo/home_client.h"

namespace care::server {

struct DemoSignIn {
  std::string name, job, handle, password;
  std::string totp_secret;  // empty: no second factor
};

struct DemoHome {
  std::vector<DemoSignIn> sign_ins;
};

// `say` is told each step, for whoever watches.
Result<DemoHome> seed_demo_home(Address base, const std::string& setup_token, Random& random, const Clock& clock,
                                void (*say)(const std::string& step));

}  // namespace care::server
