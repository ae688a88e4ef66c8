#include "server/store/sqlite/row_copy.h"

#include <sqlite3.h>

namespace care::server::sqlite {
namespace {

struct Table {
  const char* name;
  const char* order;  // the primary key
};

// Parents before children: foreign keys are on.
constexpr Table kSideTables[] = {
    {"key_grant", "id"},      {"hello", "inv"},           {"detail", "idx, field"},          {"account", "id"},
    {"audit_actor", "actor"}, {"wrap", "account, kind, id"}, {"sign_in_code", "account, hash"}, {"lockout", "account, client"},
    {"session", "id_hash"},   {"setting", "name"},
};
constexpr Table kLogTables[] = {
    {"leaf", "idx"},     {"membership", "idx"}, {"checkpoint", "size"}, {"head", "one"},    {"tile", "id"},  {"signer", "slot"},
    {"statement", "slot, n"}, {"subject", "id"}, {"record", "id"},     {"version", "seq"}, {"facet", "id"},
};

std::string select_of(const Table& table) {
  return std::string("SELECT * FROM ") + table.name + " ORDER BY " + table.order;
}

Result<void> copy_table(Connection& from, Connection& to, const Table& table) {
  Statement rows = CARE_TRY(from.prepare_once(select_of(table)));
  const int columns = sqlite3_column_count(rows.raw());
  std::string sql = std::string("INSERT INTO ") + table.name + " VALUES (?1";
  for (int i = 2; i <= columns; ++i) sql += ", ?" + std::to_string(i);
  Statement insert = CARE_TRY(to.prepare_once(sql + ")"));
  while (CARE_TRY(rows.step())) {
    sqlite3_reset(insert.raw());
    for (int i = 0; i < columns; ++i) {
      const int code = sqlite3_bind_value(insert.raw(), i + 1, sqlite3_column_value(rows.raw(), i));
      if (code != SQLITE_OK) return error_of(code);
    }
    CARE_TRY(insert.run());
  }
  return {};
}

bool same_row(const Statement& one, const Statement& other) {
  const int columns = sqlite3_column_count(one.raw());
  if (columns != sqlite3_column_count(other.raw())) return false;
  for (int i = 0; i < columns; ++i) {
    const int type = sqlite3_column_type(one.raw(), i);
    if (type != sqlite3_column_type(other.raw(), i)) return false;
    if (type == SQLITE_INTEGER && one.integer(i) != other.integer(i)) return false;
    if (type != SQLITE_INTEGER && one.text(i) != other.text(i)) return false;
  }
  return true;
}

Result<bool> same_table(Connection& one, Connection& other, const Table& table) {
  Statement left = CARE_TRY(one.prepare_once(select_of(table)));
  Statement right = CARE_TRY(other.prepare_once(select_of(table)));
  for (;;) {
    const bool more = CARE_TRY(left.step());
    if (CARE_TRY(right.step()) != more) return false;
    if (!more) return true;
    if (!same_row(left, right)) return false;
  }
}

}  // namespace

Result<void> copy_side_tables(Connection& from, Connection& to) {
  Transaction transaction = CARE_TRY(Transaction::begin(to));
  for (const Table& table : kSideTables) CARE_TRY(copy_table(from, to, table));
  return std::move(transaction).commit();
}

Result<std::vector<std::string>> compare_tables(Connection& one, Connection& other) {
  std::vector<std::string> different;
  for (const auto tables : {std::span<const Table>(kLogTables), std::span<const Table>(kSideTables)}) {
    for (const Table& table : tables) {
      if (!CARE_TRY(same_table(one, other, table))) different.emplace_back(table.name);
    }
  }
  return different;
}

}  // namespace care::server::sqlite
