#include "server/store/sqlite/wiping_memory.h"

#include <cstddef>
#include <cstdlib>
#include <cstring>

#include <malloc.h>

#include <sqlite3.h>

namespace care::server::sqlite {
namespace {

// What the allocator really gave, so that nothing behind the asked size is missed.
std::size_t room_of(void* memory) { return memory == nullptr ? 0 : ::malloc_usable_size(memory); }

void* take(int bytes) { return std::malloc(static_cast<std::size_t>(bytes)); }

void give_back(void* memory) {
  if (memory == nullptr) return;
  explicit_bzero(memory, room_of(memory));
  std::free(memory);
}

// realloc() would leave the old place as it was.
void* resize(void* memory, int bytes) {
  const auto wanted = static_cast<std::size_t>(bytes);
  void* fresh = std::malloc(wanted);
  if (fresh == nullptr) return nullptr;
  const std::size_t old_room = room_of(memory);
  std::memcpy(fresh, memory, old_room < wanted ? old_room : wanted);
  give_back(memory);
  return fresh;
}

int size_of(void* memory) { return static_cast<int>(room_of(memory)); }
int round_up(int bytes) { return (bytes + 7) & ~7; }
int start(void*) { return SQLITE_OK; }
void stop(void*) {}

}  // namespace

void use_wiping_memory() {
  sqlite3_mem_methods methods{take, give_back, resize, size_of, round_up, start, stop, nullptr};
  // Refused once SQLite runs: then these methods are in place already.
  static_cast<void>(sqlite3_config(SQLITE_CONFIG_MALLOC, &methods));
  // Three connections a home, most of them idle: what SQLite would set aside for each in advance (20 pages, 48 KB for small things)
  // is 25 MB for a hundred homes, and a write or a list takes the same time without.
  static_cast<void>(sqlite3_config(SQLITE_CONFIG_PAGECACHE, nullptr, 0, 0));
  static_cast<void>(sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0));
}

}  // namespace care::server::sqlite
