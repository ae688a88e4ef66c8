// The search through browser profiles finds what was planted: only then does finding nothing say anything.
import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync, gzipSync } from "node:zlib";

import { spellings, wordsIn } from "../browser/support/planted-words.mjs";

const kWord = "Edith-Marlow-7731";
const noise = Buffer.from(Array.from({ length: 777 }, (_, i) => (i * 151 + 43) % 251));

test("planted words: each spelling is found, among other bytes too", () => {
  for (const each of spellings(kWord)) {
    assert.deepEqual(wordsIn(Buffer.concat([noise, each, noise]), ["Quokka", kWord]), [kWord], each.toString("latin1"));
  }
  for (let before = 0; before < 4; ++before) {
    const text = Buffer.from(`${"?".repeat(before)}${kWord}>>`);
    for (const encoding of ["base64", "base64url", "hex"]) assert.deepEqual(wordsIn(Buffer.from(text.toString(encoding)), [kWord]), [kWord]);
  }
});

test("planted words: packed text is found, also when the stream breaks off", () => {
  const text = `Edith-Marlow Marlow-77 low-7731 ${kWord} ${"and more ".repeat(20)}`;
  for (const stream of [deflateSync(text), gzipSync(text)]) {
    assert.ok(!stream.includes(kWord));
    assert.deepEqual(wordsIn(Buffer.concat([noise, stream]), [kWord]), [kWord]);
    assert.deepEqual(wordsIn(Buffer.concat([noise, stream.subarray(0, -6)]), [kWord]), [kWord]);
  }
});

test("planted words: nothing is found where nothing is", () => {
  assert.deepEqual(wordsIn(noise, [kWord]), []);
  assert.deepEqual(wordsIn(Buffer.from(kWord.slice(1)), [kWord]), []);
});
