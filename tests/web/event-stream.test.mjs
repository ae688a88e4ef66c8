// tests/web/event-stream.test.mjs: server-sent events, however their bytes are cut.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withModules } from "./modules.mjs";

await withModules(async (load) => {
  const { buildEventParser, readEvents } = await load("/src/api/event-stream.ts");
  const { askAssist } = await load("/src/api/assist-answer.ts");
  const bytes = (text) => new TextEncoder().encode(text);
  const said = 'event: receipt\ndata: {"receipt":{"result":"stored"}}\n\n: still there\n\nevent: text\ndata: {"text":"Zoë – ☕"}\n\nevent: end\ndata: {"result":"done"}\n\n';
  const events = [
    { event: "receipt", data: { receipt: { result: "stored" } } },
    { event: "text", data: { text: "Zoë – ☕" } },
    { event: "end", data: { result: "done" } },
  ];

  test("events come out the same wherever their bytes are split, also inside of a character, with any kind of line ending", () => {
    for (const ending of ["\n", "\r\n", "\r"]) {
      const whole = bytes(said.replaceAll("\n", ending));
      for (let at = 0; at <= whole.length; at++) {
        const parser = buildEventParser();
        assert.deepEqual([...parser.push(whole.slice(0, at)), ...parser.push(whole.slice(at))], events, `${JSON.stringify(ending)} at ${at}`);
      }
      const parser = buildEventParser();
      assert.deepEqual([...whole].flatMap((byte) => parser.push(Uint8Array.of(byte))), events, `${JSON.stringify(ending)} byte by byte`);
    }
  });

  test("data of several lines is one, a line without a colon is none of it", () => {
    assert.deepEqual(buildEventParser().push(bytes('data: {"text":\ndata\ndata: "x"}\n\n')), [{ event: "message", data: { text: "x" } }]);
  });

  test("what is no event of ours breaks the stream instead of being shown", async () => {
    const readAll = (...chunks) => readEvents(new ReadableStream({ start(controller) { for (const chunk of chunks) controller.enqueue(chunk); controller.close(); } }), { onEvent: () => {}, idleMs: 1_000 });
    assert.equal(await readAll(bytes("data: nonsense\n\n")), "broken");
    assert.equal(await readAll(bytes("data: [1]\n\n")), "broken");
    assert.equal(await readAll(Uint8Array.of(0x64, 0xff, 0xfe)), "broken");
    assert.equal(await readAll(bytes("data: ".padEnd(1_000_010, "x"))), "broken");
    assert.equal(await readAll(bytes(": nothing\n\n")), "ended");
  });

  // An answer whose pieces are sent by hand.
  function answering(options = {}) {
    let control;
    const body = new ReadableStream({ start(controller) { control = controller; } });
    const abort = new AbortController();
    const pieces = [];
    const api = { open: async () => options.opened ?? { ok: true, value: new Response(body) } };
    const asked = askAssist(api, { body: "b", sig: "s" }, { text: "t", signal: abort.signal, onText: (piece) => pieces.push(piece), idleMs: options.idleMs ?? 5_000 });
    return { ...asked, pieces, abort, send: (event, data) => control.enqueue(bytes(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)), close: () => control.close(), fail: () => control.error(new Error("gone")) };
  }

  test("the receipt is there before the answer is, and the answer comes in pieces", async () => {
    const one = answering();
    one.send("receipt", { receipt: { result: "stored", index: 7 } });
    assert.deepEqual(await one.receipt, { ok: true, value: { result: "stored", index: 7 } });
    one.send("text", { text: "He " });
    one.send("text", { text: "slept." });
    one.send("end", { result: "done" });
    one.close();
    assert.deepEqual(await one.end, { kind: "done" });
    assert.deepEqual(one.pieces, ["He ", "slept."]);
  });

  test("each way in which an answer ends early has its code", async () => {
    const busy = answering();
    busy.send("receipt", { receipt: { result: "stored" } });
    busy.send("end", { result: "assist_provider_busy", retry_s: 20 });
    busy.close();
    assert.deepEqual(await busy.end, { kind: "failed", code: "assist_provider_busy", retrySeconds: 20 });

    const cut = answering();
    cut.send("receipt", { receipt: { result: "stored" } });
    cut.send("text", { text: "He" });
    cut.fail();
    assert.deepEqual(await cut.end, { kind: "failed", code: "assist_cut_off" });

    const odd = answering();
    odd.send("end", { result: "something new" });
    odd.close();
    assert.deepEqual(await odd.end, { kind: "failed", code: "assist_cut_off" });
    assert.equal((await odd.receipt).ok, false);

    const silent = answering({ idleMs: 20 });
    silent.send("receipt", { receipt: { result: "stored" } });
    assert.deepEqual(await silent.end, { kind: "failed", code: "assist_timeout" });

    const stopped = answering();
    stopped.send("receipt", { receipt: { result: "stored" } });
    await stopped.receipt;
    stopped.abort.abort();
    stopped.fail();
    assert.deepEqual(await stopped.end, { kind: "failed", code: "assist_cancelled" });
  });

  test("a refusal brings the receipt of its statement along, and a rejection brings none", async () => {
    const refused = answering({ opened: { ok: false, code: "assist_off", status: 403, problem: { code: "assist_off", receipt: { result: "refused", code: "assist_off" } } } });
    assert.deepEqual(await refused.receipt, { ok: true, value: { result: "refused", code: "assist_off" } });
    assert.deepEqual(await refused.end, { kind: "failed", code: "assist_off" });
    const offline = answering({ opened: { ok: false, code: "network_failed", status: 0, problem: {} } });
    assert.deepEqual(await offline.receipt, { ok: false, code: "network_failed", status: 0, problem: {} });
  });
});
