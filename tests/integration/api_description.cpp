#include "tests/integration/api_description.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "server/http/openapi.gen.h"
#include "shared/wire/json_text.h"
#include "tests/support/json_checks.h"

namespace care::test {
namespace {

constexpr std::string_view kSchemas = "#/components/schemas/";

// Our JSON has no booleans: the two words outside of texts become flags.
std::string with_flags(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (text.substr(i).starts_with(":true")) {
      out += ":1";
      i += 5;
    } else if (text.substr(i).starts_with(":false")) {
      out += ":0";
      i += 6;
    } else {
      out += text[i++];
    }
  }
  return out;
}

const Json& member(const Json& object, std::string_view name) {
  const Json* found = object.find(name);
  if (found == nullptr) FAIL("openapi: no " << name << " in " << encode_canonical(object));
  return *found;
}

// A member that may be absent; then something of that kind without members.
const Json& member_or_none(const Json& object, std::string_view name, const Json& none) {
  const Json* found = object.find(name);
  return found != nullptr ? *found : none;
}
const Json& no_members() {
  static const Json none = Json::object();
  return none;
}
const Json& no_items() {
  static const Json none = Json::array();
  return none;
}

bool is_set(const Json& object, std::string_view flag) { return member_or_none(object, flag, no_items()) == Json(std::uint64_t{1}); }

bool is_required(const Json& schema, const std::string& name) {
  const auto& required = member_or_none(schema, "required", no_items()).items();
  return std::find(required.begin(), required.end(), Json(name)) != required.end();
}

// ---- patterns: what the generator writes is literals and classes, each at most once, n times, or any number of times

struct Atom {
  std::array<bool, 256> letters{};
  std::size_t least = 1, most = 1;
};

Atom take_atom(std::string_view& pattern) {
  Atom atom;
  const auto allow = [&](char letter) { atom.letters[static_cast<unsigned char>(letter)] = true; };
  if (pattern.front() == '[') {
    const std::size_t end = pattern.find(']');
    for (std::size_t i = 1; i < end; ++i) {
      const bool range = i + 2 < end && pattern[i + 1] == '-';
      for (int letter = pattern[i]; letter <= (range ? pattern[i + 2] : pattern[i]); ++letter) allow(static_cast<char>(letter));
      if (range) i += 2;
    }
    pattern.remove_prefix(end + 1);
  } else {
    if (pattern.front() == '\\') pattern.remove_prefix(1);
    allow(pattern.front());
    pattern.remove_prefix(1);
  }
  if (pattern.starts_with('*') || pattern.starts_with('+')) {
    atom.least = pattern.front() == '*' ? 0 : 1;
    atom.most = std::numeric_limits<std::size_t>::max();
    pattern.remove_prefix(1);
  } else if (pattern.starts_with('{')) {
    const std::size_t end = pattern.find('}');
    std::from_chars(pattern.data() + 1, pattern.data() + end, atom.least);
    atom.most = atom.least;
    pattern.remove_prefix(end + 1);
  }
  return atom;
}

bool fits_pattern(std::string_view pattern, std::string_view text) {
  if (!pattern.starts_with('^') || !pattern.ends_with('$')) return false;  // none of ours
  pattern = pattern.substr(1, pattern.size() - 2);
  while (!pattern.empty()) {
    const Atom atom = take_atom(pattern);
    std::size_t count = 0;
    while (count < atom.most && count < text.size() && atom.letters[static_cast<unsigned char>(text[count])]) ++count;
    if (count < atom.least) return false;
    text.remove_prefix(count);
  }
  return text.empty();
}

// ---- a value against a schema

class SchemaCheck {
 public:
  explicit SchemaCheck(const Json& document) : schemas_(member(member(document, "components"), "schemas")) {}

  // `owner` is the route or shape that the members belong to, `where` the way to the value.
  void check(const Json& schema, const Json& value, const std::string& owner, const std::string& where) {
    if (const std::string reference = text_of(schema, "$ref"); !reference.empty()) {
      const std::string name = reference.substr(kSchemas.size());
      return check(member(schemas_, name), value, name, where);
    }
    if (const Json* alternatives = schema.find("oneOf")) return check_one_of(*alternatives, value, owner, where);
    const std::string type = text_of(schema, "type");
    if (type == "object" && value.is_object()) {
      check_object(schema, value, owner, where);
    } else if (type == "array" && value.is_array()) {
      for (const Json& item : value.items()) check(member(schema, "items"), item, owner, where + "[]");
    } else if (type == "integer" && value.is_integer()) {
      check_integer(schema, value.integer(), where);
    } else if (type == "string" && value.is_text()) {
      check_text(schema, value.text(), where);
    } else {
      differs(where, "is no " + type);
    }
  }

  void differs(const std::string& where, const std::string& what) { differences.push_back(where + " " + what); }

  std::vector<std::string> differences;
  std::set<std::string> met;

 private:
  void check_object(const Json& schema, const Json& value, const std::string& owner, const std::string& where) {
    const Json& properties = member(schema, "properties");
    if (member(schema, "additionalProperties") != Json(std::uint64_t{0})) differs(where, "is described as open to anything");
    for (const auto& [name, inner] : value.members()) {
      const Json* described = properties.find(name);
      if (described == nullptr) {
        differs(where + "." + name, "is not described");
      } else {
        met.insert(owner + "." + name);
        check(*described, inner, owner + "." + name, where + "." + name);
      }
    }
    for (const auto& [name, inner] : properties.members()) {
      if (value.find(name) != nullptr) continue;
      if (is_required(schema, name)) {
        differs(where + "." + name, "is absent");
      } else {
        met.insert(owner + "." + name + "?");
      }
    }
  }

  void check_integer(const Json& schema, std::uint64_t value, const std::string& where) {
    if (const Json* least = schema.find("minimum"); least && value < least->integer()) differs(where, "is below the minimum");
    if (const Json* most = schema.find("maximum"); most && value > most->integer()) differs(where, "is above the maximum");
    check_choice(schema, Json(value), where);
  }

  void check_text(const Json& schema, const std::string& value, const std::string& where) {
    if (const Json* fixed = schema.find("const"); fixed && fixed->text() != value) differs(where, "is not " + fixed->text());
    if (const Json* pattern = schema.find("pattern"); pattern && !fits_pattern(pattern->text(), value)) {
      differs(where, "does not fit " + pattern->text());
    }
    check_choice(schema, Json(value), where);
  }

  void check_choice(const Json& schema, const Json& value, const std::string& where) {
    const Json* choices = schema.find("enum");
    if (choices == nullptr) return;
    const auto& list = choices->items();
    if (std::find(list.begin(), list.end(), value) == list.end()) differs(where, "is none of the choices");
  }

  // Of alternatives that do not fit, the one that fits best says why.
  void check_one_of(const Json& alternatives, const Json& value, const std::string& owner, const std::string& where) {
    std::vector<SchemaCheck> tried;
    for (const Json& each : alternatives.items()) {
      tried.push_back(SchemaCheck(schemas_, {}));
      tried.back().check(each, value, owner, where);
    }
    const auto fewer = [](const SchemaCheck& a, const SchemaCheck& b) { return a.differences.size() < b.differences.size(); };
    SchemaCheck& best = *std::min_element(tried.begin(), tried.end(), fewer);
    const auto fitting = std::count_if(tried.begin(), tried.end(), [](const SchemaCheck& each) { return each.differences.empty(); });
    if (fitting > 1) differs(where, "fits more than one of its alternatives");
    differences.insert(differences.end(), best.differences.begin(), best.differences.end());
    met.merge(best.met);
  }

  struct SchemasOnly {};
  SchemaCheck(const Json& schemas, SchemasOnly) : schemas_(schemas) {}
  const Json& schemas_;
};

// ---- the routes

std::string lower(std::string text) {
  for (char& letter : text) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return text;
}

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t end = std::min(text.find(at), text.size());
    parts.emplace_back(text.substr(0, end));
    if (end == text.size()) return parts;
    text.remove_prefix(end + 1);
  }
}

bool is_parameter(const std::string& segment) { return segment.starts_with('{'); }

bool fits_path(const std::string& pattern, const std::string& path) {
  const auto wanted = split(pattern, '/');
  const auto given = split(path, '/');
  return std::equal(wanted.begin(), wanted.end(), given.begin(), given.end(),
                    [](const std::string& a, const std::string& b) { return a == b || is_parameter(a); });
}

const Json& json_schema(const Json& content) { return member(member(content, "application/json"), "schema"); }
const Json& answer_content(const Json& operation) { return member(member(member(operation, "responses"), "200"), "content"); }
const Json& answer_schema(const Json& operation) { return json_schema(answer_content(operation)); }
// By the name of the event; null where the answer is one object.
const Json* event_schemas(const Json& operation) {
  const Json* events = answer_content(operation).find("text/event-stream");
  return events == nullptr ? nullptr : &member(*events, "x-events");
}
const Json* body_schema(const Json& operation) {
  const Json* body = operation.find("requestBody");
  return body != nullptr ? &json_schema(member(*body, "content")) : nullptr;
}

// What stands in the path or the query; digits are a number where one is described.
void check_parameter(SchemaCheck& check, const Json& parameters, std::string_view in, const std::string& name, const std::string& value,
                     const std::string& route) {
  const std::string where = route + " " + std::string(in) + "." + name;
  for (const Json& each : parameters.items()) {
    if (text_of(each, "name") != name || text_of(each, "in") != in) continue;
    const Json& schema = member(each, "schema");
    std::uint64_t number = 0;
    std::from_chars(value.data(), value.data() + value.size(), number);
    check.met.insert(where);
    return check.check(schema, text_of(schema, "type") == "integer" ? Json(number) : Json(value), where, where);
  }
  check.differs(where, "is not described");
}

void check_request(SchemaCheck& check, const Json& operation, const std::string& pattern, const Exchange& exchange) {
  const std::string route = text_of(operation, "operationId");
  const Json& parameters = member_or_none(operation, "parameters", no_items());
  const std::size_t query_at = std::min(exchange.target.find('?'), exchange.target.size());
  const auto wanted = split(pattern, '/');
  const auto given = split(exchange.target.substr(0, query_at), '/');
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (is_parameter(wanted[i])) check_parameter(check, parameters, "path", wanted[i].substr(1, wanted[i].size() - 2), given[i], route);
  }
  std::set<std::string> asked;
  if (query_at < exchange.target.size()) {
    for (const std::string& pair : split(exchange.target.substr(query_at + 1), '&')) {
      const auto halves = split(pair, '=');
      asked.insert(halves.front());
      check_parameter(check, parameters, "query", halves.front(), halves.back(), route);
    }
  }
  for (const Json& each : parameters.items()) {
    if (text_of(each, "in") != "query" || asked.contains(text_of(each, "name"))) continue;
    const std::string where = route + " query." + text_of(each, "name");
    if (is_set(each, "required")) {
      check.differs(where, "is absent and was not missed");
    } else {
      check.met.insert(where + "?");
    }
  }
  const Json* schema = body_schema(operation);
  if (schema == nullptr) {
    if (!exchange.request_body.empty()) check.differs(route + " request", "has a body that is not described");
    return;
  }
  const auto body = wire::parse_json(as_bytes(exchange.request_body), {.max_bytes = 64 * 1024 * 1024, .max_depth = 12});
  if (!body) return check.differs(route + " request", "is accepted and no JSON");
  check.check(*schema, *body, route + " request", route + " request");
}

void check_answer(SchemaCheck& check, const Json& operation, const Exchange& exchange, const std::string& where) {
  const Json* events = event_schemas(operation);
  const std::string_view wanted = events == nullptr ? "application/json" : "text/event-stream";
  if (exchange.content_type != wanted) return check.differs(where, "has the type " + exchange.content_type);
  if (events == nullptr) return check.check(answer_schema(operation), exchange.answer, where, where);
  for (std::string_view rest = exchange.answer_body; !rest.empty();) {
    const std::size_t end = std::min(rest.find("\n\n"), rest.size());
    const auto lines = split(rest.substr(0, end), '\n');
    rest.remove_prefix(std::min(end + 2, rest.size()));
    if (lines.size() != 2) continue;  // a comment
    const std::string name = lines[0].substr(std::string_view("event: ").size());
    const Json* schema = events->find(name);
    const auto data = wire::parse_json(as_bytes(lines[1]).subspan(std::string_view("data: ").size()));
    if (schema == nullptr || !data) {
      check.differs(where + "." + name, "is not described, or no JSON");
    } else {
      check.check(*schema, *data, where + "." + name, where + "." + name);
    }
  }
}

// A problem; or, for few routes, a refusal of their own.
void check_refusal(SchemaCheck& check, const Json& document, const Json& operation, const Exchange& exchange) {
  const std::string route = text_of(operation, "operationId");
  const Json* otherwise = &member(member(operation, "responses"), "default");
  if (otherwise->find("$ref") != nullptr) otherwise = &member(member(member(document, "components"), "responses"), "Problem");
  const Json* kind = member(*otherwise, "content").find(exchange.content_type);
  if (kind == nullptr) return check.differs(route + " answer", "has the type " + exchange.content_type + " with status " + std::to_string(exchange.status));
  check.check(member(*kind, "schema"), exchange.answer, route + " refusal", route + " refusal");
}

// Every member that a schema names, as SchemaCheck names what it met.
void collect_members(const Json& schemas, const Json& schema, const std::string& owner, std::set<std::string>& into) {
  if (const std::string reference = text_of(schema, "$ref"); !reference.empty()) {
    const std::string name = reference.substr(kSchemas.size());
    return collect_members(schemas, member(schemas, name), name, into);
  }
  for (const Json& each : member_or_none(schema, "oneOf", no_items()).items()) collect_members(schemas, each, owner, into);
  if (const Json* items = schema.find("items")) collect_members(schemas, *items, owner, into);
  for (const auto& [name, inner] : member_or_none(schema, "properties", no_members()).members()) {
    if (!is_required(schema, name)) into.insert(owner + "." + name + "?");
    if (into.insert(owner + "." + name).second) collect_members(schemas, inner, owner + "." + name, into);
  }
}

}  // namespace

ApiDescription::ApiDescription() {
  const std::string text = with_flags(server::kOpenApi);
  auto document = wire::parse_json(as_bytes(text), {.max_bytes = text.size(), .max_depth = 24});
  REQUIRE(document.ok());
  document_ = std::move(*document);
}

ApiDescription& ApiDescription::instance() {
  static ApiDescription one;
  return one;
}

std::vector<std::string> ApiDescription::differences(const Exchange& exchange) {
  const std::string path = exchange.target.substr(0, exchange.target.find('?'));
  for (const auto& [pattern, methods] : member(document_, "paths").members()) {
    const Json* operation = methods.find(lower(exchange.method));
    if (operation == nullptr || !fits_path(pattern, path)) continue;
    SchemaCheck check(document_);
    const std::string route = text_of(*operation, "operationId");
    if (exchange.status == 200) {
      check.met.insert(route);
      check_request(check, *operation, pattern, exchange);
      check_answer(check, *operation, exchange, route + " answer");
    } else {
      check_refusal(check, document_, *operation, exchange);
    }
    met_.merge(check.met);
    return check.differences;
  }
  if (exchange.status == 200 && path.starts_with("/api/")) return {exchange.method + " " + path + " is not described"};
  return {};
}

std::vector<std::string> ApiDescription::differences(const std::string& shape, const Json& value) {
  SchemaCheck check(document_);
  check.check(member(member(member(document_, "components"), "schemas"), shape), value, shape, shape);
  return check.differences;
}

std::set<std::string> ApiDescription::described() const {
  std::set<std::string> out;
  const Json& schemas = member(member(document_, "components"), "schemas");
  for (const auto& [pattern, methods] : member(document_, "paths").members()) {
    for (const auto& [method, operation] : methods.members()) {
      const std::string route = text_of(operation, "operationId");
      out.insert(route);
      for (const Json& each : member_or_none(operation, "parameters", no_items()).items()) {
        if (each.find("$ref") != nullptr) continue;  // the proof: routes_test.cpp
        const std::string name = route + " " + text_of(each, "in") + "." + text_of(each, "name");
        out.insert(name);
        if (!is_set(each, "required")) out.insert(name + "?");
      }
      if (const Json* body = body_schema(operation)) collect_members(schemas, *body, route + " request", out);
      if (const Json* events = event_schemas(operation); events != nullptr) {
        for (const auto& [name, schema] : events->members()) collect_members(schemas, schema, route + " answer." + name, out);
      } else {
        collect_members(schemas, answer_schema(operation), route + " answer", out);
      }
      const Json& otherwise = member(member(operation, "responses"), "default");
      if (const Json* content = otherwise.find("content")) collect_members(schemas, json_schema(*content), route + " refusal", out);
    }
  }
  collect_members(schemas, member(schemas, "Problem"), "Problem", out);
  return out;
}

}  // namespace care::test
