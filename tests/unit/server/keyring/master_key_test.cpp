#include "server/keyring/master_key.h"

#include "server/keyring/key_command.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_random.h"
#include "tests/support/test_secrets.h"

namespace care::server {
namespace {

using care::test::reveal;
using care::test::TempFolder;
using std::filesystem::perms;

const std::string kHex = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

Bytes expected() {
  Bytes bytes(32);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i);
  return bytes;
}

struct Files {
  Files() { std::filesystem::create_directory(data()); }
  std::filesystem::path data() const { return folder / "data"; }
  std::string make(const std::string& text, perms mode = perms::owner_read) {
    const auto path = folder / "master.key";
    std::filesystem::remove(path);
    care::test::write_file(path, text);
    std::filesystem::permissions(path, mode);
    return "file:" + path.string();
  }
  MasterKeyAnswer load(const std::string& provider) const { return load_master_key(provider, data()); }
  TempFolder folder;
};

void expect(const MasterKeyAnswer& answer, MasterKeyProblem problem, ErrorCode code) {
  CHECK(answer.problem == problem);
  REQUIRE_FALSE(answer.key.ok());
  CHECK(answer.key.error().code() == code);
  CHECK(explain(problem).size() > 20);
}

}  // namespace

TEST_CASE("secret text: from the same places, without its line end, and only if others can't read it") {
  Files files;
  const auto load = [&](const std::string& provider) { return load_secret_text(provider, files.data()); };
  CHECK(load(files.make("sk-proj_A1.b2\n"))->reveal_text() == "sk-proj_A1.b2");
  CHECK(load("cmd:printf 'abc\\n'")->reveal_text() == "abc");
  ::setenv("CARE_TEST_SECRET", "xyz", 1);
  CHECK(load("env:CARE_TEST_SECRET")->reveal_text() == "xyz");
  ::unsetenv("CARE_TEST_SECRET");
  CHECK(load("env:CARE_TEST_SECRET").error().code() == ErrorCode::master_key_missing);
  CHECK(load("somewhere").error().code() == ErrorCode::config_invalid);
  CHECK(load("file:" + (files.folder / "nothing").string()).error().code() == ErrorCode::master_key_missing);
  CHECK(load(files.make("abc", perms::owner_read | perms::group_read)).error().code() == ErrorCode::master_key_unreadable);
  for (const std::string& text : {std::string(), std::string("\n"), std::string("a b"), std::string("a\r\nX-Other: b"), std::string(512, 'a')}) {
    CHECK_FALSE(load(files.make(text)).ok());
  }
}

TEST_CASE("master key: from a file of hex digits or of raw bytes") {
  Files files;
  CHECK(reveal(*files.load(files.make(kHex)).key) == expected());
  CHECK(reveal(*files.load(files.make(kHex + "\n")).key) == expected());
  CHECK(reveal(*files.load(files.make(std::string(as_text(expected())), perms::owner_read | perms::owner_write)).key) == expected());
}

TEST_CASE("master key: a file that is wrong says how") {
  Files files;
  expect(files.load("file:" + (files.folder / "nothing").string()), MasterKeyProblem::file_missing, ErrorCode::master_key_missing);
  for (const perms open : {perms::group_read, perms::others_read, perms::group_write, perms::owner_exec}) {
    expect(files.load(files.make(kHex, perms::owner_read | open)), MasterKeyProblem::file_mode_open,
           ErrorCode::master_key_unreadable);
  }
  for (const std::string& text : {std::string(), kHex.substr(1), kHex + "00", kHex + " ", std::string(64, 'g'), std::string(31, 'x'),
                                  std::string(33, 'x')}) {
    expect(files.load(files.make(text)), MasterKeyProblem::wrong_length, ErrorCode::master_key_unreadable);
  }
  expect(files.load("file:" + files.folder.path().string()), MasterKeyProblem::file_not_readable, ErrorCode::master_key_unreadable);
}

TEST_CASE("master key: a file inside the data directory is refused, by a link too") {
  Files files;
  const auto inside = files.data() / "master.key";
  care::test::write_file(inside, kHex);
  std::filesystem::permissions(inside, perms::owner_read);
  expect(files.load("file:" + inside.string()), MasterKeyProblem::file_in_data, ErrorCode::master_key_unreadable);
  std::filesystem::create_symlink(inside, files.folder / "link");
  expect(files.load("file:" + (files.folder / "link").string()), MasterKeyProblem::file_in_data, ErrorCode::master_key_unreadable);
  expect(files.load("file:" + (files.data() / ".." / "data" / "master.key").string()), MasterKeyProblem::file_in_data,
         ErrorCode::master_key_unreadable);
}

TEST_CASE("master key: from the environment") {
  Files files;
  ::setenv("CARESEAL_TEST_MASTER", kHex.c_str(), 1);
  CHECK(reveal(*files.load("env:CARESEAL_TEST_MASTER").key) == expected());
  ::setenv("CARESEAL_TEST_MASTER", "short", 1);
  expect(files.load("env:CARESEAL_TEST_MASTER"), MasterKeyProblem::wrong_length, ErrorCode::master_key_unreadable);
  ::unsetenv("CARESEAL_TEST_MASTER");
  expect(files.load("env:CARESEAL_TEST_MASTER"), MasterKeyProblem::variable_missing, ErrorCode::master_key_missing);
}

TEST_CASE("master key: from a command, which may fail, be slow or print something else") {
  Files files;
  CHECK(reveal(*files.load("cmd:printf '%s\\n' " + kHex).key) == expected());
  expect(files.load("cmd:false"), MasterKeyProblem::command_failed, ErrorCode::master_key_unreadable);
  expect(files.load("cmd:printf " + kHex + "; exit 3"), MasterKeyProblem::command_failed, ErrorCode::master_key_unreadable);
  expect(files.load("cmd:no-such-program-here 2>/dev/null"), MasterKeyProblem::command_failed, ErrorCode::master_key_unreadable);
  expect(files.load("cmd:echo hello"), MasterKeyProblem::wrong_length, ErrorCode::master_key_unreadable);
  expect(load_master_key("cmd:sleep 30", files.data(), std::chrono::milliseconds(50)), MasterKeyProblem::command_too_slow,
         ErrorCode::master_key_unreadable);
  expect(load_master_key("cmd:yes | head -c 1000000; printf " + kHex, files.data()), MasterKeyProblem::wrong_length,
         ErrorCode::master_key_unreadable);
}

TEST_CASE("master key: a command that closes its output and lives on is ended when the time is over") {
  Files files;
  const auto began = std::chrono::steady_clock::now();
  expect(load_master_key("cmd:printf " + kHex + "; exec >&-; exec sleep 5", files.data(), std::chrono::milliseconds(100)),
         MasterKeyProblem::command_too_slow, ErrorCode::master_key_unreadable);
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(4));
}

TEST_CASE("master key: a command that did not work hands out nothing of what it printed") {
  for (const std::string& command : {"printf " + kHex + "; exit 3", "printf " + kHex + "; sleep 5"}) {
    INFO(command);
    CHECK(run_key_command(command, std::chrono::milliseconds(100)).output.empty());
  }
}

TEST_CASE("master key: from systemd's credentials") {
  Files files;
  care::test::write_file(files.folder / "careseal-master", kHex);
  ::unsetenv("CREDENTIALS_DIRECTORY");
  expect(files.load("systemd:careseal-master"), MasterKeyProblem::credential_missing, ErrorCode::master_key_missing);
  ::setenv("CREDENTIALS_DIRECTORY", files.folder.path().c_str(), 1);
  CHECK(reveal(*files.load("systemd:careseal-master").key) == expected());
  expect(files.load("systemd:other"), MasterKeyProblem::credential_missing, ErrorCode::master_key_missing);
  expect(files.load("systemd:../careseal-master"), MasterKeyProblem::credential_missing, ErrorCode::master_key_missing);
  ::unsetenv("CREDENTIALS_DIRECTORY");
}

TEST_CASE("master key: an unknown provider is a mistake in the configuration") {
  Files files;
  expect(files.load("kms:abc"), MasterKeyProblem::unknown_provider, ErrorCode::config_invalid);
  expect(files.load(kHex), MasterKeyProblem::unknown_provider, ErrorCode::config_invalid);
}

TEST_CASE("master key: init makes a file that can be loaded, and never replaces one") {
  Files files;
  care::test::TestRandom random;
  const auto path = files.folder / "new.key";
  REQUIRE(make_master_key_file(path, files.data(), random).ok());
  CHECK(files.load("file:" + path.string()).key.ok());
  CHECK_FALSE(make_master_key_file(path, files.data(), random).ok());
  CHECK(make_master_key_file(files.data() / "new.key", files.data(), random).error().code() == ErrorCode::config_invalid);
}

}  // namespace care::server
