// wasm/wiping_free.cpp — memory is wiped as it is given back (linked with --wrap=free, so for libsodium's as well).
//
// Keys have types that wipe themselves; names and notes pass through strings, buffers and Argon2's 64 MiB, which don't. A
// browser keeps the module's memory until the tab is closed: after lock() none of it may be there to find.
// Tests    tests/contract/memory.test.mjs
#include <malloc.h>

#include <cstring>

extern "C" {

void __real_free(void* block);  // NOLINT(bugprone-reserved-identifier): the linker's names

void __wrap_free(void* block) {  // NOLINT(bugprone-reserved-identifier)
  if (block == nullptr) return;
  std::memset(block, 0, malloc_usable_size(block));
  __asm__ volatile("" : : "r"(block) : "memory");  // or the compiler leaves out what nobody reads
  __real_free(block);
}

}  // extern "C"
