// server/api/handlers.h — one function per handler of routes.json: decode, one store call, encode.
//
// The parameter says what must be proved first: OpenCall for public routes, Authorised<P> for the rest. server/http/routes.cpp
// binds them by HandlerTraits, so a handler with the wrong right does not compile.
#pragma once

#include "server/gate/gate.h"

namespace care::server {

using Answer = Result<Response>;

// home.cpp
Answer get_home(const OpenCall& call);
Answer start_home(const OpenCall& call);
Answer finish_home(const OpenCall& call);
// signin.cpp
Answer start_signin(const OpenCall& call);
Answer finish_signin(const OpenCall& call);
Answer second_factor_signin(const OpenCall& call);
// recovery.cpp
Answer start_recovery(const OpenCall& call);
Answer finish_recovery(const OpenCall& call);
// invites.cpp
Answer open_invite(const OpenCall& call);
Answer register_invite(const OpenCall& call);
Answer accept_invite(const OpenCall& call);
// account.cpp
Answer get_session(const Authorised<Permission::session_use>& caller);
Answer end_session(const Authorised<Permission::session_use>& caller);
Answer start_totp(const Authorised<Permission::session_use>& caller);
Answer confirm_totp(const Authorised<Permission::session_use>& caller);
Answer get_account_keys(const Authorised<Permission::session_use>& caller);
Answer store_kit(const Authorised<Permission::session_use>& caller);
Answer store_keyring(const Authorised<Permission::session_use>& caller);
Answer get_members(const Authorised<Permission::session_use>& caller);
Answer delete_account(const Authorised<Permission::account_delete>& caller);
// log.cpp
Answer get_checkpoint(const Authorised<Permission::session_use>& caller);
Answer get_consistency(const Authorised<Permission::session_use>& caller);
Answer get_membership(const Authorised<Permission::session_use>& caller);
Answer get_entries(const Authorised<Permission::audit_read>& caller);
Answer get_grants(const Authorised<Permission::session_use>& caller);
Answer append_membership(const Authorised<Permission::session_use>& caller);
// records.cpp
Answer append_records(const Authorised<Permission::record_write>& caller);
Answer get_subjects(const Authorised<Permission::session_use>& caller);
Answer get_current_records(const Authorised<Permission::record_read>& caller);
Answer get_subject_records(const Authorised<Permission::record_read>& caller);
Answer get_changes(const Authorised<Permission::record_read>& caller);
Answer get_versions(const Authorised<Permission::record_read>& caller);
Answer note_read(const Authorised<Permission::record_read>& caller);

// assist.cpp
Answer get_assist(const Authorised<Permission::session_use>& caller);
Answer ask_assist(const Authorised<Permission::assist_use>& caller);
Answer note_assist(const Authorised<Permission::assist_use>& caller);

}  // namespace care::server
