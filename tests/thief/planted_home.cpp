#include "tests/thief/planted_home.h"

#include "server/keyring/keyring.h"
#include "server/store/sqlite/connection.h"
#include "server/store/sqlite/store.h"
#include "shared/base/encoding.h"
#include "shared/crypto/system_random.h"
#include "shared/signin/totp.h"
#include "tests/support/long_form.h"
#include "tests/support/test_secrets.h"

namespace care::test {
namespace {

namespace fs = std::filesystem;
namespace sqlite = server::sqlite;

Json note_for(const std::string& subject, std::uint64_t at_ms, const std::string& text) {
  return entry_for("note", subject, Json::object({{"entered", at_ms}, {"occurred", at_ms}, {"offset", 840}, {"text", text}}));
}

template <typename Secret>
std::string bytes_of(const Secret& secret) {
  return std::string(as_text(reveal(secret)));
}

Brotli brotli_of_form() { return long_form() ? Brotli::everywhere : Brotli::likely; }

// Every value of every table, one after the other.
std::string dump(const fs::path& file, const Secret32& key) {
  auto connection = sqlite::Connection::open(file, key, sqlite::Access::migrate).value();
  const auto all = [&](const std::string& sql) {
    std::vector<std::string> out;
    auto statement = connection->prepare_once(sql).value();
    while (statement.step().value()) out.emplace_back(statement.text(0));
    return out;
  };
  std::string out;
  for (const std::string& table : all("SELECT name FROM sqlite_schema WHERE type='table'")) {
    for (const std::string& column : all("SELECT name FROM pragma_table_info('" + table + "')")) {
      for (const std::string& value : all("SELECT " + column + " FROM " + table)) out += value + "\n";
    }
  }
  REQUIRE_FALSE(out.empty());
  return out;
}

}  // namespace

PlantedHome::PlantedHome() : server_(std::make_unique<TestServer>()) {
  server_->config.trusted_proxies = {"127.0.0.1"};  // so that an address can be planted
  server_->start();
  plant_encoded("a set-up token", server_->setup_token());
  home_.emplace(*server_, "sunrise");
  plant_people();
  plant_care();
  plant_traces();
  plant_keys();
  search_ = Search(words_);
}

void PlantedHome::plant(const std::string& what, const std::string& value) {
  REQUIRE(value.size() >= 6);
  words_.push_back({what, value});
}

void PlantedHome::plant_encoded(const std::string& what, const std::string& base64url) {
  plant(what, base64url);
  plant(what, std::string(as_text(decode_base64url(base64url).value())));
}

void PlantedHome::plant_people() {
  Device& owner = *home_->owner.device;
  const Json kit = owner.store_kit();
  for (const Json& line : kit.items()) plant("a line of the recovery kit", line.text());
  carer_.person = make_person("c4471", "mailbox", Role::carer);
  carer_.person.password = "Whispering-Pylons-77";
  carer_.device = std::make_unique<Device>(*server_, "sunrise");
  const Invitation taken = owner.invite("Kestrelby", Role::carer);
  carer_->accept(taken, carer_.person);
  carer_->sign_in(carer_.person);
  const Invitation open = owner.invite("Lindwurm", Role::manager);
  plant("a member's name", "Kestrelby");
  plant("an invited person's name", "Lindwurm");
  plant("the home's name", "Home sunrise");
  plant("an e-mail address", home_->owner.person.handle);
  plant("an e-mail address", carer_.person.handle);
  plant("a password", home_->owner.person.password);
  plant("a password", carer_.person.password);
  plant("an authenticator's secret", home_->owner.person.totp);
  plant("an authenticator's secret", bytes_of(signin::parse_totp_secret(home_->owner.person.totp).value()));
  plant("an invitation's code", taken.code);
  plant("an invitation's code", open.code);
  plant("an invitation's number", std::string(as_text(InviteId::parse(open.inv).value().bytes())));
  for (const Json& code : home_->owner.person.sign_in_codes.items()) plant("a sign-in code", code.text());
}

void PlantedHome::plant_care() {
  Device& owner = *home_->owner.device;
  subject_ = owner.add_resident("Wilhelmina", "Ashgrovian");
  carer_->sync();
  carer_->take_subjects();
  carer_->write(list_of(note_for(subject_, carer_->now_ms(), "Quokkasaurus was seen beside the armchair")));
  plant("a resident's name", "Wilhelmina");
  plant("a resident's name", "Ashgrovian");
  plant("a note", "Quokkasaurus was seen");
  plant("a resident's profile", "worked at the post office");
  plant("a date of birth", "1938-05-02");
  plant("a resident's number", std::string(as_text(SubjectId::parse(subject_).value().bytes())));
  plant("a resident's number", subject_);
  const Json answer = owner.get("/api/v1/subjects");
  for (const Json& each : answer.find("subjects")->items()) {
    if (const std::string share = text_of(each, "gate_share"); !share.empty()) plant_encoded("a resident's gate share", share);
  }
}

void PlantedHome::plant_traces() {
  Device& owner = *home_->owner.device;
  Device stranger(*server_, "sunrise");
  const std::string mistyped = "Misremembered-Flamingo-3";
  stranger.finish_sign_in(stranger.start_sign_in(home_->owner.person.handle, mistyped));
  plant("a mistyped password", mistyped);
  const Answer started = stranger.start_sign_in(carer_.person.handle, mistyped);
  stranger.ask({.method = "POST",
                .path = "/api/v1/signin/finish",
                .body = encode_canonical(Json::object({{"ke3", encode_base64url(Bytes(64, 7))}, {"login", text_of(started.json, "login")}})),
                .more = {{"User-Agent", "Canarybrowser/99"}, {"X-Forwarded-For", "198.51.100.77"}}});
  owner.try_post("/api/v1/reads", Json::object({{"subj", subject_}}));
  plant("a browser", "Canarybrowser/99");
  plant("an address", "198.51.100.77");
  plant_encoded("a session cookie", owner.session_cookie());
  plant_encoded("a session cookie", carer_->session_cookie());
  plant_encoded("a device cookie", owner.device_cookie());
}

void PlantedHome::plant_keys() {
  const auto keys = server_->keyring().load_workspace_keys(server_->home_folder(home_->workspace), WorkspaceId::parse(home_->workspace).value());
  REQUIRE(keys.ok());
  plant("the key of the home's database", bytes_of(keys->database));
  plant("the key of the file of shares", bytes_of(keys->shares));
  plant("the server's part of all passwords", bytes_of(keys->opaque.encode()).substr(0, 32));
  plant("the key that signs the log", std::string(as_text(keys->log.read_seed(TestSecrets::token()))));
  const std::string master = read_file(server_->folder / "master.key").substr(0, 64);
  plant("the master key", std::string(as_text(decode_hex(master).value())));
  std::string key_text = read_file(server_->data() / "tls" / "ca.key");
  key_text.erase(0, key_text.find('\n') + 1);
  plant("the key of the local certificate authority", key_text.substr(0, 48));
}

void PlantedHome::copy_data(const fs::path& to) const { fs::copy(server_->data(), to, fs::copy_options::recursive); }

std::set<std::string> PlantedHome::look_at_log() const {
  std::string out;
  for (const std::string& line : server_->log_lines()) out += line + "\n";
  CHECK(out.size() > 1000);
  return search_.find_in(out, brotli_of_form());
}

std::set<std::string> PlantedHome::look_at_files(const fs::path& copy) const {
  std::set<std::string> found;
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(copy)) {
    found.merge(search_.find_in(entry.path().filename().string()));
    if (!entry.is_regular_file()) continue;
    ++files;
    found.merge(search_.find_in(read_file(entry.path()), brotli_of_form()));
  }
  CHECK(files >= 8);
  return found;
}

std::set<std::string> PlantedHome::look_with_home_key(const fs::path& copy) const {
  const auto folder = copy / home_->workspace;
  const auto keys = server_->keyring().load_workspace_keys(folder, WorkspaceId::parse(home_->workspace).value());
  REQUIRE(keys.ok());
  return search_.find_in(dump(folder / sqlite::kLogFile, keys->database), brotli_of_form());
}

std::set<std::string> PlantedHome::look_with_master_key(const fs::path& copy) const {
  std::set<std::string> found = look_with_home_key(copy);
  const auto folder = copy / home_->workspace;
  const auto keyring = server_->keyring();
  const auto keys = keyring.load_workspace_keys(folder, WorkspaceId::parse(home_->workspace).value());
  crypto::SystemRandom random;
  const auto registry = keyring.load_or_make_registry_key(copy, random);
  REQUIRE((keys.ok() && registry.ok()));
  found.merge(search_.find_in(dump(folder / sqlite::kSharesFile, keys->shares)));
  found.merge(search_.find_in(dump(copy / "registry.db", *registry)));
  const std::string opened = bytes_of(keys->database) + bytes_of(keys->shares) + bytes_of(keys->opaque.encode()) +
                             std::string(as_text(keys->log.read_seed(TestSecrets::token())));
  found.merge(search_.find_in(opened));
  return found;
}

PlantedHome& planted_home() {
  static PlantedHome one;
  return one;
}

}  // namespace care::test
