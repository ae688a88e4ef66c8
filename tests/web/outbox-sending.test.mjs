// tests/web/outbox-sending.test.mjs: what the outbox makes of answers: nothing is called sent that is not, and everything goes that can.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withModules } from "./modules.mjs";
import { account, buildCore, drink, noAnswer, ok, outboxRig, stored } from "./outbox-rig.mjs";

await withModules(async (load) => {
  const build = await outboxRig(load);

  test("outbox: without an answer it waits, keeps the order, and sends when there is one", async () => {
    const { outbox, api, states, pass, close } = await build();
    api.script = [noAnswer];
    await outbox.save(drink(100));
    await outbox.sendWaiting();
    assert.deepEqual(states(), ["saved_here"]);
    await outbox.save(drink(150));
    await outbox.sendWaiting();
    assert.deepEqual(api.sent, [[1]], "the second does not go before the first");
    pass(60_000);
    await outbox.sendWaiting();
    assert.deepEqual([api.sent, states()], [[[1], [1, 2]], ["sent", "sent"]]);
    close();
  });

  test("outbox: Send now means now, also while something is being sent", async () => {
    const withLock = async (_, work) => {
      await new Promise((resolve) => setImmediate(resolve)); // the browser gives its locks later, too
      return work();
    };
    const { outbox, api, states, close } = await build({ withLock });
    api.script = [noAnswer];
    await outbox.save(drink(100));
    await outbox.sendWaiting();
    assert.deepEqual(states(), ["saved_here"]);
    // The hold that it ends starts a send of its own, in which the first entry still waits out its back-off.
    await outbox.save(drink(200), { hold: true });
    await outbox.sendNow();
    assert.deepEqual(states(), ["sent", "sent"]);
    close();
  });

  test("outbox: too much at once is halved until it fits", async () => {
    const { outbox, api, states, close } = await build();
    api.script = [noAnswer];
    for (let i = 0; i < 5; i++) await outbox.save(drink(100 + i));
    api.sent.length = 0;
    const tooLarge = (numbers) => (numbers.length > 2 ? { ok: false, code: "body_too_large", status: 413, problem: {} } : ok({ results: numbers.map(stored) }));
    api.script = Array(8).fill(tooLarge);
    await outbox.sendNow();
    assert.equal(api.sent[0].length, 5);
    assert.deepEqual(states(), Array(5).fill("sent"));
    assert.deepEqual(api.sent.filter((batch) => batch.length <= 2).flat(), [1, 2, 3, 4, 5]);
    close();
  });

  test("outbox: a role that refuses, in a receipt or before it, makes the page ask what this person may do now", async () => {
    const refused = ok({ results: [{ result: "refused", check: { state: "refused", code: "role_forbids" } }] });
    for (const answer of [refused, { ok: false, code: "role_forbids", status: 403, problem: {} }]) {
      const { outbox, api, seen, states, close } = await build();
      api.script = [answer, answer];
      await outbox.save(drink());
      await outbox.sendNow();
      assert.deepEqual([seen.synced > 0, states()], [true, ["needs_attention"]]);
      close();
    }
  });

  test("outbox: a refused entry needs attention, and what stands behind it goes through", async () => {
    const { outbox, api, close } = await build();
    api.script = [noAnswer];
    await outbox.save(drink(100));
    await outbox.save(drink(150));
    api.script = [(numbers) => ok({ results: [{ result: "refused", check: { state: "refused", code: "version_stale", version: 4 } }, stored(numbers[1])] })];
    await outbox.sendNow();
    assert.deepEqual(outbox.entries.value.map(({ state }) => state.kind), ["needs_attention", "sent"]);
    assert.deepEqual([outbox.entries.value[0].state.code, outbox.entries.value[0].state.fix, outbox.attention.value], ["version_stale", "compare", 1]);
    await outbox.dismiss(outbox.entries.value[0].key);
    assert.equal(outbox.attention.value, 0);
    close();
  });

  test("outbox: a receipt that the core does not accept is never called sent", async () => {
    const { outbox, api, seen, close } = await build();
    api.script = [ok({ results: [{ result: "stored", check: { state: "invalid", code: "receipt_invalid" } }] })];
    await outbox.save(drink());
    await outbox.sendWaiting();
    const { state } = outbox.entries.value[0];
    assert.deepEqual([state.kind, state.code, seen.sent], ["needs_attention", "receipt_invalid", 0]);
    close();
  });

  test("outbox: a number that the server did not take retires the device key; signed anew with the next one, nothing is lost", async () => {
    const first = await build();
    first.api.script = [ok({ results: [{ result: "rejected", code: "counter_wrong" }] }), noAnswer];
    await first.outbox.save(drink(175));
    await first.outbox.sendWaiting();
    assert.equal(first.outbox.entries.value[0].state.fix, "sign_in_again");
    assert.equal((await first.outbox.findDevice(account)).retired, true);
    first.close();
    const second = await build({ fresh: false, device: "dev_2", core: buildCore() });
    assert.deepEqual([second.api.sent, second.states()], [[[1]], ["sent"]]);
    assert.equal(second.outbox.entries.value[0].content.fields.body.amount_ml, 175);
    second.close();
  });

  test("outbox: receipts that nobody could check, since the keys went meanwhile, are no false receipts", async () => {
    const { outbox, core, states, close } = await build();
    const verify = core.verifyReceipts;
    core.verifyReceipts = async () => ({ ok: false, code: "vault_locked" });
    await outbox.save(drink());
    await outbox.sendNow();
    assert.deepEqual(states(), ["saved_here"]);
    core.verifyReceipts = verify;
    await outbox.sendNow();
    assert.deepEqual(states(), ["sent"]);
    close();
  });

  test("outbox: a server that could not store says nothing about the entries, also when it says so entry by entry", async () => {
    const { outbox, api, states, pass, close } = await build();
    api.script = [noAnswer];
    await outbox.save(drink(100));
    await outbox.save(drink(150));
    api.script = [(numbers) => ok({ results: numbers.map(() => ({ result: "rejected", code: "store_failed" })) })];
    await outbox.sendNow();
    assert.deepEqual([states(), (await outbox.findDevice(account)).retired], [["saved_here", "saved_here"], false]);
    pass(600_000);
    await outbox.sendWaiting();
    assert.deepEqual(states(), ["sent", "sent"]);
    close();
  });

  test("outbox: an uplink too slow for everything at once gets less at once, until it goes", async () => {
    const { outbox, api, states, close } = await build();
    api.script = [noAnswer];
    for (let i = 0; i < 9; i++) await outbox.save(drink(100 + i));
    const slow = (numbers) => (numbers.length > 2 ? { ok: false, code: "timeout", status: 0, problem: {} } : ok({ results: numbers.map(stored) }));
    api.script = Array(20).fill(slow);
    for (let i = 0; i < 6; i++) await outbox.sendNow();
    assert.deepEqual(states(), Array(9).fill("sent"));
    close();
  });

  test("outbox: while the server contradicts itself entries are saved and nothing is sent; when it proves that it goes on, they go", async () => {
    const { outbox, api, seen, states, close } = await build();
    seen.trusted = false;
    assert.equal((await outbox.save(drink())).kind, "saved");
    await outbox.sendNow();
    assert.deepEqual([states(), api.sent], [["saved_here"], []]);
    seen.trusted = true;
    await outbox.sendWaiting(true);
    assert.deepEqual(states(), ["sent"]);
    close();
  });

  test("outbox: a receipt that arrives while the server is found to contradict itself counts for nothing", async () => {
    const { outbox, api, seen, states, close } = await build();
    api.script = [(numbers) => {
      seen.trusted = false;
      return ok({ results: numbers.map(stored) });
    }];
    await outbox.save(drink());
    await outbox.sendNow();
    assert.deepEqual(states(), ["saved_here"]);
    close();
  });

  test("outbox: entries that a role does not allow any more all say so, and go when it does again", async () => {
    const { outbox, api, states, close } = await build();
    api.script = [noAnswer];
    await outbox.save(drink(100));
    await outbox.save(drink(150));
    api.script = [{ ok: false, code: "role_forbids", status: 403, problem: {} }];
    await outbox.sendNow();
    assert.deepEqual(outbox.entries.value.map(({ state }) => [state.code, state.fix]), Array(2).fill(["role_forbids", "try_again"]));
    await outbox.sendNow();
    assert.deepEqual(states(), ["sent", "sent"]);
    close();
  });
});
