// TypeScript of the record types: what a record holds, and what a form needs to draw it.
import { emit, note, read } from "./output.mjs";
import { choiceLabel, fieldKinds, loadRecords, recordLabel, recordsFolder, showsUnit, unitLabel } from "./record_types.mjs";
import { messageIds } from "./labels.mjs";

const text = (value) => JSON.stringify(value);
const pascal = (name) => name.replace(/(?:^|_)([a-z0-9])/g, (_, letter) => letter.toUpperCase());
const camel = (name) => pascal(name).replace(/^./, (letter) => letter.toLowerCase());
const union = (values) => values.map(text).join(" | ");

function valueType(field, ids) {
  switch (field.kind) {
    case "choice": case "choice_integer": return union(field.choices);
    case "choices": return `readonly (${union(field.choices)})[]`;
    case "list_text": return "readonly string[]";
    case "integer": case "decimal": case "instant": return "number";
    case "flag": return "Flag";
    case "id": return `${ids[field.prefix]}Id`;
    default: return "string";
  }
}

const comment = (field) => {
  if (field.kind === "decimal") return `  // ${field.unit}, times ${10 ** field.scale}`;
  return ["integer", "choice_integer"].includes(field.kind) && field.unit !== undefined ? `  // ${field.unit}` : "";
};

function facetType(record, facet, ids) {
  const members = facet.fields.map((f) => `  readonly ${f.name}${f.required === 1 ? "" : "?"}: ${valueType(f, ids)};${comment(f)}`);
  return `export interface ${pascal(record.type)}${pascal(facet.name)} {\n${members.join("\n")}\n}`;
}

function recordType(record, ids) {
  const own = record.facets.filter((f) => f.name !== "change");
  const members = own.map((f) => `  readonly ${f.name}${f.optional === 1 ? "?" : ""}: ${pascal(record.type)}${pascal(f.name)};`);
  return `${own.map((facet) => facetType(record, facet, ids)).join("\n\n")}\n\n` +
    `export interface ${pascal(record.type)}Fields {\n${members.join("\n")}\n  readonly change?: Change;\n}`;
}

function fieldForm(field) {
  const choices = field.choices?.map((c) => `{ value: ${text(c)}, labelKey: ${text(choiceLabel(field, c))} }`);
  const members = [
    ["name", text(field.name)], ["kind", text(field.kind)], ["labelKey", text(field.label)],
    ["required", field.required === 1 ? "true" : undefined], ["hidden", field.hidden === 1 ? "true" : undefined],
    ["multiline", field.multiline === 1 ? "true" : undefined], ["birth", field.birth === 1 ? "true" : undefined],
    ["min", field.min], ["max", field.max], ["step", field.step], ["scale", field.scale], ["itemMax", field.item_max],
    ["unitKey", showsUnit(field) ? text(unitLabel(field.unit)) : undefined],
    ["prefix", field.prefix === undefined ? undefined : text(field.prefix)],
    ["choices", choices === undefined ? undefined : `[${choices.join(", ")}]`],
  ];
  return `{ ${members.filter(([, value]) => value !== undefined).map(([name, value]) => `${name}: ${value}`).join(", ")} }`;
}

function recordForm(record) {
  const facets = record.facets.map((f) =>
    `    ${f.name}: { number: ${f.number}, dataClass: ${text(f.class)}, optional: ${f.optional === 1}, fields: [\n${f.fields.map((each) => `      ${fieldForm(each)},`).join("\n")}\n    ] },`);
  return `export const ${camel(record.type)}Form = {\n  type: ${text(record.type)},\n  labelKey: ${text(recordLabel(record))},\n  collection: ${record.collection.number},\n  write: ${text(record.write)},\n` +
    `  introducesSubject: ${record.introduces_subject === 1},\n  facets: {\n${facets.join("\n")}\n  },\n} as const satisfies RecordForm;`;
}

const formTypes = (kinds) => `export type FieldKind =\n${kinds.map((kind) => `  | ${text(kind)}`).join("\n")};

export interface ChoiceForm {
  readonly value: string | number;
  readonly labelKey: RecordMessageId;
}

// Limits are characters of text, entries of a list, bytes of an image or the number itself. A decimal is an integer
// times 10^scale, limits included.
export interface FieldForm {
  readonly name: string;
  readonly kind: FieldKind;
  readonly labelKey: RecordMessageId;
  readonly required?: true;
  readonly hidden?: true; // filled in by the device
  readonly multiline?: true;
  readonly birth?: true;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly scale?: number;
  readonly itemMax?: number;
  readonly unitKey?: RecordMessageId;
  readonly prefix?: string;
  readonly choices?: readonly ChoiceForm[];
}

export interface FacetForm {
  readonly number: number;
  readonly dataClass: DataClass;
  readonly optional: boolean;
  readonly fields: readonly FieldForm[];
}

export interface RecordForm {
  readonly type: RecordType;
  readonly labelKey: RecordMessageId;
  readonly collection: number;
  readonly write: Permission;
  readonly introducesSubject: boolean;
  readonly facets: { readonly [facet: string]: FacetForm };
}`;

export function recordForms() {
  const records = loadRecords();
  const ids = read("shared/schema/shapes.json").ids;
  const change = records[0].facets.find((f) => f.name === "change");
  const parts = [
    `import type { DataClass, Permission } from "./permissions.gen.ts";`,
    `declare const idKind: unique symbol;\n// Text with the prefix of its kind; ids of different kinds don't mix.\nexport type Id<Prefix extends string> = string & { readonly [idKind]: Prefix };\n` +
      Object.entries(ids).map(([prefix, name]) => `export type ${name}Id = Id<${text(prefix)}>;`).join("\n"),
    "export type Flag = 0 | 1;",
    `${facetType({ type: "" }, change, ids)}`,
    ...records.map((record) => recordType(record, ids)),
    `export interface RecordFieldsOf {\n${records.map((r) => `  readonly ${r.type}: ${pascal(r.type)}Fields;`).join("\n")}\n}\n\nexport type RecordType = keyof RecordFieldsOf;`,
    `// Their words stand in src/i18n/{record,field,choice,unit,class,role}/strings.en.ftl.\nexport type RecordMessageId =\n${messageIds().map((id) => `  | ${text(id)}`).join("\n")};`,
    formTypes(fieldKinds),
    ...records.map(recordForm),
    `export const recordForms = {\n${records.map((r) => `  ${r.type}: ${camel(r.type)}Form,`).join("\n")}\n} as const satisfies { readonly [T in RecordType]: RecordForm };`,
  ];
  emit("web/src/generated/records.gen.ts", `${note(recordsFolder)}${parts.join("\n\n")}\n`);
}
