// tests/web/records.test.mjs: what is loaded for a resident's page.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { withModules } from "./modules.mjs";

const web = fileURLToPath(new URL("../../web/", import.meta.url));
const { signal } = await import(pathToFileURL(createRequire(`${web}package.json`).resolve("@preact/signals-core")).href);

const now = new Date("2026-11-21T15:00:00Z");
const hour = 3_600_000;
const perPage = 50;

// A server with one drink every quarter of an hour, newest first, and a core that opens them.
function buildDrinks(count) {
  const asked = [];
  const sealed = Array.from({ length: count }, (_, i) => ({ seq: count - i, index: count - i, time: now.getTime() - i * (hour / 4), facets: [], body: "", sig: "" }));
  const api = {
    async request(name, { query } = {}) {
      if (name !== "getSubjectRecords") return { ok: true, value: {} };
      asked.push(query.before);
      const rest = sealed.filter(({ seq }) => query.before === 0 || seq < query.before);
      const records = rest.slice(0, perPage);
      return { ok: true, value: { records, ...(rest.length > perPage ? { next: records.at(-1).seq } : {}) } };
    },
  };
  const core = {
    openRecords: async (records) => ({ ok: true, value: { records: records.map(({ seq, index, time }) => ({
      seq, index, time, act: "record.create", type: "drink", record: `rec_${seq}`, subject: "sub_1", version: 1, collection: 2, author: "act_1", written: time,
      hash: `hash_${seq}`, unit: "unit_1", after: [], fields: { body: { amount_ml: 100, drink: "tea", occurred: time } } })) } }),
  };
  return { asked, api, core };
}

await withModules(async (load) => {
  const { buildRecords } = await load("/src/state/records.ts");
  const { dayFacts } = await load("/src/care/day-facts.ts");

  async function open(count) {
    const { asked, api, core } = buildDrinks(count);
    const records = buildRecords({ core, api, clock: () => now, entries: signal([]), me: () => "act_1", mayReadRecords: () => true, seen: async () => {}, refreshKeys: async () => {} });
    const view = records.timeline("sub_1");
    for (let i = 0; i < 200; i += 1) await Promise.resolve();
    return { asked, shown: view.value };
  }

  test("records: a busy day is loaded whole, so that what is added up for today is right", async () => {
    const { asked, shown } = await open(200);
    // 15:00 to midnight is 61 drinks: two pages, and the second reaches into yesterday.
    assert.deepEqual(asked, [0, 151]);
    assert.equal(dayFacts(shown.records, now).drunkMl, 61 * 100);
    assert.equal(shown.hasOlder, true);
  });

  test("records: a list that fills several pages is loaded whole", async () => {
    const asked = [];
    const next = { 0: 200, 200: 400 };
    const api = {
      async request(name, { query } = {}) {
        if (name !== "getCurrentRecords") return { ok: true, value: { records: [] } };
        asked.push(`${query.collection} after ${query.after}`);
        const more = query.collection === 1 ? next[query.after] : undefined;
        return { ok: true, value: { records: [], ...(more === undefined ? {} : { next: more }) } };
      },
    };
    const core = { openRecords: async () => ({ ok: true, value: { records: [] } }) };
    const records = buildRecords({ core, api, clock: () => now, entries: signal([]), me: () => "act_1", mayReadRecords: () => true, seen: async () => {}, refreshKeys: async () => {} });
    assert.equal(await records.start(), null);
    assert.deepEqual(asked.filter((each) => each.startsWith("1 ")), ["1 after 0", "1 after 200", "1 after 400"]);
  });

  test("records: one that is no entry at all hides itself and nothing else, and is counted", async () => {
    const { api, core } = buildDrinks(20);
    const whole = core.openRecords;
    const answers = { strange: [{ seq: "3" }, null, { seq: -1 }] };
    core.openRecords = async (records) => (records.some(({ seq }) => typeof seq !== "number" || seq < 0) ? { ok: false, code: "json_not_canonical" } : whole(records));
    const lying = {
      async request(name, options) {
        const answer = await api.request(name, options);
        return name === "getSubjectRecords" ? { ok: true, value: { ...answer.value, records: [...answers.strange, ...answer.value.records] } } : answer;
      },
    };
    const records = buildRecords({ core, api: lying, clock: () => now, entries: signal([]), me: () => "act_1", mayReadRecords: () => true, seen: async () => {}, refreshKeys: async () => {} });
    const view = records.timeline("sub_1");
    for (let i = 0; i < 400; i += 1) await Promise.resolve();
    assert.deepEqual([view.value.kind, view.value.records.length, records.unproved.value], ["ready", 20, 2]);
  });

  test("records: where nothing could be opened the list says so, and does not stand there as if it was empty", async () => {
    const { api } = buildDrinks(20);
    const core = { openRecords: async () => ({ ok: false, code: "out_of_memory" }) };
    const records = buildRecords({ core, api, clock: () => now, entries: signal([]), me: () => "act_1", mayReadRecords: () => true, seen: async () => {}, refreshKeys: async () => {} });
    const view = records.timeline("sub_1");
    for (let i = 0; i < 200; i += 1) await Promise.resolve();
    assert.deepEqual([view.value.kind, view.value.code], ["failed", "out_of_memory"]);
  });

  test("records: a number of the server's that is none does not end asking for what is new", async () => {
    const asked = [];
    const api = {
      connection: signal({ kind: "online" }),
      async request(name, { query } = {}) {
        if (name !== "getChanges") return { ok: true, value: { records: [] } };
        asked.push(query.after);
        return { ok: true, value: { records: [{ seq: "none" }] } };
      },
    };
    const core = { openRecords: async () => ({ ok: false, code: "json_not_canonical" }) };
    const records = buildRecords({ core, api, clock: () => now, entries: signal([]), me: () => "act_1", mayReadRecords: () => true, seen: async () => {}, refreshKeys: async () => {} });
    await records.start();
    await records.poll();
    await records.poll();
    assert.deepEqual([asked, records.unproved.value], [[0, 0], 1]);
  });

  test("records: a quiet day costs one request", async () => {
    assert.deepEqual((await open(20)).asked, [0]);
  });
});
