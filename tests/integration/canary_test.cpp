// Nothing that a person typed or that opens anything stands readable on the server's disk or in what it prints.
#include "shared/base/encoding.h"
#include "tests/integration/home.h"

namespace care::test {
namespace {

std::string utf16(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    out += letter;
    out += '\0';
  }
  return out;
}

std::string base64(BytesView bytes) {
  std::string out = encode_base64url(bytes);
  for (char& letter : out) letter = letter == '-' ? '+' : letter == '_' ? '/' : letter;
  return out;
}

// How a value could lie somewhere: as it is, and in the encodings that programs use. Base64 at each of its three positions.
std::vector<std::string> spellings(const std::string& canary) {
  std::vector<std::string> out = {canary, utf16(canary), encode_hex(as_bytes(canary))};
  std::string upper = out.back();
  for (char& letter : upper) letter = static_cast<char>(letter >= 'a' ? letter - 'a' + 'A' : letter);
  out.push_back(upper);
  for (std::size_t shift = 0; shift < 3; ++shift) {
    const std::string shifted = std::string(shift, 'x') + canary;
    // Letters that depend on the neighbours are cut off at both ends.
    const std::size_t first = (shift * 8 + 5) / 6;
    const std::string plain = base64(as_bytes(shifted));
    const std::string url = encode_base64url(as_bytes(shifted));
    const std::size_t whole = shifted.size() * 8 / 6;
    out.push_back(plain.substr(first, whole - first));
    out.push_back(url.substr(first, whole - first));
  }
  return out;
}

struct Canary {
  std::string what, value;
};

void search(const std::string& where, const std::string& bytes, const std::vector<Canary>& canaries) {
  for (const Canary& canary : canaries) {
    for (const std::string& spelling : spellings(canary.value)) {
      if (spelling.size() < 6) continue;
      INFO(canary.what << " in " << where);
      CHECK(bytes.find(spelling) == std::string::npos);
    }
  }
}

Json note_for(const std::string& subject, std::uint64_t at_ms, const std::string& text) {
  return entry_for("note", subject, Json::object({{"entered", at_ms}, {"occurred", at_ms}, {"offset", 840}, {"text", text}}));
}

}  // namespace

TEST_CASE("canaries: the search finds each spelling where it was planted") {
  for (const std::string& spelling : spellings("Edith-Marlow-7731")) {
    const std::string bytes = "before " + spelling + " after";
    bool found = false;
    for (const std::string& each : spellings("Edith-Marlow-7731")) found = found || bytes.find(each) != std::string::npos;
    CHECK(found);
  }
  CHECK(("ab" + base64(as_bytes("zzEdith-Marlow-7731"))).find(spellings("Edith-Marlow-7731")[8]) != std::string::npos);
}

TEST_CASE("canaries: names, notes, addresses, passwords, secrets and tokens stand nowhere on the server's disk or in its log") {
  StartedServer server;
  const std::string token = server.setup_token();
  TestHome home(server, "sunrise");
  const Json kit = home.owner->store_kit();
  Member carer = home.join("colin-kestrelby", Role::carer);
  const std::string subject = home.owner->add_resident("Wilhelmina", "Ashgrovian");
  carer->sync();
  carer->take_subjects();
  carer->write(list_of(note_for(subject, carer->now_ms(), "Quokkasaurus was seen beside the armchair")));
  home.owner->set_up_second_factor(home.owner.person);
  Device wrong(server, "sunrise");
  const std::string mistyped = "Misremembered-Flamingo-3";
  wrong.finish_sign_in(wrong.start_sign_in(home.owner.person.handle, mistyped));
  const Invitation invitation = home.owner->invite("perpetua-lindwurm", Role::manager);
  home.owner->try_post("/api/v1/reads", Json::object({{"subj", subject}}));
  home.owner->ask({.path = "/api/v1/session", .more = {{"User-Agent", "Canarybrowser/99"}, {"X-Forwarded-For", "198.51.100.77"}}});

  std::vector<Canary> canaries = {
      {"a resident's first name", "Wilhelmina"},
      {"a resident's last name", "Ashgrovian"},
      {"a note", "Quokkasaurus was seen"},
      {"the profile", "worked at the post office"},
      {"a date of birth", "1938-05-02"},
      {"a member's name", "colin-kestrelby"},
      {"an invited person's name", "perpetua-lindwurm"},
      {"an e-mail address", home.owner.person.handle},
      {"another e-mail address", carer.person.handle},
      {"a password", home.owner.person.password},
      {"a carer's password", carer.person.password},
      {"a mistyped password", mistyped},
      {"an authenticator secret", home.owner.person.totp},
      {"an invitation code", invitation.code},
      {"a session cookie", home.owner->session_cookie()},
      {"a carer's session cookie", carer->session_cookie()},
      {"a device cookie", home.owner->device_cookie()},
      {"a setup token", token},
      {"a browser", "Canarybrowser/99"},
      {"an address", "198.51.100.77"},
      {"the home's own name", "Home sunrise"},
  };
  for (const Json& line : kit.items()) canaries.push_back({"a line of the recovery kit", line.text()});
  for (const Json& code : home.owner.person.sign_in_codes.items()) canaries.push_back({"a sign-in code", code.text()});
  for (const Canary& each : std::vector<Canary>(canaries)) {  // raw bytes behind printed ones
    if (const auto raw = decode_base64url(each.value); raw && raw->size() >= 16) canaries.push_back({each.what + ", decoded", std::string(as_text(*raw))});
  }
  const auto search_disk = [&] {
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(server.data())) {
      if (!entry.is_regular_file()) continue;
      ++files;
      search(entry.path().filename().string(), read_file(entry.path()), canaries);
      search("a file name", entry.path().string(), canaries);
    }
    CHECK(files >= 8);
  };
  search_disk();  // with the write-ahead logs in place
  server.stop();
  search_disk();
  std::string log;
  for (const std::string& line : server.log_lines()) log += line + "\n";
  CHECK(log.size() > 1000);
  search("the log", log, canaries);
  CHECK(log.find(subject) == std::string::npos);  // nor whose record was opened
}

}  // namespace care::test
