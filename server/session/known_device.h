// server/session/known_device.h — a browser that signed in before is recognised, so that strangers can't lock it out.
//
// Shapes   cookie = device 16 ‖ MAC 32, base64url; MAC = keyed hash over label ‖ account ‖ device, key random per home
// Source   OWASP "Slow down online guessing attacks with device cookies"
// Tests    tests/unit/server/session/known_device_test.cpp
#pragma once

#include <optional>

#include "server/workspace/workspace.h"

namespace care::server {

using KnownDevice = ByteArray<16>;

// The home's key for these cookies; made at first use.
Result<Hash32> load_device_cookie_key(Workspace& home, Random& random);

std::string make_device_cookie(const Hash32& key, const AccountId& account, const KnownDevice& device);
std::optional<KnownDevice> read_device_cookie(const Hash32& key, const AccountId& account, std::string_view cookie);

}  // namespace care::server
