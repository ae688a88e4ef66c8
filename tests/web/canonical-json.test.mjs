// tests/web/canonical-json.test.mjs: the page spells JSON as the core reads it (shared/base/json.h).

import assert from "node:assert/strict";
import { test } from "node:test";
import { withModules } from "./modules.mjs";

await withModules(async (load) => {
  const { encodeCanonical, NotCanonical } = await load("/src/core/canonical-json.ts");

  test("canonical json: keys are sorted by code unit, nothing is spaced", () => {
    assert.equal(encodeCanonical({ b: 1, a: { z: [], Z: "x" }, B: 0 }), '{"B":0,"a":{"Z":"x","z":[]},"b":1}');
  });

  test("canonical json: text is escaped as RFC 8785 says", () => {
    assert.equal(encodeCanonical("\u0000\b\t\n\f\r\u001f\"\\/é€😀\u007f"), '"\\u0000\\b\\t\\n\\f\\r\\u001f\\"\\\\/é€😀\u007f"');
  });

  test("canonical json: members that are undefined are left out", () => {
    assert.equal(encodeCanonical({ a: undefined, b: 1 }), '{"b":1}');
  });

  test("canonical json: whole numbers up to 2^53 - 1", () => {
    assert.equal(encodeCanonical([0, 1, Number.MAX_SAFE_INTEGER]), "[0,1,9007199254740991]");
  });

  const refused = [
    ["a fraction", 1.5], ["a negative number", -1], ["minus zero", -0], ["too large a number", Number.MAX_SAFE_INTEGER + 1], ["NaN", Number.NaN], ["infinity", Infinity],
    ["null", null], ["true", true], ["undefined in a list", [undefined]], ["a big integer", 1n], ["a function", () => 1], ["bytes", new Uint8Array(2)], ["a date", new Date(0)], ["a map", new Map()],
    ["half a character", "\ud800"], ["the other half", "x\udc00y"], ["a key that is not ASCII", { é: 1 }], ["a key with a space", { "a b": 1 }], ["an empty key", { "": 1 }],
  ];
  for (const [what, value] of refused) {
    test(`canonical json: refuses ${what}`, () => assert.throws(() => encodeCanonical([value]), NotCanonical));
  }

  test("canonical json: refuses what is nested too deeply", () => {
    let deep = [];
    for (let i = 0; i < 40; i++) deep = [deep];
    assert.throws(() => encodeCanonical(deep), NotCanonical);
  });
});
