// tests/web/record-index.test.mjs: what stands now, from the versions that were opened and the entries still on this device.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withModules } from "./modules.mjs";

const version = (number, more = {}) => ({
  seq: number, index: 10 + number, time: 1000 * number, act: number === 1 ? "record.create" : "record.update", type: "note", record: "rec_1", subject: "sub_1", version: number,
  collection: 2, author: `act_${number}`, written: 900 * number, hash: `hash_${number}`, unit: "unit_1", after: [{ f: 1, ct: `ct_${number}` }], fields: { body: { text: `text ${number}` } }, ...more,
});
const entry = (more = {}) => ({
  key: "queue:1", state: { kind: "saved_here", at: new Date(5), held: false }, kind: "record", mine: true, written: new Date(5), subject: "sub_1", record: "rec_1", hash: "hash_9",
  content: { type: "note", record: "rec_1", act: "update", version: 3, fields: { body: { text: "mine" } } }, ...more,
});

await withModules(async (load) => {
  const { buildRecordIndex, withPending } = await load("/src/state/record-index.ts");
  const collectionOf = () => 2;

  test("records: the newest version stands, whatever order they come in", () => {
    const index = buildRecordIndex();
    index.add([version(2), version(1)]);
    const current = index.current("rec_1");
    assert.deepEqual([current.version, current.fields.body.text, current.firstAuthor, current.author], [2, "text 2", "act_1", "act_2"]);
    assert.deepEqual(current.follows, { record: "rec_1", version: 2, before: [{ f: 1, ct: "ct_2" }] });
  });

  test("records: a struck entry keeps its words, and says by whom and why", () => {
    const index = buildRecordIndex();
    index.add([version(1), version(2, { act: "record.strike", fields: { change: { reason: "wrong_person" } } })]);
    const current = index.current("rec_1");
    assert.deepEqual([current.fields.body.text, current.struck.author, current.struck.change.reason, current.version], ["text 1", "act_2", "wrong_person", 2]);
  });

  test("records: what could not be opened is replaced when it can be, and never the other way", () => {
    const index = buildRecordIndex();
    index.add([version(1, { problem: "key_unknown", fields: {} })]);
    assert.equal(index.current("rec_1").problem, "key_unknown");
    assert.equal(index.add([version(1)]), true);
    assert.equal(index.add([version(1, { problem: "open_failed", fields: {} })]), false);
    assert.equal(index.current("rec_1").problem, null);
  });

  test("records: a version that nobody signed stands nowhere, but is counted until it is proved", () => {
    const index = buildRecordIndex();
    const nobodys = { seq: 1, index: 1, time: 1, fields: {}, problem: "signature_invalid" };
    assert.deepEqual([index.add([nobodys]), index.unproved(), index.ofCollection(2)], [true, 1, []]);
    assert.deepEqual([index.add([nobodys]), index.unproved()], [false, 1]);
    assert.deepEqual([index.add([version(1)]), index.unproved()], [true, 0]);
    index.add([{ ...nobodys, seq: 2 }]);
    index.clear();
    assert.equal(index.unproved(), 0);
  });

  test("records: a change of this device is laid over what is known, and can't be changed before it is there", () => {
    const index = buildRecordIndex();
    index.add([version(1), version(2)]);
    const [current] = withPending(index.ofCollection(2), [entry()], "act_me", collectionOf);
    assert.deepEqual([current.fields.body.text, current.author, current.sync.kind, current.follows, current.outboxKey], ["mine", "act_me", "saved_here", null, "queue:1"]);
  });

  test("records: a refused change counts nowhere", () => {
    const index = buildRecordIndex();
    index.add([version(1), version(2)]);
    const refused = entry({ state: { kind: "needs_attention", code: "version_stale", fix: "compare" } });
    assert.equal(withPending(index.ofCollection(2), [refused], "act_me", collectionOf)[0].fields.body.text, "text 2");
  });

  test("records: a new entry stands beside the others, a colleague's under no name of mine", () => {
    const content = { type: "note", record: null, act: "create", version: 1, fields: {} };
    const out = withPending([], [entry({ record: null, hash: null, content }), entry({ key: "queue:2", hash: "h", mine: false, content })], "act_me", collectionOf);
    assert.deepEqual(out.map(({ author, received, collection }) => [author, received, collection]), [["act_me", null, 2], ["", null, 2]]);
  });
});
