#include "server/disk/reserve.h"

#include "tests/support/catch.h"
#include "tests/support/small_disk.h"
#include "tests/support/temp_folder.h"

namespace care::server {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMegabyte = 1024 * 1024;

TEST_CASE("reserve: where there is room it is kept, and nothing is refused") {
  test::TempFolder folder;
  Reserve reserve(folder.path());
  CHECK(reserve.may_write().ok());
  reserve.keep();
  CHECK(fs::file_size(folder / "reserve") == 4 * kMegabyte);
  CHECK(reserve.give_up());  // what failed did not fail for lack of room: it may try again, and the reserve stays
  CHECK(fs::exists(folder / "reserve"));
  CHECK(reserve.may_write().ok());
}

TEST_CASE("reserve: on a full disk it is given up for whoever reads, and nobody writes until it is kept again") {
  const test::TempFolder folder;
  const test::SmallDisk disk(folder.path(), 12);
  if (!disk.mounted()) SKIP("no file system may be mounted here");
  Reserve reserve(folder.path());
  reserve.keep();
  disk.fill();
  CHECK(reserve.may_write().ok());  // what still fits in files that are there is nobody's business here
  CHECK(reserve.give_up());
  CHECK(fs::space(folder.path()).available >= 4 * kMegabyte);
  CHECK(reserve.may_write().error().code() == ErrorCode::disk_full);
  reserve.keep();
  CHECK(reserve.may_write().error().code() == ErrorCode::disk_full);  // no room for it and somebody else
  SECTION("with room again") {
    disk.make_room();
    reserve.keep();
    CHECK(fs::exists(folder.path() / "reserve"));
    CHECK(reserve.may_write().ok());
  }
  SECTION("after a new start on the full disk") {
    disk.fill();
    Reserve next(folder.path());
    CHECK(next.may_write().error().code() == ErrorCode::disk_full);
    CHECK_FALSE(next.give_up());
  }
}

}  // namespace care::server
