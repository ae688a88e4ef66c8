// The module is what wasm/care_core.d.ts says: same names, same numbers and kinds of arguments, same two forms of answer.

import assert from "node:assert/strict";
import { test } from "node:test";
import { bytes, canonical, codeOf, declaredCalls, loadCore, ownCalls, valueOf } from "./core.mjs";

const core = await loadCore();

const declared = declaredCalls("wasm/care_core.d.ts", "CareCore");

const sample = { b: () => new Uint8Array(3), t: () => "{}", n: () => 1 };
const argumentsFor = (kinds) => [...kinds].map((kind) => sample[kind]());

test("care_core.d.ts: names every call of the module and no other", () => {
  assert.deepEqual(ownCalls(core).sort(), [...declared.keys()].sort());
});

for (const [name, kinds] of declared) {
  test(`${name}: takes ${kinds.length} arguments of the declared kinds and answers JSON`, () => {
    assert.equal(core[name].length, kinds.length);
    const answer = JSON.parse(core[name](...argumentsFor(kinds)));
    assert.ok(answer.ok === 1 ? "value" in answer : answer.ok === 0 && /^[a-z_]+$/.test(answer.code), JSON.stringify(answer));
  });

  test(`${name}: refuses other arguments before the module sees them`, () => {
    const right = argumentsFor(kinds);
    assert.throws(() => core[name](...right, "more"), TypeError);
    if (kinds.length > 0) assert.throws(() => core[name](...right.slice(1)), TypeError);
    right.forEach((_, i) => {
      for (const wrong of [undefined, null, {}, [], true, kinds[i] === "t" ? 1 : "1"]) {
        assert.throws(() => core[name](...right.with(i, wrong)), TypeError);
      }
    });
  });
}

test("core_info: the suite, and no vault open", () => {
  assert.deepEqual(valueOf(core.core_info()), { abi: 1, suite: 1, open: 0 });
});

test("arguments: anything but canonical JSON is refused by code", () => {
  const cases = { "": "json_malformed", "{": "json_malformed", '{"b":1,"a":1}': "json_not_canonical", '{ "a":1}': "json_malformed",
    '{"a":1,"a":2}': "json_duplicate_key", '{"a":1.5}': "json_malformed", '{"a":null}': "json_malformed" };
  const got = Object.fromEntries(Object.keys(cases).map((text) => [text, codeOf(core.validate_record(text))]));
  for (const [text, code] of Object.entries(got)) assert.match(code, /^json_/, text);
  assert.equal(codeOf(core.validate_record('{"deep":' + "[".repeat(64) + "]".repeat(64) + "}")), "json_too_deep");
});

test("numbers: only whole ones from 0 to 2^53-1", () => {
  for (const wrong of [-1, 1.5, NaN, Infinity, 2 ** 53, 1e21, -0.5]) {
    assert.equal(codeOf(core.sign_request("GET", "/", new Uint8Array(), wrong)), "json_wrong_type", String(wrong));
  }
  assert.equal(codeOf(core.sign_request("GET", "/", new Uint8Array(), Number.MAX_SAFE_INTEGER)), "vault_locked");
});

test("text: names and notes of any script come back as they went in", () => {
  const text = "Gwên, 漢字 😀 \u0000 line\nbreak";
  const answer = valueOf(core.validate_record(canonical({ type: "note", act: "create", now: 1_795_269_900_000,
    fields: { body: { text: text.replace("\u0000 ", ""), occurred: 1_795_269_300_000, offset: 840, entered: 1_795_269_899_000 } } })));
  assert.deepEqual(answer.errors, []);
  assert.equal(answer.fields.body.text, "Gwên, 漢字 😀 line\nbreak");
});

test("without a vault: whatever needs keys says so", () => {
  for (const name of ["make_kit", "lock"]) assert.equal(codeOf(core[name]()), name === "lock" ? "ok" : "vault_locked");
  assert.equal(codeOf(core.seal_records(canonical({ now: 1, records: [] }))), "vault_locked");
  assert.equal(codeOf(core.open_records(canonical({ records: [] }))), "vault_locked");
});

test("make_qr: a square of modules", () => {
  const { size, modules } = valueOf(core.make_qr("https://sunrise.careseal.example/join#abc"));
  assert.equal(Buffer.from(modules, "base64url").length, size * size);
});

test("check_password: the same list of rules for everybody, in order", () => {
  const check = valueOf(core.check_password(bytes("Correct-Horse-7-Battery"), "jane@home.example", "carer"));
  assert.equal(check.ok, 1);
  assert.ok(check.rules.every(({ ok }) => ok === 1));
});

test("two modules: each has its own memory", async () => {
  const other = await loadCore();
  assert.notEqual(other, core);
  assert.equal(valueOf(other.core_info()).open, 0);
});
