// What belongs to another home, and what nobody has: the same status, the same bytes, the same headers, in the same time.
#include <algorithm>
#include <cstdio>

#include "shared/base/encoding.h"
#include "tests/integration/route_rows.h"

namespace care::test {
namespace {

// Two requests that differ in one id: of the other home, and of nobody.
struct Pair {
  const char* what;
  Ask foreign, unknown;
};

Ask get(const std::string& path) { return {.path = path}; }
Ask post(const std::string& path, const Json& body) { return {.method = "POST", .path = path, .body = encode_canonical(body)}; }

// A statement of the other home about the other home's resident, as it was sealed for it, beside one whose author exists nowhere.
Ask send_item(Json item) { return post("/api/v1/records", Json::object({{"items", list_of(std::move(item))}})); }

class Neighbours {
 public:
  Neighbours() : here_(*route_world().home->owner.device), there_(*route_world().other->owner.device) {
    const std::string subject = there_.add_resident("Agnes", "Quill");
    const std::string record = text_of(there_.read_changes().items().back(), "record");
    const Invitation invitation = there_.invite("paul", Role::carer);
    const std::string nobody = "sub_00000000000000000000000000";
    pairs_.push_back({"a resident's records", get("/api/v1/subjects/" + subject + "/records"), get("/api/v1/subjects/" + nobody + "/records")});
    pairs_.push_back({"a record's versions", get("/api/v1/records/" + record + "/versions"),
                      get("/api/v1/records/rec_00000000000000000000000000/versions")});
    pairs_.push_back({"an account", {.method = "DELETE", .path = "/api/v1/accounts/" + route_world().other->owner.person.actor},
                      {.method = "DELETE", .path = "/api/v1/accounts/act_00000000000000000000000000"}});
    pairs_.push_back({"a reading", post("/api/v1/reads", Json::object({{"subj", subject}})), post("/api/v1/reads", Json::object({{"subj", nobody}}))});
    pairs_.push_back({"an invitation", post("/api/v1/invites/open", Json::object({{"inv", invitation.inv}})),
                      post("/api/v1/invites/open", Json::object({{"inv", "inv_00000000000000000000000000"}}))});
    add_registering(invitation);
    add_recovering();
    add_writing(subject);
  }

  Device& here() { return here_; }
  const std::vector<Pair>& pairs() const { return pairs_; }

 private:
  void add_registering(const Invitation& invitation) {
    Device joining(route_world().server, "sunrise");
    const auto fields = joining.core().home_start(as_bytes("Quiet-Harbour-7-Lanterns"), Json::object({{"handle", "paul@x.example"}, {"label", "sunrise"}}));
    REQUIRE(fields.ok());
    Json body = pick(*fields, {"account", "request"}).set("handle", "paul@x.example");
    Json unknown = body;
    pairs_.push_back({"an invitation taken up", post("/api/v1/invites/register", body.set("inv", invitation.inv)),
                      post("/api/v1/invites/register", unknown.set("inv", "inv_00000000000000000000000000"))});
    const Json kit = Json::object({{"kit", encode_base64url(Bytes(16, 7))}, {"request", *body.find("request")}});
    foreign_recovery_ = kit;
    unknown_recovery_ = kit;
  }
  void add_recovering() {
    pairs_.push_back({"an e-mail of the other home, to recover",
                      post("/api/v1/recovery/start", foreign_recovery_.set("handle", route_world().other->owner.person.handle)),
                      post("/api/v1/recovery/start", unknown_recovery_.set("handle", "nobody@x.example"))});
  }
  // The same item to this home, and with one letter of the statement's author changed: neither is known here.
  void add_writing(const std::string& subject) {
    const Json sealed = there_.seal(list_of(drink_for(subject, there_.now_ms(), 100)));
    Json item = *sealed.items().front().find("item");
    Json nobodys = item;
    Bytes body = decode_base64url(text_of(item, "body")).value();
    const std::string_view mark = "\"act_";
    const auto at = std::search(body.begin(), body.end(), mark.begin(), mark.end());
    REQUIRE(at != body.end());
    auto letter = at + static_cast<std::ptrdiff_t>(mark.size()) + 3;
    *letter = static_cast<std::uint8_t>(*letter == '7' ? '8' : '7');
    pairs_.push_back({"a statement of the other home", send_item(item), send_item(nobodys.set("body", encode_base64url(body)))});
  }

  Device& here_;
  Device& there_;
  std::vector<Pair> pairs_;
  Json foreign_recovery_, unknown_recovery_;
};

Neighbours& neighbours() {
  static Neighbours one;
  return one;
}

// All but the request's own number.
Headers comparable(const Answer& answer) {
  Headers out;
  for (const auto& [name, value] : answer.headers) {
    if (name != "Careseal-Request") out.emplace_back(name, value);
  }
  std::sort(out.begin(), out.end());
  return out;
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

double microseconds_of(Device& device, const Ask& ask) {
  const auto began = std::chrono::steady_clock::now();
  device.ask(ask);
  return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - began).count();
}

}  // namespace

TEST_CASE("neighbour: what belongs to another home answers exactly like what nobody has") {
  for (const Pair& pair : neighbours().pairs()) {
    const Answer foreign = neighbours().here().ask(pair.foreign);
    const Answer unknown = neighbours().here().ask(pair.unknown);
    INFO(pair.what << ": " << foreign.status << " " << foreign.body << ", and " << unknown.status << " " << unknown.body);
    CHECK(foreign.status == unknown.status);
    CHECK(foreign.body == unknown.body);
    CHECK(comparable(foreign) == comparable(unknown));
    CHECK(foreign.status >= 400);
  }
  const Answer no_id = neighbours().here().ask(get("/api/v1/subjects/not-an-id/records"));
  CHECK(no_id.body == neighbours().here().ask(neighbours().pairs().front().unknown).body);
}

TEST_CASE("neighbour: an e-mail that signs in next door is asked for a password like one that signs in nowhere") {
  Device stranger(route_world().server, "sunrise");
  const Answer foreign = stranger.start_sign_in(route_world().other->owner.person.handle, "Wrong-Password-11");
  const Answer unknown = stranger.start_sign_in("nobody@westgate.example", "Wrong-Password-11");
  CHECK(foreign.status == 200);
  CHECK(foreign.status == unknown.status);
  CHECK(foreign.body.size() == unknown.body.size());
  CHECK(comparable(foreign) == comparable(unknown));
}

// By scripts/attack routes. A figure, not a bound that a busy machine would break: only what no noise explains fails.
TEST_CASE("neighbour: nor does the time of the answer tell", "[.long]") {
  Device& device = neighbours().here();
  for (const Pair& pair : neighbours().pairs()) {
    std::vector<double> foreign, unknown;
    for (int turn = 0; turn < 400; ++turn) {
      // Whoever comes second must not be the one that always finds everything warm.
      const bool first = turn % 2 == 0;
      const double a = microseconds_of(device, first ? pair.foreign : pair.unknown);
      const double b = microseconds_of(device, first ? pair.unknown : pair.foreign);
      foreign.push_back(first ? a : b);
      unknown.push_back(first ? b : a);
      route_world().server.clock.pass(std::chrono::milliseconds(600));  // for the limiter
    }
    const double of_foreign = median(foreign), of_unknown = median(unknown);
    std::printf("neighbour: %-42s %8.1f us of the other home, %8.1f us of nobody\n", pair.what, of_foreign, of_unknown);
    INFO(pair.what);
    CHECK(std::abs(of_foreign - of_unknown) < 0.15 * std::max(of_foreign, of_unknown) + 60);
  }
}

}  // namespace care::test
