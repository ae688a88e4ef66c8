// tests/hostile/world.h — one home with a history, made once for all attacks, and everything that whoever runs its server has: the
// leaves, the key that signs checkpoints, every answer. A refused lie changes nothing on a device, so the devices are shared as well.
//
// First chapter: two residents, entries by a carer and by somebody who will leave. `seasoned` has seen this much and no more.
// Second chapter: the leaver is removed and the keys turned, the carer becomes a senior, a resident's card is corrected, an entry is
// corrected and struck. `reader` has seen all of it. `newcomer` has signed in and has yet to be shown a log.
#pragma once

#include "tests/hostile/lying_log.h"
#include "tests/hostile/victim.h"

namespace care::test {

class World {
 public:
  World();

  // The log as it stands after each chapter, to be told otherwise.
  LyingLog first() const { return LyingLog({leaves.begin(), leaves.begin() + static_cast<std::ptrdiff_t>(first_size)}, origin, key); }
  LyingLog second() const { return LyingLog(leaves, origin, key); }
  LyingLog current() { return LyingLog(read_log(home), origin, key); }  // with what these tests added since
  LyingLog foreign() const { return LyingLog(foreign_leaves, foreign_origin, foreign_key); }

  StartedServer server;
  TestHome home;
  Member nurse, carer, leaver, handyman;
  std::string edith, frank;        // subjects
  std::string edith_card;          // the record that holds it, corrected once
  std::string drink;               // written, corrected, struck: three versions
  Invitation open_invitation, other_invitation;

  // What the leaver signed on the own device while still a member: the real core, a rightful key, no right to it.
  Json promotion;    // "I am an owner now"
  Json self_grant;   // keys for a friend

  crypto::SigningKey key;
  std::string origin;
  std::vector<Bytes> leaves;
  std::size_t first_size = 0;

  // Another home on the same server, and its log.
  TestHome other;
  crypto::SigningKey foreign_key;
  std::string foreign_origin;
  std::vector<Bytes> foreign_leaves;

  Victim seasoned, reader, newcomer;
  Json page = Json::object();      // what the reader's device is given of the records, as the honest server sends it
  Json card_versions = Json::object(), drink_versions = Json::object();

 private:
  void live_first_chapter();
  void live_second_chapter();
  std::vector<Bytes> read_log(TestHome& of);
};

World& world();

// Answers for the log come from this one instead.
Lie told_by(LyingLog& log);
// Answers to paths with these words are changed, the others pass.
Lie about(std::string words, std::function<void(Json&)> change);

// Versions in a page, by what stands in them.
const Json& version_of(const Json& page, std::string_view record, std::uint64_t version);

// Stands in the body of a statement of the open kind: what any member of staff may write.
Json drink_on(const std::string& subject, std::uint64_t at_ms);

}  // namespace care::test
