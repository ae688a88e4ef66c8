// Lies about records: parts exchanged between facets, records, residents and homes, left out, put at another place of the log, sealed by
// a lesser method. Each answer is an honest server's but for the one lie; every other record in it still opens.
//
// Above each case stands the check without which it was seen to fail.
#include "tests/hostile/forge.h"

namespace care::test {
namespace {

using Versions = Json::Array;

struct Tampering {
  const char* name;
  const char* told;
  std::function<std::size_t(Versions&)> change;  // answers which of them was changed
};

std::size_t find(const Versions& versions, std::string_view record, std::uint64_t version) {
  for (std::size_t i = 0; i < versions.size(); ++i) {
    const auto statement = audit::parse_record_statement(decode_base64url(text_of(versions[i], "body")).value());
    if (statement && statement->record.text() == record && statement->version == version) return i;
  }
  INFO("no version " << version << " of " << record);
  REQUIRE(false);
  return 0;
}

std::size_t find_about(const Versions& versions, std::string_view words) {
  for (std::size_t i = 0; i < versions.size(); ++i) {
    const Bytes body = decode_base64url(text_of(versions[i], "body")).value();
    if (as_text(body).find(words) != std::string_view::npos) return i;
  }
  INFO("no version that says " << words);
  REQUIRE(false);
  return 0;
}

std::size_t edith(const Versions& all) { return find(all, world().edith_card, 2); }
std::size_t drink(const Versions& all, std::uint64_t version = 1) { return find(all, world().drink, version); }
// The leaver's entry, about Frank.
std::size_t of_leaver(const Versions& all) { return find_about(all, R"("who":")" + world().leaver.person.actor); }

Json facets_of(const Json& version) { return *version.find("facets"); }
std::string bytes_of(const Json& version, std::size_t facet) { return text_of(facets_of(version).items().at(facet), "bytes"); }
void set_bytes(Json& version, std::size_t facet, const std::string& bytes) {
  Json facets = facets_of(version);
  facets.items().at(facet).set("bytes", bytes);
  version.set("facets", std::move(facets));
}

std::size_t change_envelope(Versions& all, std::size_t at, std::uint8_t value) {
  const std::size_t changed = drink(all);
  Bytes envelope = decode_base64url(bytes_of(all[changed], 0)).value();
  REQUIRE(envelope.at(at) != value);
  envelope[at] = value;
  set_bytes(all[changed], 0, encode_base64url(envelope));
  return changed;
}

std::size_t change_body(Versions& all, std::size_t at, std::string_view key, const std::string& value) {
  Json body = parse_canonical(decode_base64url(text_of(all[at], "body")).value()).value();
  const std::string text = encode_canonical(body.set(key, value));
  all[at].set("body", encode_base64url(as_bytes(text)));
  return at;
}

const Tampering kTamperings[] = {
    // derive_ciphertext_hash in open_facets, client/records_open.cpp
    {"two facets of one record exchanged", "ciphertext_mismatch",
     [](Versions& all) {
       const std::size_t at = edith(all);
       const std::string card = bytes_of(all[at], 0);
       set_bytes(all[at], 0, bytes_of(all[at], 1));
       set_bytes(all[at], 1, card);
       return at;
     }},
    // derive_ciphertext_hash in open_facets, client/records_open.cpp
    {"the envelope of an entry about another resident", "ciphertext_mismatch",
     [](Versions& all) {
       const std::size_t at = drink(all);
       set_bytes(all[at], 0, bytes_of(all[of_leaver(all)], 0));
       return at;
     }},
    // derive_ciphertext_hash in open_facets, client/records_open.cpp
    {"what was corrected under the statement that corrected it", "ciphertext_mismatch",
     [](Versions& all) {
       const std::size_t at = drink(all, 2);
       set_bytes(all[at], 0, bytes_of(all[drink(all, 1)], 0));
       return at;
     }},
    // crypto::verify_statement in verify_delivered, client/records_open.cpp
    {"one entry under the signature of another", "signature_invalid",
     [](Versions& all) {
       const std::size_t at = drink(all, 1);
       all[at].set("sig", *all[drink(all, 2)].find("sig"));
       return at;
     }},
    // crypto::verify_statement in verify_delivered, client/records_open.cpp
    {"an entry moved to another resident", "signature_invalid",
     [](Versions& all) { return change_body(all, drink(all), "subj", world().frank); }},
    // crypto::verify_statement in verify_delivered, client/records_open.cpp
    {"an entry moved to another unit", "signature_invalid",
     [](Versions& all) { return change_body(all, drink(all), "unit", make_id<UnitId>(world().server.random).text()); }},
    // crypto::verify_statement in verify_delivered, client/records_open.cpp
    {"an entry under another author's name and the server's signature", "signature_invalid",
     [](Versions& all) {
       const std::size_t at = drink(all);
       const Statement statement = signed_by(forger_key(), parse_canonical(decode_base64url(text_of(all[at], "body")).value()).value());
       all[at].set("sig", encode_base64url(statement.signature));
       return at;
     }},
    // find_key in verify_delivered, client/records_open.cpp
    {"an entry of another home", "author_unknown",
     [](Versions& all) {
       const std::size_t at = drink(all);
       LyingLog other = world().foreign();
       const audit::Leaf leaf = other.leaf(other.find(R"("act":"record.create")"));
       all[at].set("body", encode_base64url(leaf.body)).set("sig", encode_base64url(*leaf.signature));
       return at;
     }},
    // delivered.facets.end() in open_facets, client/records_open.cpp
    {"a resident without the safety card", "facets_mismatch",
     [](Versions& all) {
       const std::size_t at = edith(all);
       Json facets = facets_of(all[at]);
       facets.items().erase(facets.items().begin());
       all[at].set("facets", std::move(facets));
       return at;
     }},
    // delivered.facets.end() and opened.empty() in open_facets, client/records_open.cpp
    {"a resident with nothing at all", "facets_mismatch",
     [](Versions& all) {
       const std::size_t at = edith(all);
       all[at].set("facets", Json::array());
       return at;
     }},
    // derive_ciphertext_hash in open_facets, client/records_open.cpp
    {"an envelope of a lesser suite", "ciphertext_mismatch", [](Versions& all) { return change_envelope(all, 1, 0); }},
    // derive_ciphertext_hash in open_facets, client/records_open.cpp
    {"an envelope of an older form", "ciphertext_mismatch", [](Versions& all) { return change_envelope(all, 0, 0); }},
    // derive_ciphertext_hash in open_facets, client/records_open.cpp
    {"an envelope of another key generation", "ciphertext_mismatch", [](Versions& all) { return change_envelope(all, 5, 9); }},
    // valid_from in Directory::check_author, membership/directory_queries.cpp
    {"an entry dated before its author had joined", "author_unknown",
     [](Versions& all) {
       const std::size_t at = drink(all);
       all[at].set("index", std::uint64_t{1});
       return at;
     }},
    // `dir` in Directory::check_author, membership/directory_queries.cpp
    {"an entry dated before something that its author knew", "directory_stale",
     [](Versions& all) {
       const std::size_t at = drink(all, 2);
       all[at].set("index", number_of(all[drink(all, 1)], "index"));
       return at;
     }},
    // valid_at in Directory::check_author, membership/directory_queries.cpp
    {"an entry of a removed member, dated after the removal", "author_revoked",
     [](Versions& all) {
       const std::size_t at = of_leaver(all);
       all[at].set("index", std::uint64_t{world().leaves.size()});
       return at;
     }},
};

// Whatever the server kept back, told twice or mixed in, of one record's versions.
struct History {
  const char* name;
  std::function<void(Versions&)> change;
};
const History kHistories[] = {
    // follows in check_history, client/records_open.cpp
    {"the correction kept back, the strike shown", [](Versions& all) { all.erase(all.begin() + static_cast<std::ptrdiff_t>(drink(all, 2))); }},
    // versions.begin() in check_history, client/records_open.cpp
    {"what was first written kept back", [](Versions& all) { all.erase(all.begin() + static_cast<std::ptrdiff_t>(drink(all, 1))); }},
    // try_emplace in check_history, client/records_open.cpp
    {"a version told twice", [](Versions& all) { all.push_back(all[drink(all, 2)]); }},
    // statement.record, index and follows in check_history, client/records_open.cpp, all three
    {"a version of another record among them",
     [](Versions& all) { all[drink(all, 2)] = version_of(world().page, world().edith_card, 2); }},
    // index in check_history, client/records_open.cpp
    {"the places of two versions in the log exchanged",
     [](Versions& all) {
       Json& first = all[drink(all, 1)];
       Json& third = all[drink(all, 3)];
       const Json place = *first.find("index");
       first.set("index", *third.find("index"));
       third.set("index", place);
     }},
    // statement.record in check_history, client/records_open.cpp
    {"the whole history of another record", [](Versions& all) { all = world().card_versions.find("records")->items(); }},
};

// The honest answer as it was when the world was made: what other tests write since is not in it.
Lie changed(const Json& honest, std::function<void(Versions&)> change) {
  return about("/api/v1/", [&honest, change = std::move(change)](Json& answer) {
    Json records = *honest.find("records");
    change(records.items());
    answer.set("records", std::move(records));
  });
}

}  // namespace

TEST_CASE("hostile: a record that was exchanged, moved, left out in part or redated is not shown; the others are") {
  World& home = world();
  for (const Tampering& each : kTamperings) {
    INFO(each.name);
    std::size_t at = 0;
    const auto opened = home.reader.under(changed(home.page, [&](Versions& all) { at = each.change(all); }),
                                          [&] { return home.reader.read("/api/v1/changes?after=0&limit=500"); });
    REQUIRE(code_of(opened) == "ok");
    const std::vector<std::string> problems = problems_of(*opened);
    for (std::size_t i = 0; i < problems.size(); ++i) {
      INFO("record " << i << " of " << problems.size());
      CHECK(problems[i] == (i == at ? each.told : ""));
    }
    CHECK(opened->find("records")->items().at(at).find("fields")->members().empty());
    check_told(each.told);
  }
}

TEST_CASE("hostile: a version of a record that was kept back, told twice or mixed in shows in its history") {
  World& home = world();
  const std::string path = "/api/v1/records/" + home.drink + "/versions";
  CHECK(code_of(home.reader.read(path, home.drink)) == "ok");
  for (const History& each : kHistories) {
    INFO(each.name);
    CHECK(code_of(home.reader.under(changed(home.drink_versions, each.change), [&] { return home.reader.read(path, home.drink); })) == "log_inconsistent");
  }
  check_told("log_inconsistent");
}

TEST_CASE("hostile: what a member was not entitled to write is not shown, though the server took it") {
  World& home = world();
  home.handyman->sync();
  home.handyman->take_grants();
  home.handyman->take_subjects();
  const auto self = home.reader.core().describe_self();
  REQUIRE(self.ok());
  const Json sealed = home.handyman->seal(list_of(Json::object(
      {{"act", "create"},
       {"fields", Json::object({{"body", Json::object({{"actor", home.nurse.person.actor}, {"name", "Somebody else"}})}})},
       {"subject", text_of(*self, "home_subject")},
       {"type", "member"}})));
  // check_right in verify_delivered, client/records_open.cpp
  REQUIRE(code_of(home.reader.sync()) == "ok");
  const auto opened = home.reader.core().open_records(Json::object({{"records", list_of(delivered(sealed.items().front(), 100000))}}));
  REQUIRE(code_of(opened) == "ok");
  CHECK(problems_of(*opened).front() == "role_forbids");
  check_told("role_forbids");
}

}  // namespace care::test
