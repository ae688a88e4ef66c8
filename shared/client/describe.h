// shared/client/describe.h — the directory in the words a page shows: members, invitations, fingerprints.
#pragma once

#include "shared/base/json.h"
#include "shared/client/vault.h"

namespace care::client {

Json describe_directory(const Vault& vault, std::uint64_t now_ms);

// Six groups of four digits of a member's two keys, to compare in person: 79 bits.
Json describe_fingerprint(const membership::Member& member);

}  // namespace care::client
