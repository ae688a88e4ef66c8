// tests/web/assist-settings.test.mjs: what an owner decides about writing help, what the log says of it, and the warning before a note is saved.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withModules } from "./modules.mjs";

const ok = (value) => ({ ok: true, value });
const offered = { offered: 1, provider: "azure", host: "x.openai.azure.com", region: "uksouth", model: "m1", left: 4 };

await withModules(async (load) => {
  const { signal } = await load("@preact/signals");
  const { buildAssistSettings, joined } = await load("/src/features/assist-settings/model.ts");
  const { buildEntryModel } = await load("/src/features/entry/model.ts");
  const { findKind } = await load("/src/care/entry-kinds.ts");

  function settings({ offer = ok(offered), assist, role = "owner", pages = [[]], failing = null } = {}) {
    const acts = [];
    const app = {
      clock: () => new Date(), directory: signal(assist === undefined ? {} : { assist }), session: signal({ kind: "open", role }), refreshMembers: async () => {}, trustedSize: () => 1000,
      api: { request: async (name, { query }) => (name === "getAssist" ? offer : ok({ entries: [], ...(pages.length > (1000 - query.before) / 200 + 1 ? { next: query.before - 200 } : {}) })) },
      core: { verifyAudit: async ({ before }) => ok({ rows: pages[(1000 - before) / 200] ?? [] }) },
      outbox: { act: async (act) => { acts.push(act); return failing === null ? { kind: "done" } : { kind: "failed", code: failing }; } },
    };
    return { model: buildAssistSettings(app), acts };
  }

  test("it is switched on only after the owner said that she decides it, for what she chose, with what the server has", async () => {
    const { model, acts } = settings();
    await model.loadOffer();
    model.choose([]);
    model.ask();
    assert.equal(model.problem.value, "choose");
    assert.equal(model.asking.value, false);
    model.choose(["rewrite_note", "ask_notes"]);
    model.ask();
    await model.turnOn();
    assert.deepEqual([model.problem.value, acts.length], ["agree", 0]);
    model.agree(true);
    await model.turnOn();
    assert.deepEqual(acts, [{ act: "set_policy", assist: { purposes: ["ask_notes", "rewrite_note"], provider: "azure", region: "uksouth", model: "m1" } }]);
    assert.equal(model.asking.value, false);
  });

  test("it is switched off at once, and a failure says why", async () => {
    const off = settings({ assist: { purposes: ["ask_notes"], provider: "azure", region: "uksouth", model: "m1" } });
    await off.model.turnOff();
    assert.deepEqual(off.acts, [{ act: "set_policy" }]);
    const failed = settings({ failing: "network_failed" });
    await failed.model.turnOff();
    assert.equal(failed.model.problem.value, "network_failed");
  });

  test("another service than the one that was agreed to is told; a server without one has nothing to switch on", async () => {
    const changed = settings({ assist: { purposes: ["ask_notes"], provider: "azure", region: "ukwest", model: "m1" } });
    await changed.model.loadOffer();
    assert.equal(changed.model.hasChanged.value, true);
    const none = settings({ offer: ok({ offered: 0 }) });
    await none.model.loadOffer();
    assert.equal(none.model.offer.value.kind, "none");
    none.model.agree(true);
    await none.model.turnOn();
    assert.deepEqual(none.acts, []);
  });

  test("each text that was sent stands with how it ended, from as far back as is asked for", async () => {
    const send = (index, stmt) => ({ index, act: "assist.send", stmt, time: 1, kind: 1, proof: "proved" });
    const end = (index, stmt, result) => ({ index, act: "assist.end", stmt, result, time: 1, kind: 2, proof: "unsigned" });
    assert.deepEqual(joined([end(9, "b", "assist_timeout"), send(8, "b"), send(5, "a")]).map(({ row, end: how }) => [row.index, how?.result ?? null]), [[8, "assist_timeout"], [5, null]]);
    const pages = [[end(990, "x", "done"), { index: 980, act: "read" }], [send(780, "x")], [], [], [], [send(3, "y")]];
    const { model } = settings({ pages });
    await model.loadSent();
    assert.deepEqual(model.sent.value.sent.map(({ row, end: how }) => [row.index, how?.result]), [[780, "done"]]);
    assert.notEqual(model.sent.value.next, null);
    await model.lookBack();
    assert.deepEqual(model.sent.value.sent.map(({ row }) => row.index), [780, 3]);
    assert.equal(model.sent.value.next, null);
  });

  // ── the warning before a note is saved ────────────────────────────────────────────────────────────

  function entry({ warnings = [], redactor = true, form = null } = {}) {
    const saved = [];
    const looked = [];
    const app = {
      clock: () => new Date("2026-11-22T15:00:00Z"),
      records: { timeline: () => signal({ kind: "ready", records: [], hasOlder: false }) },
      redaction: { prepare() {}, ready: async () => (redactor ? { roster: { places: new Map([["sub_1", 3]]) }, redactor: { checkText: async (args) => { looked.push(args); return ok({ warnings }); } } } : null) },
      outbox: { save: async (record) => { saved.push(record); return { kind: "saved" }; }, keepForm: async () => null, findForm: async () => form, dropForm: async () => {} },
    };
    return { model: buildEntryModel(app, "sub_1", findKind("note")), saved, looked };
  }

  test("what may not belong in a note is asked about first, and saved as it is when that is wanted", async () => {
    const one = entry({ warnings: [{ start: 4, end: 7, type: "NINO", code: "wrong_place_nino" }] });
    one.model.set("text", "her QQ1 card");
    await one.model.save();
    assert.deepEqual(one.model.state.value, { kind: "warned", warnings: [{ code: "wrong_place_nino", words: "QQ1" }], chosen: {} });
    assert.deepEqual(one.looked, [{ text: "her QQ1 card", kind: "care", subject: 3 }]);
    assert.equal(one.saved.length, 0);
    one.model.set("text", "her card");
    assert.equal(one.model.state.value.kind, "ready");
    await one.model.save({}, true);
    assert.equal(one.model.state.value.kind, "saved");
    assert.equal(one.saved[0].fields.body.text, "her card");
  });

  test("a note is saved without a question where nothing was found, and where nothing can look", async () => {
    for (const given of [{}, { redactor: false }]) {
      const one = entry(given);
      one.model.set("text", "a quiet day");
      await one.model.save();
      assert.equal(one.model.state.value.kind, "saved");
    }
  });

  test("words of writing help are saved with their mark; one's own words put back have none", async () => {
    const form = { at: 1, happened: 0, own: "slept ok", values: { text: "She slept well.", assisted: "rewrite_note", assist: "h".repeat(43) } };
    for (const [goBack, expected] of [[false, { text: "She slept well.", assisted: "rewrite_note", assist: "h".repeat(43) }], [true, { text: "slept ok" }]]) {
      const one = entry({ form });
      await new Promise((resolve) => setTimeout(resolve, 0));
      one.model.continueDraft();
      if (goBack) one.model.useOwn();
      await one.model.save();
      const { text, assisted, assist } = one.saved[0].fields.body;
      assert.deepEqual({ text, ...(assisted === undefined ? {} : { assisted }), ...(assist === undefined ? {} : { assist }) }, expected);
      assert.equal(one.model.own.value, goBack ? null : "slept ok");
    }
  });
});
