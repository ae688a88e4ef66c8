#include "shared/redact/patterns_links.h"

namespace care::redact {
namespace {

// The longest part of an address before the @, and the most labels of a name, in tokens.
constexpr std::size_t kMostTokens = 40;

bool is_label_token(const View& view, std::size_t i) { return view.is_word(i) || view.is_number(i) || view.is_mark(i, "-_"); }

// Behind the label that begins at i.
std::size_t label_end(const View& view, std::size_t i) {
  if (!view.is_word(i) && !view.is_number(i)) return i;
  std::size_t at = i + 1;
  while (at < i + kMostTokens && is_label_token(view, at) && view.glued(at)) ++at;
  while (at > i && view.is_mark(at - 1, "-_")) --at;
  return at;
}

struct Dot {
  std::size_t next = 0;  // behind it; 0: there is none
  bool written_out = false;
};

// ".", "dot", "(dot)", "[.]" at i.
Dot dot_at(const View& view, std::size_t i) {
  if (view.is_mark(i, '.') && view.glued(i) && view.glued(i + 1)) return {i + 1, false};
  if (view.is(i, "dot")) return {i + 1, true};
  if (view.is_mark(i, "([{<") && (view.is(i + 1, "dot") || view.is_mark(i + 1, '.')) && view.is_mark(i + 2, ")]}>")) return {i + 3, true};
  return {};
}

struct Domain {
  std::size_t end = 0;  // 0: none
  bool known = false;   // ends in a domain that exists
  bool written_out = false;
  std::size_t labels = 0;
};

Domain domain_at(const View& view, std::size_t i) {
  Domain best;
  Domain now;
  std::size_t at = i;
  for (std::size_t labels = 1; labels <= 8; ++labels) {
    const std::size_t end = label_end(view, at);
    if (end == at) break;
    now.labels = labels;
    now.end = end;
    if (labels > 1 && view.is_word(end - 1)) {
      const bool known = view.has(end - 1, cue::domain_end) && end == at + 1;
      if (known || !best.known) best = {end, known, now.written_out, labels};
    }
    const Dot dot = dot_at(view, end);
    if (dot.next == 0) break;
    now.written_out = now.written_out || dot.written_out;
    at = dot.next;
  }
  return best;
}

// The first token of what stands before the @ at `sign`, not before `floor`; `sign` itself if nothing does.
std::size_t local_begin(const View& view, std::size_t sign, std::size_t floor) {
  std::size_t at = sign;
  const std::size_t lowest = sign > floor + kMostTokens ? sign - kMostTokens : floor;
  bool glued = true;
  while (at > lowest) {
    const std::size_t before = at - 1;
    const bool joins = at == sign || glued || view.glued(at);
    if (is_label_token(view, before) && joins && !(view.is(before, "dot") && view.at(before).blank_before)) {
      at = before;
      glued = false;
      continue;
    }
    if (view.is_mark(before, ".+'%") && view.glued(at) && before > lowest && (view.glued(before))) {
      at = before;
      glued = true;
      continue;
    }
    // "ida (dot) gorse (at)"
    const bool bracketed = view.is_mark(before, ")]}>") && before > lowest + 2 && view.is(before - 1, "dot") && view.is_mark(before - 2, "([{<") &&
                           is_label_token(view, before - 3) && at != sign;
    if (bracketed) {
      at = before - 2;
      glued = true;
      continue;
    }
    const bool word_for_mark = view.is(before, "dot") || view.is(before, "underscore") || view.is(before, "dash") || view.is(before, "hyphen");
    if (word_for_mark && at != sign && before > lowest && is_label_token(view, before - 1)) {
      at = before;
      glued = true;
      continue;
    }
    break;
  }
  while (at < sign && view.at(at).kind == TokenKind::mark) ++at;
  return at;
}

struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;  // 0: nothing found
};

// "p quayle 54 at example dot net": the parts of a name that was read out, with blanks between.
std::size_t spoken_begin(const View& view, std::size_t begin, std::size_t floor) {
  std::size_t at = begin;
  while (at > floor && begin - at < 3) {
    const std::size_t before = at - 1;
    const WordClasses classes = view.classes(before);
    const bool initial = view.is_word(before) && view.length(before) == 1 && !view.is(before, "a") && !view.is(before, "i");
    const bool name = view.is_word(before) && !view.at(before).apostrophe && view.cue(before).bits == 0 &&
                      (classes & (word::grammar | word::person_verb | word::kin | word::role)) == 0 &&
                      ((classes & (word::given | word::surname)) != 0 || classes == 0);
    if (!(initial || name || (view.is_number(before) && view.length(before) <= 4)) || view.glued(at)) break;
    at = before;
  }
  return at;
}

// Ends that no sentence begins with: "fine.Is" is no address, "example.org" is.
bool is_safe_end(std::string_view word) {
  constexpr std::string_view kSafe[] = {"com", "org", "net", "uk", "gov", "edu", "info", "eu", "ie", "co", "scot", "wales", "cymru", "biz", "io"};
  for (const std::string_view safe : kSafe) {
    if (word == safe) return true;
  }
  return false;
}

// "fenmail .com", "fenmail. co.uk" behind an @: behind the ends of names that follow the blank; `end` if none do.
std::size_t parted_domain_end(const View& view, std::size_t end) {
  std::size_t at = end;
  while (at < end + 4 && view.is_mark(at, '.') && (view.glued(at) || view.glued(at + 1)) && view.is_word(at + 1) && is_safe_end(view.word(at + 1))) at += 2;
  return at;
}

Range email_around(const View& view, std::size_t sign, std::size_t domain_begin, std::size_t floor, bool certain) {
  Domain domain = domain_at(view, domain_begin);
  if (certain && !domain.known) {
    const std::size_t end = domain.end != 0 ? domain.end : label_end(view, domain_begin);
    if (end > domain_begin && parted_domain_end(view, end) > end) domain.end = parted_domain_end(view, end);
  }
  if (domain.end == 0) return {};
  const std::size_t begin = local_begin(view, sign, floor);
  if (begin == sign) return {};
  if (!certain) {
    // "look at nhs.uk" is a sentence: the word "at" alone needs a written-out dot, or a name that has marks in it.
    const bool marked = sign - begin > 1;
    if (!domain.known || !(domain.written_out || marked)) return {};
    if (domain.written_out) return {spoken_begin(view, begin, floor), domain.end};
  }
  return {begin, domain.end};
}

Range email_at(const View& view, std::size_t i, std::size_t floor) {
  // "ida@" and on the next line "fenmail.example"
  if (view.is_mark(i, '@')) return email_around(view, i, view.glued(i) && view.is_line(i + 1) ? i + 2 : i + 1, floor, true);
  if (view.is_mark(i, "([{<") && (view.is(i + 1, "at") || view.is(i + 1, "a") || view.is_mark(i + 1, '@')) && view.is_mark(i + 2, ")]}>"))
    return email_around(view, i, i + 3, floor, !view.is(i + 1, "a"));
  if (view.is(i, "at")) return email_around(view, i, i + 1, floor, false);
  return {};
}

// Behind the last token that is glued to the one at i, without the marks that end a sentence.
std::size_t run_end(const View& view, std::size_t i) {
  std::size_t at = i + 1;
  int open = 0;
  for (; at < view.size() && view.glued(at) && !view.is_mark(at, "<>\","); ++at) {
    if (view.is_mark(at, '(')) ++open;
    if (view.is_mark(at, ')') && --open < 0) break;
  }
  while (at > i + 1 && view.is_mark(at - 1, ".,;:!?'\"]}>(")) --at;
  return at;
}

bool is_scheme(std::string_view word) { return word == "http" || word == "https" || word == "ftp" || word == "hxxp" || word == "hxxps"; }

// "slash f slash 20991" behind a written-out name.
std::size_t spoken_path_end(const View& view, std::size_t i) {
  std::size_t at = i;
  while (at < i + kMostTokens && view.is(at, "slash")) {
    const std::size_t end = label_end(view, at + 1);
    if (end == at + 1) return at;
    at = end;
  }
  return at;
}

Range url_at(const View& view, std::size_t i) {
  if (!view.is_word(i) && !view.is_number(i)) return {};
  if (view.is_word(i) && is_scheme(view.word(i)) && view.is_mark(i + 1, ':')) {
    const std::size_t slash = i + 2;
    if (view.is_mark(slash, '/') && view.is_mark(slash + 1, '/') && slash + 2 < view.size() && !view.is_line(slash + 2))
      return {i, run_end(view, slash + 1)};
  }
  // "https colon slash slash audit dot example dot org"
  if (view.is_word(i) && is_scheme(view.word(i)) && view.is(i + 1, "colon") && view.is(i + 2, "slash")) {
    const std::size_t name = view.is(i + 3, "slash") ? i + 4 : i + 3;
    if (const Domain domain = domain_at(view, name); domain.end != 0) return {i, spoken_path_end(view, domain.end)};
  }
  if (view.is(i, "www") && view.is_mark(i + 1, '.') && view.glued(i + 1) && view.glued(i + 2)) return {i, run_end(view, i)};
  const Domain domain = domain_at(view, i);
  if (domain.end == 0) return {};
  const std::string_view last = view.word(domain.end - 1);
  const bool path = view.is_mark(domain.end, '/') && view.glued(domain.end) && view.glued(domain.end + 1);
  if (path && (domain.known || view.length(domain.end - 1) >= 2) && view.is_word(i) && view.length(i) > 1) return {i, run_end(view, domain.end)};
  if (domain.known && is_safe_end(last) && view.is_word(i) && view.length(i) > 1) {
    return {i, domain.written_out ? spoken_path_end(view, domain.end) : domain.end};
  }
  return {};
}

// Cheap: most words have a blank behind them.
bool may_be_name(const View& view, std::size_t i) {
  if (view.has(i, cue::link) && is_scheme(view.word(i))) return true;
  if (view.is_mark(i + 1, ".-_:([{<") || (view.glued(i + 1) && !view.ends(i + 1))) return true;
  return view.has(i + 1, cue::link) && view.is(i + 1, "dot");
}

bool begins_run(const View& view, std::size_t i) { return !view.glued(i) || view.is_mark(i - 1, "()[]<>{}\"':,;=|"); }

}  // namespace

void find_links(const View& view, Findings& findings) {
  std::size_t floor = 0;
  std::size_t tried = 0;  // the glued run up to here has been looked at
  for (std::size_t i = view.next(0, concern::links); i < view.size(); i = view.next(i, concern::links)) {
    const Token& token = view.at(i);
    Range email;
    if (token.kind == TokenKind::mark || view.has(i, cue::link)) email = email_at(view, i, floor);
    if (email.end != 0) {
      add(findings, view, email.begin, email.end - 1, Type::email, 3);
      i = floor = tried = email.end;
      continue;
    }
    if (token.kind != TokenKind::mark && token.kind != TokenKind::line_end && i >= tried && may_be_name(view, i) && begins_run(view, i)) {
      // A name that an @ follows is the beginning of an e-mail address.
      Range url = url_at(view, i);
      // The path stands on the next line.
      const bool goes_on =
          url.end != 0 && view.is_line(url.end) && view.is_mark(url.end + 1, '/') && view.glued(url.end + 2) && view.is_word(url.end + 2);
      if (goes_on) url.end = run_end(view, url.end + 1);
      if (url.end != 0 && !view.is_mark(url.end, '@')) {
        add(findings, view, url.begin, url.end - 1, Type::url, 3);
        i = floor = tried = url.end;
        continue;
      }
    }
    ++i;
  }
}

}  // namespace care::redact
