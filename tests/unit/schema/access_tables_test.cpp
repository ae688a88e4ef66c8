#include "shared/schema/access_tables.gen.h"

#include <type_traits>

#include "shared/schema/routes.gen.h"
#include "tests/support/catch.h"

namespace care {
namespace {

// A handler is bound by the Access of its row: these lines would not compile with another permission.
static_assert(std::is_same_v<HandlerTraits<Handler::append_records>::Access, Requires<Permission::record_write>>);
static_assert(std::is_same_v<HandlerTraits<Handler::get_home>::Access, PublicAccess>);
static_assert(!std::is_same_v<Requires<Permission::record_read>, Requires<Permission::record_write>>);

template <Handler... H>
constexpr bool access_follows_rows(HandlerList<H...>) {
  const auto follows = []<Handler Each>() {
    using Access = typename HandlerTraits<Each>::Access;
    if constexpr (std::is_same_v<Access, PublicAccess>) {
      return !route_of(Each).permission.has_value();
    } else {
      return route_of(Each).permission == Access::kPermission;
    }
  };
  return (follows.template operator()<H>() && ...);
}
static_assert(access_follows_rows(AllHandlers{}));

TEST_CASE("roles: names and numbers are found, others are not") {
  for (const Role role : kRoleList) {
    CHECK(find_role(name_of(role)) == role);
    CHECK(role_from_number(static_cast<std::uint64_t>(role)) == role);
    CHECK(info_of(role).role == role);
  }
  CHECK_FALSE(find_role("Owner").has_value());
  CHECK_FALSE(find_role("").has_value());
  CHECK_FALSE(role_from_number(0).has_value());
  CHECK_FALSE(role_from_number(std::size(kRoleList) + 1).has_value());
  CHECK_FALSE(role_from_number(257).has_value());
  CHECK_FALSE(data_class_from_number(0).has_value());
  CHECK_FALSE(data_class_from_number(65537).has_value());
  CHECK(data_class_from_number(9) == DataClass::audit);
}

TEST_CASE("roles: nobody but an owner invites above or beside a manager") {
  for (const Role role : kRoleList) {
    CHECK(role_may_invite(role, Role::owner) == (role == Role::owner));
    CHECK(role_may_invite(role, Role::manager) == (role == Role::owner));
  }
  CHECK(role_may_invite(Role::manager, Role::deputy));
  CHECK(role_may_invite(Role::deputy, Role::carer));
  CHECK_FALSE(role_may_invite(Role::deputy, Role::nurse));
  CHECK(info_of(Role::carer).may_invite_mask == 0);
}

TEST_CASE("roles: an inviter holds every class of whom he invites, or could not pass on the keys") {
  for (const Role inviter : kRoleList) {
    for (const Role invited : kRoleList) {
      if (!role_may_invite(inviter, invited)) continue;
      CHECK((info_of(invited).class_mask & ~info_of(inviter).class_mask) == 0);
    }
  }
}

TEST_CASE("roles: money is the owner's alone, the safety card everyone's at the bedside") {
  for (const Role role : kRoleList) {
    CHECK(role_holds(role, DataClass::finance) == (role == Role::owner));
    CHECK(role_holds(role, DataClass::common));
    CHECK(role_holds(role, DataClass::card) == (role != Role::maintenance));
  }
}

TEST_CASE("roles: whoever may invite needs a second pair of eyes before reading") {
  for (const Role role : kRoleList) {
    CHECK(info_of(role).confirm == (info_of(role).may_invite_mask != 0));
    CHECK(info_of(role).second_factor == (role == Role::owner || role == Role::manager));
  }
}

TEST_CASE("permissions: the audit log is for those who lead") {
  for (const Role role : kRoleList) {
    const bool leads = role == Role::owner || role == Role::manager || role == Role::deputy;
    CHECK(role_has(Permission::audit_read, role) == leads);
    CHECK(role_has(Permission::session_use, role));
  }
  CHECK_FALSE(role_has(Permission::daily_write, Role::maintenance));
  CHECK_FALSE(role_has(Permission::card_write, Role::carer));
}

TEST_CASE("routes: methods and paths are unlike each other, and handlers are in the order of the table") {
  for (std::size_t i = 0; i < std::size(kRoutes); ++i) {
    CHECK(static_cast<std::size_t>(kRoutes[i].handler) == i);
    CHECK(kRoutes[i].path.starts_with("/api/v1/"));
    for (std::size_t k = 0; k < i; ++k) {
      CHECK((kRoutes[i].method != kRoutes[k].method || kRoutes[i].path != kRoutes[k].path));
    }
  }
}

TEST_CASE("routes: a member's changes need a proof, and strangers' are slowed down") {
  for (const Route& route : kRoutes) {
    INFO(route.path);
    if (route.permission && route.method != Method::get) CHECK(route.proof);
    if (!route.permission && route.method != Method::get) CHECK(route.rate == RateClass::signin);
    CHECK((route.method == Method::post) == (route.max_body_bytes > 0));
    CHECK(route.max_seconds <= 30);
  }
  CHECK(find_method("DELETE") == Method::del);
  CHECK_FALSE(find_method("delete").has_value());
}

}  // namespace
}  // namespace care
