// server/store/sqlite/authorizer.h — what SQL of ours may do once a file is open: asked by SQLite at each prepare.
//
// Triggers alone are passed by INSERT OR REPLACE and DROP TRIGGER; triggers, this and DEFENSIVE together are not.
// Source   design of the log, enforcement in the database
// Tests    tests/unit/server/store/sqlite/append_only_test.cpp
#pragma once

namespace care::server::sqlite {

int authorize(void* context, int action, const char* first, const char* second, const char* database,
              const char* trigger);

}  // namespace care::server::sqlite
