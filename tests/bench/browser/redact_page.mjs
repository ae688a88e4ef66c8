// tests/bench/browser/redact_page.mjs: a page with the app's own redactor client, and a worker with the module alone. Times are
// milliseconds here, microseconds from the worker.
import { openRedactor } from "../../../web/src/core/redactor.ts";
import loopUrl from "./redact_loop.mjs?worker&url";

function valueOf(answer) {
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer.value;
}

let loop;
function askLoop(name, ...args) {
  loop ??= new Worker(loopUrl, { type: "module" });
  return new Promise((resolve, reject) => {
    loop.onmessage = ({ data: { value, error } }) => { if (error === undefined) resolve(value); else reject(new Error(error)); };
    loop.onerror = (event) => reject(new Error(event.message));
    loop.postMessage({ name, args });
  });
}

const works = {
  // From the tap: worker, module and lists from loopback, the home's people, one note.
  async first_note(people, text) {
    const start = performance.now();
    const redactor = await openRedactor();
    valueOf(await redactor.setRoster(people));
    valueOf(await redactor.redactText({ text }));
    const took = performance.now() - start;
    redactor.end();
    return took;
  },

  // One note after the other, each waited for.
  async note_times(people, notes, { warmUp, turns, perConversation }) {
    const redactor = await openRedactor();
    valueOf(await redactor.setRoster(people));
    const times = [];
    for (let turn = -warmUp; turn < turns; turn += 1) {
      if (turn % perConversation === 0) valueOf(await redactor.beginConversation({ dates: "placeholder" }));
      const text = notes[(turn + warmUp) % notes.length];
      const start = performance.now();
      valueOf(await redactor.redactText({ text }));
      if (turn >= 0) times.push(performance.now() - start);
    }
    redactor.end();
    return times;
  },

  loop_begin: (people, notes) => askLoop("begin", people, notes),
  loop_bytes: (perConversation) => askLoop("bytes", perConversation),
  loop_turn: (perConversation) => askLoop("turn", perConversation),
  loop_empty: (count) => askLoop("empty", count),
};

globalThis.ask = (name, ...args) => works[name](...args);
