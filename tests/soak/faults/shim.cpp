// Stands between the program and the C library's file calls: lets them fail when the control page says so, notes writes for a power
// cut, and moves the wall clock. System calls are made directly, so nothing here depends on what else is loaded.
#include "tests/soak/faults/control.h"

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

namespace {

using namespace care::soak;

Control* control = nullptr;
char folder[512] = "";
std::size_t folder_bytes = 0;
int journal = -1;
std::uint64_t sequence = 0;
pthread_mutex_t journal_mutex = PTHREAD_MUTEX_INITIALIZER;

int call_open(const char* path, int flags, unsigned mode) { return static_cast<int>(::syscall(SYS_openat, AT_FDCWD, path, flags, mode)); }

__attribute__((constructor)) void start() {
  const char* page = std::getenv("CARESEAL_SOAK_CONTROL");
  const char* under = std::getenv("CARESEAL_SOAK_FOLDER");
  if (page == nullptr || under == nullptr) return;
  const int file = call_open(page, O_RDWR | O_CLOEXEC, 0);
  if (file < 0) return;
  auto* mapped = reinterpret_cast<void*>(::syscall(SYS_mmap, nullptr, sizeof(Control), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0));
  if (mapped == MAP_FAILED) return;
  if (const char* notes = std::getenv("CARESEAL_SOAK_JOURNAL")) journal = call_open(notes, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  timespec since_boot{};
  ::syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &since_boot);
  sequence = static_cast<std::uint64_t>(since_boot.tv_sec) * 1'000'000'000 + static_cast<std::uint64_t>(since_boot.tv_nsec);  // above those of earlier processes
  std::strncpy(folder, under, sizeof folder - 1);
  folder_bytes = std::strlen(folder);
  control = static_cast<Control*>(mapped);
  control->loaded = 1;
}

bool is_below_folder(const char* path) { return std::strncmp(path, folder, folder_bytes) == 0; }

bool is_meant(const char* path) {
  if (!is_below_folder(path)) return false;
  const std::size_t wanted = std::strlen(control->only);
  const std::size_t given = std::strlen(path);
  return wanted == 0 || (given >= wanted && std::strcmp(path + given - wanted, control->only) == 0);
}

struct Path {
  char text[600] = "";
  explicit Path(int file) {
    char link[64];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    const auto length = ::syscall(SYS_readlinkat, AT_FDCWD, link, text, sizeof text - 1);
    text[length > 0 ? length : 0] = '\0';
  }
};

bool is_below_folder(int file) { return is_below_folder(Path(file).text); }
bool is_meant(int file) { return is_meant(Path(file).text); }

bool is_armed(Fault fault) { return control != nullptr && control->fault.load() == fault; }

bool strikes() {
  const std::uint64_t number = ++control->seen;
  const std::uint64_t at = control->at.load();
  if (number != at && (control->goes_on.load() == 0 || number < at)) return false;
  ++control->injected;
  return true;
}

bool hits(Fault fault, int file) { return is_armed(fault) && is_meant(file) && strikes(); }
bool hits(Fault fault, const char* path) { return is_armed(fault) && path != nullptr && is_meant(path) && strikes(); }

int fail(int code) {
  errno = code;
  return -1;
}

// ---- the journal

class Journalling {
 public:
  explicit Journalling(int file) : on_(journal >= 0 && control != nullptr && control->journal.load() != 0 && is_below_folder(file)) {
    if (on_) ::pthread_mutex_lock(&journal_mutex);
  }
  ~Journalling() {
    if (on_) ::pthread_mutex_unlock(&journal_mutex);
  }
  Journalling(const Journalling&) = delete;
  Journalling& operator=(const Journalling&) = delete;
  bool on() const { return on_; }

 private:
  bool on_;
};

struct stat look_at(int file) {
  struct stat facts {};
  ::fstat(file, &facts);
  return facts;
}

void put(Note note, const std::vector<char>& old_bytes, const void* new_bytes) {
  note.old_bytes = old_bytes.size();
  if (note.kind == Note::Kind::write || note.kind == Note::Kind::truncate || note.kind == Note::Kind::fresh) note.sequence = ++sequence;
  std::vector<char> out(sizeof note + old_bytes.size() + note.new_bytes);
  std::memcpy(out.data(), &note, sizeof note);
  if (!old_bytes.empty()) std::memcpy(out.data() + sizeof note, old_bytes.data(), old_bytes.size());
  if (note.new_bytes > 0) std::memcpy(out.data() + sizeof note + old_bytes.size(), new_bytes, note.new_bytes);
  ::syscall(SYS_write, journal, out.data(), out.size());
}

std::vector<char> bytes_at(int file, std::uint64_t offset, std::uint64_t length) {
  std::vector<char> out(length);
  const auto got = length == 0 ? 0 : ::syscall(SYS_pread64, file, out.data(), out.size(), offset);
  out.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return out;
}

// Before the bytes change: whoever is killed in between has written nothing yet, which a power cut may leave too.
void note_write(int file, const void* data, std::size_t length, off_t offset) {
  const struct stat facts = look_at(file);
  put({Note::Kind::write, 0, facts.st_ino, static_cast<std::uint64_t>(offset), static_cast<std::uint64_t>(facts.st_size), 0, 0, length},
      bytes_at(file, static_cast<std::uint64_t>(offset), length), data);
}

void note_truncate(int file, off_t length) {
  const struct stat facts = look_at(file);
  const std::uint64_t lost = facts.st_size > length ? static_cast<std::uint64_t>(facts.st_size - length) : 0;
  put({Note::Kind::truncate, 0, facts.st_ino, static_cast<std::uint64_t>(length), static_cast<std::uint64_t>(facts.st_size), 0, 0, 0},
      bytes_at(file, static_cast<std::uint64_t>(length), lost), nullptr);
}

void note_fresh(ino_t inode) { put({Note::Kind::fresh, 0, inode, 0, 0, 0, 0, 0}, {}, nullptr); }

// ---- what the calls do

ssize_t write_at(int file, const void* data, std::size_t length, off_t offset) {
  const Journalling noting(file);
  if (noting.on()) note_write(file, data, length, offset);
  return ::syscall(SYS_pwrite64, file, data, length, offset);
}

ssize_t write_here(int file, const void* data, std::size_t length) {
  const Journalling noting(file);
  if (noting.on()) note_write(file, data, length, ::lseek(file, 0, SEEK_CUR));
  return ::syscall(SYS_write, file, data, length);
}

// The length to write instead, or -1 with errno.
ssize_t permitted(int file, std::size_t length) {
  if (hits(Fault::write_error, file)) return fail(EIO);
  if (hits(Fault::disk_full, file)) return fail(ENOSPC);
  if (length > 1 && hits(Fault::short_write, file)) return static_cast<ssize_t>(length / 2);
  return static_cast<ssize_t>(length);
}

int open_file(const char* path, int flags, unsigned mode) {
  if (hits(Fault::open_error, path)) return fail(EIO);
  const bool makes_name = (flags & O_CREAT) != 0 && ::syscall(SYS_faccessat, AT_FDCWD, path, F_OK) != 0;
  if (makes_name && hits(Fault::disk_full, path)) return fail(ENOSPC);
  const int file = call_open(path, flags, mode);
  if (file < 0 || (flags & O_CREAT) == 0) return file;
  const Journalling noting(file);
  if (noting.on() && look_at(file).st_size == 0) note_fresh(look_at(file).st_ino);
  return file;
}

unsigned mode_of(int flags, va_list& arguments) { return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, unsigned) : 0; }

int sync_file(int file, long number) {
  if (hits(Fault::sync_error, file)) {
    const Journalling noting(file);
    if (noting.on()) put({Note::Kind::sync_failed, 0, look_at(file).st_ino, 0, 0, sequence, 0, 0}, {}, nullptr);
    return fail(EIO);
  }
  std::uint64_t before = 0;
  {
    const Journalling noting(file);
    before = sequence;
  }
  const int done = static_cast<int>(::syscall(number, file));
  const Journalling noting(file);
  if (done == 0 && noting.on()) put({Note::Kind::synced, 0, look_at(file).st_ino, 0, 0, before, 0, 0}, {}, nullptr);
  return done;
}

int truncate_file(int file, off_t length) {
  if (hits(Fault::truncate_error, file)) return fail(EIO);
  if (is_armed(Fault::disk_full) && length > look_at(file).st_size && hits(Fault::disk_full, file)) return fail(ENOSPC);
  const Journalling noting(file);
  if (noting.on()) note_truncate(file, length);
  return static_cast<int>(::syscall(SYS_ftruncate, file, length));
}

void* map_file(void* address, std::size_t length, int protection, int flags, int file, off_t offset) {
  if (file >= 0 && hits(Fault::map_error, file)) {
    errno = ENOMEM;
    return MAP_FAILED;
  }
  return reinterpret_cast<void*>(::syscall(SYS_mmap, address, length, protection, flags, file, offset));
}

using OpenStream = FILE* (*)(const char*, const char*);
FILE* open_stream(const char* path, const char* mode) {
  static const auto real = reinterpret_cast<OpenStream>(::dlsym(RTLD_NEXT, "fopen64"));
  if (hits(Fault::open_error, path)) {
    errno = EIO;
    return nullptr;
  }
  return real(path, mode);
}

bool refuses_name(const char* path) {
  if (hits(Fault::name_error, path)) {
    errno = EIO;
    return true;
  }
  return false;
}

bool refuses_new_name(const char* path) {
  if (refuses_name(path)) return true;
  if (!hits(Fault::disk_full, path)) return false;
  errno = ENOSPC;
  return true;
}

void shift(long& seconds, long& fraction, long per_second) {
  if (control == nullptr) return;
  const std::int64_t by = control->clock_shift_ms.load();
  seconds += by / 1000;
  fraction += by % 1000 * (per_second / 1000);
  if (fraction < 0) {
    fraction += per_second;
    --seconds;
  } else if (fraction >= per_second) {
    fraction -= per_second;
    ++seconds;
  }
}

}  // namespace

extern "C" {

ssize_t pread(int file, void* data, std::size_t length, off_t offset) {
  if (hits(Fault::read_error, file)) return fail(EIO);
  return ::syscall(SYS_pread64, file, data, length, offset);
}
ssize_t pread64(int file, void* data, std::size_t length, off64_t offset) { return pread(file, data, length, offset); }

ssize_t read(int file, void* data, std::size_t length) {
  if (hits(Fault::read_error, file)) return fail(EIO);
  return ::syscall(SYS_read, file, data, length);
}

ssize_t pwrite(int file, const void* data, std::size_t length, off_t offset) {
  const ssize_t allowed = permitted(file, length);
  return allowed < 0 ? allowed : write_at(file, data, static_cast<std::size_t>(allowed), offset);
}
ssize_t pwrite64(int file, const void* data, std::size_t length, off64_t offset) { return pwrite(file, data, length, offset); }

ssize_t write(int file, const void* data, std::size_t length) {
  const ssize_t allowed = permitted(file, length);
  return allowed < 0 ? allowed : write_here(file, data, static_cast<std::size_t>(allowed));
}

ssize_t writev(int file, const iovec* parts, int count) {
  if (control == nullptr || !is_below_folder(file)) return ::syscall(SYS_writev, file, parts, count);
  ssize_t written = 0;
  for (int i = 0; i < count; ++i) {
    const ssize_t done = write(file, parts[i].iov_base, parts[i].iov_len);
    if (done < 0) return written > 0 ? written : done;
    written += done;
    if (static_cast<std::size_t>(done) < parts[i].iov_len) break;
  }
  return written;
}

int open(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const unsigned mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_file(path, flags, mode);
}
int open64(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const unsigned mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_file(path, flags, mode);
}

FILE* fopen(const char* path, const char* mode) { return open_stream(path, mode); }
FILE* fopen64(const char* path, const char* mode) { return open_stream(path, mode); }

int fsync(int file) { return sync_file(file, SYS_fsync); }
int fdatasync(int file) { return sync_file(file, SYS_fdatasync); }

int ftruncate(int file, off_t length) { return truncate_file(file, length); }
int ftruncate64(int file, off64_t length) { return truncate_file(file, length); }

void* mmap(void* address, std::size_t length, int protection, int flags, int file, off_t offset) {
  return map_file(address, length, protection, flags, file, offset);
}
void* mmap64(void* address, std::size_t length, int protection, int flags, int file, off64_t offset) {
  return map_file(address, length, protection, flags, file, offset);
}

int rename(const char* from, const char* to) {
  if (refuses_new_name(to)) return -1;
  return static_cast<int>(::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}
int link(const char* from, const char* to) {
  if (refuses_new_name(to)) return -1;
  return static_cast<int>(::syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0));
}
int mkdir(const char* path, mode_t mode) {
  if (refuses_new_name(path)) return -1;
  return static_cast<int>(::syscall(SYS_mkdirat, AT_FDCWD, path, mode));
}
int unlink(const char* path) {
  if (refuses_name(path)) return -1;
  const int file = control == nullptr || control->journal.load() == 0 ? -1 : call_open(path, O_RDONLY | O_CLOEXEC, 0);
  if (file >= 0) {
    const Journalling noting(file);
    // Another name of the same file may live on: then what was noted still concerns it.
    if (noting.on() && look_at(file).st_nlink == 1) note_fresh(look_at(file).st_ino);
  }
  if (file >= 0) ::syscall(SYS_close, file);
  return static_cast<int>(::syscall(SYS_unlinkat, AT_FDCWD, path, 0));
}

int clock_gettime(clockid_t clock, timespec* now) {
  const int done = static_cast<int>(::syscall(SYS_clock_gettime, clock, now));
  if (done == 0 && clock == CLOCK_REALTIME) shift(now->tv_sec, now->tv_nsec, 1'000'000'000);
  return done;
}
int gettimeofday(timeval* now, void*) {
  const int done = static_cast<int>(::syscall(SYS_gettimeofday, now, nullptr));
  if (done == 0) shift(now->tv_sec, now->tv_usec, 1'000'000);
  return done;
}
time_t time(time_t* out) {
  timeval now{};
  gettimeofday(&now, nullptr);
  if (out != nullptr) *out = now.tv_sec;
  return now.tv_sec;
}

}  // extern "C"
