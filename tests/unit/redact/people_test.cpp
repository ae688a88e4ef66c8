#include "shared/redact/people.h"

#include "tests/support/catch.h"

namespace care::redact {
namespace {

Result<std::vector<Person>> read(std::string_view json) { return read_people(*parse_canonical(as_bytes(json))); }

}  // namespace

TEST_CASE("read_people: everything that is known of somebody, and what is not known of them is passed over") {
  const auto people = read(
      R"([{"aliases":["Mazza","May"],"dob":"1936-02-11","emails":["m@x.example"],"name":"Mary Orme","nhs":"9992525098","of":"x","phone":"0161 496 0000","phones":["01"],"role":"resident","room":12},{"name":""},{"name":"Jo","role":"staff"},{"name":"Bo","role":"vicar"}])");
  REQUIRE(people.ok());
  REQUIRE(people->size() == 4);
  const Person& mary = people->front();
  CHECK(mary.role == PersonRole::resident);
  CHECK(mary.name == "Mary Orme");
  CHECK(mary.aliases == std::vector<std::string>{"Mazza", "May"});
  CHECK(mary.birth_date == "1936-02-11");
  CHECK(mary.nhs_number == "9992525098");
  CHECK(mary.room == "12");
  CHECK(mary.phones == std::vector<std::string>{"01", "0161 496 0000"});
  CHECK((*people)[1].role == PersonRole::relative);
  CHECK((*people)[2].role == PersonRole::staff);
  CHECK((*people)[3].role == PersonRole::relative);
}

TEST_CASE("read_people: names the member that is no text, and a name that is missing") {
  CHECK(read("[{\"role\":\"staff\"}]").error() == Error(ErrorCode::json_missing_field, "name"));
  CHECK(read("[{\"aliases\":\"x\",\"name\":\"Jo\"}]").error() == Error(ErrorCode::json_wrong_type, "aliases"));
  CHECK(read("[{\"aliases\":[1],\"name\":\"Jo\"}]").error() == Error(ErrorCode::json_wrong_type, "aliases"));
  CHECK(read("[{\"dob\":[],\"name\":\"Jo\"}]").error() == Error(ErrorCode::json_wrong_type, "dob"));
  CHECK(read("[1]").error() == Error(ErrorCode::json_wrong_type));
  CHECK(read("{}").error() == Error(ErrorCode::json_wrong_type));
}

}  // namespace care::redact
