#include "shared/signin/kek.h"

#include "tests/unit/signin/opaque_builder.h"

namespace care::signin {
namespace {

ExportKey export_key(std::uint8_t fill) {
  ByteArray<64> bytes{};
  bytes.fill(fill);
  return ExportKey(bytes);
}

KitSecret kit_secret(std::uint8_t fill) {
  ByteArray<32> bytes{};
  bytes.fill(fill);
  return KitSecret(bytes);
}

}  // namespace

TEST_CASE("derive_password_kek: depends on the export key and on the account") {
  const Bytes once = test::reveal(derive_password_kek(export_key(1), account_id()));
  CHECK(once == test::reveal(derive_password_kek(export_key(1), account_id())));
  CHECK(once != test::reveal(derive_password_kek(export_key(2), account_id())));
  CHECK(once != test::reveal(derive_password_kek(export_key(1), account_id(0x51))));
}

TEST_CASE("derive_kit_kek: depends on the kit and on the account, and is no password's key") {
  const Bytes once = test::reveal(derive_kit_kek(kit_secret(1), account_id()));
  CHECK(once == test::reveal(derive_kit_kek(kit_secret(1), account_id())));
  CHECK(once != test::reveal(derive_kit_kek(kit_secret(2), account_id())));
  CHECK(once != test::reveal(derive_kit_kek(kit_secret(1), account_id(0x51))));
  CHECK(once != test::reveal(derive_password_kek(export_key(1), account_id())));
}

}  // namespace care::signin
