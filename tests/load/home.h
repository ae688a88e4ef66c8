// tests/load/home.h — a new home with one carer and one resident, made through the API as people make it.
#pragma once

#include <memory>
#include <string>

#include "server/demo/home_client.h"

namespace care::load {

struct Home {
  server::Address address;
  std::string handle = "asha@load.example";
  std::string password = "Harbour-4-Thimble-rose";
  std::string subject;
  std::unique_ptr<server::HomeClient> owner;  // signed in
};

// `token` is of the server's set-up link.
Result<Home> make_home(std::uint16_t port, bool tls, const std::string& token, Random& random, const Clock& clock);

// One more resident: sealed and signed, as send_records takes it; and sent, the answer being the subject.
Result<Json> seal_resident(server::HomeClient& owner);
Result<std::string> add_resident(server::HomeClient& owner);

}  // namespace care::load
