#include "server/http/request_head.h"

#include <algorithm>
#include <array>
#include <optional>

namespace care::server {
namespace {

constexpr std::size_t kMaxLines = 100;
constexpr std::size_t kMaxLineBytes = 8 * 1024;
constexpr std::size_t kMaxLengthDigits = 15;

// Each of them decides something, and which of two counts would be anybody's guess.
constexpr std::array<std::string_view, 7> kOnce = {"host",   "content-length", "content-type",  "cookie",
                                                   "origin", "careseal-proof", "sec-fetch-site"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_visible(char c) { return c > ' ' && c < 0x7F; }
bool is_token(char c) { return is_letter(c) || is_digit(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos; }
// Bytes above ASCII have no meaning, and no second one either.
bool is_of_value(char c) { return is_visible(c) || c == ' ' || c == '\t' || static_cast<unsigned char>(c) >= 0x80; }

template <typename Is>
bool is_all(std::string_view text, Is is) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is);
}

// The next line without its end; nothing if it is too long or ends with anything but CR LF.
std::optional<std::string_view> take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos || end == 0 || end > kMaxLineBytes || rest[end - 1] != '\r') return std::nullopt;
  const std::string_view line = rest.substr(0, end - 1);
  rest.remove_prefix(end + 1);
  return line;
}

bool is_request_line(std::string_view line) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return false;
  const std::string_view target = line.substr(first + 1, last - first - 1);
  const std::string_view version = line.substr(last + 1);
  // A fragment is the browser's own matter; whoever sends one means that somebody else cuts it off.
  const bool plain = target.starts_with('/') && is_all(target, is_visible) && target.find('#') == std::string_view::npos;
  return is_all(line.substr(0, first), is_token) && plain && (version == "HTTP/1.1" || version == "HTTP/1.0");
}

// A name or an address, and a port: no name of a user, no path, no list.
bool is_host(std::string_view value) {
  if (value.starts_with('[')) {
    const std::size_t end = value.find(']');
    if (end == std::string_view::npos) return false;
    if (!is_all(value.substr(1, end - 1), [](char c) { return is_digit(c) || is_letter(c) || c == ':' || c == '.'; })) return false;
    value.remove_prefix(end + 1);
  } else {
    const std::size_t end = std::min(value.find(':'), value.size());
    if (!is_all(value.substr(0, end), [](char c) { return is_digit(c) || is_letter(c) || c == '-' || c == '.' || c == '_'; })) return false;
    value.remove_prefix(end);
  }
  return value.empty() || (value.size() <= 6 && value.front() == ':' && is_all(value.substr(1), is_digit));
}

struct Field {
  std::string name;  // in small letters
  std::string_view written_name, value;
};

std::optional<Field> read_field(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_all(line.substr(0, colon), is_token)) return std::nullopt;
  Field out{{}, line.substr(0, colon), line.substr(colon + 1)};
  while (out.value.starts_with(' ') || out.value.starts_with('\t')) out.value.remove_prefix(1);
  while (out.value.ends_with(' ') || out.value.ends_with('\t')) out.value.remove_suffix(1);
  if (!std::all_of(out.value.begin(), out.value.end(), is_of_value)) return std::nullopt;
  for (const char c : out.written_name) out.name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

bool is_fine(const Field& field) {
  if (field.name == "transfer-encoding") return false;  // every client of ours knows how long its body is
  if (field.name == "content-length") return field.value.size() <= kMaxLengthDigits && is_all(field.value, is_digit);
  if (field.name == "host") return is_host(field.value);
  return true;
}

void write_field(const Field& field, std::string& to) {
  to.append(field.written_name).append(": ");
  const bool taken_as_it_is = field.name == "referer" || field.name == "location";
  for (const char c : field.value) {
    if (c == '%' && !taken_as_it_is) {
      to.append("%25");
    } else {
      to += c;
    }
  }
  to.append("\r\n");
}

}  // namespace

Result<std::string> judge_head(std::string_view head) {
  if (head.size() > kMaxHeadBytes) return ErrorCode::header_invalid;
  std::string_view rest = head;
  const auto first = take_line(rest);
  if (!first || !is_request_line(*first)) return ErrorCode::header_invalid;
  std::string out(*first);
  out.append("\r\n");
  std::array<std::size_t, kOnce.size()> seen{};
  for (std::size_t lines = 0; lines <= kMaxLines; ++lines) {
    const auto line = take_line(rest);
    if (!line) return ErrorCode::header_invalid;
    if (line->empty()) {
      if (!rest.empty() || seen[0] != 1) return ErrorCode::header_invalid;
      return out.append("\r\n");
    }
    const auto field = read_field(*line);
    if (!field || !is_fine(*field)) return ErrorCode::header_invalid;
    const auto once = std::find(kOnce.begin(), kOnce.end(), field->name);
    if (once != kOnce.end() && ++seen[static_cast<std::size_t>(once - kOnce.begin())] > 1) return ErrorCode::header_invalid;
    write_field(*field, out);
  }
  return ErrorCode::header_invalid;
}

std::string without_port(std::string_view host) {
  if (host.starts_with('[')) return std::string(host.substr(0, host.find(']') + 1));
  return std::string(host.substr(0, host.find(':')));
}

std::string cookie_of(std::string_view cookies, std::string_view name) {
  std::string found;
  while (!cookies.empty()) {
    const std::size_t end = std::min(cookies.find(';'), cookies.size());
    std::string_view one = cookies.substr(0, end);
    while (one.starts_with(' ')) one.remove_prefix(1);
    if (one.size() > name.size() && one.starts_with(name) && one[name.size()] == '=') {
      if (!std::exchange(found, std::string(one.substr(name.size() + 1))).empty()) return {};
    }
    cookies.remove_prefix(std::min(end + 1, cookies.size()));
  }
  return found;
}

}  // namespace care::server
