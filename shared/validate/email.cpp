#include "shared/validate/email.h"

#include "shared/validate/ascii.h"

namespace care {
namespace {

// Calls `good` for each part between dots; empty parts are refused.
template <typename Predicate>
bool all_parts(std::string_view text, Predicate good) {
  while (true) {
    const std::size_t dot = text.find('.');
    if (!good(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

bool is_atom(std::string_view part) {
  return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) {
    return ascii::is_letter(c) || ascii::is_digit(c) || std::string_view("!#$%&'*+/=?^_`{|}~-").find(c) != std::string_view::npos;
  });
}

bool is_label(std::string_view part) {
  return !part.empty() && part.size() <= 63 && part.front() != '-' && part.back() != '-' &&
         std::all_of(part.begin(), part.end(), [](char c) { return ascii::is_letter(c) || ascii::is_digit(c) || c == '-'; });
}

bool is_domain(std::string_view domain) {
  const std::size_t dot = domain.rfind('.');
  if (dot == std::string_view::npos || ascii::all_digits(domain.substr(dot + 1))) return false;
  return all_parts(domain, is_label);
}

}  // namespace

Result<std::string> parse_email(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos || text.size() > 254) return ErrorCode::email_invalid;
  const std::string_view local = text.substr(0, at);
  const std::string_view domain = text.substr(at + 1);
  if (local.size() > 64 || !all_parts(local, is_atom) || !is_domain(domain)) return ErrorCode::email_invalid;
  std::string out(text);
  std::transform(out.begin() + static_cast<std::ptrdiff_t>(at), out.end(), out.begin() + static_cast<std::ptrdiff_t>(at), ascii::lower);
  return out;
}

}  // namespace care
