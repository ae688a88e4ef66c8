// tests/web/outbox.test.mjs: nothing entered is lost between the tap and the queue, whatever the disk, the tab or the lock does.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withModules } from "./modules.mjs";
import { account, buildCore, buildLocks, drink, noAnswer, ok, outboxRig, stored } from "./outbox-rig.mjs";

await withModules(async (load) => {
  const build = await outboxRig(load);
  const { buildFormDraft } = await load("/src/care/form-draft.ts");

  test("outbox: a tap is durable at once, has no number while it may be undone, and Undo leaves nothing", async () => {
    const { outbox, core, api, states, close } = await build();
    const saved = await outbox.save(drink(), { hold: true });
    assert.equal(saved.kind, "saved");
    assert.deepEqual(states(), ["saved_here"]);
    assert.equal(outbox.entries.value[0].state.held, true);
    assert.equal(outbox.entries.value[0].content.fields.body.amount_ml, 200);
    assert.equal(await outbox.undo(saved.key), true);
    assert.deepEqual([states(), core.n, api.sent], [[], 0, []]);
    close();
  });

  test("outbox: when the hold ends it is numbered, sent, and stays until the server's list shows it", async () => {
    const { outbox, api, seen, states, close } = await build();
    const saved = await outbox.save(drink(), { hold: true });
    await outbox.finishHolds();
    await outbox.sendNow();
    assert.deepEqual([api.sent, states(), seen.sent], [[[1]], ["sent"], 1]);
    assert.equal(await outbox.undo(saved.key), false);
    await outbox.seen(new Set(["hash_1"]));
    assert.deepEqual(states(), []);
    close();
  });

  test("outbox: the next entry ends the hold of the one before it", async () => {
    const { outbox, core, close } = await build();
    await outbox.save(drink(100), { hold: true });
    await outbox.save(drink(150), { hold: true });
    assert.equal(core.n, 1);
    close();
  });

  test("outbox: a hold that ends twice at once is signed once", async () => {
    const { outbox, core, close } = await build();
    await outbox.save(drink(), { hold: true });
    await Promise.all([outbox.finishHolds(), outbox.finishHolds()]);
    assert.equal(core.n, 1);
    close();
  });

  test("outbox: a draft found after a crash is finished at the next unlock", async () => {
    const first = await build();
    await first.outbox.save(drink(), { hold: true });
    first.close();
    const second = await build({ fresh: false, core: buildCore() });
    assert.deepEqual([second.api.sent, second.states()], [[[1]], ["sent"]]);
    second.close();
  });

  test("outbox: another person's drafts are neither opened nor finished", async () => {
    const { outbox, core, close } = await build();
    await outbox.keepForm("note:sub_1", "sub_1", { text: "mine" });
    await outbox.save(drink(), { hold: true });
    outbox.setSigner({ account: "acc_b", device: "dev_2" });
    await outbox.finishHolds();
    assert.deepEqual([await outbox.findForm("note:sub_1"), core.n], [null, 0]);
    close();
  });

  test("outbox: bad input writes nothing and names the fields", async () => {
    const { outbox, core, states, close } = await build();
    core.faults = [{ facet: "body", field: "amount_ml", code: "field_out_of_range" }];
    const saved = await outbox.save(drink(9000));
    assert.deepEqual([saved.kind, saved.errors.length, states(), core.n], ["wrong", 1, [], 0]);
    close();
  });

  test("outbox: a full disk says not saved, and nothing was signed", async () => {
    const { outbox, core, states, close } = await build({
      wrap: (database) => ({ ...database, write: (stores, change) => (stores.includes("drafts") ? Promise.reject(new DOMException("full", "QuotaExceededError")) : database.write(stores, change)) }),
    });
    assert.deepEqual(await outbox.save(drink()), { kind: "not_saved", code: "device_storage_full" });
    assert.deepEqual([states(), core.n], [[], 0]);
    close();
  });

  const noRoomToSign = (room) => (database) => ({
    ...database,
    write: (stores, change) => (!room.isThere && stores.includes("queue") && stores.includes("device") ? Promise.reject(new DOMException("full", "QuotaExceededError")) : database.write(stores, change)),
  });

  test("outbox: what was signed and can't be stored is never sent; nothing locks, and when there is room it goes with the number it has", async () => {
    const room = { isThere: false };
    const { outbox, core, api, seen, states, pass, close } = await build({ wrap: noRoomToSign(room) });
    await outbox.save(drink(100), { hold: true });
    await outbox.save(drink(150), { hold: true });
    await outbox.sendNow();
    assert.deepEqual([seen.lost, states(), api.sent, core.n], [[], ["saved_here", "saved_here"], [], 1], "the second gets no number before the first has a place");
    room.isThere = true;
    pass(60_000);
    await outbox.sendWaiting();
    assert.deepEqual([api.sent.flat(), states(), core.n], [[1, 2], ["sent", "sent"], 2]);
    close();
  });

  test("outbox: nothing else of this key is signed either before what was signed has a place", async () => {
    const { outbox, core, seen, close } = await build({ wrap: noRoomToSign({ isThere: false }) });
    await outbox.save(drink(), { hold: true });
    await outbox.finishHolds();
    assert.deepEqual([await outbox.act({ act: "confirm_user", actor: "act_1" }), core.n, seen.lost], [{ kind: "failed", code: "device_storage_full" }, 1, []]);
    close();
  });

  test("outbox: what was signed and never stored is signed anew after the page died, with the same number, from its draft", async () => {
    const { outbox, close } = await build({ wrap: noRoomToSign({ isThere: false }) });
    await outbox.save(drink(), { hold: true });
    await outbox.finishHolds();
    close();
    const again = await build({ fresh: false, core: buildCore() });
    assert.deepEqual([again.api.sent, again.core.n], [[[1]], 1]);
    again.close();
  });

  test("outbox: an entry that may be signed in memory already can't be undone any more", async () => {
    const room = { isThere: false };
    const { outbox, api, close } = await build({ wrap: noRoomToSign(room) });
    const saved = await outbox.save(drink(), { hold: true });
    await outbox.finishHolds();
    assert.equal(await outbox.undo(saved.key), false);
    room.isThere = true;
    await outbox.sendNow();
    assert.deepEqual(api.sent, [[1]]);
    close();
  });

  test("outbox: the device state is stored with what it counted", async () => {
    const { outbox, close } = await build();
    await outbox.save(drink());
    await outbox.save(drink());
    assert.deepEqual(await outbox.findDevice(account), { account, device: "dev_1", state: "2", retired: false });
    close();
  });

  test("outbox: one entry that can't be read does not hold back the others that were typed", async () => {
    const { outbox, core, api, close } = await build();
    core.sealFault = "role_forbids";
    await outbox.save(drink(100), { hold: true });
    await outbox.finishHolds();
    assert.equal(outbox.entries.value[0].state.code, "role_forbids");
    core.sealFault = null;
    await outbox.save(drink(150));
    await outbox.sendWaiting();
    assert.deepEqual(api.sent, [[1]]);
    close();
  });

  test("outbox: before the recovery gate is open no resident is signed", async () => {
    const { outbox, core, seen, close } = await build();
    seen.gate = "recovery_gate";
    const resident = { type: "resident", act: "create", fields: { card: { first_name: "Edie" } } };
    assert.deepEqual(await outbox.save(resident), { kind: "not_saved", code: "recovery_gate" });
    assert.equal(core.n, 0);
    close();
  });

  test("outbox: what was typed last is sealed before a lock takes the keys", async () => {
    const { outbox, core, close } = await build();
    const seal = core.sealDraft;
    core.sealDraft = async (draft) => {
      await new Promise((resolve) => setImmediate(resolve));
      return seal(draft);
    };
    const draft = buildFormDraft(outbox, "note:sub_1", "sub_1", () => new Date(5));
    draft.keep({ text: "half" });
    draft.keep({ text: "half a" });
    draft.keep({ text: "half a sentence" });
    await outbox.close(0);
    assert.deepEqual(await outbox.findForm("note:sub_1"), { at: 5, text: "half a sentence" });
    close();
  });

  test("outbox: what is being typed is found again, and gone when dropped", async () => {
    const { outbox, close } = await build();
    await outbox.keepForm("note:sub_1", "sub_1", { text: "half a sen" });
    await outbox.keepForm("note:sub_1", "sub_1", { text: "half a sentence" });
    assert.deepEqual(await outbox.findForm("note:sub_1"), { text: "half a sentence" });
    assert.equal(outbox.waiting.value, 0);
    await outbox.dropForm("note:sub_1");
    assert.equal(await outbox.findForm("note:sub_1"), null);
    close();
  });

  test("outbox: an entry that is undone while something else ends every hold is not signed", async () => {
    const { outbox, core, api, states, close } = await build();
    const saved = await outbox.save(drink(), { hold: true });
    const [undone] = await Promise.all([outbox.undo(saved.key), outbox.finishHolds()]);
    await outbox.sendNow();
    assert.deepEqual([undone, core.n, api.sent, states()], [true, 0, [], []]);
    close();
  });

  test("outbox: a tab that another one took over from while it slept signs nothing more, and what both had is there once", async () => {
    const withLock = buildLocks();
    const first = await build({ withLock });
    await first.outbox.save(drink(100), { hold: true });
    // The second one finishes what the first one left on the disk, and sends it.
    const second = await build({ withLock, fresh: false });
    assert.deepEqual([second.api.sent, second.states()], [[[1]], ["sent"]]);
    await first.outbox.finishHolds();
    await first.outbox.sendNow();
    assert.deepEqual([[...new Set(first.seen.lost)], first.api.sent], [["other_tab_active"], []]);
    assert.equal((await second.outbox.findDevice(account)).state, "1");
    first.close();
    second.close();
  });

  test("outbox: what could not be signed says why, is tried again when asked, and can be put away", async () => {
    const { outbox, core, api, close } = await build();
    core.sealFault = "key_unknown";
    await outbox.save(drink(100), { hold: true });
    await outbox.finishHolds();
    assert.deepEqual([outbox.entries.value[0].state.code, outbox.entries.value[0].state.fix], ["key_unknown", "write_again"]);
    core.sealFault = null;
    await outbox.sendNow();
    assert.deepEqual(api.sent, [[1]]);
    core.sealFault = "field_contradicts";
    await outbox.save(drink(150), { hold: true });
    await outbox.finishHolds();
    await outbox.dismiss(outbox.entries.value.find(({ state }) => state.kind === "needs_attention").key);
    assert.equal(outbox.attention.value, 0);
    close();
  });

  test("outbox: an entry left behind that does not open any more needs attention; it is not silently kept for ever", async () => {
    const first = await build();
    await first.outbox.save(drink(), { hold: true });
    first.close();
    const core = buildCore();
    core.openDraft = async () => ({ ok: false, code: "unwrap_failed" });
    const second = await build({ fresh: false, core });
    assert.deepEqual(second.outbox.entries.value.map(({ state }) => [state.kind, state.code]), [["needs_attention", "unwrap_failed"]]);
    second.close();
  });

  test("outbox: what was held or waiting when the browser cleared its sites is kept again, and arrives", async () => {
    const { outbox, api, clear, close } = await build();
    api.script = [noAnswer, noAnswer];
    await outbox.save(drink(100));
    await outbox.save(drink(150), { hold: true });
    await clear();
    close();
    const core = buildCore();
    const again = await build({ fresh: false, core, device: (row) => {
      core.n = Number(row.state);
      return row.device;
    } });
    assert.deepEqual([again.api.sent.flat(), again.states()], [[1, 2], ["sent", "sent"]]);
    again.close();
  });

  test("outbox: a page that ended before it could note that its key was given up finds out at the next unlock", async () => {
    const { outbox, api, close } = await build({
      wrap: (database) => ({ ...database, write: (stores, change) => (stores.length === 1 && stores[0] === "device" ? Promise.reject(new Error("ended")) : database.write(stores, change)) }),
    });
    api.script = [ok({ results: [{ result: "rejected", code: "previous_mismatch" }] })];
    await outbox.save(drink());
    await outbox.sendNow();
    assert.equal((await outbox.findDevice(account)).retired, true);
    close();
  });

  test("outbox: what was typed in a form goes as the entry comes: at no moment are both there, or neither", async () => {
    const { outbox, close, database } = await build();
    await outbox.keepForm("entry:note:sub_1", "sub_1", { text: "a sentence" });
    await outbox.save(drink(), { hold: true, form: "entry:note:sub_1" });
    assert.equal(await outbox.findForm("entry:note:sub_1"), null);
    assert.deepEqual((await database().drafts()).map(({ kind }) => kind), ["entry"]);
    close();
  });

  test("outbox: a form says that what is typed is not kept, and stops saying so when it is", async () => {
    const room = { isThere: false };
    const { outbox, close } = await build({
      wrap: (database) => ({ ...database, write: (stores, change) => (room.isThere ? database.write(stores, change) : Promise.reject(new DOMException("full", "QuotaExceededError"))) }),
    });
    const draft = buildFormDraft(outbox, "note:sub_1", "sub_1", () => new Date(5));
    draft.keep({ text: "half" });
    await draft.sealed();
    assert.equal(draft.unkept.value, "device_storage_full");
    room.isThere = true;
    draft.keep({ text: "half a sentence" });
    await draft.sealed();
    assert.equal(draft.unkept.value, null);
    close();
  });
});
