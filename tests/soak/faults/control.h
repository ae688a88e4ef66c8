// tests/soak/faults/control.h — how a test tells the server's file calls to fail: one page of memory that both have mapped.
//
// shim.cpp is loaded into the real program by LD_PRELOAD and stands between it and the C library. Environment of the program:
//   CARESEAL_SOAK_CONTROL   the file with this page
//   CARESEAL_SOAK_FOLDER    only files below it are meant: the data directory
//   CARESEAL_SOAK_JOURNAL   where each write is noted while `journal` is set; see power_cut.h
#pragma once

#include <atomic>
#include <cstdint>

namespace care::soak {

// Which calls fail, and how.
enum class Fault : std::uint32_t {
  none,
  read_error,      // pread, read: EIO
  write_error,     // pwrite, write, pwritev: EIO
  disk_full,       // those, and whatever makes a file larger or a name new: ENOSPC
  short_write,     // half of it is written, and the call says so
  sync_error,      // fsync, fdatasync: EIO, and what was not yet on the disk may never get there
  open_error,      // open, fopen: EIO
  name_error,      // rename, link, unlink, mkdir: EIO
  truncate_error,  // ftruncate: EIO
  map_error,       // mmap of a file: ENOMEM
};

struct Control {
  std::atomic<Fault> fault;
  std::atomic<std::uint32_t> goes_on;   // 1: the call `at` and all after it; 0: that one
  std::atomic<std::uint64_t> at;        // counted from 1
  std::atomic<std::uint64_t> seen;      // such calls since `fault` was set
  std::atomic<std::uint64_t> injected;
  std::atomic<std::int64_t> clock_shift_ms;  // what the program takes for the wall clock is off by this
  std::atomic<std::uint32_t> journal;
  std::atomic<std::uint32_t> loaded;    // set by the shim: it is there
  char only[32];                        // the end of the file's name; empty: every file. Set before `fault`
};

// One note of the journal: this head, then `old_bytes` bytes as they were and `new_bytes` bytes as they were written.
struct Note {
  enum class Kind : std::uint32_t { write, truncate, synced, sync_failed, fresh };
  Kind kind;            // fresh: the file was made or removed, what was noted of it before concerns another
  std::uint32_t pad;
  std::uint64_t inode;
  std::uint64_t offset;     // truncate: the new size; synced, sync_failed: 0
  std::uint64_t size;       // of the file before
  std::uint64_t sequence;   // synced, sync_failed: the last note before the call began
  std::uint64_t old_bytes;
  std::uint64_t new_bytes;
};

}  // namespace care::soak
