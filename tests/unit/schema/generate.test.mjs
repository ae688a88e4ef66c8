// scripts/generate.mjs on a copy of the tree: what it refuses. Run with: node --test tests/unit/schema
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
const parts = ["scripts/generate.mjs", "scripts/generate", "shared/schema", "shared/base/error_code.gen.h", "server/http/openapi.gen.h", "shared/docs/dictionary.gen.md", "web/src/generated", "web/src/i18n"];

// Changes one file of a copy and returns what --check says about it.
function checkWith(path, change) {
  const copy = mkdtempSync(join(tmpdir(), "care-generate-"));
  try {
    for (const part of parts) cpSync(join(root, part), join(copy, part), { recursive: true });
    if (path !== undefined) {
      const before = readFileSync(join(copy, path), "utf8");
      const after = change(before);
      assert.notEqual(after, before, "the change found nothing to change");
      writeFileSync(join(copy, path), after);
    }
    const run = spawnSync(process.execPath, [join(copy, "scripts/generate.mjs"), "--check"], { encoding: "utf8" });
    return { passes: run.status === 0, said: run.stderr };
  } finally {
    rmSync(copy, { recursive: true });
  }
}

test("the committed files are what the generator writes", () => {
  assert.deepEqual(checkWith(), { passes: true, said: "" });
});

const drink = "shared/schema/records/drink.json";
const refused = [
  ["an edited generated file", "shared/schema/record_tables.gen.h", ["= 2000", "= 9000"], /record_tables.gen.h differs/],
  ["a changed limit without generating", drink, ['"max": 2000, "step"', '"max": 2500, "step"'], /differs/],
  ["a label without words", drink, ['"field-amount"', '"field-volume"'], /no words for field-volume/],
  ["words that nothing uses", "web/src/i18n/record/strings.en.ftl", ["record-drink =", "record-potion = Potion\nrecord-drink ="], /nothing uses record-potion/],
  ["words written twice", "web/src/i18n/record/strings.en.ftl", ["record-food =", "record-drink = Drink\nrecord-food ="], /record-drink is there twice/],
  ["a field kind that is not known", drink, ['"kind": "flag"', '"kind": "boolean"'], /kind boolean is not known/],
  ["a limit outside the step", drink, ['"max": 2000, "step"', '"max": 2002, "step"'], /multiples of the step/],
  ["a limit without unit", drink, [', "unit": "ml"', ""], /a limit needs its unit/],
  ["a reserved field name", drink, ['"name": "drink"', '"name": "type"'], /can't be used/],
  ["a key that means nothing", drink, ['"kind": "flag"', '"kind": "flag", "max": 1'], /max means nothing for flag/],
  ["a rule about a field that is not there", drink, ['"then": {"field": "refused"', '"then": {"field": "denied"'], /rule names denied/],
  ["a rule without its why", drink, [/, "why": "[^"]*"/, ""], /needs its why/],
  ["a permission that is not known", drink, ['"daily_write"', '"nightly_write"'], /nightly_write is not known/],
  ["a type that the server could tell apart", drink, ['"schema": 1', '"schema": 2'], /can tell them apart/],
  ["a change facet of another class", drink, ['"fragment": "change", "class": "care"', '"fragment": "change", "class": "meds"'], /class is that of the first facet/],
  ["a role that is not known", "shared/schema/permissions.json", ['"maintenance"\n', '"gardener"\n'], /gardener is not known/],
  ["a member's change without proof", "shared/schema/routes.json", [/("handler": "append_records",\s*"access": "record_write",\s*"proof": )1/, "$10"], /needs a proof/],
  ["a route with a permission that is not known", "shared/schema/routes.json", ['"access": "audit_read"', '"access": "audit_peek"'], /audit_peek is not known/],
  ["a route twice", "shared/schema/routes.json", ['"/api/v1/grants"', '"/api/v1/members"'], /occurs twice/],
  ["a shape that is not known", "shared/schema/routes.json", ['"[Version]"', '"[Edition]"'], /Edition is not known/],
  ["a shape that nothing uses", "shared/schema/shapes.json", ['"Wrap":', '"Scrap": { "kind": "integer" },\n  "Wrap":'], /nothing uses shape Scrap/],
  ["a changed shape without generating", "shared/schema/shapes.json", ['"seq": "integer", ', ''], /openapi.gen.json differs/],
];
for (const [name, path, [from, to], sentence] of refused) {
  test(`refuses ${name}`, () => {
    const { passes, said } = checkWith(path, (text) => text.replace(from, to));
    assert.equal(passes, false);
    assert.match(said, sentence);
  });
}
