#include "shared/crypto/hazmat/random_pool.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <memory>

#include <sodium.h>

#ifndef __EMSCRIPTEN__
#include <cerrno>
#include <pthread.h>
#include <sys/random.h>
#endif

namespace care::crypto {
namespace {

#ifdef __EMSCRIPTEN__
constexpr RandomRefill kNativeRefill = nullptr;  // the binding brings it
#else
bool fill_from_kernel(std::uint8_t* out, std::size_t bytes) {
  while (bytes > 0) {
    const ssize_t got = getrandom(out, bytes, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    out += got;
    bytes -= static_cast<std::size_t>(got);
  }
  return true;
}
constexpr RandomRefill kNativeRefill = fill_from_kernel;
#endif

// libsodium takes its source by a C function without context, so this cannot be a parameter.
std::atomic<RandomRefill> g_refill{kNativeRefill};

class Pool {
 public:
  Pool() = default;
  ~Pool() { drop(); }
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  bool refill() {
    const RandomRefill source = g_refill.load();
    if (source == nullptr || !source(bytes_.data(), bytes_.size())) return false;
    left_ = bytes_.size();
    return true;
  }

  void draw(std::span<std::uint8_t> out) {
    while (!out.empty()) {
      if (left_ == 0) CARE_CHECK(refill());
      const std::size_t take = std::min(left_, out.size());
      std::uint8_t* const from = bytes_.data() + (bytes_.size() - left_);
      std::memcpy(out.data(), from, take);
      sodium_memzero(from, take);
      left_ -= take;
      out = out.subspan(take);
    }
  }

  void drop() {
    sodium_memzero(bytes_.data(), bytes_.size());
    left_ = 0;
  }

 private:
  ByteArray<kRandomPoolBytes> bytes_{};
  std::size_t left_ = 0;
};

thread_local std::unique_ptr<Pool> t_pool;

#ifdef __EMSCRIPTEN__
void forget_in_forked_child() {}
#else
// A forked child would hand out its parent's bytes again. Only the thread that forked lives on in it.
void forget_in_forked_child() {
  static const bool registered = pthread_atfork(nullptr, nullptr, [] {
                                   if (t_pool) t_pool->drop();
                                 }) == 0;
  CARE_CHECK(registered);
}
#endif

Pool& pool_of_thread() {
  if (!t_pool) {
    forget_in_forked_child();
    t_pool = std::make_unique<Pool>();
  }
  return *t_pool;
}

const char* source_name() { return "careseal-pool"; }

void source_fill(void* out, std::size_t bytes) { pool_of_thread().draw({static_cast<std::uint8_t*>(out), bytes}); }

std::uint32_t source_word() {
  std::uint32_t word = 0;
  source_fill(&word, sizeof word);
  return word;
}

}  // namespace

Result<void> start_library(RandomRefill refill) {
  static const randombytes_implementation source = {source_name, source_word, nullptr, nullptr, source_fill, nullptr};
  if (refill != nullptr) g_refill.store(refill);
  if (!pool_of_thread().refill()) return ErrorCode::randomness_failed;
  if (randombytes_set_implementation(&source) != 0 || sodium_init() < 0) return ErrorCode::randomness_failed;
  return {};
}

void draw_random(std::span<std::uint8_t> out) { pool_of_thread().draw(out); }

}  // namespace care::crypto
