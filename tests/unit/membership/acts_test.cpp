#include "shared/membership/acts.h"

#include "tests/support/refusal.h"
#include "tests/unit/membership/home_builder.h"

using namespace care;
using namespace care::membership;
using namespace care::test;

namespace {

// One statement of every act, as the home's founder or an invitee would write it; only the form matters here.
std::vector<MembershipStatement> one_of_each(Home& home) {
  const Person& owner = home.founder();
  const OpenInvite invite = home.make_invite(Role::carer);
  const GrantCommit grants = home.grant_act(owner, {DataClass::common, DataClass::care});
  const std::vector<Act> acts = {
      home.genesis_act(),
      home.rotate_act({DataClass::common, DataClass::care}, home.unit()),
      invite.terms,
      InviteCancel{invite.terms.invite},
      home.accept_act(invite, invite.invitee),
      home.confirm_act(owner),
      grants,
      home.add_device_act(owner, invite.key),
      RevokeDevice{owner.device_id()},
      RevokeUser{owner.actor},
      SetRole{owner.actor, Role::nurse, home.unit()},
      SetPolicy{{.idle_minutes = 5, .suite = 1, .totp_all = true}},
  };
  std::vector<MembershipStatement> all;
  for (const Act& act : acts) {
    all.push_back(home.draft(owner.actor, owner.device, act));
    if (std::holds_alternative<Genesis>(act)) all.back().previous_membership.reset();
  }
  return all;
}

Bytes encode(const MembershipStatement& statement) { return encode_membership_statement(statement).value(); }

ErrorCode parse_error(BytesView body) { return refusal(parse_membership_statement(body)); }

Bytes body_of(Home& home, std::string_view act) {
  for (const MembershipStatement& each : one_of_each(home)) {
    if (name_of(each.act) == act) return encode(each);
  }
  FAIL("no such act");
  return {};
}

ErrorCode error_after(Home& home, std::string_view act, const std::function<void(Json&)>& change) {
  return parse_error(change_body(body_of(home, act), change));
}

}  // namespace

TEST_CASE("acts: every act is read back as it was written, in one spelling") {
  Home home;
  for (const MembershipStatement& statement : one_of_each(home)) {
    INFO(name_of(statement.act));
    const Bytes body = encode(statement);
    const auto parsed = parse_membership_statement(body);
    REQUIRE(parsed.ok());
    CHECK(parsed.value() == statement);
    CHECK(encode(parsed.value()) == body);
  }
}

TEST_CASE("acts: a member that is missing, unknown or of another type is refused, in every act") {
  Home home;
  for (const MembershipStatement& statement : one_of_each(home)) {
    INFO(name_of(statement.act));
    const Bytes body = encode(statement);
    CHECK(parse_error(change_body(body, [](Json& json) { json.set("zz", 1); })) == ErrorCode::json_unknown_field);
    const Json original = parse_canonical(body).value();
    for (const auto& [key, value] : original.members()) {
      INFO(key);
      CHECK_FALSE(parse_membership_statement(change_body(body, [&](Json& json) { json.erase(key); })).ok());
      const Json other = value.is_integer() ? Json("1") : Json(std::uint64_t{1});
      CHECK_FALSE(parse_membership_statement(change_body(body, [&](Json& json) { json.set(key, other); })).ok());
    }
  }
}

TEST_CASE("acts: a member of another act is unknown here") {
  Home home;
  const auto add_exp = [](Json& json) { json.set("exp", 1); };
  CHECK(error_after(home, "add_user", add_exp) == ErrorCode::json_unknown_field);
  CHECK(error_after(home, "revoke_user", [](Json& json) { json.set("role", "owner"); }) == ErrorCode::json_unknown_field);
  CHECK(error_after(home, "genesis", [](Json& json) { json.set("dir_prev", encode_base64url(Hash32{})); }) ==
        ErrorCode::json_unknown_field);
}

TEST_CASE("acts: other spellings of the same statement are refused") {
  Home home;
  const Bytes body = body_of(home, "revoke_user");
  const std::string text(as_text(body));
  const auto spelt = [&](const std::string& from, const std::string& to) {
    std::string changed = text;
    const auto at = changed.find(from);
    REQUIRE(at != std::string::npos);
    changed.replace(at, from.size(), to);
    return parse_error(as_bytes(changed));
  };
  CHECK(spelt("{\"act\":", "{ \"act\":") == ErrorCode::json_malformed);
  CHECK(spelt("\"v\":1", "\"v\":01") == ErrorCode::json_not_canonical);
  CHECK(spelt("\"v\":1", "\"v\":1.0") == ErrorCode::json_malformed);
  CHECK(spelt("\"v\":1", "\"v\":true") == ErrorCode::json_malformed);
  CHECK(spelt("revoke_user", "revoke\\u005fuser") == ErrorCode::json_not_canonical);
  CHECK(spelt("{\"act\":\"revoke_user\",", "{\"act\":\"revoke_user\",\"act\":\"revoke_user\",") ==
        ErrorCode::json_duplicate_key);
  CHECK(parse_error(as_bytes(text + "\n")) == ErrorCode::json_malformed);
  CHECK(parse_error({}) == ErrorCode::json_malformed);
}

TEST_CASE("acts: unknown acts and versions are refused") {
  Home home;
  CHECK(error_after(home, "revoke_user", [](Json& json) { json.set("act", "revoke_all"); }) == ErrorCode::act_unknown);
  CHECK(error_after(home, "revoke_user", [](Json& json) { json.set("act", "record.create"); }) == ErrorCode::act_unknown);
  CHECK(error_after(home, "revoke_user", [](Json& json) { json.set("v", 2); }) == ErrorCode::version_unsupported);
  CHECK(error_after(home, "revoke_user", [](Json& json) { json.set("v", std::uint64_t{0}); }) == ErrorCode::version_unsupported);
}

TEST_CASE("acts: ids of another kind are refused") {
  Home home;
  const auto unit = [&](Json& json) { json.set("actor", home.unit().text()); };
  CHECK(error_after(home, "revoke_user", unit) == ErrorCode::id_invalid);
  CHECK(error_after(home, "revoke_user", [](Json& json) { json.set("actor", "act_00"); }) == ErrorCode::id_invalid);
  CHECK(error_after(home, "revoke_user", [](Json& json) { json.set("dev", json.find("who")->text()); }) ==
        ErrorCode::id_invalid);
}

TEST_CASE("acts: roles, classes, generations and flags outside their tables are refused") {
  Home home;
  CHECK(error_after(home, "set_role", [](Json& json) { json.set("role", "admin"); }) == ErrorCode::json_wrong_type);
  CHECK(error_after(home, "set_role", [](Json& json) { json.set("role", "Owner"); }) == ErrorCode::json_wrong_type);
  CHECK(error_after(home, "add_device", [](Json& json) { json.set("kind", "any"); }) == ErrorCode::json_wrong_type);
  const auto with_class = [](std::string_view key, std::uint64_t value) {
    return [key, value](Json& json) {
      Json list = *json.find("classes");
      list.items().back().set(key, value);
      json.set("classes", list);
    };
  };
  CHECK(error_after(home, "rotate_class", with_class("c", 10)) == ErrorCode::json_wrong_type);
  CHECK(error_after(home, "rotate_class", with_class("c", 0)) == ErrorCode::json_wrong_type);
  CHECK(error_after(home, "rotate_class", with_class("g", 0)) == ErrorCode::json_wrong_type);
  CHECK(error_after(home, "rotate_class", with_class("g", 1ULL << 32U)) == ErrorCode::json_wrong_type);
  CHECK(error_after(home, "rotate_class", with_class("x", 1)) == ErrorCode::json_unknown_field);
}

TEST_CASE("acts: lists must ascend, without doubles, and hold something") {
  Home home;
  const auto swap = [](Json& json, std::string_view key) {
    Json list = *json.find(key);
    std::swap(list.items().front(), list.items().back());
    json.set(key, list);
  };
  const auto repeat = [](Json& json, std::string_view key) {
    Json list = *json.find(key);
    list.push(list.items().back());
    json.set(key, list);
  };
  for (const auto& [act, key] : {std::pair("rotate_class", "classes"), std::pair("grant_commit", "grants")}) {
    CHECK(error_after(home, act, [&](Json& json) { swap(json, key); }) == ErrorCode::json_not_canonical);
    CHECK(error_after(home, act, [&](Json& json) { repeat(json, key); }) == ErrorCode::json_not_canonical);
    CHECK(error_after(home, act, [&](Json& json) { json.set(key, Json::array()); }) == ErrorCode::json_missing_field);
  }
}

TEST_CASE("acts: the policy stays within its limits") {
  Home home;
  const auto with_policy = [](std::string_view key, std::uint64_t value) {
    return [key, value](Json& json) {
      Json policy = *json.find("policy");
      policy.set(key, value);
      json.set("policy", policy);
    };
  };
  CHECK(error_after(home, "set_policy", with_policy("idle_min", 0)) == ErrorCode::field_out_of_range);
  CHECK(error_after(home, "set_policy", with_policy("idle_min", 61)) == ErrorCode::field_out_of_range);
  CHECK(error_after(home, "set_policy", with_policy("suite", 0)) == ErrorCode::suite_unsupported);
  CHECK(error_after(home, "set_policy", with_policy("suite", 2)) == ErrorCode::suite_unsupported);
  CHECK(error_after(home, "set_policy", with_policy("totp_all", 2)) == ErrorCode::json_wrong_type);
  CHECK(error_after(home, "set_policy", with_policy("more", 2)) == ErrorCode::json_unknown_field);
}

TEST_CASE("acts: the home's label and name stay within their limits") {
  Home home;
  for (const char* label : {"ab", "-ab", "ab-", "Rose", "a_b", "rose court", ""}) {
    CHECK(error_after(home, "genesis", [&](Json& json) { json.set("label", label); }) == ErrorCode::home_label_invalid);
  }
  const std::string long_label(41, 'a');
  CHECK(error_after(home, "genesis", [&](Json& json) { json.set("label", long_label); }) == ErrorCode::home_label_invalid);
  CHECK(error_after(home, "genesis", [](Json& json) { json.set("name", ""); }) == ErrorCode::field_required);
  CHECK(error_after(home, "genesis", [](Json& json) { json.set("name", "a\nb"); }) == ErrorCode::field_bad_text);
  const std::string long_name(kHomeNameMaxBytes + 1, 'a');
  CHECK(error_after(home, "genesis", [&](Json& json) { json.set("name", long_name); }) == ErrorCode::field_too_long);
  CHECK(error_after(home, "genesis", [](Json& json) { json.set("log", ""); }) == ErrorCode::field_bad_text);
}

TEST_CASE("acts: a body over 4096 bytes is neither read nor written") {
  Home home;
  auto statement = one_of_each(home)[6];
  auto& grants = std::get<GrantCommit>(statement.act).grants;
  while (grants.size() < 40) {
    grants.push_back(grants.back());
    ++grants.back().generation;
  }
  CHECK(encode_membership_statement(statement).error().code() == ErrorCode::json_too_large);
  const Bytes body = change_body(body_of(home, "genesis"), [](Json& json) { json.set("log", std::string(4000, 'a')); });
  CHECK(parse_error(body) == ErrorCode::json_too_large);
}

TEST_CASE("acts: encode refuses what parse would refuse") {
  Home home;
  auto statement = one_of_each(home)[1];
  auto& classes = std::get<RotateClass>(statement.act).classes;
  std::swap(classes.front(), classes.back());
  CHECK(encode_membership_statement(statement).error().code() == ErrorCode::json_not_canonical);
  statement = one_of_each(home)[2];
  statement.previous_membership.reset();
  CHECK(encode_membership_statement(statement).error().code() == ErrorCode::json_missing_field);
}
