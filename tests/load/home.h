// tests/load/home.h — a new home with one carer and one resident, made through the API as people make it.
#pragma once

#include <string>

#include "server/demo/home_client.h"

namespace care::load {

struct Home {
  server::Address address;
  std::string handle = "asha@load.example";
  std::string password = "Harbour-4-Thimble-rose";
  std::string subject;
};

// `token` is of the server's set-up link.
Result<Home> make_home(std::uint16_t port, bool tls, const std::string& token, Random& random, const Clock& clock);

}  // namespace care::load
