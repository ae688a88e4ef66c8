// tests/web/core-client.test.mjs: whatever becomes of the worker with the keys, every call is answered, and a session whose keys are
// gone hears of it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withModules } from "./modules.mjs";

await withModules(async (load) => {
  const { buildCoreClient } = await load("/src/core/core-client.ts");

  function build() {
    const seen = { started: 0, ended: 0, stopped: 0, asked: [] };
    let worker;
    const core = buildCoreClient(() => {
      seen.started += 1;
      worker = { onmessage: null, onerror: null, postMessage: (calls) => seen.asked.push(...calls), terminate: () => { seen.ended += 1; } };
      return worker;
    }, () => { seen.stopped += 1; });
    return { core, seen, worker: () => worker, answer: (text) => worker.onmessage({ data: [{ id: seen.asked.shift().id, text }] }) };
  }

  test("core: a worker that stops answers everything it was asked with vault_locked, says so once, and the next call starts another", async () => {
    const { core, seen, worker } = build();
    const calls = [core.makeKit(), core.openGrants([])];
    await Promise.resolve();
    const first = worker();
    first.onerror();
    first.onerror();
    assert.deepEqual((await Promise.all(calls)).map(({ code }) => code), ["vault_locked", "vault_locked"]);
    assert.deepEqual([seen.started, seen.ended, seen.stopped], [1, 1, 1]);
    void core.makeKit();
    await Promise.resolve();
    assert.equal(seen.started, 2);
    worker().onerror();
  });

  test("core: a worker that is silent for a minute is given up; one that answers is not", async (context) => {
    context.mock.timers.enable({ apis: ["setTimeout"] });
    const { core, seen, answer } = build();
    const slow = core.makeKit();
    await Promise.resolve();
    context.mock.timers.tick(59_000);
    answer('{"ok":1,"value":{}}');
    assert.equal((await slow).ok, true);
    context.mock.timers.tick(120_000);
    assert.equal(seen.stopped, 0);
    const lost = core.makeKit();
    await Promise.resolve();
    context.mock.timers.tick(61_000);
    assert.deepEqual([(await lost).code, seen.stopped], ["vault_locked", 1]);
  });

  test("core: half a character that was typed, or what no server of a home sends, is an answer and no exception", async () => {
    const { core, seen } = build();
    assert.equal((await core.sealDraft({ subject: "sub_1", draft: { text: "half a smile \ud83d" } })).code, "field_bad_text");
    assert.equal((await core.validateRecord({ type: "note", act: "create", fields: { body: { text: "\udc00" } }, now: 1 })).code, "field_bad_text");
    for (const strange of [null, -1, 1.5, true]) assert.equal((await core.verifyReceipts([{ item: { body: "b", sig: "s" }, receipt: { result: "stored", index: strange } }])).code, "json_not_canonical");
    assert.equal(seen.started, 0);
  });
});
