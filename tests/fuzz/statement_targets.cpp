// What people and the server say in the log: one spelling of each statement, and a directory that a refused one does not change.
#include "shared/audit/statement_assist.h"
#include "shared/audit/statement_server_event.h"
#include "shared/crypto/statement_signature.h"
#include "shared/membership/directory.h"
#include "tests/fuzz/seeds.h"

namespace care::fuzz {
namespace {

void run_statement(BytesView input) {
  const auto outline = audit::parse_statement_outline(input);
  const auto statement = audit::parse_record_statement(input);
  if (accepted(outline)) FUZZ_CHECK(input.size() <= audit::kStatementMaxBytes);
  if (!accepted(statement)) return;
  FUZZ_CHECK(outline.ok() && outline->head == statement->head);
  const auto again = audit::encode_record_statement(*statement);
  FUZZ_CHECK(again.ok() && same(*again, input));
}

Inputs bodies_of(std::string_view file, std::initializer_list<const char*> lists) {
  Inputs out;
  const auto vectors = test::load_vectors(std::string(file));
  for (const char* list : lists) add_texts(out, vectors[list], "body");
  return out;
}

Inputs statement_seeds() { return bodies_of("statement_v1.json", {"good", "bad"}); }

void run_assist(BytesView input) {
  const auto statement = audit::parse_assist_statement(input);
  if (!accepted(statement)) return;
  FUZZ_CHECK(!audit::parse_record_statement(input).ok());
  const auto again = audit::encode_assist_statement(*statement);
  FUZZ_CHECK(again.ok() && same(*again, input));
}

Inputs assist_seeds() { return bodies_of("statement_assist_v1.json", {"good", "bad"}); }

void run_server_event(BytesView input) {
  const auto event = audit::parse_server_event(input);
  if (accepted(event)) FUZZ_CHECK(same(audit::encode_server_event(*event), input));
}

Inputs server_event_seeds() {
  Inputs out = bodies_of("statement_v1.json", {"events", "events_bad"});
  const Inputs assist = bodies_of("statement_assist_v1.json", {"events", "events_bad"});
  out.insert(out.end(), assist.begin(), assist.end());
  return out;
}

// The home of the vectors, and who can sign in it.
struct KnownHome {
  struct Step {
    std::string body;
    crypto::Signature signature;
    std::uint64_t index, time_ms;
    membership::Entry entry() const { return {index, time_ms, as_bytes(body), signature}; }
  };
  Vectors vectors = test::load_vectors("membership_v1.json");
  std::vector<Step> chain;
  std::vector<membership::Directory> after;  // after each step
  std::vector<std::pair<std::string, crypto::SigningKey>> keys;

  KnownHome() {
    for (const auto& each : vectors["chain"]) {
      chain.push_back({test::text(each["body"]), test::hex_exact<64>(each["signature_hex"]), test::number(each["index"]), test::number(each["time_ms"])});
      if (after.empty()) {
        after.push_back(membership::Directory::from_genesis(chain.back().entry()).value());
      } else {
        after.push_back(after.back());
        FUZZ_CHECK(after.back().apply(chain.back().entry()).ok());
      }
    }
    for (const auto& each : vectors["keys"]) {
      auto seed = test::hex_exact<32>(each["seed_hex"]);
      keys.emplace_back(test::text(each["kid"]), crypto::SigningKey::from_seed(Secret32(seed)));
    }
  }
};
const KnownHome& known_home() {
  static const KnownHome home;
  return home;
}

// point of the chain 1 ‖ body. Whoever the body names signs it, so that what lies behind the signature is reached too.
void run_membership(BytesView input) {
  const KnownHome& home = known_home();
  Cursor cursor(input);
  const std::size_t point = cursor.below(home.after.size());
  const BytesView body = cursor.rest();
  const auto statement = membership::parse_membership_statement(body);
  if (accepted(statement)) {
    const auto again = membership::encode_membership_statement(*statement);
    FUZZ_CHECK(again.ok() && same(*again, body));
  }
  crypto::Signature signature{};
  const auto outline = audit::parse_statement_outline(body);
  if (accepted(outline)) {
    for (const auto& [id, key] : home.keys) {
      if (id == outline->head.key.text()) signature = crypto::sign_statement(key, body);
    }
  }
  membership::Directory directory = home.after[point];
  const membership::Entry entry{home.chain[point].index + 1, home.chain[point].time_ms + 1000, body, signature};
  const auto checked = directory.check(entry);
  const auto applied = directory.apply(entry);
  FUZZ_CHECK(accepted(checked) == accepted(applied));
  if (applied.ok()) {
    FUZZ_CHECK(statement.ok());
    FUZZ_CHECK(directory.head_hash() == audit::statement_hash(body) && directory.head_index() == entry.index);
    FUZZ_CHECK(directory.active_owners() >= 1);
  } else {
    FUZZ_CHECK(applied.error().code() == ErrorCode::directory_broken);
    FUZZ_CHECK(directory == home.after[point]);
  }
  if (const auto founded = membership::Directory::from_genesis({0, home.chain[0].time_ms, body, signature}); accepted(founded)) {
    FUZZ_CHECK(founded->genesis_hash() == audit::statement_hash(body));
  }
}

Inputs membership_seeds() {
  Inputs out;
  const KnownHome& home = known_home();
  for (std::size_t i = 0; i < home.chain.size(); ++i) {
    out.push_back(with_prefix({static_cast<std::uint8_t>(i == 0 ? 0 : i - 1)}, home.chain[i].body));
  }
  const auto last = static_cast<std::uint8_t>(home.chain.size() - 1);
  for (const auto& each : home.vectors["bad"]) out.push_back(with_prefix({last}, test::text(each["body"])));
  for (const auto& each : home.vectors["genesis_bad"]) out.push_back(with_prefix({0}, test::text(each["body"])));
  return out;
}

}  // namespace

std::vector<Target> statement_targets() {
  return {{"statement", run_statement, statement_seeds, 0},
          {"assist_statement", run_assist, assist_seeds, 0},
          {"server_event", run_server_event, server_event_seeds, 0},
          {"membership", run_membership, membership_seeds, 1, 60}};
}

}  // namespace care::fuzz
