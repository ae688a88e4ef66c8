#include "server/store/sqlite/authorizer.h"

#include <algorithm>
#include <span>
#include <string_view>

#include <sqlite3.h>

namespace care::server::sqlite {
namespace {

// Nothing in these is ever changed. Rows of version and facet may be deleted by an erasure; their triggers ask for its mode.
constexpr std::string_view kAppendOnly[] = {"leaf", "membership", "checkpoint"};
constexpr std::string_view kImmutable[] = {"version", "facet", "statement"};

bool among(std::span<const std::string_view> names, const char* table) {
  return table != nullptr && std::any_of(names.begin(), names.end(), [&](std::string_view name) { return name == table; });
}

bool is_schema_table(const char* table) {
  const std::string_view name = table == nullptr ? std::string_view() : table;
  return name.starts_with("sqlite_");
}

}  // namespace

int authorize(void*, int action, const char* first, const char*, const char*, const char*) {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_FUNCTION:
    case SQLITE_RECURSIVE:
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT: return SQLITE_OK;
    case SQLITE_INSERT: return is_schema_table(first) ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_UPDATE:
      return is_schema_table(first) || among(kAppendOnly, first) || among(kImmutable, first) ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_PRAGMA: return first != nullptr && std::string_view(first) == "cipher_integrity_check" ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_DELETE: return is_schema_table(first) || among(kAppendOnly, first) ? SQLITE_DENY : SQLITE_OK;
    default: return SQLITE_DENY;  // CREATE, DROP, ALTER, ATTACH, DETACH, REINDEX, ANALYZE and what may come
  }
}

}  // namespace care::server::sqlite
