// tests/unit/signin/opaque_builder.h — one workspace, one registered account, and the two ends of a sign-in.
#pragma once

#include "shared/signin/opaque.h"
#include "tests/support/catch.h"
#include "tests/support/identity_stretch.h"
#include "tests/support/test_random.h"
#include "tests/support/test_secrets.h"

namespace care::signin {

inline const test::IdentityStretch kIdentityStretch;
inline constexpr std::string_view kRightPassword = "Correct-Horse-7-Battery";

inline Password password_of(std::string_view typed) { return Password::parse(as_bytes(typed)).value(); }

inline ByteArray<16> counting_id(std::uint8_t first) {
  ByteArray<16> out{};
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<std::uint8_t>(first + i);
  return out;
}

inline WorkspaceId workspace_id(std::uint8_t first = 0x10) { return WorkspaceId::from_array(counting_id(first)); }
inline AccountId account_id(std::uint8_t first = 0x50) { return AccountId::from_array(counting_id(first)); }

// The product's setting, except that a test can't wait 64 MiB a hundred times.
inline OpaqueSetting quick_setting(const WorkspaceId& workspace, const AccountId& account) {
  OpaqueSetting setting = OpaqueSetting::of(workspace, account);
  setting.stretch = &kIdentityStretch;
  return setting;
}

struct Registered {
  Bytes record;
  Bytes export_key;
};

struct OpaqueHome {
  test::TestRandom random{7};
  OpaqueServerKeys keys = OpaqueServerKeys::make(random).value();
  OpaqueSetting setting = quick_setting(workspace_id(), account_id());

  Registered enrol(std::string_view password = kRightPassword) {
    auto start = begin_registration(password_of(password), random).value();
    const auto response = answer_registration(start.request, keys, setting).value();
    auto end = finish_registration(std::move(start.state), response, setting, random).value();
    return {to_bytes(end.record.encode()), test::reveal(end.export_key)};
  }

  LoginStart begin(std::string_view password = kRightPassword) {
    return begin_login(password_of(password), random).value();
  }
  LoginAnswer answer(const Ke1& ke1, std::optional<BytesView> record) {
    return answer_login(ke1, record, keys, setting, random).value();
  }
};

}  // namespace care::signin
