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

  test("records: a quiet day costs one request", async () => {
    assert.deepEqual((await open(20)).asked, [0]);
  });
});
