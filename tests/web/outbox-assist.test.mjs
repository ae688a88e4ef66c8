// tests/web/outbox-assist.test.mjs: a text that leaves for the AI is signed for in its turn, and its statement reaches the log whatever
// becomes of the text.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withModules } from "./modules.mjs";
import { buildApi, buildCore, buildLocks, decode, drink, encode, noAnswer, ok, outboxRig, stored } from "./outbox-rig.mjs";

const terms = { use: "rewrite_note", text: "[RESIDENT_1] slept well", counts: { NAME_RESIDENT: 1 }, model: "m", region: "uksouth", subject: "sub_1" };

function assistCore(start = 0) {
  const core = buildCore(start);
  core.assistStatement = async (args) => {
    core.n += 1;
    core.signed = args;
    return ok({ statement: { body: encode({ n: core.n, act: "assist.send" }), sig: "sig" }, hash: `hash_${core.n}`, device_state: String(core.n) });
  };
  return core;
}

// Also answers what is handed in without its text.
function assistApi() {
  const api = buildApi();
  const request = api.request;
  api.alone = [];
  api.request = async (name, options) => {
    if (name !== "noteAssist") return request(name, options);
    const { n } = decode(options.body.item.body);
    api.alone.push(n);
    api.sent.push([n]);
    return api.aloneAnswer ?? ok({ result: "refused", check: { state: "refused", code: "assist_cancelled" } });
  };
  return api;
}

await withModules(async (load) => {
  const build = await outboxRig(load);
  const settled = async () => { for (let i = 0; i < 20; i++) await new Promise((resolve) => setTimeout(resolve, 5)); };

  test("everything signed before is sent first, then the statement with its text; nothing of the text stays on the disk", async () => {
    const rig = await build({ core: assistCore(), api: assistApi() });
    rig.api.script.push(noAnswer);
    await rig.outbox.save(drink());
    const given = [];
    const done = await rig.outbox.assist(terms, async (item) => {
      given.push(decode(item.body).n);
      const rows = await rig.database().queue();
      assert.equal(JSON.stringify(rows).includes("slept"), false);
      assert.deepEqual(rows.filter(({ kind }) => kind === "assist").map(({ state }) => state), ["waiting"]);
      return ok(stored(5));
    });
    assert.deepEqual(done, { ok: true, value: { hash: "hash_2" } });
    assert.deepEqual(given, [2]);
    assert.deepEqual(rig.api.sent.at(-1), [1]);
    assert.deepEqual(rig.api.alone, []);
    assert.equal((await rig.database().queue()).some(({ kind }) => kind === "assist"), false);
    assert.equal((await rig.database().findDevice("acc_a")).state, "2");
    rig.close();
  });

  test("a text that got no answer: its statement is handed in alone, and what is signed after it goes too", async () => {
    const rig = await build({ core: assistCore(), api: assistApi() });
    const done = await rig.outbox.assist(terms, async () => noAnswer);
    assert.deepEqual(done, { ok: false, code: "network_failed" });
    await settled();
    assert.deepEqual(rig.api.alone, [1]);
    await rig.outbox.save(drink());
    await settled();
    assert.deepEqual(rig.api.sent.at(-1), [2]);
    assert.equal(rig.outbox.attention.value, 0);
    rig.close();
  });

  test("without a connection nothing is signed", async () => {
    const rig = await build({ core: assistCore(), api: assistApi() });
    rig.api.script.push(noAnswer, noAnswer, noAnswer);
    rig.api.connection.value = { kind: "offline" };
    await rig.outbox.save(drink());
    const done = await rig.outbox.assist(terms, async () => assert.fail("it must not be sent"));
    assert.deepEqual(done, { ok: false, code: "network_failed" });
    assert.equal(rig.core.signed, undefined);
    rig.close();
  });

  test("an entry that is signed in the last moment goes first: the text waits for another try, unsigned", async () => {
    const locks = buildLocks();
    let turns = 0;
    let rig;
    const withLock = (name, work) => locks(name, async () => {
      if (name === "careseal-send" && (turns += 1) === 3) await rig.outbox.save(drink());
      return work();
    });
    rig = await build({ core: assistCore(), api: assistApi(), withLock });
    turns = 1;
    const done = await rig.outbox.assist(terms, async () => assert.fail("it must not be sent"));
    assert.deepEqual(done, { ok: false, code: "store_busy" });
    assert.equal(rig.core.signed, undefined);
    await settled();
    assert.deepEqual(rig.api.sent, [[1]]);
    rig.close();
  });

  test("a refusal that is numbered is told, settled and not handed in again", async () => {
    const rig = await build({ core: assistCore(), api: assistApi() });
    const done = await rig.outbox.assist(terms, async () => ok({ result: "refused", check: { state: "refused", code: "assist_quota" } }));
    assert.deepEqual(done, { ok: false, code: "assist_quota" });
    await settled();
    assert.deepEqual(rig.api.alone, []);
    assert.equal((await rig.database().queue()).length, 0);
    rig.close();
  });

  test("a receipt that the core does not believe is no receipt", async () => {
    const rig = await build({ core: assistCore(), api: assistApi() });
    rig.api.aloneAnswer = ok({ result: "stored", check: { state: "invalid" } });
    const done = await rig.outbox.assist(terms, async () => ok({ result: "stored", check: { state: "invalid" } }));
    assert.deepEqual(done, { ok: false, code: "receipt_invalid" });
    rig.close();
  });

  test("a statement that a closed page left behind is handed in at the next unlock, and then it is gone from here", async () => {
    const core = assistCore();
    const api = assistApi();
    api.aloneAnswer = noAnswer;
    const first = await build({ core, api });
    await first.outbox.assist(terms, async () => noAnswer);
    await settled();
    first.close();
    api.alone.length = 0;
    api.aloneAnswer = undefined;
    const again = await build({ core, api, fresh: false });
    await again.outbox.sendNow();
    assert.deepEqual(api.alone, [1]);
    assert.deepEqual(again.outbox.entries.value, []);
    again.close();
  });
});
