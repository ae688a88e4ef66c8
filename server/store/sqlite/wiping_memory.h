// server/store/sqlite/wiping_memory.h — what SQLite gives back is zeroed first: pages, rows, statements.
//
// In place of SQLCipher's cipher_memory_security, which also locks and unlocks every allocation with a system call: measured, that
// costs more than everything else a write does (480 µs of processor time for each, 170 without). SQLCipher locks and wipes its keys
// in any case. That nothing is swapped out is for the unit or the host to say (MemorySwapMax=0, encrypted swap).
// Source   shared/docs/decisions/0005-sqlite-memory-is-wiped-not-locked.md
#pragma once

namespace care::server::sqlite {

// Before the first use of SQLite in the process; later calls change nothing.
void use_wiping_memory();

}  // namespace care::server::sqlite
