// Lies about the log itself: shorter, rewritten, signed by somebody else, larger than any log can be. The liar holds the log's key.
//
// Above each case stands the check without which it was seen to fail.
#include "shared/audit/consistency.h"
#include "tests/hostile/forge.h"

namespace care::test {
namespace {

// A log that goes on for 2^60 entries of nothing after the ones there are: all that a device is ever shown of it can be made.
class EndlessNodes final : public audit::NodeSource {
 public:
  explicit EndlessNodes(LyingLog& log) : log_(log) {}
  Result<Hash32> node(const audit::NodeId& id) override {
    if ((id.index + 1) << id.level <= log_.size()) return log_.nodes().node(id);
    if (id.index << id.level >= log_.size()) return Hash32{};
    const Hash32 left = CARE_TRY(node({id.level - 1, id.index * 2}));
    return audit::hash_node(left, CARE_TRY(node({id.level - 1, id.index * 2 + 1})));
  }

 private:
  LyingLog& log_;
};
constexpr std::uint64_t kEndless = 1ULL << 60U;

Json hashes(const audit::Proof& proof) {
  Json out = Json::array();
  for (const Hash32& hash : proof) out.push(encode_base64url(hash));
  return out;
}

struct Telling {
  const char* name;
  const char* told;
  std::function<void(LyingLog&)> rewrite;
  // What becomes of the answers; absent: as the rewritten log has them.
  std::function<std::string(LyingLog&)> note = nullptr;
  std::function<Json(LyingLog&)> consistency = nullptr;
};

void as_it_is(LyingLog&) {}

audit::Leaf elsewhere(audit::Leaf leaf) {
  leaf.time_ms += 1;
  return leaf;
}

// To a device that has seen the first chapter.
const Telling kTellings[] = {
    // offered.size < remembered in decide_head, audit/trusted_head.cpp
    {"an older state, whole and signed", "log_rolled_back",
     [](LyingLog& log) { log.cut(world().seasoned.trusted() - 1); }},
    // offered.root in decide_head, audit/trusted_head.cpp
    {"another log of the same length", "log_inconsistent",
     [](LyingLog& log) {
       log.cut(world().seasoned.trusted());
       log.replace(log.size() - 1, elsewhere(log.leaf(log.size() - 1)));
     }},
    // verify_consistency in decide_head, audit/trusted_head.cpp
    {"an entry in the middle changed, and the log gone on since", "log_inconsistent",
     [](LyingLog& log) { log.append_event().replace(5, elsewhere(log.leaf(5))); }},
    // verify_consistency in decide_head, audit/trusted_head.cpp
    {"the newest entries cut off and others put in their place", "log_inconsistent",
     [](LyingLog& log) { log.cut(world().seasoned.trusted() - 2).append_event().append_event().append_event().append_event(); }},
    // verify_consistency in decide_head, audit/trusted_head.cpp
    {"a longer log without a proof that it goes on", "log_inconsistent", [](LyingLog& log) { log.append_event(); }, nullptr,
     [](LyingLog&) { return Json::array(); }},
    // verify_consistency in decide_head, audit/trusted_head.cpp
    {"a proof about another pair of sizes", "log_inconsistent", [](LyingLog& log) { log.append_event().append_event(); }, nullptr,
     [](LyingLog& log) { return *log.consistency(world().seasoned.trusted() - 3, log.size()).find("proof"); }},
    // verify_consistency in decide_head, audit/trusted_head.cpp
    {"a proof of another home's log", "log_inconsistent", [](LyingLog& log) { log.append_event(); }, nullptr,
     [](LyingLog&) {
       LyingLog other = world().foreign();
       return *other.consistency(other.size() / 2, other.size()).find("proof");
     }},
    // `verified` in open_note, audit/note.cpp, and log_signed in open_checkpoint, audit/checkpoint.cpp
    {"a checkpoint signed by a key that the server made", "note_signature_invalid", as_it_is,
     [](LyingLog& log) { return sign_head({log.origin(), log.size(), log.root()}, forger_key()); }},
    // the origin in open_checkpoint, audit/checkpoint.cpp
    {"the checkpoint of another home, signed by the right key", "note_signature_invalid", as_it_is,
     [](LyingLog& log) {
       const std::string other = sign_head({world().foreign_origin, log.size(), log.root()}, log.key());
       const auto signer = audit::NoteSigner::create(log.origin(), audit::NoteKeyType::ed25519, log.key());
       const std::string text = other.substr(0, other.find("\n\n") + 1);
       return audit::sign_note(text, {&*signer, 1}).value();
     }},
    // the same, and the origin in open_checkpoint, audit/checkpoint.cpp
    {"a checkpoint that only somebody unknown signed", "note_signature_invalid", as_it_is,
     [](LyingLog& log) { return sign_head({"somebody.example/log", log.size(), log.root()}, forger_key()); }},
    // parse_checkpoint, audit/checkpoint.cpp: exactly three lines
    {"a checkpoint with a line more", "note_malformed", as_it_is,
     [](LyingLog& log) {
       const auto signer = audit::NoteSigner::create(log.origin(), audit::NoteKeyType::ed25519, log.key());
       const std::string note = log.note();
       return audit::sign_note(note.substr(0, note.find("\n\n") + 1) + "kdf 1\n", {&*signer, 1}).value();
     }},
    // kJsonMaxInteger in open_head, client/log_view.cpp: a head this large is remembered in a form that can't be read again
    {"a log of 2^60 entries, proved to go on from the one this device knows", "note_malformed", as_it_is,
     [](LyingLog& log) {
       EndlessNodes nodes(log);
       return sign_head({log.origin(), kEndless, nodes.node({60, 0}).value()}, log.key());
     },
     [](LyingLog& log) {
       EndlessNodes nodes(log);
       return hashes(audit::build_consistency(nodes, world().seasoned.trusted(), kEndless).value());
     }},
};

Lie telling(LyingLog& log, const Telling& told) {
  return [&log, &told](const Ask& request, Answer& answer) {
    told_by(log)(request, answer);
    if (told.note != nullptr && request.path.ends_with("/checkpoint")) answer.json.set("note", told.note(log));
    if (told.consistency != nullptr && request.path.find("/consistency") != std::string::npos) {
      answer.json.set("proof", told.consistency(log));
    }
  };
}

}  // namespace

TEST_CASE("hostile: a log that shrinks, forks, is rewritten or is somebody else's is refused") {
  World& home = world();
  for (const Telling& each : kTellings) {
    INFO(each.name);
    LyingLog log = home.first();
    each.rewrite(log);
    const auto synced = home.seasoned.under(telling(log, each), [&] { return home.seasoned.sync(); });
    CHECK(code_of(synced) == each.told);
    check_told(each.told);
  }
}

TEST_CASE("hostile: a device that was locked and opened again still knows how far the log had come") {
  World& home = world();
  Victim device(home.server, "sunrise");
  REQUIRE(code_of(device.sign_in(home.nurse.person)) == "ok");
  LyingLog log = home.second();
  const auto before = device.under(told_by(log), [&] { return device.sync(); });
  REQUIRE(code_of(before) == "ok");
  device.core().lock();
  const Answer again = device.device().try_sign_in(home.nurse.person);
  REQUIRE(again.status == 200);
  const auto opened = device.core().open_vault(Json::object(
      {{"device", device.device_id()}, {"device_state", text_of(*before, "device_state")}, {"signed_in", again.json}}));
  REQUIRE(code_of(opened) == "ok");
  CHECK(number_of(*opened, "size") == log.size());
  // DeviceState, client/device_state.cpp: `head` left out
  log.cut(log.size() - 1);
  device.forget_directory();
  CHECK(code_of(device.under(told_by(log), [&] { return device.sync(); })) == "log_rolled_back");
}

}  // namespace care::test
