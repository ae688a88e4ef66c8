// tests/bench/redact.mjs: the redactor in Chromium and native, on the project's own notes; one note through the page's client; texts made
// to be slow.
//
// Browser and native take turns with the same notes, and what would leave has to be the same number of bytes.
import { readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { canonical } from "../contract/core.mjs";
import { readNotes } from "../redaction/notes.mjs";
import { openPage } from "./browser/chromium.mjs";
import { buildRedactSite } from "./browser/redact_site.mjs";
import { measureRedactSize } from "./size.mjs";
import { median, valueAt } from "./support/figures.mjs";

const folder = join(dirname(fileURLToPath(import.meta.url)), "../redaction/notes");
const noteBytes = 2000;
const rosterSize = 150;
const perConversation = 16; // as many as a handover has
const warmUp = 3;

// What tempts a finder to look back or ahead: runs that almost begin something, or never end it.
const pieces = (people) => Object.entries({
  "one digit": "7", "digits and blanks": "07 7 ", "a@": "a@", "mr": "mr ", "opening brackets": "[", "closing brackets": "]", "zero-width": "\u200b",
  "one letter": "a", "one capital": "A ", spaces: " ", newlines: "\n", "names of the roster": `${people.map(({ name }) => name).join(" ")} `,
  dates: "1/1/1/", placeholders: "[RESIDENT_1]", "St St St": "St St St ", "www.": "www.", apostrophes: "o'", "marks above": "a\u0301",
});

// Cut at the last blank, so that nearly all are of one length.
function cutText(text) {
  const bytes = Buffer.from(text);
  const notes = [];
  for (let start = 0; bytes.length - start > noteBytes;) {
    const end = bytes.lastIndexOf(" ", start + noteBytes);
    notes.push(bytes.toString("utf8", start, end));
    start = end + 1;
  }
  return notes;
}

// The people of a note's roster, as a page tells them to the redactor.
const asPagesSay = ({ role, name, aliases, dob, nhs, room, phone }) => ({
  role, name, ...(aliases && { aliases }), ...(dob && { dob }), ...(nhs && { nhs }), ...(room && { room: String(room) }), ...(phone && { phones: [phone] }),
});

function readSample() {
  const marked = readdirSync(folder).filter((name) => name.endsWith(".jsonl")).sort().flatMap((name) => readNotes(join(folder, name)));
  const everybody = [...new Map(marked.flatMap(({ roster }) => roster).map((person) => [person.name, person])).values()];
  const people = Array.from({ length: rosterSize }, (_, i) => asPagesSay(everybody[Math.floor((i * everybody.length) / rosterSize)]));
  return { notes: cutText(marked.map(({ text }) => text).join("\n\n")), people };
}

// The native twin, asked line by line; answers numbers.
function startNative(machine, { notes, people }) {
  const file = join(machine.folder("redact"), "sample.json");
  writeFileSync(file, canonical({ notes, people, pieces: pieces(people).map(([, piece]) => piece) }));
  const lists = join(process.env.CARE_CORE_DIR, "care_redact.lists");
  const child = machine.start(join(process.env.CARE_BENCH_DIR, "care_bench_redact_bench"), [lists, file], { stdio: ["pipe", "pipe", "inherit"] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(...words) {
      child.stdin.write(`${words.join(" ")}\n`);
      const { value, done } = await answers.next();
      if (done) throw new Error(`care_bench_redact_bench ended with ${await child.ended}`);
      return value.split(" ").map(Number);
    },
    stop: () => machine.stop(child),
  };
}

async function measureSpeed({ figures, quick }, { notes, people }, ask, native) {
  await ask("loop_begin", people, notes);
  const left = await ask("loop_bytes", perConversation);
  const [, leftNative] = await native.ask("notes", perConversation);
  if (left !== leftNative) throw new Error(`the module lets ${left} bytes leave, native ${leftNative}: they are of different builds`);
  const wasm = [];
  const alone = [];
  for (let turn = -warmUp; turn < (quick ? 5 : 25); turn += 1) {
    const micros = await ask("loop_turn", perConversation);
    const [nativeMicros] = await native.ask("notes", perConversation);
    if (turn < 0) continue;
    wasm.push(micros);
    alone.push(nativeMicros);
  }
  const bytes = notes.reduce((sum, note) => sum + Buffer.byteLength(note), 0); // a byte a microsecond is a megabyte a second
  figures.add("redact.wasm.mb_per_s", bytes / median(wasm), "MB/s", "higher");
  figures.add("redact.native.mb_per_s", bytes / median(alone), "MB/s", "higher");
  figures.add("redact.wasm.vs_native", median(alone.map((time, i) => time / wasm[i])), "times", "higher");
  figures.add("redact.wasm.empty_call_us", await ask("loop_empty", 200), "us", "lower");
}

// Before anything else runs in this browser.
async function measureOneNote({ figures, quick }, { notes, people }, ask) {
  const opens = [];
  for (let turn = 0; turn < (quick ? 1 : 5); turn += 1) opens.push(await ask("first_note", people, notes[turn]));
  figures.add("redact.first_note.ms", median(opens), "ms", "lower");
  const times = await ask("note_times", people, notes, { warmUp: quick ? 100 : 300, turns: quick ? 300 : 1000, perConversation });
  figures.add("redact.note2k.p50_ms", median(times), "ms", "lower");
  figures.add("redact.note2k.p99_ms", valueAt(times, 0.99), "ms", "lower");
}

// Time per byte of a text of 10 MB against one of 1 MB, best of some turns each: linear is 1, growth with the square 10. Both are larger
// than the caches; against a text that fits into them, memory that is touched for the first time would count as growth. Where a megabyte
// already takes five times as long a byte as a tenth of it, ten would take minutes, and what was seen counts.
async function ratioOf(native, number, quick) {
  const perByte = async (bytes, turns) => {
    let best = Infinity;
    for (let turn = 0; turn < turns; turn += 1) best = Math.min(best, (await native.ask("piece", number, bytes))[0] / bytes);
    return best;
  };
  const short = await perByte(100_000, quick ? 3 : 10);
  const middle = await perByte(1_000_000, 3);
  return quick || middle / short > 5 ? middle / short : (await perByte(10_000_000, 2)) / middle;
}

async function measureGrowth({ figures, quick, say }, { people }, native) {
  let worst = { ratio: 0, name: "" };
  for (const [number, [name]] of pieces(people).entries()) {
    const ratio = await ratioOf(native, number, quick);
    if (ratio > worst.ratio) worst = { ratio, name };
    if (ratio > 2) say(`${name}: ${ratio.toFixed(2)} times as long a byte`);
  }
  say(`the worst repetition: ${worst.name}`);
  figures.add(`redact.linear.ratio_${quick ? 1 : 10}mb`, worst.ratio, "times", "lower");
}

export async function measureRedact(given) {
  const { machine, say } = given;
  measureRedactSize(given);
  const sample = readSample();
  say("the page's client");
  const ask = await openPage(machine, await buildRedactSite(machine.folder("redact-site")), "/redact.html");
  await measureOneNote(given, sample, ask);
  say("browser and native in turns");
  const native = startNative(machine, sample);
  await measureSpeed(given, sample, ask, native);
  say("texts made to be slow");
  await measureGrowth(given, sample, native);
  await native.stop();
}
