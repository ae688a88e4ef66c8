// server/runtime/closed_memory.h — what is in this process's memory stays there: keys of open homes, e-mail addresses, cookies that pass by.
//
// No core dump, and no other program of the same user reads it (ptrace, /proc/PID/mem). Root still does. That it is not written to a swap
// space in clear is for the machine to see to.
// Source   prctl(2) PR_SET_DUMPABLE, setrlimit(2) RLIMIT_CORE, proc(5) /proc/swaps
// Tests    tests/unit/server/runtime/closed_memory_test.cpp, tests/thief/memory_test.cpp
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace care::server {

// For this process and for good; false if the system did not go along.
bool close_memory();

// The swap spaces of a text like /proc/swaps that are written in clear: not those in memory (zram), nor those of `encrypted`.
std::vector<std::string> swap_in_clear(std::string_view swaps, bool (*encrypted)(const std::string& device));
// The device mapper says so of its own devices.
bool is_encrypted_device(const std::string& device);

}  // namespace care::server
