// tests/web/redactor.test.mjs: the page's side of the redactor: what is asked is answered, in order, and a worker that is gone knows nobody.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withModules } from "./modules.mjs";

await withModules(async (load) => {
  const { buildRedactor } = await load("/src/core/redactor.ts");

  function build() {
    const seen = { started: 0, ended: 0, asked: [] };
    let worker;
    const redactor = buildRedactor(() => {
      seen.started += 1;
      worker = { onmessage: null, onerror: null, postMessage: (calls) => seen.asked.push(...calls), terminate: () => { seen.ended += 1; } };
      return worker;
    });
    return { redactor, seen, worker: () => worker, answer: (text) => worker.onmessage({ data: [{ id: seen.asked.shift().id, text }] }) };
  }
  const turn = () => Promise.resolve();

  test("redactor: each call reaches the module by its name, with canonical JSON or the answer's words as they came", async () => {
    const { redactor, seen, answer } = build();
    const calls = [
      redactor.setRoster([{ role: "staff", name: "Zoë" }]), redactor.beginConversation({ dates: "shifted", shift_days: 3 }), redactor.redactText({ text: "a", keep: [{ start: 0, end: 1 }] }),
      redactor.restoreText("[x]"), redactor.restoreChunk("[RES"), redactor.restoreEnd(), redactor.checkText({ text: "a", kind: "care", subject: 0 }), redactor.forget()];
    await turn();
    assert.deepEqual(seen.asked.map(({ name, args }) => [name, ...args]), [
      ["set_roster", '{"people":[{"name":"Zoë","role":"staff"}]}'], ["begin_conversation", '{"dates":"shifted","shift_days":3}'], ["redact_text", '{"keep":[{"end":1,"start":0}],"text":"a"}'],
      ["restore_text", '{"text":"[x]"}'], ["restore_chunk", "[RES"], ["restore_end"], ["check_text", '{"kind":"care","subject":0,"text":"a"}'], ["forget"]]);
    answer('{"ok":1,"value":{"people":1}}');
    answer('{"code":"json_wrong_type","field":"dates","ok":0}');
    assert.deepEqual(await calls[0], { ok: true, value: { people: 1 } });
    assert.deepEqual(await calls[1], { ok: false, code: "json_wrong_type", field: "dates" });
    redactor.end();
    await Promise.all(calls);
  });

  test("redactor: after its worker is gone every call says so, and none starts another that would find no name", async () => {
    for (const go of [({ worker }) => worker().onerror(), ({ redactor }) => redactor.end()]) {
      const built = build();
      const asked = built.redactor.redactText({ text: "Doreen" });
      await turn();
      go(built);
      assert.equal((await asked).code, "vault_locked");
      assert.equal(built.redactor.ended(), true);
      assert.equal((await built.redactor.redactText({ text: "Doreen" })).code, "vault_locked");
      assert.deepEqual([built.seen.started, built.seen.ended], [1, 1]);
    }
  });

  test("redactor: half a character that was typed is an answer and no exception", async () => {
    const { redactor, seen } = build();
    assert.equal((await redactor.redactText({ text: "half a smile \ud83d" })).code, "field_bad_text");
    assert.equal(seen.started, 0);
  });
});
