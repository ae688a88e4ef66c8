// tests/soak/faults/power_cut.h — what a power cut leaves of a data directory, made from the journal that shim.cpp wrote.
//
// A killed program loses nothing that it wrote: the system's cache outlives it. A power cut does, so only this shows whether what was
// acknowledged had been synced. Writes that no sync reached are kept or dropped by chance, in any order, some only to a part
// of their sectors; a sync that failed never makes good what was waiting for it. Names are taken to be durable at once.
#pragma once

#include <cstdint>
#include <filesystem>

#include "tests/support/test_random.h"

namespace care::soak {

struct PowerCut {
  std::uint64_t noted = 0;    // writes and truncations
  std::uint64_t waiting = 0;  // of them without a sync
  std::uint64_t dropped = 0;  // of those, wholly or in part
};

// A kill may leave half of the last note; the next program's notes would be read as its other half.
void drop_half_note(const std::filesystem::path& journal);

// The program is gone. Changes the files below `folder` and empties the journal.
PowerCut cut_power(const std::filesystem::path& folder, const std::filesystem::path& journal, test::TestRandom& random);

}  // namespace care::soak
