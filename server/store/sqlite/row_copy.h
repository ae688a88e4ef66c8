// server/store/sqlite/row_copy.h — whole rows from file to file, and whole tables side by side: for rebuild.
//
// Tests    tests/unit/server/workspace/rebuild_test.cpp
#pragma once

#include <string>

#include "server/store/sqlite/connection.h"

namespace care::server::sqlite {

// What no entry of the log can tell: accounts and all that hangs on them, grants, hellos, erasable details, settings.
Result<void> copy_side_tables(Connection& from, Connection& to);

// Names of the tables whose rows are not the same, value by value and type by type.
Result<std::vector<std::string>> compare_tables(Connection& one, Connection& other);

}  // namespace care::server::sqlite
