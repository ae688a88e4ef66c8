// What a thief finds who takes the server's files, its backups or its log, alone or with keys: a table that holds both ways. What must not
// be found is not found; what the table admits is found, so the search is known to see.
#include "tests/thief/planted_home.h"

namespace care::test {
namespace {

// One line of the threat model's table.
struct Row {
  const char* what;
  bool files;       // data directory or backup, nothing else
  bool home_key;    // with the key of this home's database
  bool master_key;  // with the master key and the keys file: all homes
};

constexpr bool kNo = false, kFound = true;

constexpr Row kRows[] = {
    // ---- sealed on the devices, or never sent
    {"a resident's name", kNo, kNo, kNo},
    {"a resident's profile", kNo, kNo, kNo},
    {"a date of birth", kNo, kNo, kNo},
    {"a note", kNo, kNo, kNo},
    {"a member's name", kNo, kNo, kNo},
    {"an invited person's name", kNo, kNo, kNo},
    {"a password", kNo, kNo, kNo},
    {"a mistyped password", kNo, kNo, kNo},
    {"a line of the recovery kit", kNo, kNo, kNo},
    {"an invitation's code", kNo, kNo, kNo},
    // ---- the server keeps a hash
    {"a session cookie", kNo, kNo, kNo},
    {"a device cookie", kNo, kNo, kNo},
    {"a sign-in code", kNo, kNo, kNo},
    {"a set-up token", kNo, kNo, kNo},
    // ---- the server must know it
    {"an e-mail address", kNo, kFound, kFound},
    {"an authenticator's secret", kNo, kFound, kFound},
    {"a browser", kNo, kFound, kFound},
    {"an address", kNo, kFound, kFound},
    {"the home's name", kNo, kFound, kFound},
    {"a resident's number", kNo, kFound, kFound},
    {"an invitation's number", kNo, kFound, kFound},
    // ---- the server's own keys
    {"a resident's gate share", kNo, kNo, kFound},
    {"the key of the home's database", kNo, kNo, kFound},
    {"the key of the file of shares", kNo, kNo, kFound},
    {"the server's part of all passwords", kNo, kNo, kFound},
    {"the key that signs the log", kNo, kNo, kFound},
    {"the master key", kNo, kNo, kNo},
    // With tls.mode = local: whoever has it can stand in the server's place on the network, before devices that trust it.
    {"the key of the local certificate authority", kFound, kNo, kNo},
};

void check(const char* where, const std::set<std::string>& found, bool Row::*column) {
  for (const Row& row : kRows) {
    INFO(row.what << " " << where);
    CHECK(found.contains(row.what) == row.*column);
  }
}

const TempFolder& stolen() {
  static TempFolder folder;
  static const bool copied = (planted_home().copy_data(folder / "data"), true);
  static_cast<void>(copied);
  return folder;
}

}  // namespace

TEST_CASE("thief: the table names everything that was planted, and nothing else") {
  std::set<std::string> planted, rows;
  for (const Planted& each : planted_home().search().words()) planted.insert(each.what);
  for (const Row& row : kRows) rows.insert(row.what);
  CHECK(planted == rows);
}

TEST_CASE("thief: with the data directory or a backup") {
  // As it lies there while the server writes, so with its write-ahead logs.
  CHECK(std::filesystem::exists(stolen() / ("data/" + planted_home().home().workspace + "/log.db-wal")));
  check("in the files", planted_home().look_at_files(stolen() / "data"), &Row::files);
}

TEST_CASE("thief: with the key of a home's database too") {
  check("in the open database", planted_home().look_with_home_key(stolen() / "data"), &Row::home_key);
}

TEST_CASE("thief: with the master key and the keys file too") {
  check("in everything that opens", planted_home().look_with_master_key(stolen() / "data"), &Row::master_key);
}

TEST_CASE("thief: with the server's log") {
  CHECK(planted_home().look_at_log().empty());
}

// What the threat model calls guesses at weak passwords: no lockout holds who has the files and the master key, and no one notices.
TEST_CASE("thief: with everything, passwords can be guessed on a server of one's own, and a right guess stops at the second factor") {
  TestServer own;
  own.config.data = (stolen() / "data").string();
  own.config.master_key = planted_home().server().config.master_key;
  own.start();
  Device device(own, "sunrise");
  const auto guess = [&](const std::string& password) {
    return device.finish_sign_in(device.start_sign_in(planted_home().home().owner.person.handle, password)).code();
  };
  CHECK(guess("Wrong-Guess-1") != "second_factor_needed");
  CHECK(guess(planted_home().home().owner.person.password) == "second_factor_needed");
}

}  // namespace care::test
