// Reading: what is handed out at a time, and what of it the log says.
#include "shared/audit/leaf.h"
#include "shared/audit/statement_server_event.h"
#include "tests/integration/writing.h"
#include "tests/unit/server/workspace/faulty_store.h"

namespace care::test {
namespace {

using server::test::Fault;
using server::test::FaultyStores;

std::vector<audit::ServerEvent> events_of(Device& owner) {
  std::vector<audit::ServerEvent> events;
  const std::string size = std::to_string(number_of(owner.get("/api/v1/log/checkpoint"), "size"));
  std::string before = size;
  while (true) {
    const Json page = owner.get("/api/v1/log/entries?before=" + before + "&limit=200&size=" + size);
    for (const Json& entry : page.find("entries")->items()) {
      const auto leaf = audit::decode_leaf(decode_base64url(text_of(entry, "leaf")).value());
      REQUIRE(leaf.ok());
      if (leaf->kind == audit::LeafKind::server_event) events.push_back(audit::parse_server_event(leaf->body).value());
    }
    const Json* next = page.find("next");
    if (next == nullptr) return events;
    before = std::to_string(next->integer());
  }
}

// Newest first.
std::vector<audit::SubjectRead> reads_by(Device& owner, const std::string& actor) {
  std::vector<audit::SubjectRead> reads;
  for (const audit::ServerEvent& event : events_of(owner)) {
    const auto* read = std::get_if<audit::SubjectRead>(&event.act);
    if (read != nullptr && event.who && event.who->text() == actor) reads.push_back(*read);
  }
  return reads;
}

std::size_t records_in(const Json& page) { return page.find("records")->items().size(); }

// Reading never waits for the log. What is written after it stands behind it in the queue, so that once this is answered, so is that.
void let_the_log_catch_up(Writing& world) {
  const Json sealed = world.carer->seal(world.drink(10));
  int status = 0;
  for (int i = 0; i < 3 && status != 200; ++i) status = world.carer->send(sealed).status;
  REQUIRE(status == 200);
}

}  // namespace

TEST_CASE("reading: the server itself logs who read whom, once a session, with what it sent") {
  Writing world;
  for (int i = 0; i < 3; ++i) world.carer->write(world.drink(100));
  const std::string path = "/api/v1/subjects/" + world.subject + "/records";
  const std::size_t sent = records_in(world.carer->get(path + "?limit=3"));
  CHECK(sent == 3);
  let_the_log_catch_up(world);
  REQUIRE(reads_by(*world.home.owner.device, world.carer.person.actor).size() == 1);
  const auto first = reads_by(*world.home.owner.device, world.carer.person.actor).front();
  CHECK(first.subject.text() == world.subject);
  CHECK(first.count == sent);

  world.carer->get(path);
  world.carer->post("/api/v1/reads", Json::object({{"subj", world.subject}}));
  let_the_log_catch_up(world);
  CHECK(reads_by(*world.home.owner.device, world.carer.person.actor).size() == 1);

  // The next sign-in is another session.
  world.carer->sign_in(world.carer.person);
  world.carer->get(path);
  let_the_log_catch_up(world);
  CHECK(reads_by(*world.home.owner.device, world.carer.person.actor).size() == 2);
}

TEST_CASE("reading: what a device fetched to be current counts when the resident's record is opened, and is no reading by itself") {
  Writing world;
  for (int i = 0; i < 3; ++i) world.carer->write(world.drink(100));
  Member second = world.home.join("nora", Role::carer);
  const Json changes = second->get("/api/v1/changes?after=0&limit=500");
  std::size_t synced = 0;
  second->take_subjects();
  second->sync();
  const auto opened = second->core().open_records(Json::object({{"records", *changes.find("records")}}));
  REQUIRE(opened.ok());
  for (const Json& each : opened->find("records")->items()) synced += text_of(each, "subject") == world.subject ? 1U : 0U;
  REQUIRE(synced == 4);  // her card and three drinks
  let_the_log_catch_up(world);
  CHECK(reads_by(*world.home.owner.device, second.person.actor).empty());
  const std::size_t asked = records_in(second->get("/api/v1/subjects/" + world.subject + "/records?limit=2"));
  let_the_log_catch_up(world);
  const auto reads = reads_by(*world.home.owner.device, second.person.actor);
  REQUIRE(reads.size() == 1);
  CHECK(reads.front().count == synced + asked);
}

TEST_CASE("reading: a record that is opened from the device's own copy is logged on its word") {
  Writing world;
  world.carer->post("/api/v1/reads", Json::object({{"subj", world.subject}}));
  let_the_log_catch_up(world);
  const auto reads = reads_by(*world.home.owner.device, world.carer.person.actor);
  REQUIRE(reads.size() == 1);
  CHECK(reads.front().count >= 1);
}

TEST_CASE("reading: where the log can't be written the record is given all the same, and the next reading is logged") {
  Writing world;
  world.carer->write(world.drink(100));
  auto stores = std::make_unique<FaultyStores>();
  FaultyStores& faulty = *stores;
  world.server.stop();
  world.server.start(std::move(stores));
  world.server.clock.pass(std::chrono::seconds(61));
  world.carer->get("/api/v1/members");  // moves the bound of the proofs, so that the next commit is the entry's
  const std::string path = "/api/v1/subjects/" + world.subject + "/records";
  faulty.fault = Fault::append_leaf;
  std::size_t sent = records_in(world.carer->get(path));
  CHECK(sent == 2);
  let_the_log_catch_up(world);
  CHECK(faulty.fault == Fault::none);
  CHECK(reads_by(*world.home.owner.device, world.carer.person.actor).empty());
  bool told = false;
  for (const std::string& line : world.server.log_lines()) told = told || line.find("read_not_logged") != std::string::npos;
  CHECK(told);

  sent += records_in(world.carer->get(path));
  let_the_log_catch_up(world);
  const auto reads = reads_by(*world.home.owner.device, world.carer.person.actor);
  REQUIRE(reads.size() == 1);
  CHECK(reads.front().count == sent);
  world.home.check_log_is_whole();
}

TEST_CASE("reading: the newest versions of a collection come in pages, and none is missed or given twice") {
  Writing world;
  for (int i = 0; i < 7; ++i) world.carer->write(world.drink(100));
  const auto page = [&](std::uint64_t after, const std::string& limit) {
    return world.carer->get("/api/v1/records/current?collection=2&after=" + std::to_string(after) + limit);
  };
  std::vector<std::uint64_t> seqs;
  std::uint64_t after = 0;
  for (bool more = true; more;) {
    const Json answer = page(after, "&limit=3");
    CHECK(records_in(answer) <= 3);
    for (const Json& each : answer.find("records")->items()) seqs.push_back(number_of(each, "seq"));
    more = answer.find("next") != nullptr;
    if (more) after = number_of(answer, "next");
  }
  CHECK(seqs.size() == 7);
  CHECK(std::is_sorted(seqs.begin(), seqs.end()));
  CHECK(std::adjacent_find(seqs.begin(), seqs.end()) == seqs.end());
  CHECK(records_in(page(0, "")) == 7);
  CHECK(records_in(page(0, "&limit=0")) == 0);
}

}  // namespace care::test
