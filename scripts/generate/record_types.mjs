// Reads and checks shared/schema/records: fragments are put in place, limits are filled in.
import { fault, list, read } from "./output.mjs";
import { loadAccess } from "./access.mjs";

export const recordsFolder = "shared/schema/records";
export const changeFacet = 15;

const plainKinds = ["flag", "instant", "date", "nhs_number", "nino", "postcode", "phone", "email", "dose", "ods_code", "cqc_id"];
// What each kind must say and may say besides name, kind, label and sensitivity.
const kinds = {
  text: { needs: ["max"], may: ["min", "multiline", "redact"] },
  list_text: { needs: ["max", "item_max"], may: ["min", "redact"] },
  choice: { needs: ["choices"], may: [] },
  choices: { needs: ["choices"], may: ["min", "max"] },
  choice_integer: { needs: ["choices"], may: [] },
  integer: { needs: ["min", "max"], may: ["step"] },
  decimal: { needs: ["min", "max", "scale"], may: ["step"] },
  id: { needs: ["prefix"], may: [] },
  image: { needs: ["max"], may: [] },
  ...Object.fromEntries(plainKinds.map((kind) => [kind, { needs: [], may: kind === "date" ? ["birth"] : [] }])),
};
export const fieldKinds = Object.keys(kinds);
export const sensitivities = ["none", "personal", "special_category"];
const always = ["name", "kind", "required", "hidden", "label", "sensitivity", "unit"];
const reserved = ["type", "v"];
const namePattern = /^[a-z][a-z0-9_]*$/;

function checkField(field, wrong) {
  const kind = kinds[field.kind];
  if (kind === undefined) return wrong(`kind ${field.kind} is not known`);
  for (const need of [...kind.needs, "label", "sensitivity"]) if (!(need in field)) wrong(`needs ${need}`);
  for (const key of Object.keys(field)) if (![...always, ...kind.needs, ...kind.may].includes(key)) wrong(`${key} means nothing for ${field.kind}`);
  if (!namePattern.test(field.name) || reserved.includes(field.name)) wrong("this name can't be used");
  if (!sensitivities.includes(field.sensitivity)) wrong(`sensitivity ${field.sensitivity} is not known`);
  if (field.redact !== undefined && field.redact !== "free_text") wrong(`redact ${field.redact} is not known`);
  if (("max" in field || "min" in field) && !("unit" in field) && field.kind !== "choices") wrong("a limit needs its unit");
  if ("min" in field && "max" in field && field.min > field.max) wrong("min is above max");
  const step = field.step ?? 1;
  if (["integer", "decimal"].includes(field.kind) && (field.min % step !== 0 || field.max % step !== 0)) wrong("limits must be multiples of the step");
  const choices = field.choices ?? [];
  const form = field.kind === "choice_integer" ? (c) => Number.isInteger(c) && c >= 0 : (c) => namePattern.test(c);
  if (new Set(choices).size !== choices.length || !choices.every(form)) wrong("choices must be different and well spelt");
  if (field.kind === "choices" && (field.max ?? 1) > choices.length) wrong("max is above the number of choices");
}

function checkCondition(condition, fields, wrong) {
  const names = [condition.field, ...(condition.any_of ?? []), condition.above].filter((name) => name !== undefined);
  for (const name of names) if (!fields.has(name)) wrong(`rule names ${name}, which is not there`);
  for (const key of ["is", "not"]) {
    const field = fields.get(condition.field);
    if (typeof condition[key] === "string" && !field?.choices?.includes(condition[key])) wrong(`rule: ${condition[key]} is not a choice of ${condition.field}`);
  }
}

function checkRule(rule, record, errors, wrong) {
  const facet = record.facets.find((f) => f.name === rule.facet);
  if (facet === undefined) return wrong(`rule names facet ${rule.facet}, which is not there`);
  const fields = new Map(facet.fields.map((f) => [f.name, f]));
  if (rule.if) checkCondition(rule.if, fields, wrong);
  checkCondition(rule.then, fields, wrong);
  if (rule.at !== undefined && !fields.has(rule.at)) wrong(`rule points at ${rule.at}, which is not there`);
  if (!errors.has(rule.error)) wrong(`rule: error ${rule.error} is not known`);
  if (!rule.why) wrong("a rule needs its why");
}

function checkRecord(record, access, errors) {
  const wrong = (where, what) => fault(`${recordsFolder}/${record.type}.json: ${where}: ${what}`);
  if (!namePattern.test(record.type)) wrong("type", "badly spelt");
  if (!access.permissions.some((p) => p.name === record.write)) wrong("write", `permission ${record.write} is not known`);
  let last = 0;
  for (const facet of record.facets) {
    if (facet.number <= last || facet.number > changeFacet) wrong(facet.name, "facet numbers must ascend, up to 15");
    last = facet.number;
    if (!access.classes.some((c) => c.name === facet.class)) wrong(facet.name, `class ${facet.class} is not known`);
    const seen = new Set();
    for (const field of facet.fields) {
      if (seen.has(field.name)) wrong(field.name, "is there twice");
      seen.add(field.name);
      checkField(field, (what) => wrong(`${facet.name}.${field.name}`, what));
    }
  }
  if (!Number.isInteger(record.collection.schema)) wrong("collection", "needs its schema number");
  const change = record.facets.at(-1);
  if (change.class !== record.facets[0].class) wrong(change.name, "its class is that of the first facet");
  if (last !== changeFacet) wrong("facets", "every record needs the change facet");
  for (const rule of record.rules) checkRule(rule, record, errors, (what) => wrong("rules", what));
}

// The server sees collection, schema number and facets. Types that share a collection must look alike there.
function checkCollections(records) {
  const outside = (r) => JSON.stringify([r.collection.schema, r.collection.name, r.write, r.facets.map((f) => [f.number, f.class, f.optional ?? 0])]);
  const seen = new Map();
  for (const record of records) {
    const other = seen.get(record.collection.number) ?? record;
    seen.set(record.collection.number, other);
    if (outside(record) !== outside(other)) fault(`${record.type} and ${other.type} share collection ${record.collection.number} but the server can tell them apart`);
    if (other !== record && !record.why_shared) fault(`${record.type}: a shared collection needs why_shared`);
  }
}

const inPlace = (list, fragments) => list.flatMap((each) => (each.fragment === undefined ? [each] : fragments[each.fragment]));

function filledIn(field) {
  const out = { ...field };
  if (["text", "list_text", "choices"].includes(field.kind)) out.min = field.min ?? 1;
  if (field.kind === "choices") out.max = field.max ?? field.choices.length;
  if (["integer", "decimal"].includes(field.kind)) out.step = field.step ?? 1;
  return out;
}

function loadRecord(path, fragments) {
  const record = read(path);
  const rules = [...(record.rules ?? [])];
  const facets = record.facets.map((facet) => {
    const fragment = facet.fragment === undefined ? {} : fragments.facets[facet.fragment];
    rules.push(...(fragment.rules ?? []));
    const { rules: _, fragment: __, ...whole } = { ...fragment, ...facet };
    return { ...whole, fields: inPlace(whole.fields, fragments.fields).map(filledIn) };
  });
  return { ...record, facets, rules };
}

export function loadRecords() {
  const fragments = read("shared/schema/fragments.json");
  const records = list(recordsFolder).filter((name) => name.endsWith(".json")).map((name) => loadRecord(`${recordsFolder}/${name}`, fragments));
  const access = loadAccess();
  const errors = new Set(read("shared/schema/errors.json").map((e) => e.name));
  for (const record of records) checkRecord(record, access, errors);
  checkCollections(records);
  return records;
}

// ── label keys ───────────────────────────────────────────────────────────────────────────────────
const dashed = (text) => text.replaceAll("_", "-");
const unitWords = [["°C", "celsius"], ["%", "percent"], [/^\//, "per-"], ["/", "-per-"], [/ /g, "-"]];

export const recordLabel = (record) => `record-${dashed(record.type)}`;
export const choiceLabel = (field, choice) => `choice-${dashed(field.name)}-${dashed(String(choice))}`;
export const unitLabel = (unit) => `unit-${unitWords.reduce((text, [from, to]) => text.replace(from, to), unit).toLowerCase()}`;
// Only of numbers that people type is the unit shown beside the value.
export const showsUnit = (field) => ["integer", "decimal", "choice_integer"].includes(field.kind) && field.unit !== undefined && field.hidden !== 1;
