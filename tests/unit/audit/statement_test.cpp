#include "shared/audit/statement.h"

#include <array>
#include <functional>

#include "shared/audit/statement_server_event.h"
#include "shared/base/clock.h"
#include "tests/support/refusal.h"
#include "tests/support/test_random.h"

using namespace care;
using namespace care::audit;
using namespace care::test;

namespace {

Hash32 some_hash(TestRandom& random) {
  Hash32 hash{};
  random.fill(hash);
  return hash;
}

RecordStatement create_note() {
  TestRandom random(3);
  RecordStatement statement;
  statement.head.workspace = make_id<WorkspaceId>(random);
  statement.head.author = make_id<ActorId>(random);
  statement.head.key = make_id<KeyId>(random);
  statement.head.number = 1;
  statement.head.tree = empty_tree_head();
  statement.head.time_ms = 1'790'000'000'123;
  statement.directory = some_hash(random);
  statement.unit = make_id<UnitId>(random);
  statement.subject = make_id<SubjectId>(random);
  statement.record = make_id<RecordId>(random);
  statement.collection = 2;
  statement.schema = 1;
  statement.version = 1;
  statement.after = {{.facet = 1, .data_class = 3, .generation = 1, .ciphertext_hash = some_hash(random),
                      .plaintext_commitment = some_hash(random)}};
  return statement;
}

RecordStatement update_note() {
  TestRandom random(4);
  RecordStatement statement = create_note();
  statement.act = RecordAct::update;
  statement.head.number = 412;
  statement.head.previous = some_hash(random);
  statement.head.tree = {.size = 18231, .root = some_hash(random)};
  statement.version = 7;
  statement.before = {{.facet = 1, .ciphertext_hash = some_hash(random)}};
  statement.after.push_back({.facet = kChangeFacet, .data_class = 3, .generation = 2,
                             .ciphertext_hash = some_hash(random), .plaintext_commitment = some_hash(random)});
  return statement;
}

RecordStatement strike_note() {
  RecordStatement statement = update_note();
  statement.act = RecordAct::strike;
  statement.after.erase(statement.after.begin());
  return statement;
}

Bytes encode(const RecordStatement& statement) { return encode_record_statement(statement).value(); }

ErrorCode encode_error(const RecordStatement& statement) { return refusal(encode_record_statement(statement)); }

ErrorCode error_after(const RecordStatement& statement, const std::function<void(Json&)>& change) {
  Json json = parse_canonical(encode(statement)).value();
  change(json);
  return refusal(parse_record_statement(as_bytes(encode_canonical(json))));
}

// A member of the object under `key`.
std::function<void(Json&)> inside(std::string_view key, std::string_view member, const Json& value) {
  return [key, member, value](Json& json) {
    Json part = *json.find(key);
    part.set(member, value);
    json.set(key, part);
  };
}

// One field of it as anything at all may set it.
RecordStatement change_one(RecordStatement statement, TestRandom& random) {
  const std::uint16_t small = static_cast<std::uint16_t>(random.below(4));
  FacetAfter& after = statement.after[random.below(statement.after.size())];
  switch (random.below(12)) {
    case 0: statement.head.number = small; break;
    case 1: statement.head.previous = small == 0 ? std::nullopt : std::optional(some_hash(random)); break;
    case 2: statement.head.tree.size = small; break;
    case 3: statement.head.tree = empty_tree_head(); break;
    case 4: statement.act = static_cast<RecordAct>(random.below(3)); break;
    case 5: statement.collection = small; break;
    case 6: statement.schema = small; break;
    case 7: statement.version = small; break;
    case 8: after.facet = small == 3 ? kChangeFacet : small; break;
    case 9: statement.after.push_back(after); break;
    case 10: small == 0 ? statement.before.clear() : statement.before.push_back({.facet = small, .ciphertext_hash = some_hash(random)}); break;
    default: statement.gate_share_hash = some_hash(random); break;
  }
  return statement;
}

}  // namespace

TEST_CASE("statement: what can be written can be read, and is the same") {
  TestRandom random(17);
  int written = 0;
  int refused = 0;
  for (int i = 0; i < 3000; ++i) {
    RecordStatement statement = std::array{create_note(), update_note(), strike_note()}[random.below(3)];
    for (std::uint64_t changes = random.below(4); changes > 0; --changes) statement = change_one(statement, random);
    const auto body = encode_record_statement(statement);
    ++(body.ok() ? written : refused);
    if (!body.ok()) continue;
    const auto read = parse_record_statement(*body);
    REQUIRE(read.ok());
    REQUIRE(read.value() == statement);
  }
  CHECK(written > 500);
  CHECK(refused > 500);
}

TEST_CASE("statement: create, update and strike are read back as they were written") {
  for (const RecordStatement& statement : {create_note(), update_note(), strike_note()}) {
    const Bytes body = encode(statement);
    const auto parsed = parse_record_statement(body);
    REQUIRE(parsed.ok());
    CHECK(parsed.value() == statement);
    CHECK(encode(parsed.value()) == body);
  }
}

TEST_CASE("statement: the hash is over the stored bytes") {
  const Bytes body = encode(create_note());
  Bytes other = body;
  other.back() ^= 1U;
  CHECK(statement_hash(body) == statement_hash(body));
  CHECK(statement_hash(body) != statement_hash(other));
  CHECK(encode_hex(statement_hash({})) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("statement: the outline reads what every statement says, whatever the act") {
  Json json = parse_canonical(encode(update_note())).value();
  json.set("act", "something.new").set("more", 1);
  const auto outline = parse_statement_outline(as_bytes(encode_canonical(json)));
  REQUIRE(outline.ok());
  CHECK(outline->act == "something.new");
  CHECK(outline->head == update_note().head);
}

TEST_CASE("statement: missing and unknown members, and members of another type, are refused") {
  for (const RecordStatement& statement : {create_note(), update_note(), strike_note()}) {
    CHECK(error_after(statement, [](Json& json) { json.set("zz", 1); }) == ErrorCode::json_unknown_field);
    const Json original = parse_canonical(encode(statement)).value();
    for (const auto& [key, value] : original.members()) {
      INFO(key);
      const Json other = value.is_integer() ? Json("1") : Json(std::uint64_t{1});
      error_after(statement, [&](Json& json) { json.erase(key); });
      error_after(statement, [&](Json& json) { json.set(key, other); });
    }
  }
  const auto deep = inside("head", "more", Json(std::uint64_t{1}));
  CHECK(error_after(create_note(), deep) == ErrorCode::json_unknown_field);
}

TEST_CASE("statement: other spellings are refused") {
  const Bytes body = encode(create_note());
  const std::string text(as_text(body));
  const auto parse = [](const std::string& changed) { return parse_record_statement(as_bytes(changed)).error().code(); };
  CHECK(parse(" " + text) == ErrorCode::json_malformed);
  CHECK(parse(text + " ") == ErrorCode::json_malformed);
  CHECK(parse("{\"v\":1," + text.substr(1)) == ErrorCode::json_not_canonical);
  CHECK(parse(text.substr(0, text.size() - 1) + ",\"zz\":-1}") == ErrorCode::json_malformed);
  CHECK(parse(text.substr(0, text.size() - 1) + ",\"zz\":null}") == ErrorCode::json_malformed);
  CHECK(parse(text.substr(0, text.size() - 1) + ",\"zz\":1e3}") == ErrorCode::json_malformed);
  CHECK(parse(text.substr(0, text.size() - 1) + ",\"zz\":9007199254740992}") == ErrorCode::json_not_canonical);
}

TEST_CASE("statement: base64url has one spelling and hashes one length") {
  const auto with_dir = [](const std::string& text) { return [text](Json& json) { json.set("dir", text); }; };
  CHECK(error_after(create_note(), with_dir(std::string(43, 'A') + "=")) == ErrorCode::encoding_invalid);
  CHECK(error_after(create_note(), with_dir(std::string(42, 'A') + "B")) == ErrorCode::encoding_invalid);
  CHECK(error_after(create_note(), with_dir(std::string(42, 'A') + "+")) == ErrorCode::encoding_invalid);
  CHECK(error_after(create_note(), with_dir("AAAA")) == ErrorCode::json_wrong_type);
}

TEST_CASE("statement: the first statement of a key names none before it, every later one does") {
  RecordStatement statement = create_note();
  statement.head.previous = Hash32{};
  CHECK(encode_error(statement) == ErrorCode::json_unknown_field);
  statement = update_note();
  statement.head.previous.reset();
  CHECK(encode_error(statement) == ErrorCode::json_missing_field);
  statement = create_note();
  statement.head.number = 0;
  CHECK(encode_error(statement) == ErrorCode::json_wrong_type);
}

TEST_CASE("statement: the empty log has one root") {
  RecordStatement statement = create_note();
  statement.head.tree.root = Hash32{};
  CHECK(encode_error(statement) == ErrorCode::head_unknown);
}

TEST_CASE("statement: another version or act is refused") {
  CHECK(error_after(create_note(), [](Json& json) { json.set("v", 2); }) == ErrorCode::version_unsupported);
  CHECK(error_after(create_note(), [](Json& json) { json.set("act", "record.delete"); }) == ErrorCode::act_unknown);
  CHECK(error_after(create_note(), [](Json& json) { json.set("act", "genesis"); }) == ErrorCode::act_unknown);
}

TEST_CASE("statement: versions go up by one") {
  RecordStatement statement = create_note();
  statement.version = 2;
  CHECK(encode_error(statement) == ErrorCode::json_wrong_type);
  statement.version = 0;
  CHECK(encode_error(statement) == ErrorCode::json_wrong_type);
  CHECK(error_after(update_note(), inside("before", "ver", Json(std::uint64_t{5}))) == ErrorCode::json_wrong_type);
  CHECK(error_after(update_note(), inside("before", "ver", Json(std::uint64_t{7}))) == ErrorCode::json_wrong_type);
  statement = update_note();
  statement.version = 1;
  CHECK(encode_error(statement) == ErrorCode::json_wrong_type);
}

TEST_CASE("statement: facets ascend, once each, numbered from 1") {
  RecordStatement statement = update_note();
  std::swap(statement.after[0], statement.after[1]);
  CHECK(encode_error(statement) == ErrorCode::json_not_canonical);
  statement = update_note();
  statement.after[1] = statement.after[0];
  CHECK(encode_error(statement) == ErrorCode::json_not_canonical);
  statement = update_note();
  statement.before.push_back(statement.before.front());
  CHECK(encode_error(statement) == ErrorCode::json_not_canonical);
  statement = create_note();
  statement.after[0].facet = 0;
  CHECK(encode_error(statement) == ErrorCode::json_wrong_type);
  statement = create_note();
  statement.after[0].generation = 0;
  CHECK(encode_error(statement) == ErrorCode::json_wrong_type);
  statement = create_note();
  statement.after[0].data_class = 0;
  CHECK(encode_error(statement) == ErrorCode::json_wrong_type);
}

TEST_CASE("statement: numbers too large for their place are refused") {
  for (const std::string_view key : {"coll", "schema"}) {
    CHECK(error_after(create_note(), [&](Json& json) { json.set(key, 65536); }) == ErrorCode::json_wrong_type);
  }
  RecordStatement statement = create_note();
  Json facets = *parse_canonical(encode(statement)).value().find("after")->find("f");
  facets.items()[0].set("g", 1ULL << 32U);
  CHECK(error_after(statement, inside("after", "f", facets)) == ErrorCode::json_wrong_type);
}

TEST_CASE("statement: a create holds no change facet, an update one and more, a strike nothing else") {
  RecordStatement statement = create_note();
  statement.after = update_note().after;
  CHECK(encode_error(statement) == ErrorCode::facets_mismatch);
  statement = create_note();
  statement.after.clear();
  CHECK(encode_error(statement) == ErrorCode::facets_mismatch);
  statement = update_note();
  statement.after.pop_back();
  CHECK(encode_error(statement) == ErrorCode::facets_mismatch);
  statement = update_note();
  statement.after.erase(statement.after.begin());
  CHECK(encode_error(statement) == ErrorCode::facets_mismatch);
  statement = strike_note();
  statement.after = update_note().after;
  CHECK(encode_error(statement) == ErrorCode::facets_mismatch);
}

TEST_CASE("statement: before stands in updates and strikes, and only there") {
  RecordStatement statement = update_note();
  statement.before.clear();
  CHECK(encode_error(statement) == ErrorCode::facets_mismatch);
  statement = strike_note();
  statement.before.clear();
  CHECK(encode_error(statement) == ErrorCode::facets_mismatch);
  const Json before = *parse_canonical(encode(update_note())).value().find("before");
  CHECK_FALSE(parse_record_statement(as_bytes(encode_canonical([&] {
                Json json = parse_canonical(encode(create_note())).value();
                json.set("before", before);
                return json;
              }()))).ok());
  CHECK(error_after(update_note(), inside("before", "f", Json::array())) == ErrorCode::facets_mismatch);
}

TEST_CASE("statement: a gate share's hash stands only where a subject is introduced") {
  RecordStatement statement = create_note();
  statement.gate_share_hash = Hash32{};
  CHECK(parse_record_statement(encode(statement)).value() == statement);
  statement = update_note();
  statement.gate_share_hash = Hash32{};
  CHECK(encode_error(statement) == ErrorCode::json_unknown_field);
}

TEST_CASE("statement: a body over 4096 bytes is neither read nor written") {
  RecordStatement statement = create_note();
  while (statement.after.size() < 30) {
    statement.after.push_back(statement.after.back());
    statement.after.back().facet = static_cast<std::uint16_t>(statement.after.back().facet + 20);
  }
  CHECK(encode_error(statement) == ErrorCode::json_too_large);
  CHECK(error_after(create_note(), [](Json& json) { json.set("zz", std::string(4096, 'a')); }) ==
        ErrorCode::json_too_large);
}

TEST_CASE("statement: no flipped bit gives the same statement") {
  const Bytes body = encode(update_note());
  for (std::size_t i = 0; i < body.size(); ++i) {
    Bytes bad = body;
    bad[i] = static_cast<std::uint8_t>(bad[i] ^ (1U << (i % 8)));
    const auto parsed = parse_record_statement(bad);
    if (parsed) CHECK_FALSE(parsed.value() == update_note());
  }
}

TEST_CASE("server event: every act is read back as it was written") {
  TestRandom random(5);
  const ActorId who = make_id<ActorId>(random);
  const StatementRefused refused{ErrorCode::version_stale, make_id<KeyId>(random), 412, some_hash(random)};
  const std::vector<ServerEvent> events = {
      {1, std::nullopt, Restarted{}},
      {2, who, SessionStarted{}},
      {3, std::nullopt, SessionFailed{}},
      {4, who, SessionEnded{}},
      {5, who, SubjectRead{make_id<SubjectId>(random), 12}},
      {6, who, refused},
      {7, who, AccountDeleted{make_id<ActorId>(random)}},
      {8, who, AccountRecovered{}},
  };
  for (const ServerEvent& event : events) {
    const Bytes body = encode_server_event(event);
    INFO(as_text(body));
    const auto parsed = parse_server_event(body);
    REQUIRE(parsed.ok());
    CHECK(parsed.value() == event);
  }
  CHECK(as_text(encode_server_event(events.front())) == R"({"act":"restart","t":1})");
}

TEST_CASE("server event: unknown acts, members and codes are refused") {
  const auto code = [](std::string_view body) { return parse_server_event(as_bytes(body)).error().code(); };
  const std::string refused = R"({"act":"refused","code":")";
  const std::string rest = R"(","dev":"key_00000000000000000000000000","n":1,"stmt":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","t":1})";
  CHECK(parse_server_event(as_bytes(refused + "role_forbids" + rest)).ok());
  CHECK(code(refused + "no_such_code" + rest) == ErrorCode::json_wrong_type);
  CHECK(code(R"({"act":"restart","t":1,"v":1})") == ErrorCode::json_unknown_field);
  CHECK(code(R"({"act":"restart"})") == ErrorCode::json_missing_field);
  CHECK(code(R"({"act":"reboot","t":1})") == ErrorCode::act_unknown);
  CHECK(code(R"({"act":"account.recover","actor":"act_00000000000000000000000000","t":1})") == ErrorCode::json_unknown_field);
  CHECK(code(R"({"act":"read","count":0,"subj":"sub_00000000000000000000000000","t":1})") == ErrorCode::json_wrong_type);
  CHECK(code(R"({"act":"read","count":1,"t":1})") == ErrorCode::json_missing_field);
  CHECK(code(R"({"act":"account.delete","actor":"acc_00000000000000000000000000","t":1})") == ErrorCode::id_invalid);
}
