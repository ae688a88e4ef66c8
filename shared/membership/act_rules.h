// shared/membership/act_rules.h — what each act demands of its signer and its target: the table of acts.
//
// Errors   role_forbids, confirmation_needed, directory_stale (the target is no longer what the signer saw), not_found,
//          last_owner, generation_stale, commitment_mismatch, key_invalid, signature_invalid, invite_*, field_out_of_range
// Source   shared/docs/formats/statement.md
// Tests    tests/unit/membership/directory_*_test.cpp
#pragma once

#include "shared/membership/directory.h"

namespace care::membership {

// Form, author's key, chain and signature hold already.
Result<void> check_act(const Directory& directory, const MembershipStatement& statement, const Entry& entry);

}  // namespace care::membership
