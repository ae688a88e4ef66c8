// Lies about people: who is a member, with which key, in which role, under which policy. The log is rebuilt around each lie and its
// checkpoint signed as it should be: what gives the lie away is never the signature of the log.
//
// Above each case stands the check without which it was seen to fail.
#include "tests/hostile/forge.h"

namespace care::test {
namespace {

struct Rewriting {
  const char* name;
  const char* told;  // name of the error
  std::function<void(LyingLog&)> rewrite;
};

std::string id_of(const crypto::SigningKey& key) { return crypto::derive_key_id(key.public_key()).text(); }

// Something an owner once signed, said again by the server as if it were said now.
void forge_owner_act(LyingLog& log, std::string_view words, const std::function<void(Json&)>& change) {
  const LyingLog all = world().second();
  Json body = continued(body_of(all, all.find(words)), log);
  change(body);
  append(log, signed_by(forger_key(), body));
}

void forge_policy(LyingLog& log, std::uint64_t suite) {
  forge_owner_act(log, R"("act":"set_role")", [&](Json& body) {
    for (const char* member : {"actor", "role", "unit"}) body.erase(member);
    body.set("act", "set_policy")
        .set("policy", Json::object({{"idle_min", std::uint64_t{60}}, {"suite", suite}, {"totp_all", std::uint64_t{0}}}));
  });
}

// Whoever the invitation is for, with keys that the server holds.
void forge_newcomer(LyingLog& log) {
  log = world().second();
  Json body = body_of(log, log.find(R"("act":"add_user")"));
  body.set("dev", id_of(forger_key()))
      .set("dir_prev", newest_membership(log))
      .set("id", encode_base64url(forger_key().public_key()))
      .set("inv", world().open_invitation.inv)
      .set("who", world().open_invitation.actor)
      .set("xk", encode_base64url(Bytes(1216, 9)));
  append(log, signed_by(forger_key(), body));
}

// In place of what the member published: a key to which the server can open.
void substitute_xwing_key(LyingLog& log) {
  log = world().second();
  const std::size_t at = log.find(R"("act":"add_user")", world().first_size / 2);
  audit::Leaf leaf = log.leaf(at);
  Json body = body_of(log, at);
  const std::string text = encode_canonical(body.set("xk", encode_base64url(Bytes(1216, 9))));
  leaf.body = to_bytes(as_bytes(text));
  log.replace(at, leaf);
}

// What the device has seen stays; the lie comes after it.
const Rewriting kAfterwards[] = {
    // crypto::verify_statement in Directory::judge, membership/directory.cpp
    {"a role that the server wrote in the owner's name", "directory_broken",
     [](LyingLog& log) {
       forge_owner_act(log, R"("act":"set_role")", [](Json& body) { body.set("role", "owner"); });
     }},
    // find_key in Directory::check_key, membership/directory.cpp
    {"a role signed by a key that the server calls a member's", "directory_broken",
     [](LyingLog& log) {
       forge_owner_act(log, R"("act":"set_role")", [](Json& body) { body.set("dev", id_of(forger_key())); });
     }},
    // may_set_role in ActRules, membership/act_rules.cpp
    {"a carer who makes herself an owner and signs for it", "directory_broken",
     [](LyingLog& log) { append(log, read_statement(world().promotion)); }},
    // may_grant in ActRules, membership/act_rules.cpp
    {"keys handed on by a member who may not", "directory_broken",
     [](LyingLog& log) { append(log, read_statement(world().self_grant)); }},
    // crypto::verify_statement in Directory::judge, membership/directory.cpp
    {"a policy that nobody set", "directory_broken", [](LyingLog& log) { forge_policy(log, 1); }},
    // `suite` in read_policy, membership/acts_parse.cpp, and crypto::verify_statement in Directory::judge, membership/directory.cpp
    {"a policy that accepts a suite below the floor", "directory_broken", [](LyingLog& log) { forge_policy(log, 0); }},
    // the number of the key and dir_prev in Directory::check_chain, and check_act, membership/directory.cpp
    {"an old statement said again", "directory_broken",
     [](LyingLog& log) {
       const audit::Leaf old = log.leaf(log.find(R"("act":"add_device")"));
       append(log, {old.body, *old.signature});
     }},
    // crypto::verify_statement in Directory::judge, membership/directory.cpp
    {"a member removed by the server", "directory_broken",
     [](LyingLog& log) {
       forge_owner_act(log, R"("act":"revoke_user")",
                       [](Json& body) { body.set("actor", world().carer.person.actor); });
     }},
    // verify_invite_acceptance in ActRules, membership/act_rules.cpp
    {"a newcomer whose keys are the server's", "directory_broken", forge_newcomer},
    // to_entry, client/log_view.cpp
    {"something the server says by itself, passed off as a membership statement", "directory_broken",
     [](LyingLog& log) { log.append_event().list_as_membership(log.size() - 1); }},
};

// To a device that has seen nothing yet but knows which home it joined.
const Rewriting kAtFirst[] = {
    // genesis_hash and workspace in found_directory, client/log_view.cpp
    {"another home's log", "genesis_mismatch", [](LyingLog& log) { log = world().foreign(); }},
    // genesis_hash in found_directory, client/log_view.cpp
    {"a home of the same name and address, founded by the server", "genesis_mismatch",
     [](LyingLog& log) {
       Json body = body_of(log, 0);
       body.set("dev", id_of(forger_key())).set("id", encode_base64url(forger_key().public_key()));
       const Statement genesis = signed_by(forger_key(), body);
       audit::Leaf leaf = log.leaf(0);
       leaf.body = genesis.body;
       leaf.signature = genesis.signature;
       log.replace(0, leaf);
     }},
    // crypto::verify_statement and check_act in Directory::judge, `p` and dir_prev in check_chain, membership/directory.cpp, all four
    {"a member's key for grants replaced by the server's", "directory_broken", substitute_xwing_key},
    // find_member in replay, client/log_view.cpp
    {"a log that ends before this member joined", "author_unknown",
     [](LyingLog& log) { log.cut(log.find(world().carer.person.actor) + 1); }},
};

}  // namespace

TEST_CASE("hostile: what the server adds to the list of members is not believed") {
  World& home = world();
  for (const Rewriting& each : kAfterwards) {
    INFO(each.name);
    LyingLog log = home.first();
    each.rewrite(log);
    const auto synced = home.seasoned.under(told_by(log), [&] { return home.seasoned.sync(); });
    CHECK(code_of(synced) == each.told);
    check_told(each.told);
  }
}

TEST_CASE("hostile: a device that is shown its first log is not shown another home's, or another history of its own") {
  World& home = world();
  for (const Rewriting& each : kAtFirst) {
    INFO(each.name);
    LyingLog log = home.second();
    each.rewrite(log);
    const auto synced = home.newcomer.under(told_by(log), [&] { return home.newcomer.sync(); });
    CHECK(code_of(synced) == each.told);
    check_told(each.told);
  }
}

TEST_CASE("hostile: entries left out of the list of members, put into another order, told twice or proved elsewhere are noticed") {
  World& home = world();
  struct Listing {
    const char* name;
    const char* told;
    std::function<void(Json::Array&)> change;
  };
  const Listing kListings[] = {
      // dir_prev in Directory::check_chain, membership/directory.cpp
      {"the removal of a member kept back", "directory_broken", [](Json::Array& all) { all.erase(all.begin()); }},
      // dir_prev in Directory::check_chain, membership/directory.cpp
      {"a rotation kept back", "directory_broken", [](Json::Array& all) { all.erase(all.begin() + 1); }},
      // entry.index and check_act in Directory::judge, number and dir_prev in check_chain, membership/directory.cpp, all four
      {"two entries in the other order", "directory_broken", [](Json::Array& all) { std::swap(all[0], all[1]); }},
      // entry.index and check_act in Directory::judge, number and dir_prev in check_chain, membership/directory.cpp, all four
      {"an entry told twice", "directory_broken", [](Json::Array& all) { all.push_back(all.back()); }},
      // verify_inclusion in prove_entry, client/log_view.cpp
      {"the proof of another entry", "proof_invalid",
       [](Json::Array& all) { all[0].set("proof", *all[1].find("proof")); }},
      // verify_inclusion in prove_entry, client/log_view.cpp
      {"an entry of another home's log with its proof there", "proof_invalid",
       [](Json::Array& all) {
         LyingLog other = world().foreign();
         all[0] = other.entry(1, other.size());
       }},
  };
  for (const Listing& each : kListings) {
    INFO(each.name);
    LyingLog log = home.second();
    const auto lie = [&](const Ask& request, Answer& answer) {
      told_by(log)(request, answer);
      if (request.path.find("/log/membership") == std::string::npos) return;
      Json entries = *answer.json.find("entries");
      REQUIRE(entries.items().size() > 3);
      each.change(entries.items());
      answer.json.set("entries", std::move(entries));
    };
    const auto synced = home.seasoned.under(lie, [&] { return home.seasoned.sync(); });
    CHECK(code_of(synced) == each.told);
    check_told(each.told);
  }
}

TEST_CASE("hostile: nothing that was once signed about members can be said a second time") {
  World& home = world();
  Victim device(home.server, "sunrise");
  REQUIRE(code_of(device.sign_in(home.nurse.person)) == "ok");
  LyingLog all = home.second();
  REQUIRE(code_of(device.under(told_by(all), [&] { return device.sync(); })) == "ok");
  for (std::size_t i = 1; i < all.size(); ++i) {
    const audit::Leaf leaf = all.leaf(i);
    if (leaf.kind != audit::LeafKind::membership) continue;
    INFO(as_text(leaf.body));
    LyingLog log = all;
    append(log, {leaf.body, *leaf.signature});
    // dir_prev and the number of the key in Directory::check_chain, membership/directory.cpp
    CHECK(code_of(device.under(told_by(log), [&] { return device.sync(); })) == "directory_broken");
  }
}

TEST_CASE("hostile: no entry of the list of members can be kept back but the newest") {
  World& home = world();
  LyingLog all = home.second();
  std::size_t newest = 0;
  for (std::size_t i = 0; i < all.size(); ++i) newest = all.leaf(i).kind == audit::LeafKind::membership ? i : newest;
  for (std::size_t i = 1; i < newest; ++i) {
    if (all.leaf(i).kind != audit::LeafKind::membership) continue;
    INFO(as_text(all.leaf(i).body));
    LyingLog log = all;
    log.hide(i);
    // dir_prev in Directory::check_chain, membership/directory.cpp
    CHECK(code_of(home.newcomer.under(told_by(log), [&] { return home.newcomer.sync(); })) == "directory_broken");
  }
}

TEST_CASE("hostile: whoever the server says this person is counts only with the key that the log gives that member") {
  World& home = world();
  const std::string owner = home.home.owner.person.actor;
  Victim device(home.server, "sunrise");
  // identity in replay, client/log_view.cpp
  const auto opened = device.under(about("/api/v1/signin/finish", [&](Json& signed_in) { signed_in.set("actor", owner).set("role", "owner"); }),
                                   [&] { return device.sign_in(home.nurse.person); });
  REQUIRE(code_of(opened) == "ok");
  CHECK(code_of(device.sync()) == "author_unknown");
  CHECK(code_of(device.core().describe_self()) == "vault_locked");
  check_told("author_unknown");
}

TEST_CASE("hostile: the same ways without a lie lead to a list of members") {
  World& home = world();
  Victim device(home.server, "sunrise");
  REQUIRE(code_of(device.sign_in(home.nurse.person)) == "ok");
  LyingLog log = home.second();
  CHECK(code_of(device.under(told_by(log), [&] { return device.sync(); })) == "ok");
}

}  // namespace care::test
