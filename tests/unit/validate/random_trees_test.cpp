// Whatever tree arrives, validating, normalising and splitting end with an answer.
#include "shared/validate/validate.h"
#include "tests/support/catch.h"
#include "tests/support/test_random.h"

namespace care {
namespace {

constexpr Instant kNow = Instant(std::chrono::milliseconds(1'795'269'900'000));

class RandomTrees {
 public:
  explicit RandomTrees(std::uint64_t seed) : random_(seed) {}

  Json facets(const RecordInfo& info) {
    Json out;
    for (const FacetInfo& facet : info.facets) {
      if (random_.below(5) > 0) out.set(facet.name, random_.below(12) == 0 ? any(0) : fields(facet));
    }
    if (random_.below(8) == 0) out.set("extra", any(0));
    return out;
  }

 private:
  Json fields(const FacetInfo& facet) {
    Json out;
    for (const FieldInfo& field : facet.fields) {
      if (random_.below(4) > 0) out.set(field.name, random_.below(2) == 0 ? any(0) : near(field));
    }
    if (random_.below(8) == 0) out.set(text(12), any(0));
    return out;
  }

  // A value that looks like one of the field, so that the deeper checks are reached.
  Json near(const FieldInfo& field) {
    if (!field.choices.empty()) {
      Json list = Json::array();
      for (std::uint64_t i = random_.below(4); i > 0; --i) list.push(field.choices[random_.below(field.choices.size())]);
      return field.kind == FieldKind::choices ? list : Json(field.choices[random_.below(field.choices.size())]);
    }
    if (field.kind == FieldKind::date) return Json(digits(4) + "-" + digits(2) + "-" + digits(2));
    if (field.kind == FieldKind::nhs_number) return Json(digits(10));
    if (field.kind == FieldKind::phone) return Json("+" + digits(12));
    if (field.kind == FieldKind::id) return Json(std::string(field.prefix) + "_" + digits(26));
    if (field.kind == FieldKind::text) return Json(text(40));
    return Json(random_.below(3) == 0 ? field.max + random_.below(3) : random_.below(field.max + 10));
  }

  Json any(unsigned depth) {
    switch (random_.below(depth < 3 ? 5 : 2)) {
      case 0: return Json(random_.below(2) == 0 ? random_.below(300) : random_.below(kJsonMaxInteger + 1));
      case 1: return Json(text(60));
      case 2: return Json::array();
      case 3: {
        Json list = Json::array();
        for (std::uint64_t i = random_.below(5); i > 0; --i) list.push(any(depth + 1));
        return list;
      }
      default: {
        Json object;
        for (std::uint64_t i = random_.below(4); i > 0; --i) object.set(digits(3), any(depth + 1));
        return object;
      }
    }
  }

  // Bytes of any kind: often not UTF-8, often cut in the middle of a character.
  std::string text(std::uint64_t longest) {
    static constexpr std::string_view kParts[] = {"a", " ", "\n", "\r", "\xE2\x80\xA8", "\xE2\x80\xAE", "\xF0\x9F\x98\x80", "\xF0\x9F",
                                                  "\xC2\xA0", "\xC2", "\xFF", "@", ".", "+44", "0", "-", "_", "\xEF\xBF\xBF"};
    std::string out;
    for (std::uint64_t i = random_.below(longest); i > 0; --i) {
      if (random_.below(8) == 0) {
        out.push_back(static_cast<char>(random_.below(256)));
      } else {
        out += kParts[random_.below(std::size(kParts))];
      }
    }
    return out;
  }

  std::string digits(std::size_t count) {
    std::string out;
    while (out.size() < count) out.push_back(static_cast<char>('0' + random_.below(10)));
    return out;
  }

  test::TestRandom random_;
};

TEST_CASE("validate_record: ends with an answer on any tree, and what it accepts can be sealed and read back") {
  RandomTrees trees(20261121);
  std::size_t accepted = 0;
  for (int round = 0; round < 3000; ++round) {
    for (const RecordInfo& info : kRecords) {
      const Record record{info.type, trees.facets(info)};
      const RecordAct act = round % 3 == 0 ? RecordAct::create : round % 3 == 1 ? RecordAct::update : RecordAct::strike;
      const Record normal = normalise_record(record);
      if (!(normalise_record(normal).facets == normal.facets)) FAIL("normalising twice differs: " << encode_canonical(record.facets));
      const bool valid = validate_record(normal, {.now = kNow, .act = act}).empty();
      const auto split = split_facets(normal);
      if (valid && !split.ok()) FAIL("valid, but can't be split: " << encode_canonical(normal.facets));
      if (!split.ok()) continue;
      std::vector<OpenedFacet> opened;
      for (const PlainFacet& facet : split.value()) opened.push_back({facet.number, facet.json});
      const auto joined = join_facets(opened);
      if (!joined.ok() || !(joined->facets == normal.facets)) FAIL("not read back: " << encode_canonical(normal.facets));
      if (valid) ++accepted;
    }
  }
  CHECK(accepted > 0);
}

}  // namespace
}  // namespace care
