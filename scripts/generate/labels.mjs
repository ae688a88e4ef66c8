// Every label key of the schema needs words that people wrote, and no words may be left over.
import { fault, readText } from "./output.mjs";
import { loadAccess } from "./access.mjs";
import { choiceLabel, loadRecords, recordLabel, showsUnit, unitLabel } from "./record_types.mjs";

// web/src/i18n/<group>/strings.en.ftl holds the messages that begin with <group>-.
const groups = ["record", "field", "choice", "unit", "class", "role"];
const wordsOf = (group) => `web/src/i18n/${group}/strings.en.ftl`;

export function messageIds() {
  const { roles, classes } = loadAccess();
  const ids = new Set([...roles.map((r) => `role-${r.name}`), ...classes.map((c) => `class-${c.name}`)]);
  for (const record of loadRecords()) {
    ids.add(recordLabel(record));
    for (const field of record.facets.flatMap((f) => f.fields)) {
      ids.add(field.label);
      if (showsUnit(field)) ids.add(unitLabel(field.unit));
      for (const choice of field.choices ?? []) ids.add(choiceLabel(field, choice));
    }
  }
  return [...ids].sort();
}

export function labels() {
  const needed = messageIds();
  for (const group of groups) {
    const words = wordsOf(group);
    const written = [...readText(words).matchAll(/^([a-z][a-z0-9-]*) = \S/gm)].map(([, id]) => id);
    const wanted = needed.filter((id) => id.startsWith(`${group}-`));
    for (const id of wanted) if (!written.includes(id)) fault(`${words}: no words for ${id}`);
    for (const [i, id] of written.entries()) {
      if (!wanted.includes(id)) fault(`${words}: nothing uses ${id}`);
      if (written.indexOf(id) !== i) fault(`${words}: ${id} is there twice`);
    }
  }
  for (const id of needed) if (!groups.some((group) => id.startsWith(`${group}-`))) fault(`label ${id} belongs to no group of words`);
}
