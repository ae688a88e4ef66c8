#include "wasm/redact/session.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "shared/redact/guard.h"
#include "shared/redact/people.h"

namespace care::wasm {
namespace {

using redact::Conversation;
using redact::DateForm;
using redact::Identifier;
using redact::Span;
using redact::Type;

constexpr std::size_t kMostMarks = 10'000;

// What a person may leave in a text that goes out.
constexpr bool may_be_kept(Type type) { return type == Type::date || type == Type::room || type == Type::org || type == Type::age_over_89; }

// Marks of the page, in bytes of the text, ascending and apart; the type of those that have none is not looked at.
Result<std::vector<Span>> read_marks(std::string_view text, const Json* list, FieldName key, bool typed) {
  std::vector<Span> out;
  if (list == nullptr) return out;
  if (!list->is_array() || list->items().size() > kMostMarks) return Error(ErrorCode::json_wrong_type, key);
  for (const Json& item : list->items()) {
    auto reader = CARE_TRY(ObjectReader::open(item));
    const std::uint64_t start = CARE_TRY(reader.integer("start"));
    const std::uint64_t end = CARE_TRY(reader.integer("end"));
    const auto type = typed ? redact::find_type(CARE_TRY(reader.text("type"))) : Type::name_other;
    CARE_TRY(reader.finish());
    if (start >= end || end > text.size() || !type) return Error(ErrorCode::json_wrong_type, key);
    out.push_back({static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end), *type});
  }
  std::sort(out.begin(), out.end(), [](const Span& a, const Span& b) { return a.begin < b.begin; });
  for (std::size_t i = 1; i < out.size(); ++i) {
    if (out[i].begin < out[i - 1].end) return Error(ErrorCode::json_wrong_type, key);
  }
  return redact::to_bytes(text, out);
}

// Takes out what was un-marked.
Result<void> keep_marked(std::vector<Identifier>& found, std::span<const Span> kept) {
  bool refused = false;
  const auto is_kept = [&](const Identifier& identifier) {
    const Span& span = identifier.span;
    const auto at = std::partition_point(kept.begin(), kept.end(), [&](const Span& keep) { return keep.end <= span.begin; });
    if (at == kept.end() || at->begin >= span.end) return false;
    refused = refused || !may_be_kept(span.type);
    return true;
  };
  found.erase(std::remove_if(found.begin(), found.end(), is_kept), found.end());
  return refused ? Result<void>(Error(ErrorCode::identifier_kept, "keep")) : Result<void>();
}

// Adds what was marked by hand; where something was found there already, only the rest of it.
std::vector<Identifier> with_marked(std::string_view text, const std::vector<Identifier>& found, std::span<const Span> added) {
  std::vector<Identifier> out;
  const auto add = [&](std::uint32_t begin, std::uint32_t end, Type type) {
    const auto is_blank = [&](std::uint32_t at) { return text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t'; };
    while (begin < end && is_blank(begin)) ++begin;
    while (end > begin && is_blank(end - 1)) --end;
    // A comma between two names says nothing.
    const bool says_something = std::any_of(text.begin() + begin, text.begin() + end, [](char c) { return redact::is_alnum(c) || static_cast<unsigned char>(c) >= 0x80; });
    if (says_something) out.push_back({{begin, end, type}, std::nullopt});
  };
  auto next = found.begin();
  for (const Span& mark : added) {
    while (next != found.end() && next->span.end <= mark.begin) out.push_back(*next++);
    std::uint32_t at = std::max(mark.begin, out.empty() ? 0U : out.back().span.end);
    for (; next != found.end() && next->span.begin < mark.end; ++next) {
      add(at, std::max(at, next->span.begin), mark.type);
      out.push_back(*next);
      at = next->span.end;
      if (at > mark.end) break;
    }
    if (next != found.end() && at > mark.end) ++next;
    if (at < mark.end) add(at, mark.end, mark.type);
  }
  out.insert(out.end(), next, found.end());
  return out;
}

// Code points for places in bytes; for ascending ones, like those that are asked for.
std::vector<Span> in_code_points(std::string_view text, const std::vector<redact::Replacement>& all, Span redact::Replacement::*which) {
  std::vector<Span> spans;
  spans.reserve(all.size());
  for (const auto& each : all) spans.push_back(each.*which);
  return redact::to_code_points(text, spans);
}

// Writes canonical JSON: whoever calls it names keys in their order.
class Writer {
 public:
  Writer& raw(std::string_view text) {
    out_ += text;
    return *this;
  }
  Writer& number(std::uint64_t value) {
    std::array<char, 20> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    out_.append(digits.data(), end);
    return *this;
  }
  Writer& text(std::string_view value) {
    append_canonical(out_, value);
    return *this;
  }
  void reserve(std::size_t bytes) { out_.reserve(bytes); }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

// {"counts":{…},"escaped":[…],"spans":[…],"text":"…"}
std::string describe(const redact::RedactedText& out, std::string_view text, const std::vector<Identifier>& identifiers) {
  const auto originals = in_code_points(text, out.replacements, &redact::Replacement::original);
  const auto placeholders = in_code_points(out.text, out.replacements, &redact::Replacement::placeholder);
  std::array<std::uint64_t, redact::kTypes> counts{};
  for (const auto& replacement : out.replacements) {
    if (replacement.identifier) ++counts[static_cast<std::size_t>(replacement.original.type)];
  }
  std::vector<std::pair<std::string_view, std::uint64_t>> counted;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] > 0) counted.emplace_back(redact::type_label(static_cast<Type>(i)), counts[i]);
  }
  std::sort(counted.begin(), counted.end());

  Writer writer;
  writer.reserve(out.text.size() + 128 * (out.replacements.size() + 2));
  writer.raw("{\"counts\":{");
  for (const auto& [label, count] : counted) writer.raw(label == counted.front().first ? "" : ",").text(label).raw(":").number(count);
  const auto list = [&](bool identified) {
    bool first = true;
    for (std::size_t i = 0; i < out.replacements.size(); ++i) {
      const auto& [original, placeholder, identifier] = out.replacements[i];
      if (identifier.has_value() != identified) continue;
      writer.raw(first ? "{\"end\":" : ",{\"end\":").number(originals[i].end);
      writer.raw(",\"out_end\":").number(placeholders[i].end).raw(",\"out_start\":").number(placeholders[i].begin);
      if (identified) {
        if (const auto& person = identifiers[*identifier].person) writer.raw(",\"person\":").number(*person);
      }
      writer.raw(",\"placeholder\":").text(std::string_view(out.text).substr(placeholder.begin, placeholder.end - placeholder.begin));
      writer.raw(",\"start\":").number(originals[i].begin);
      if (identified) writer.raw(",\"type\":").text(redact::type_label(original.type));
      writer.raw("}");
      first = false;
    }
  };
  writer.raw("},\"escaped\":[");
  list(false);
  writer.raw("],\"spans\":[");
  list(true);
  writer.raw("],\"text\":").text(out.text).raw("}");
  return writer.take();
}

Json list_of(const std::vector<std::string>& texts) {
  Json out = Json::array();
  for (const std::string& text : texts) out.push(text);
  return out;
}

Result<DateForm> date_form(std::string_view name) {
  if (name == "placeholder") return DateForm::placeholder;
  if (name == "shifted") return DateForm::shifted;
  if (name == "month") return DateForm::month;
  return Error(ErrorCode::json_wrong_type, "dates");
}

// Every kind of record that is not one of money or staff is one of care.
redact::Place place_of(std::string_view kind) {
  return kind == "finance" ? redact::Place::finance : kind == "staff" ? redact::Place::staff : redact::Place::care;
}

}  // namespace

Conversation& RedactSession::begin(DateForm dates, int shift_days) {
  restorer_.reset();
  return conversation_.emplace(dates, shift_days);
}

Conversation& RedactSession::conversation() { return conversation_ ? *conversation_ : begin(DateForm::placeholder, 0); }

Result<Json> RedactSession::open_lists(BytesView lists) {
  forget();
  lexicon_.reset();
  list_bytes_.assign((lists.size() + 3) / 4, 0);
  if (!lists.empty()) std::memcpy(list_bytes_.data(), lists.data(), lists.size());
  auto lexicon = redact::open_lists({reinterpret_cast<const std::uint8_t*>(list_bytes_.data()), lists.size()});
  if (!lexicon) return lexicon.error();
  lexicon_ = *lexicon;
  return Json::object();
}

Result<Json> RedactSession::set_roster(const Json& args) {
  auto reader = CARE_TRY(ObjectReader::open(args));
  const Json* list = CARE_TRY(reader.array("people"));
  CARE_TRY(reader.finish());
  auto people = CARE_TRY(redact::read_people(*list));
  const std::uint64_t count = people.size();
  forget();  // numbers of people meant others
  roster_ = CARE_TRY(redact::Roster::create(std::move(people)));
  return Json::object({{"people", count}});
}

Result<Json> RedactSession::begin_conversation(const Json& args) {
  auto reader = CARE_TRY(ObjectReader::open(args));
  const DateForm dates = CARE_TRY(date_form(CARE_TRY(reader.text("dates"))));
  const std::uint64_t days = dates == DateForm::shifted ? CARE_TRY(reader.integer("shift_days")) : 0;
  CARE_TRY(reader.finish());
  if (dates == DateForm::shifted && (days == 0 || days > redact::kMostShiftDays)) return Error(ErrorCode::json_wrong_type, "shift_days");
  (void)begin(dates, static_cast<int>(days));
  return Json::object();
}

Result<std::string> RedactSession::redact_text(const Json& args) {
  auto reader = CARE_TRY(ObjectReader::open(args));
  const std::string text = CARE_TRY(reader.text("text"));
  const auto added = CARE_TRY(read_marks(text, reader.find("add"), "add", true));
  const auto kept = CARE_TRY(read_marks(text, reader.find("keep"), "keep", false));
  CARE_TRY(reader.finish());
  if (!lexicon_) return ErrorCode::lists_invalid;
  auto found = redact::find_identifiers(text, roster_, *lexicon_);
  CARE_TRY(keep_marked(found, kept));
  const auto identifiers = added.empty() ? std::move(found) : with_marked(text, found, added);
  return describe(conversation().redact(text, identifiers), text, identifiers);
}

Result<Json> RedactSession::restore_text(const Json& args) {
  auto reader = CARE_TRY(ObjectReader::open(args));
  const std::string text = CARE_TRY(reader.text("text"));
  CARE_TRY(reader.finish());
  const auto out = redact::restore(conversation(), text);
  Json restored = Json::array();
  for (const Span& span : redact::to_code_points(out.text, out.restored)) {
    restored.push(Json::object({{"end", std::uint64_t{span.end}}, {"start", std::uint64_t{span.begin}}}));
  }
  return Json::object({{"restored", std::move(restored)}, {"text", out.text}, {"unknown", list_of(out.unknown)}});
}

Result<Json> RedactSession::restore_chunk(std::string_view chunk) {
  if (!is_valid_utf8(chunk)) return ErrorCode::json_malformed;
  if (!restorer_) restorer_.emplace(conversation());
  auto part = restorer_->add(chunk);
  for (auto& unknown : part.unknown) unknown_.push_back(std::move(unknown));
  return Json::object({{"text", std::move(part.text)}});
}

Result<Json> RedactSession::restore_end() {
  if (!restorer_) restorer_.emplace(conversation());
  auto part = restorer_->finish();
  unknown_.insert(unknown_.end(), part.unknown.begin(), part.unknown.end());
  Json out = Json::object({{"text", std::move(part.text)}, {"unknown", list_of(unknown_)}});
  restorer_.reset();
  unknown_.clear();
  return out;
}

Result<Json> RedactSession::check_text(const Json& args) {
  auto reader = CARE_TRY(ObjectReader::open(args));
  const std::string text = CARE_TRY(reader.text("text"));
  const redact::Place place = place_of(CARE_TRY(reader.text("kind")));
  std::optional<std::uint32_t> subject;
  if (const Json* index = reader.find("subject"); index != nullptr) {
    if (!index->is_integer() || index->integer() >= roster_.people().size()) return Error(ErrorCode::json_wrong_type, "subject");
    subject = static_cast<std::uint32_t>(index->integer());
  }
  CARE_TRY(reader.finish());
  if (!lexicon_) return ErrorCode::lists_invalid;
  const auto warnings = redact::find_misplaced(text, redact::find_identifiers(text, roster_, *lexicon_), roster_, place, subject);
  std::vector<Span> spans;
  for (const auto& warning : warnings) spans.push_back(warning.span);
  spans = redact::to_code_points(text, spans);
  Json list = Json::array();
  for (std::size_t i = 0; i < warnings.size(); ++i) {
    list.push(Json::object({{"code", redact::warning_code(warnings[i].what)}, {"end", std::uint64_t{spans[i].end}},
                            {"start", std::uint64_t{spans[i].begin}}, {"type", redact::type_label(spans[i].type)}}));
  }
  return Json::object({{"warnings", std::move(list)}});
}

Json RedactSession::forget() {
  restorer_.reset();
  unknown_.clear();
  conversation_.reset();
  roster_ = {};
  return Json::object();
}

}  // namespace care::wasm
