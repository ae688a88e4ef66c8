// tests/bench/browser/redact_loop.mjs: many notes through the product's module in a worker, without a message between them.
import createCareRedact from "careseal-redact";
import listsUrl from "careseal-redact-lists?url";
import wasmUrl from "careseal-redact-wasm?url";
import { encodeCanonical } from "../../../web/src/core/canonical-json.ts";

const load = async (url) => (await fetch(url)).arrayBuffer();
const terms = encodeCanonical({ dates: "placeholder" });
const nothing = encodeCanonical({ text: "" });
let redactor;
let calls = []; // one a note, as the page's client writes them

function valueOf(answer) {
  const read = JSON.parse(answer);
  if (read.ok !== 1) throw new Error(answer);
  return read.value;
}

const works = {
  async begin(people, notes) {
    const [wasmBinary, lists] = await Promise.all([load(wasmUrl), load(listsUrl)]);
    redactor = await createCareRedact({ wasmBinary });
    valueOf(redactor.open_lists(new Uint8Array(lists)));
    valueOf(redactor.set_roster(encodeCanonical({ people })));
    calls = notes.map((text) => encodeCanonical({ text }));
  },

  // All notes, so many of them a conversation; what would leave, in bytes.
  bytes(perConversation) {
    const encoder = new TextEncoder();
    return calls.reduce((sum, call, i) => {
      if (i % perConversation === 0) valueOf(redactor.begin_conversation(terms));
      return sum + encoder.encode(valueOf(redactor.redact_text(call)).text).length;
    }, 0);
  },

  turn(perConversation) {
    let failed = 0;
    const start = performance.now();
    for (let i = 0; i < calls.length; i += 1) {
      if (i % perConversation === 0) redactor.begin_conversation(terms);
      if (!redactor.redact_text(calls[i]).startsWith('{"ok":1')) failed += 1;
    }
    const took = (performance.now() - start) * 1000;
    if (failed > 0) throw new Error(`${failed} notes were not redacted`);
    return took;
  },

  // What a call costs that has nothing to look at.
  empty(count) {
    const start = performance.now();
    for (let i = 0; i < count; i += 1) redactor.redact_text(nothing);
    return ((performance.now() - start) * 1000) / count;
  },
};

onmessage = async ({ data: { name, args } }) => {
  try {
    postMessage({ value: await works[name](...args) });
  } catch (error) {
    postMessage({ error: String(error.stack ?? error) });
  }
};
