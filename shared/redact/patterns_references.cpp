#include "shared/redact/cursor.h"
#include "shared/redact/patterns_references.h"

#include <algorithm>
#include <array>

namespace care::redact {
namespace {

// The next `wanted` letters and digits, with the token each belongs to. Blanks, dashes, dots and one line end may part them.
struct Row {
  static constexpr std::size_t kMost = 40;
  std::array<char, kMost> value{};
  std::array<std::uint32_t, kMost> token{};
  std::size_t size = 0;
  bool parted = false;
  std::string_view text() const { return {value.data(), size}; }
};

Row row_at(const View& view, std::size_t i, std::size_t wanted, std::string_view between) {
  Row row;
  bool line = false;
  for (std::size_t at = i; at < view.size() && row.size < wanted; ++at) {
    if (view.is_word(at) || view.is_number(at)) {
      if (at > i && view.at(at).blank_before) row.parted = true;
      const std::string_view word = view.word(at);
      if (row.size + word.size() > wanted) break;
      for (const char c : word) {
        row.value[row.size] = c;
        row.token[row.size++] = static_cast<std::uint32_t>(at);
      }
    } else if (view.is_line(at) && !line && row.size > 0) {
      line = row.parted = true;
    } else if (row.size > 0 && view.is_mark(at, between) && at + 1 < view.size()) {
      row.parted = true;
    } else {
      break;
    }
  }
  return row;
}

bool is_month_or_unit(const View& view, std::size_t i) { return view.has(i, cue::month | cue::unit); }

// A row of single letters and digits such as a plate has: "lldd lll".
bool matches(std::string_view text, std::string_view shape) {
  if (text.size() != shape.size()) return false;
  for (std::size_t k = 0; k < text.size(); ++k) {
    if (shape[k] == 'l' ? !is_letter(text[k]) : !is_digit(text[k])) return false;
  }
  return true;
}

bool looks_like_word(const View& view, std::size_t i) {
  const WordClasses classes = view.classes(i);
  return (classes & word::commonness) != 0 || (classes & (word::abbreviation | word::care)) != 0 || find_cue(view.word(i)).bits != 0;
}

bool is_valid_day_month(std::string_view a, std::string_view b) {
  const auto value = [](std::string_view d) { return d.size() > 2 ? 99 : d.size() == 2 ? (d[0] - '0') * 10 + d[1] - '0' : d[0] - '0'; };
  return value(a) >= 1 && value(a) <= 31 && value(b) >= 1 && value(b) <= 31;
}

// "8810 47213 X", "17B 3302 E": a last letter that stands alone.
bool is_closing_letter(const View& view, std::size_t i) {
  return view.upper(i) && view.length(i) == 1 && view.at(i).blank_before && !view.is(i, "i") && view.ends(i + 1) && !view.is_mark(i + 1, "'/&-");
}

// "ref SW 4471902", "hosp no RX 771-204", "ref RPR:00418", "ref CD-IR 26/04": short letters, then the number.
std::size_t lettered_code_end(const View& view, const Chunk& chunk, bool strong, bool numbered) {
  const std::size_t i = chunk.begin;
  std::size_t at = chunk.end;
  const bool shouted = numbered && view.upper(i) && view.length(i) > 1;
  if (shouted && view.is_mark(at, ":-") && view.glued(at) && view.is_number(at + 1) && view.glued(at + 1)) ++at;
  // "RES-" and on the next line "00471"
  if (shouted && view.is_mark(at, '-') && view.glued(at) && view.is_line(at + 1) && view.is_number(at + 2)) at += 2;
  if (!view.is_number(at)) return 0;
  if (chunk.count == 2) return shouted && chunk.letters <= 8 && chunk_at(view, at).digits >= 4 ? chunk_at(view, at).end : 0;
  if (chunk.count != 1 || chunk.letters > 5) return 0;
  const CueBits bits = view.cue(i).bits & ~cue::unit;
  const bool common = (view.classes(i) & word::commonness) >= 4;
  if (!(view.upper(i) || numbered) || bits != 0 || (!view.upper(i) && looks_like_word(view, i) && (common || !numbered || chunk.letters > 3)) ||
      common)
    return 0;
  const Chunk number = chunk_at(view, at);
  if (strong && !number.unit && number.digits == 2 && number.count == 1) {
    // "claim QL 44 19 88": pairs, two at least.
    std::size_t end = number.end;
    while (end < i + 8 && view.is_number(end) && view.length(end) <= 3 && view.at(end).blank_before && !view.measured(end)) ++end;
    if (end > number.end) return end;
    // "QX 44" and on the next line "1907"
    const bool next_line = numbered && view.upper(i) && view.is_line(end) && view.length(end + 1) == 4 && view.is_number(end + 1) &&
                           (view.is_line(end + 2) || end + 2 >= view.size());
    return next_line ? end + 2 : 0;
  }
  const bool long_row = number.count == 3 && number.parts[1].joined == '-' && number.digits >= 10;  // "ref OPG 7004-1182-9036"
  if (number.unit || number.calendar || number.digits < 4 || (number.numeric() && number.count > 2 && !long_row)) return 0;
  if (const std::size_t licence = driving_licence_end(view, i)) return licence;
  // "PC 4471 0098"
  std::size_t end = number.end;
  for (int more = 0; more < 2 && numbered && number.count == 1; ++more) {
    const bool group = view.is_number(end) && view.at(end).blank_before && view.length(end) >= 3 && view.length(end) <= 5 && !view.measured(end) &&
                       (view.ends(end + 1) || view.length(end) == number.digits) && !view.is_mark(end + 1, "/");
    if (!group) break;
    ++end;
  }
  return end;
}

}  // namespace

std::size_t nino_end(const View& view, std::size_t i, bool labelled) {
  if (!view.is_word(i) || view.length(i) > 2 || (view.is_word(i + 1) && !(view.length(i) == 1 && view.length(i + 1) <= 2))) return 0;
  if (view.is_mark(i + 1, '/')) return 0;  // "s/c 12-34-56"
  const Row row = row_at(view, i, 9, "-./");
  if (row.size < 8) return 0;
  const std::string_view text = row.text();
  std::size_t digits = 0;
  for (std::size_t k = 2; k < 8; ++k) {
    if (!is_digit(as_digit(text[k]))) return 0;
    digits += is_digit(text[k]) ? 1 : 0;
  }
  if (digits < 4 || !is_letter(text[0]) || !is_letter(text[1])) return 0;
  const std::size_t behind = row.token[row.size - 1] + 1;
  if (view.is_number(behind) && view.glued(behind)) return 0;
  if (row.size == 8) {
    // Temporary numbers and those without their last letter.
    const bool inside = row.token[7] + 1 < view.size() && view.glued(row.token[7] + 1) && view.is_word(row.token[7] + 1);
    return labelled && !inside ? row.token[7] + 1 : 0;
  }
  if (view.is_word(behind) && view.glued(behind)) return 0;
  const bool ends_well = text[8] >= 'a' && text[8] <= 'd';
  if (!ends_well) {
    const bool own_letter = row.token[8] != row.token[7] && view.length(row.token[8]) == 1;
    if (labelled) return own_letter && is_one_of(text[8], "mfpx") ? row.token[8] + 1 : row.token[7] == row.token[8] ? 0 : row.token[7] + 1;
    return 0;
  }
  if (labelled) return row.token[8] + 1;
  const bool prefix = !is_one_of(text[0], "dfiquv") && !is_one_of(text[1], "dfioquv");
  const bool upper = view.upper(i);
  if (!prefix && !upper) return 0;
  // "at 10 20 30 a day": a word, and figures.
  if (!upper && row.parted && view.at(row.token[2]).blank_before && looks_like_word(view, i) && view.is_word(row.token[8] + 1)) return 0;
  return row.token[8] + 1;
}

std::size_t plate_end(const View& view, std::size_t i, bool vehicle) {
  // A plate begins with a letter and a digit that nothing parts, or with three letters; only cars have the others.
  const bool number_begins = view.is_number(i);
  if (!vehicle && number_begins) return 0;
  if (!vehicle && !view.upper(i)) return 0;
  const Row row = row_at(view, i, 7, "-");
  const auto ends_at = [&](std::size_t size) {
    const std::size_t behind = row.token[size - 1] + 1;
    const bool whole = size == row.size || row.token[size] != row.token[size - 1];
    return whole && !((view.is_word(behind) || view.is_number(behind)) && view.glued(behind)) ? behind : 0;
  };
  const std::string_view text = row.text();
  const std::size_t first_letters = view.is_word(i) ? view.length(i) : 0;
  const bool shown = view.upper(i) || (view.is_number(i) && view.upper(i + 1));
  if (row.size == 7 && matches(text, "llddlll") && view.is_number(i + 1) && view.glued(i + 1)) {
    const std::size_t last = row.token[6];
    if (vehicle || (shown && view.upper(last) && (!looks_like_word(view, last) || view.glued(last)))) return ends_at(7);
    return 0;
  }
  const auto prefix_or_suffix = [&](std::string_view shape) {
    if (row.size < shape.size() || !matches(text.substr(0, shape.size()), shape)) return false;
    const std::size_t last = row.token[shape.size() - 1];
    if (vehicle) return true;
    return shape.size() == 7 && shown && (view.is_number(last) || (view.upper(last) && !looks_like_word(view, last)));
  };
  // "T 714 WXK", of a car only
  if (first_letters == 1 && (view.glued(i + 1) || (vehicle && view.upper(i) && view.is_number(i + 1)))) {
    for (const std::string_view shape : {"ldddlll", "lddlll", "ldlll"}) {
      if (prefix_or_suffix(shape)) return ends_at(shape.size());
    }
  }
  if (first_letters == 3) {
    for (const std::string_view shape : {"llldddl", "lllddl", "llldl"}) {
      if (prefix_or_suffix(shape) && view.glued(row.token[shape.size() - 1])) return ends_at(shape.size());
    }
  }
  if (vehicle && (first_letters == 2 || first_letters == 3)) {
    for (const std::string_view shape : {"llldddd", "lldddd", "lllddd"}) {
      if (row.size >= shape.size() && matches(text.substr(0, shape.size()), shape) && !looks_like_word(view, i)) return ends_at(shape.size());
    }
  }
  return 0;
}

std::size_t iban_end(const View& view, std::size_t i) {
  if (!view.is_word(i) || view.length(i) != 2 || !view.is_number(i + 1) || !view.glued(i + 1)) return 0;
  const Row row = row_at(view, i, 34, "");
  const std::string_view text = row.text();
  if (row.size < 15 || !is_digit(text[2]) || !is_digit(text[3])) return 0;
  // The longest that the check digits accept; for Britain the fixed length does.
  if (text.starts_with("gb") && row.size >= 22 && std::all_of(text.begin() + 4, text.begin() + 8, is_letter) &&
      std::all_of(text.begin() + 8, text.begin() + 22, is_digit)) {
    return row.token[21] + 1;
  }
  // Written in one piece or in fours; else one text in 97 that begins as a postcode does would be one.
  std::size_t most = 4;
  const auto parted = [&](std::size_t k) { return row.token[k] != row.token[k - 1] && view.at(row.token[k]).blank_before; };
  while (most < row.size && (most % 4 == 0 || !parted(most))) ++most;
  for (std::size_t size = most; size >= 15; --size) {
    if (size < row.size && row.token[size] == row.token[size - 1]) continue;
    unsigned rest = 0;
    for (std::size_t k = 0; k < size; ++k) {
      const char c = text[(k + 4) % size];
      rest = is_digit(c)    ? (rest * 10 + static_cast<unsigned>(c - '0')) % 97
             : is_letter(c) ? (rest * 100 + static_cast<unsigned>(c - 'a') + 10) % 97
                            : 98;
      if (rest == 98) break;
    }
    if (rest == 1) return row.token[size - 1] + 1;
  }
  return 0;
}

Chunk chunk_at(const View& view, std::size_t i) {
  Chunk chunk;
  chunk.begin = i;
  std::size_t at = i;
  std::uint8_t joined = 0;
  while (view.is_word(at) || view.is_number(at)) {
    if (at > i && joined == 0 && !view.glued(at)) break;
    if (chunk.count == Chunk::kMostParts || view.length(at) > 40) {
      chunk.cut = true;
      break;
    }
    const bool letters = view.is_word(at);
    const auto size = static_cast<std::uint8_t>(view.length(at));
    (letters ? chunk.letters : chunk.digits) += size;
    if (letters) {
      const CueBits bits = view.cue(at).bits;
      chunk.calendar = chunk.calendar || (bits & (cue::month | cue::weekday)) != 0;
      // "20019/W", "10E5391W" and "0338814X" end in a letter that measures nothing.
      const bool inside = joined != 0 || (chunk.count == 2 && chunk.parts[0].letters && chunk.parts[0].size > 1) ||
                          (chunk.count == 3 && chunk.parts[1].letters && chunk.parts[2].size == 4) ||
                          (chunk.count == 1 && size == 1 && chunk.longest >= 6);
      chunk.unit = (bits & cue::unit) != 0 && chunk.count > 0 && !chunk.parts[chunk.count - 1].letters && !inside;
    } else {
      chunk.longest = std::max<std::size_t>(chunk.longest, size);
      chunk.unit = false;
    }
    chunk.parts[chunk.count++] = {letters, size, joined};
    chunk.end = ++at;
    joined = 0;
    const bool number_behind = view.is_number(at + 1) && view.glued(at + 1);
    const bool word_behind = view.is_word(at + 1) && view.glued(at + 1);
    if (view.glued(at) && ((view.is_mark(at, "-/_") && (number_behind || word_behind)) || (view.is_mark(at, '.') && number_behind && !letters))) {
      joined = static_cast<std::uint8_t>(view.text()[view.at(at).begin]);
      ++at;
    }
  }
  if (view.is_mark(chunk.end, '%') || (chunk.digits > 0 && view.is_mark(chunk.end, ':') && view.glued(chunk.end) && view.is_number(chunk.end + 1)))
    chunk.unit = true;
  return chunk;
}

bool is_plain_figure(const View& view, const Chunk& chunk) {
  // "0417-22JAN26": a number and its day.
  const bool dated = chunk.count == 4 && chunk.parts[0].size >= 3 && !chunk.parts[0].letters && chunk.parts[1].joined != 0;
  if (!chunk.numeric()) return chunk.calendar && !dated;
  if (chunk.count == 1) return false;
  if (chunk.count == 2) return chunk.longest <= 3 || chunk.parts[1].joined == '.';
  if (chunk.count >= 3) {
    std::size_t at = chunk.begin;
    const std::string_view first = view.word(at);
    at += 2;
    const std::string_view second = view.word(at);
    const std::string_view third = view.word(at + 2);
    const bool year = third.size() == 2 || (third.size() == 4 && (third.starts_with("19") || third.starts_with("20")));
    if (first.size() <= 2 && year && is_valid_day_month(first, second)) return true;
    if (first.size() == 4 && third.size() <= 2 && is_valid_day_month(second, third)) return true;
  }
  return false;
}

bool is_code_shape(const View& view, const Chunk& chunk) {
  if (chunk.cut || chunk.calendar || chunk.count < 2 || chunk.digits < 4) return false;
  const auto& parts = chunk.parts;
  if (chunk.numeric()) {
    // "45100982/26", "71/220417": a year, two figures of it, before or behind.
    const bool dated = chunk.count == 2 && parts[1].joined == '/' && chunk.longest >= 6 && (parts[0].size == 2 || parts[1].size == 2);
    return dated || (chunk.count == 2 && parts[1].joined == '-' && chunk.digits >= 7 && chunk.longest >= 5);
  }
  // "2F81B0-P83015-B77C2X": of a prescription
  const auto dashes = std::count_if(parts, parts + chunk.count, [](const Chunk::Part& part) { return part.joined == '-'; });
  if (dashes == 2 && chunk.count >= 6 && chunk.digits >= 8 && chunk.letters >= 3 && chunk.letters <= 10 && chunk.longest <= 6) return true;
  // "25-55939-SG"
  const bool closed = chunk.count == 3 && dashes == 2 && !parts[0].letters && !parts[1].letters && parts[2].letters && chunk.digits >= 6 && chunk.letters <= 4 &&
                      view.upper(chunk.end - 1);
  if (closed) return true;
  if (chunk.unit && !(parts[0].letters && chunk.digits >= 6)) return false;
  for (std::size_t k = 0; k < chunk.count; ++k) {
    if (parts[k].letters && parts[k].size > 6) return false;
  }
  // 12A3456E: the pin of a nurse.
  if (chunk.count == 4 && !chunk.joined() && !parts[0].letters && parts[0].size == 2 && parts[1].size == 1 && parts[2].size == 4 &&
      parts[3].size == 1)
    return true;
  if (chunk.joined()) {
    const bool opens = parts[0].letters || (chunk.count >= 3 && parts[1].letters && parts[1].joined != 0);
    if (!opens || chunk.letters > 10) return false;
    if (chunk.longest >= 4) return true;
    // "IR1/663"
    const bool shouted =
        chunk.count == 3 && chunk.digits >= 4 && parts[0].size >= 2 && view.upper(chunk.begin) && parts[1].joined == 0;
    return (chunk.digits >= 5 && chunk.count >= 3) || shouted;
  }
  if (parts[0].letters && chunk.count == 2) {
    const bool dose = parts[0].size == 1 && view.is(chunk.begin, "x");
    return (parts[0].size <= 3 && parts[1].size >= 5 && !dose) || (parts[0].size <= 5 && parts[1].size >= 7);
  }
  if (!parts[0].letters && chunk.count == 2) return parts[0].size >= 6 && parts[1].size <= 3;
  return chunk.letters + chunk.digits >= 9 && chunk.letters >= 2 && chunk.digits >= 5;
}

std::size_t driving_licence_end(const View& view, std::size_t i) {
  if (!view.is_word(i) || view.length(i) > 5 || view.length(i + 1) < 6 || !view.is_number(i + 1)) return 0;
  const Row row = row_at(view, i, 16, "-");
  if (row.size != 16) return 0;
  const std::string_view text = row.text();
  std::size_t letters = 0;
  while (letters < 5 && is_letter(text[letters])) ++letters;
  if (letters < 2 || text.substr(letters, 5 - letters).find_first_not_of('9') != std::string_view::npos) return 0;
  if (!std::all_of(text.begin() + 5, text.begin() + 11, is_digit)) return 0;
  if (!is_letter(text[11]) || !(is_letter(text[12]) || text[12] == '9') || !is_letter(text[14]) || !is_letter(text[15])) return 0;
  const std::size_t behind = row.token[15] + 1;
  return (view.is_word(behind) || view.is_number(behind)) && view.glued(behind) ? 0 : behind;
}

std::size_t code_begin(const View& view, std::size_t i) {
  const bool letter = i > 0 && view.is_number(i) && view.at(i).blank_before && view.length(i) >= 6 && view.is_word(i - 1) &&
                      view.length(i - 1) == 1 && view.upper(i - 1) && !view.glued(i - 1);
  return letter && !view.at(i - 1).sentence_start ? i - 1 : i;
}

std::size_t labelled_code_end(const View& view, std::size_t i, Hold hold, bool numbered) {
  const Chunk chunk = chunk_at(view, i);
  if (chunk.end == 0 || chunk.cut || chunk.unit) return 0;
  // "Patient: Ida Gorse, 30 Nov 1936"
  if (i > 0 && chunk.count == 1 && chunk.digits == 4 && view.has(i - 1, cue::month)) return 0;
  const bool strong = hold != Hold::loose;
  if (chunk.digits == 0) return lettered_code_end(view, chunk, strong, numbered);
  if (is_plain_figure(view, chunk)) return 0;
  if (chunk.numeric() && chunk.count == 1 && is_month_or_unit(view, chunk.end) && !is_closing_letter(view, chunk.end)) return 0;
  const bool mixed = chunk.letters > 0;
  std::size_t least = hold == Hold::tight ? 3 : strong ? (numbered ? 3 : 5) : (numbered ? 4 : 6);
  if (mixed && chunk.digits + chunk.letters >= 4) least = numbered && (strong || chunk.joined()) ? 2 : 3;
  if (mixed && strong && chunk.count == 2 && chunk.letters >= 4 && view.upper(i)) least = 2;  // "acct ALDER22"
  // "ref FR/MOL/6"
  if (numbered && mixed && chunk.count >= 3 && chunk.letters >= 4 && view.upper(i) && chunk.parts[1].joined != 0 && chunk.parts[2].joined != 0) least = 1;
  std::size_t digits = chunk.digits;
  std::size_t end = chunk.end;
  // "blue badge QT7XL9 0 0138X0528": six, one, nine.
  if (mixed && strong && chunk.digits + chunk.letters == 6 && view.length(end) == 1 && view.is_number(end)) {
    const Chunk last = chunk_at(view, end + 1);
    if (last.digits + last.letters == 9 && last.digits >= 4) return last.end;
  }
  // "8814 2203 91", "W9K 3RT 7LP": goes on while the groups are alike and it is still short.
  for (int more = 0; more < 4 && digits < (numbered || strong ? 12U : 0U); ++more) {
    const bool number_next = view.is_number(end) && view.at(end).blank_before;
    const bool letters_next = mixed && view.is_word(end) && view.upper(end) && view.at(end).blank_before;
    if (!number_next && !letters_next) break;
    const Chunk next = chunk_at(view, end);
    // "W7P 3K9 XTL": three and three and three.
    const bool threes = more == 1 && mixed && next.digits == 0 && next.letters == 3 && next.count == 1 &&
                        letters_next && chunk.letters + chunk.digits == 3;
    if (threes) return next.end;
    if (next.unit || (is_month_or_unit(view, next.end) && !is_closing_letter(view, next.end)) || next.digits == 0)
      break;
    // "M-229 014", "C/4471-B 09": a short last group.
    const bool last = mixed && numbered && next.numeric() && next.count == 1 && (view.ends(next.end) || view.word(end)[0] == '0');
    if (mixed ? next.numeric() == (next.digits < 4) && !last : !(next.numeric() && next.count == 1 && next.digits >= 2)) break;
    const bool clock = next.numeric() && next.count == 1 && next.digits == 4 && view.word(end)[0] <= '2' && view.word(end)[2] <= '5';
    const bool alike = (strong || numbered) && chunk.numeric() && chunk.digits == 4 && next.digits == 4;
    if ((digits >= 5 && next.digits < 3 && !last) || (digits >= 6 && clock && !alike && !view.is_number(next.end) && next.digits + digits != 8))
      break;
    digits += next.digits;
    end = next.end;
  }
  if (digits < least) return 0;
  // "17B 3302 E", whatever follows: a nurse's PIN.
  const bool pin = chunk.count == 2 && chunk.digits == 2 && chunk.letters == 1 && !chunk.parts[0].letters && digits == 6 && view.upper(end) &&
                   view.length(end) == 1 && view.at(end).blank_before;
  if (pin) return end + 1;
  return strong && digits >= 4 && is_closing_letter(view, end) ? end + 1 : end;
}

bool is_lone_code(const View& view, std::size_t i) {
  const WordClasses classes = view.classes(i);
  const bool letters = view.upper(i) && view.length(i) >= 2 && view.length(i) <= 4 && view.cue(i).bits == 0 &&
                       (classes & (word::abbreviation | word::care)) == 0 && (classes & word::commonness) < 4;
  return letters && view.is_number(i + 1) && view.at(i + 1).blank_before && view.length(i + 1) >= 5 && view.length(i + 1) <= 9 && view.ends(i + 2) &&
         !view.is_mark(i + 2, "%/:-");
}

bool is_address_of_machine(const Chunk& chunk) {
  if (chunk.count != 4 || !chunk.numeric() || chunk.longest > 3 || chunk.digits < 7) return false;
  for (std::size_t k = 1; k < 4; ++k) {
    if (chunk.parts[k].joined != '.') return false;
  }
  return true;
}

}  // namespace care::redact
