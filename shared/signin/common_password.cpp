#include "shared/signin/common_password.h"

#include "shared/signin/character_class.h"
#include "shared/signin/common_password.gen.h"

namespace care::signin {

namespace {

constexpr std::size_t kShortestForm = 4;
constexpr std::size_t kDecoration = 6;  // unforeseen characters around a listed word that don't make it a good password
constexpr std::size_t kFewest = 6;      // a password with fewer unforeseen characters is a run

std::uint64_t hash_form(const Bytes& form) {
  std::uint64_t h = 0xCBF29CE484222325ULL ^ common_password_filter::kSeed;
  for (const std::uint8_t byte : form) h = (h ^ byte) * 0x100000001B3ULL;
  h = (h ^ (h >> 33U)) * 0xFF51AFD7ED558CCDULL;
  h = (h ^ (h >> 33U)) * 0xC4CEB9FE1A85EC53ULL;
  return h ^ (h >> 33U);
}

bool is_listed(const Bytes& form) {
  using namespace common_password_filter;
  const std::uint64_t h = hash_form(form);
  std::uint16_t value = static_cast<std::uint16_t>(h ^ (h >> 32U));
  for (unsigned i = 0; i < 3; ++i) {
    const std::uint64_t turned = i == 0 ? h : (h << (21 * i)) | (h >> (64 - 21 * i));
    const auto slot = static_cast<std::uint32_t>(((turned & 0xFFFFFFFFU) * kBlock) >> 32U);
    value = static_cast<std::uint16_t>(value ^ kTable[slot + i * kBlock]);
  }
  return value == 0;
}

// Look-alikes become one letter; so do i and l, which 1 may stand for.
char32_t undo_look_alike(char32_t c) {
  switch (c) {
    case '4':
    case '@':
      return 'a';
    case '8':
      return 'b';
    case '3':
      return 'e';
    case '6':
    case '9':
      return 'g';
    case '1':
    case '!':
    case '|':
    case 'l':
      return 'i';
    case '0':
      return 'o';
    case '5':
    case '$':
      return 's';
    case '7':
    case '+':
      return 't';
    case '2':
      return 'z';
    default:
      return c;
  }
}

bool is_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c > 0x7F; }

// Some form of the characters begin … end, wiped when done.
class Form {
 public:
  Form(const CodePoints& password, std::size_t begin, std::size_t end) {
    bytes_.reserve(end - begin);
    for (std::size_t i = begin; i < end; ++i) {
      const char32_t c = undo_look_alike(to_lower(password[i]));
      bytes_.push_back(static_cast<std::uint8_t>(c < 0x80 ? c : 0x80));  // the list is ASCII: nothing else can match
    }
  }
  ~Form() { wipe(bytes_); }
  Form(const Form&) = delete;
  Form& operator=(const Form&) = delete;

  bool listed() const { return bytes_.size() >= kShortestForm && is_listed(bytes_); }

  // "passwordpassword" is "password".
  bool repeats_listed() {
    for (std::size_t period = kShortestForm; period * 2 <= bytes_.size(); ++period) {
      if (bytes_.size() % period != 0 || !has_period(period)) continue;
      wipe(bytes_.data() + period, bytes_.size() - period);
      bytes_.resize(period);
      return is_listed(bytes_);
    }
    return false;
  }

 private:
  bool has_period(std::size_t period) const {
    for (std::size_t i = period; i < bytes_.size(); ++i) {
      if (bytes_[i] != bytes_[i - period]) return false;
    }
    return true;
  }
  Bytes bytes_;
};

}  // namespace

std::size_t count_unforeseen(const CodePoints& password, std::size_t begin, std::size_t end) {
  std::size_t count = 0;
  for (std::size_t i = begin; i < end; ++i) {
    const char32_t own = to_lower(password[i]);
    const char32_t before = i > begin ? to_lower(password[i - 1]) : 0;
    const bool foreseen = i > begin && (own == before || own == before + 1 || own + 1 == before);
    if (!foreseen) ++count;
  }
  return count;
}

bool is_common_password(const CodePoints& password) {
  const std::size_t size = password.size();
  if (count_unforeseen(password, 0, size) < kFewest) return true;
  std::size_t begin = 0;
  std::size_t end = size;
  while (begin < end && !is_letter(password[begin])) ++begin;
  while (end > begin && !is_letter(password[end - 1])) --end;
  // What stands around the word may be part of it ($unshine, passwor0), so each side is tried with and without.
  for (const std::size_t from : {std::size_t{0}, begin}) {
    for (const std::size_t to : {end, size}) {
      const std::size_t around = count_unforeseen(password, 0, from) + count_unforeseen(password, to, size);
      if (around > kDecoration || from >= to) continue;
      Form form(password, from, to);
      if (form.listed() || form.repeats_listed()) return true;
    }
  }
  return false;
}

}  // namespace care::signin
