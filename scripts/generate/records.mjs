// C++ tables of the record types; shared/validate interprets them.
import { emit, header, names } from "./output.mjs";
import { fieldKinds, loadRecords, recordsFolder, sensitivities } from "./record_types.mjs";

const text = (value) => JSON.stringify(value);
const pascal = (name) => name.replace(/(?:^|_)([a-z0-9])/g, (_, letter) => letter.toUpperCase());

// Arrays that the tables point to; equal ones are written once.
class Arrays {
  #names = new Map();
  lines = [];
  span(type, prefix, values, spell) {
    if (values.length === 0) return undefined;
    const key = JSON.stringify([type, values]);
    if (!this.#names.has(key)) {
      const name = `k${prefix}`;
      this.#names.set(key, name);
      this.lines.push(`inline constexpr ${type} ${name}[] = {${values.map(spell).join(", ")}};`);
    }
    return this.#names.get(key);
  }
}

function fieldRow(record, facet, field, arrays) {
  const where = `${pascal(record.type)}${pascal(facet.name)}${pascal(field.name)}`;
  const numeric = field.kind === "choice_integer";
  const choices = arrays.span(numeric ? "std::uint64_t" : "std::string_view", `${where}Choices`, field.choices ?? [], numeric ? String : text);
  const members = [
    ["name", text(field.name)],
    ["min", field.min],
    ["max", field.max],
    ["step", field.step],
    ["item_max", field.item_max],
    ["unit", field.unit !== undefined && text(field.unit)],
    ["prefix", field.prefix !== undefined && text(field.prefix)],
    [numeric ? "choice_numbers" : "choices", choices],
    ["label", text(field.label)],
    ["kind", `FieldKind::${field.kind}`],
    ["scale", field.scale],
    ["sensitivity", field.sensitivity !== "none" && `Sensitivity::${field.sensitivity}`],
    ["redact", field.redact !== undefined && `Redact::${field.redact}`],
    ["required", field.required === 1 && "true"],
    ["hidden", field.hidden === 1 && "true"],
    ["birth", field.birth === 1 && "true"],
    ["multiline", field.multiline === 1 && "true"],
  ];
  const given = members.filter(([, value]) => value !== undefined && value !== false);
  return `    {${given.map(([name, value]) => `.${name} = ${value}`).join(", ")}},`;
}

function conditionOf(condition, arrays) {
  const fields = [...(condition.any_of ?? [condition.field]), ...(condition.above === undefined ? [] : [condition.above])];
  const span = arrays.span("std::string_view", `RuleFields${pascal(fields.join("_"))}`, fields, text);
  const key = ["is", "not", "present", "above"].find((each) => each in condition);
  const value = condition[key];
  const test = {
    is: typeof value === "string" ? "is_text" : "is_number",
    not: typeof value === "string" ? "is_not_text" : "is_not_number",
    present: value === 1 ? "any_present" : "none_present",
    above: "above",
  }[key];
  const operand = { is: value, not: value }[key];
  const given = operand === undefined ? "" : typeof operand === "string" ? `.text = ${text(operand)}, ` : `.number = ${operand}, `;
  return `{.fields = ${span}, ${given}.test = RuleTest::${test}}`;
}

function ruleRow(rule, record, arrays) {
  const facet = record.facets.find((f) => f.name === rule.facet);
  const at = rule.at === undefined ? "" : `.at = ${text(rule.at)}, `;
  const when = rule.if === undefined ? "" : `.when = RuleCondition${conditionOf(rule.if, arrays)}, `;
  return `    // ${rule.why}\n    {${at}.then = ${conditionOf(rule.then, arrays)},\n     ${when}.facet = ${facet.number}, .error = ErrorCode::${rule.error}},`;
}

function recordPart(record, arrays) {
  const name = pascal(record.type);
  const parts = [];
  const facets = record.facets.map((facet) => {
    const fields = `k${name}${pascal(facet.name)}Fields`;
    parts.push(`inline constexpr FieldInfo ${fields}[] = {\n${facet.fields.map((field) => fieldRow(record, facet, field, arrays)).join("\n")}\n};`);
    return `    {.name = ${text(facet.name)}, .fields = ${fields}, .number = ${facet.number}, .data_class = DataClass::${facet.class}${facet.optional === 1 ? ", .optional = true" : ""}},`;
  });
  parts.push(`inline constexpr FacetInfo k${name}Facets[] = {\n${facets.join("\n")}\n};`);
  if (record.rules.length > 0) parts.push(`inline constexpr RuleInfo k${name}Rules[] = {\n${record.rules.map((rule) => ruleRow(rule, record, arrays)).join("\n")}\n};`);
  return parts.join("\n\n");
}

function recordRow(record) {
  const name = pascal(record.type);
  return `    {.name = ${text(record.type)}, .collection_name = ${text(record.collection.name)}, .facets = k${name}Facets${record.rules.length > 0 ? `, .rules = k${name}Rules` : ""},\n` +
    `     .version = ${record.version}, .schema = ${record.collection.schema}, .collection = ${record.collection.number}, .type = RecordType::${record.type}, .write = Permission::${record.write}${record.introduces_subject === 1 ? ", .introduces_subject = true" : ""}},`;
}

const shapes = (records) => [
  `enum class RecordType : std::uint8_t {\n${records.map((r) => `  ${r.type},`).join("\n")}\n};`,
  names("RecordType", records.map((r) => ({ name: r.type })), "find_record_type"),
  `enum class FieldKind : std::uint8_t {\n${fieldKinds.map((kind) => `  ${kind},`).join("\n")}\n};`,
  `enum class Sensitivity : std::uint8_t { ${sensitivities.join(", ")} };\nenum class Redact : std::uint8_t { nothing, free_text };`,
  "struct FieldInfo {\n  std::string_view name;\n  std::uint64_t min = 0;  // characters, entries, bytes or the number itself\n  std::uint64_t max = 0;\n  std::uint64_t step = 1;\n  std::uint64_t item_max = 0;\n" +
    "  std::string_view unit{};\n  std::string_view prefix{};\n  std::span<const std::string_view> choices{};\n  std::span<const std::uint64_t> choice_numbers{};\n  std::string_view label{};\n" +
    "  FieldKind kind = FieldKind::text;\n  std::uint8_t scale = 0;  // decimal: digits after the point; 365 with scale 1 is 36.5\n  Sensitivity sensitivity = Sensitivity::none;\n  Redact redact = Redact::nothing;\n" +
    "  bool required = false;\n  bool hidden = false;     // filled in by the device, never shown in a form\n  bool birth = false;      // a date of birth\n  bool multiline = false;  // text of several lines\n};",
  "struct FacetInfo {\n  std::string_view name;\n  std::span<const FieldInfo> fields{};\n  std::uint16_t number = 0;\n  DataClass data_class = DataClass::common;\n  bool optional = false;\n};",
  "enum class RuleTest : std::uint8_t {\n  any_present,    // at least one of the fields\n  none_present,\n  is_text,\n  is_not_text,    // other or absent\n  is_number,\n  is_not_number,  // other or absent\n" +
    "  above,          // the first field above the second; holds if either is absent\n};",
  "struct RuleCondition {\n  std::span<const std::string_view> fields{};\n  std::string_view text{};\n  std::uint64_t number = 0;\n  RuleTest test = RuleTest::any_present;\n};",
  "// If `when` holds (or is absent), `then` must hold; otherwise `error` at the field `at` (or at the facet).\n" +
    "struct RuleInfo {\n  std::string_view at{};\n  RuleCondition then{};\n  std::optional<RuleCondition> when{};\n  std::uint16_t facet = 0;\n  ErrorCode error = ErrorCode::field_contradicts;\n};",
  "struct RecordInfo {\n  std::string_view name;\n  std::string_view collection_name;\n  std::span<const FacetInfo> facets{};\n  std::span<const RuleInfo> rules{};\n" +
    "  std::uint16_t version = 0;  // stands inside the sealed facet\n  std::uint16_t schema = 0;   // of its collection: stands in the statement, where the server sees it\n  std::uint16_t collection = 0;\n  RecordType type{};\n  Permission write{};\n  bool introduces_subject = false;\n};",
  "// Why a record was corrected or struck; every record type has it, only updates and strikes carry it.\ninline constexpr std::uint16_t kChangeFacet = 15;",
];

const finders =
  "constexpr const RecordInfo& info_of(RecordType type) { return kRecords[static_cast<std::size_t>(type)]; }\n\n" +
  "constexpr const FacetInfo* find_facet(const RecordInfo& record, std::uint16_t number) {\n  for (const FacetInfo& facet : record.facets) {\n    if (facet.number == number) return &facet;\n  }\n  return nullptr;\n}\n\n" +
  "constexpr const FacetInfo* find_facet(const RecordInfo& record, std::string_view name) {\n  for (const FacetInfo& facet : record.facets) {\n    if (facet.name == name) return &facet;\n  }\n  return nullptr;\n}\n\n" +
  "constexpr const FieldInfo* find_field(const FacetInfo& facet, std::string_view name) {\n  for (const FieldInfo& field : facet.fields) {\n    if (field.name == name) return &field;\n  }\n  return nullptr;\n}\n\n" +
  "// What the server may know of a record: any type of its collection tells the same.\n" +
  "constexpr const RecordInfo* find_collection(std::uint16_t collection) {\n  for (const RecordInfo& record : kRecords) {\n    if (record.collection == collection) return &record;\n  }\n  return nullptr;\n}";

export function records() {
  const all = loadRecords();
  const arrays = new Arrays();
  const parts = all.map((record) => recordPart(record, arrays));
  emit("shared/schema/record_tables.gen.h", header(recordsFolder,
    ["cstddef", "cstdint", "optional", "span", "string_view", "shared/base/error.h", "shared/schema/access_tables.gen.h"],
    [...shapes(all), arrays.lines.join("\n"), ...parts, `inline constexpr RecordInfo kRecords[] = {\n${all.map(recordRow).join("\n")}\n};`, finders]));
}
