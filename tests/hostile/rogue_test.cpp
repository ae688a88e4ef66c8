// A member and the server together: entries that are signed as they should be and that an honest core would never have made. Here the
// signature and the hash of the envelope hold; what is behind them has to give the lie away.
//
// Above each case stands the check without which it was seen to fail.
#include "tests/hostile/rogue.h"

namespace care::test {
namespace {

// A nurse's device that has been shown this log, and a carer in it who lies.
struct Scene {
  Scene() : log(world().second()), rogue(Rogue::join(log)), victim(world().server, "sunrise") {
    REQUIRE(code_of(victim.sign_in(world().nurse.person)) == "ok");
    REQUIRE(code_of(victim.under(told_by(log), [&] { return victim.sync(); })) == "ok");
    REQUIRE(code_of(victim.take_grants()) == "ok");
    REQUIRE(code_of(victim.take_subjects()) == "ok");
  }
  std::string problem_of(const Json& version) {
    const auto opened = victim.core().open_records(Json::object({{"records", list_of(version)}}));
    REQUIRE(opened.ok());
    const Json& shown = opened->find("records")->items().front();
    CHECK(shown.find("fields")->members().empty() == !text_of(shown, "problem").empty());
    return text_of(shown, "problem");
  }
  std::uint64_t index() const { return log.size() + 10; }

  LyingLog log;
  Rogue rogue;
  Victim victim;
};

template <typename IdType>
IdType other() {
  static TestRandom random(7777);
  return make_id<IdType>(random);
}

struct Entry {
  const char* name;
  const char* told;
  Bend bend;
};

const Entry kEntries[] = {
    // encode_facet_aad, crypto/envelope.cpp
    {"sealed for another home", "open_failed", {.sealed_for = [](auto& place) { place.workspace = other<WorkspaceId>(); }}},
    // encode_facet_aad, crypto/envelope.cpp
    {"sealed for another class", "open_failed", {.sealed_for = [](auto& place) { place.data_class = 2; }}},
    // encode_facet_aad, crypto/envelope.cpp
    {"sealed for another unit", "open_failed", {.sealed_for = [](auto& place) { place.unit = other<UnitId>(); }}},
    // encode_facet_aad, crypto/envelope.cpp
    {"sealed for another resident", "open_failed", {.sealed_for = [](auto& place) { place.subject = other<SubjectId>(); }}},
    // encode_facet_aad, crypto/envelope.cpp
    {"sealed for another collection", "open_failed", {.sealed_for = [](auto& place) { place.collection = 1; }}},
    // encode_facet_aad, crypto/envelope.cpp
    {"sealed for another record", "open_failed", {.sealed_for = [](auto& place) { place.record = other<RecordId>(); }}},
    // encode_facet_aad, crypto/envelope.cpp
    {"sealed for another facet", "open_failed", {.sealed_for = [](auto& place) { place.facet = 15; }}},
    // encode_facet_aad, crypto/envelope.cpp
    {"sealed for another version of the schema", "open_failed", {.sealed_for = [](auto& place) { place.schema = 2; }}},
    // encode_facet_aad, crypto/envelope.cpp
    {"sealed for another version of the record", "open_failed", {.sealed_for = [](auto& place) { place.version = 2; }}},
    // encode_facet_aad, crypto/envelope.cpp, and the header's generation in open_envelope, crypto/committing_seal.cpp
    {"sealed for another generation of keys", "open_failed", {.sealed_for = [](auto& place) { place.generation += 1; }}},
    // parse_envelope_header, crypto/envelope.cpp
    {"of a lesser suite, and signed so", "open_failed", {.envelope = [](Bytes& envelope) { envelope.at(1) = 0; }}},
    // parse_envelope_header, crypto/envelope.cpp
    {"of an older form, and signed so", "open_failed", {.envelope = [](Bytes& envelope) { envelope.at(0) = 0; }}},
    // the commitment in open_sealed, crypto/committing_seal.cpp
    {"with another commitment to its key, and signed so", "open_failed", {.envelope = [](Bytes& envelope) { envelope.at(40) ^= 1U; }}},
    // check_plaintext_commitment in open_facets, client/records_open.cpp
    {"whose signature is about other words", "commitment_mismatch",
     {.statement = [](auto& statement) { statement.after.front().plaintext_commitment[0] ^= 1U; }}},
    // check_right in verify_delivered, client/records_open.cpp
    {"said to lie in a class that anybody reads", "facets_mismatch",
     {.statement = [](auto& statement) { statement.after.front().data_class = 1; }}},
    // check_right in verify_delivered, client/records_open.cpp
    {"with a part that such a record has not", "facets_mismatch", {.statement = [](auto& statement) { statement.after.front().facet = 9; }}},
    // check_right in verify_delivered, client/records_open.cpp
    {"of a kind that is unknown", "record_type_unknown", {.statement = [](auto& statement) { statement.collection = 99; }}},
    // workspace_ in Directory::check_author, membership/directory_queries.cpp
    {"signed for another home", "genesis_mismatch", {.statement = [](auto& statement) { statement.head.workspace = other<WorkspaceId>(); }}},
    // key->actor in verify_delivered, client/records_open.cpp, and in Directory::check_author, membership/directory_queries.cpp
    {"in a colleague's name", "author_unknown",
     {.statement = [](auto& statement) { statement.head.author = ActorId::parse(world().nurse.person.actor).value(); }}},
    // head.tree in Directory::check_author, membership/directory_queries.cpp
    {"that knows a log longer than its own place in it", "head_unknown",
     {.statement = [](auto& statement) { statement.head.tree = {1'000'000, Hash32{}}; }}},
    // `dir` in Directory::check_author, membership/directory_queries.cpp
    {"that knows members whom nobody else knows", "directory_stale", {.statement = [](auto& statement) { statement.directory[0] ^= 1U; }}},
};

}  // namespace

TEST_CASE("hostile: an entry that a member signed and that is sealed for another place, or says otherwise than it holds, is not shown") {
  Scene scene;
  CHECK(scene.problem_of(scene.rogue.drink(world().edith, scene.index(), {})).empty());
  for (const Entry& each : kEntries) {
    INFO(each.name);
    CHECK(scene.problem_of(scene.rogue.drink(world().edith, scene.index(), each.bend)) == each.told);
    check_told(each.told);
  }
}

TEST_CASE("hostile: a key that names two roots for one size of the log has signed in two logs") {
  Scene scene;
  const auto seen = [](std::uint8_t story) {
    return Bend{.statement = [story](audit::RecordStatement& statement) { statement.head.tree = {7, Hash32{story}}; }};
  };
  CHECK(scene.problem_of(scene.rogue.drink(world().edith, scene.index(), seen(1))).empty());
  // newest.root in HeadBook::meet_in_statement, client/head_book.cpp
  CHECK(scene.problem_of(scene.rogue.drink(world().edith, scene.index(), seen(2))) == "log_inconsistent");
}

TEST_CASE("hostile: a strike of a colleague's entry by somebody who may only strike own ones shows in its history") {
  Scene scene;
  const auto sealed = scene.victim.seal(drink_on(world().edith, scene.victim.device().now_ms()));
  REQUIRE(code_of(sealed) == "ok");
  const Json& made = sealed->find("sealed")->items().front();
  const auto history_of = [&](const Json& first, const std::string& record) {
    Json versions = list_of(first);
    versions.push(scene.rogue.strike(first, scene.index() + 1));
    const auto opened = scene.victim.core().open_records(Json::object({{"records", std::move(versions)}, {"whole", record}}));
    REQUIRE(code_of(opened) == "ok");
    return problems_of(*opened);
  };
  // own_entry in check_right, client/records_open.cpp
  CHECK(history_of(delivered(made, scene.index()), text_of(made, "record")).at(1) == "role_forbids");
  const Json own = scene.rogue.drink(world().edith, scene.index(), {});
  const auto own_statement = audit::parse_record_statement(decode_base64url(text_of(own, "body")).value()).value();
  CHECK(history_of(own, own_statement.record.text()) == std::vector<std::string>{"", ""});
  check_told("role_forbids");
}

}  // namespace care::test
