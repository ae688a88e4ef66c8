// The redactor's module is what wasm/redact/care_redact.d.ts says, keeps what it promises a page, and gives the answers of
// careseal-redact: the same code, compiled twice.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { readNotes } from "../redaction/notes.mjs";
import { canonical, codeOf, declaredCalls, loadModule, loadRedactor, ownCalls, redactLists, root, valueOf } from "./core.mjs";

const program = process.env.CARE_REDACT_PROGRAM ?? join(root, "build/release/careseal-redact");
const redactor = await loadRedactor();
const ask = (name, args) => valueOf(redactor[name](canonical(args)));
const begin = (terms = { dates: "placeholder" }) => ask("begin_conversation", terms);
const setRoster = (people) => ask("set_roster", { people });
const codePoints = (text, { start, end }) => [...text].slice(start, end).join("");

const people = [
  { role: "resident", name: "Doreen Athersmith", aliases: ["Dolly"], dob: "1934-06-03", nhs: "999 252 5098", room: "12", emails: ["d@x.example"] },
  { role: "resident", name: "Cyril Penhaligon", nhs: "9992764361" },
  { role: "staff", name: "Blessing Okonjo" },
  { role: "relative", name: "Janet Athersmith", phones: ["07700 900618"] },
];

const notes = [
  "Doreen Athersmith slept well. Blessing Okonjo on nights. Daughter Janet Athersmith rang from 07700 900618 at 09:15.",
  "Zażółć 😀 Doreen's NHS no is 999 252 5098, DOB 3.6.34, BP 138/74, room 12. Seen again on 22nd July 2025.",
  "[RESIDENT_1] was typed by hand; see [room 1] and [DATE]. Cyril Penhaligon ate all of it.",
  "paracetamol 500mg x2, fluids 600ml, bristol type 4, turned 2hrly, sats 96% on air.",
  "Write to janet@athersmith.example or 4 Tanners Yard, Leeds LS6 1AA. NI QQ 12 34 56 C. www.athersmith.example/x",
  "",
  "\u0000\u200b [[[ ]]] \\[x\\] \ud83d\ude00",
];

test("care_redact.d.ts: names every call of the module and no other, with the kinds of its arguments", () => {
  const declared = declaredCalls("wasm/redact/care_redact.d.ts", "CareRedact");
  assert.deepEqual(ownCalls(redactor).sort(), [...declared.keys()].sort());
  for (const [name, kinds] of declared) {
    assert.equal(redactor[name].length, kinds.length, name);
    assert.throws(() => redactor[name](...kinds, "more"), TypeError);
    if (kinds !== "") assert.throws(() => redactor[name](kinds === "b" ? "text" : new Uint8Array(1)), TypeError);
  }
});

test("without word lists, or with torn ones: nothing is looked at, and nothing said to be clean", async () => {
  const { core } = await loadModule("care_redact");
  const text = canonical({ text: "Doreen" });
  assert.equal(codeOf(core.redact_text(text)), "lists_invalid");
  assert.equal(codeOf(core.check_text(canonical({ kind: "care", text: "Doreen" }))), "lists_invalid");
  const lists = redactLists();
  for (const torn of [new Uint8Array(0), lists.subarray(0, lists.length - 1), lists.with(lists.length >> 1, lists[lists.length >> 1] ^ 1)]) {
    assert.equal(codeOf(core.open_lists(torn)), "lists_invalid");
    assert.equal(codeOf(core.redact_text(text)), "lists_invalid");
  }
  assert.equal(codeOf(core.open_lists(lists)), "ok");
  assert.equal(codeOf(core.redact_text(text)), "ok");
});

test("redact_text: names who is meant, counts by type, and tells both places in code points", () => {
  assert.deepEqual(setRoster(people), { people: 4 });
  begin();
  const text = "😀 Doreen Athersmith, NHS 999 252 5098; daughter Janet Athersmith 07700 900618.";
  const out = ask("redact_text", { text });
  assert.equal(out.text, "😀 [RESIDENT_1], NHS [NHS_NUMBER_1]; daughter [PERSON_2] [PHONE_1].");
  assert.deepEqual(out.counts, { NAME_OTHER: 1, NAME_RESIDENT: 1, NHS_NUMBER: 1, PHONE: 1 });
  assert.deepEqual(out.spans.map((span) => [span.type, span.person, codePoints(text, span), codePoints(out.text, { start: span.out_start, end: span.out_end }), span.placeholder]), [
    ["NAME_RESIDENT", 0, "Doreen Athersmith", "[RESIDENT_1]", "[RESIDENT_1]"],
    ["NHS_NUMBER", undefined, "999 252 5098", "[NHS_NUMBER_1]", "[NHS_NUMBER_1]"],
    ["NAME_OTHER", 3, "Janet Athersmith", "[PERSON_2]", "[PERSON_2]"],
    ["PHONE", undefined, "07700 900618", "[PHONE_1]", "[PHONE_1]"],
  ]);
  assert.deepEqual(out.escaped, []);
});

test("redact_text: more can be taken out by hand, in part of what was found there and around it", () => {
  setRoster(people);
  begin();
  const text = "the tall lady in the bay told Doreen Athersmith";
  const add = [{ start: 4, end: 24, type: "NAME_OTHER" }, { start: 25, end: [...text].length, type: "ORG" }];
  const out = ask("redact_text", { text, add });
  assert.equal(out.text, "the [PERSON_1] [ORG_1] [RESIDENT_2]");
  assert.deepEqual(out.counts, { NAME_OTHER: 1, NAME_RESIDENT: 1, ORG: 1 });
  assert.equal(ask("restore_text", { text: out.text }).text, text);
});

test("redact_text: what says who somebody is can't be put back, a date or a room can", () => {
  setRoster(people);
  begin();
  const text = "Doreen Athersmith, room 12, seen 22nd July 2025, NHS 999 252 5098.";
  const spans = ask("redact_text", { text }).spans;
  const keep = (...types) => canonical({ text, keep: spans.filter(({ type }) => types.includes(type)).map(({ start, end }) => ({ start, end })) });
  for (const type of ["NAME_RESIDENT", "NHS_NUMBER"]) {
    const answer = JSON.parse(redactor.redact_text(keep(type)));
    assert.deepEqual([answer.ok, answer.code, answer.field], [0, "identifier_kept", "keep"], type);
  }
  assert.match(valueOf(redactor.redact_text(keep("ROOM", "DATE"))).text, /room 12, seen 22nd July 2025/);
  assert.equal(codeOf(redactor.redact_text(keep("ROOM", "NHS_NUMBER"))), "identifier_kept");
  assert.equal(codeOf(redactor.redact_text(canonical({ text, keep: [{ start: 1, end: 2 }] }))), "identifier_kept");
});

test("redact_text: marks that are none are refused", () => {
  for (const wrong of [
    { add: [{ start: 0, end: 0, type: "ORG" }] }, { add: [{ start: 2, end: 1, type: "ORG" }] }, { add: [{ start: 0, end: 99, type: "ORG" }] }, { add: [{ start: 0, end: 1, type: "FIRM" }] },
    { add: [{ start: 0, end: 2, type: "ORG" }, { start: 1, end: 3, type: "ORG" }] }, { keep: 1 }, { add: [{ start: 0, end: 1 }] }, { keep: [{ start: 0, end: 1, type: "ORG" }] }, { text: 1 }, { other: 1 },
  ]) {
    assert.match(codeOf(redactor.redact_text(canonical({ text: "word", ...wrong }))), /^json_/, JSON.stringify(wrong));
  }
});

test("one conversation, one numbering; a new one, or another roster, knows nothing of the one before", () => {
  setRoster(people);
  begin();
  assert.equal(ask("redact_text", { text: "Cyril Penhaligon" }).text, "[RESIDENT_1]");
  assert.equal(ask("redact_text", { text: "Doreen Athersmith and Cyril Penhaligon" }).text, "[RESIDENT_2] and [RESIDENT_1]");
  assert.deepEqual(ask("restore_text", { text: "[resident_2]'s tea, [RESIDENT_9]" }),
    { restored: [{ start: 0, end: 17 }], text: "Doreen Athersmith's tea, [RESIDENT_9]", unknown: ["[RESIDENT_9]"] });
  begin();
  assert.deepEqual(ask("restore_text", { text: "[RESIDENT_2]" }).unknown, ["[RESIDENT_2]"]);
  assert.equal(ask("redact_text", { text: "Doreen Athersmith" }).text, "[RESIDENT_1]");
  setRoster(people.slice(1));
  assert.deepEqual(ask("restore_text", { text: "[RESIDENT_1]" }).unknown, ["[RESIDENT_1]"]);
  assert.equal(ask("redact_text", { text: "Cyril Penhaligon" }).text, "[RESIDENT_1]");
  valueOf(redactor.forget());
  assert.deepEqual(ask("restore_text", { text: "[RESIDENT_1]" }).unknown, ["[RESIDENT_1]"]);
});

test("begin_conversation: dates as chosen; terms that are none are refused", () => {
  setRoster(people);
  begin({ dates: "shifted", shift_days: 10 });
  const out = ask("redact_text", { text: "Seen again on 22nd July 2025." });
  assert.equal(out.text, "Seen again on 1st August 2025.");
  assert.equal(out.spans[0].placeholder, "1st August 2025");
  assert.equal(ask("restore_text", { text: "due on 1 August 2025" }).text, "due on 22 July 2025");
  begin({ dates: "month" });
  assert.equal(ask("redact_text", { text: "Seen again on 22nd July 2025." }).text, "Seen again on July 2025.");
  for (const wrong of [{}, { dates: "no" }, { dates: "shifted" }, { dates: "shifted", shift_days: 0 }, { dates: "shifted", shift_days: 3651 }, { dates: "month", shift_days: 1 }]) {
    assert.match(codeOf(redactor.begin_conversation(canonical(wrong))), /^json_/, JSON.stringify(wrong));
  }
});

test("restore_chunk: a streamed answer comes out as it does whole, and unknown placeholders are told at its end", () => {
  setRoster(people);
  begin();
  ask("redact_text", { text: "Doreen Athersmith, Cyril Penhaligon" });
  const answer = "😀 **[resident_1]** and [[RESIDENT 2]]’s café: RESIDENT\\_1, [STAFF_7]. [RESIDENT_1";
  const whole = ask("restore_text", { text: answer });
  for (const size of [1, 2, 3, 7, 100]) {
    let text = "";
    const points = [...answer];
    for (let at = 0; at < points.length; at += size) text += valueOf(redactor.restore_chunk(points.slice(at, at + size).join(""))).text;
    const end = valueOf(redactor.restore_end());
    assert.deepEqual([text + end.text, end.unknown], [whole.text, whole.unknown], String(size));
  }
  // Nothing of an answer that was given up is in the next one.
  valueOf(redactor.restore_chunk("[RESIDENT"));
  begin();
  assert.deepEqual(valueOf(redactor.restore_end()), { text: "", unknown: [] });
});

test("set_roster: what is no roster is refused by code, and forgets the one before", () => {
  for (const wrong of [{}, { people: 1 }, { people: [1] }, { people: [{ role: "staff" }] }, { people: [{ name: "x".repeat(5000) }] }]) {
    assert.notEqual(codeOf(redactor.set_roster(canonical(wrong))), "ok", JSON.stringify(wrong).slice(0, 80));
  }
});

test("check_text: points out what is in the wrong place, in code points", () => {
  setRoster(people);
  const text = "😀 Cyril Penhaligon hit Doreen Athersmith. NI QQ 12 34 56 C, sort code 20-45-67 account 12345678, card 4111 1111 1111 1111, password: Rosebud77";
  const found = (args) => ask("check_text", { text, ...args }).warnings.map(({ start, end, code }) => `${code}: ${codePoints(text, { start, end })}`);
  assert.deepEqual(found({ kind: "care", subject: 0 }), [
    "wrong_place_other_resident: Cyril Penhaligon", "wrong_place_nino: QQ 12 34 56 C", "wrong_place_bank: 20-45-67", "wrong_place_bank: 12345678",
    "wrong_place_card_number: 4111 1111 1111 1111", "wrong_place_password: Rosebud77"]);
  assert.deepEqual(found({ kind: "finance" }), ["wrong_place_password: Rosebud77"]);
  assert.equal(codeOf(redactor.check_text(canonical({ text, kind: "care", subject: 4 }))), "json_wrong_type");
});

// ── careseal-redact ────────────────────────────────────────────────────────────────────────────────

const folder = join(root, "tests/redaction/notes");
const corpus = readdirSync(folder).filter((name) => name.endsWith(".jsonl")).flatMap((name) => readNotes(join(folder, name)));
const lines = [
  ...notes.map((text, i) => ({ id: `own-${i}`, text, roster: people })),
  ...notes.map((text, i) => ({ id: i, text })),
  ...corpus.map(({ id, text, roster }) => ({ id, text, roster })),
];
const run = (input, options = []) => spawnSync(program, options, { input, encoding: "utf8", maxBuffer: 1 << 28, timeout: 120_000 });

test("careseal-redact: the same spans and the same words as the module, and what left comes back", () => {
  const ran = run(lines.map((line) => JSON.stringify(line)).join("\n"));
  assert.equal(ran.status, 0, ran.stderr);
  const answers = ran.stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(answers.map(({ id }) => id), lines.map(({ id }) => id));
  for (const [i, { id, text, roster = [] }] of lines.entries()) {
    setRoster(roster);
    begin();
    const out = ask("redact_text", { text });
    const spans = out.spans.map(({ start, end, type }) => ({ end, start, type }));
    assert.deepEqual([answers[i].spans, answers[i].redacted], [spans, out.text], String(id));
    const back = ask("restore_text", { text: out.text });
    assert.deepEqual([back.text, back.unknown], [text, []], String(id));
  }
});

test("careseal-redact: bad lines are named by number, never by their words, and the rest is done", () => {
  const good = JSON.stringify({ id: "a", text: "Doreen Athersmith", roster: people });
  const input = Buffer.concat([
    Buffer.from(`${good}\r\n\n{"id":"Secretname","text":5}\n`), Buffer.from([0x7b, 0xff, 0xfe, 0x0a]), Buffer.from(`{"text":"Secretname"}\n[]\n`),
    Buffer.from(`{"id":1,"text":"x","roster":null}\n{"id":2,"text":"x","roster":"Secretname"}\n${"[".repeat(100_000)}\n${JSON.stringify({ id: "z", text: "last" })}`),
  ]);
  const ran = run(input);
  assert.equal(ran.status, 1);
  assert.deepEqual(ran.stdout.trimEnd().split("\n").map((line) => JSON.parse(line).id), ["a", 1, "z"]);
  assert.deepEqual(ran.stderr.trimEnd().split("\n"), [
    "line 3: json_wrong_type text", "line 4: json_malformed", "line 5: json_missing_field id", "line 6: json_wrong_type", "line 8: json_wrong_type roster", "line 9: json_malformed"]);
});

test("careseal-redact: a line that is too long is passed over, in little memory", () => {
  const huge = Buffer.alloc((64 << 20) + 1, 0x61);
  const ran = run(Buffer.concat([huge, Buffer.from(`\n${JSON.stringify({ id: 1, text: "x" })}\n`)]));
  assert.deepEqual([ran.status, ran.stderr], [1, "line 1: json_too_large\n"]);
  assert.equal(JSON.parse(ran.stdout).id, 1);
});

test("careseal-redact: answers line by line, takes its lists from beside it or from where it is told, and says when it can't", () => {
  assert.equal(run("").status, 0);
  assert.equal(run("", ["--help"]).status, 0);
  assert.equal(run("", ["--no-such-option"]).status, 2);
  const place = mkdtempSync(join(tmpdir(), "care-redact-"));
  try {
    writeFileSync(join(place, "torn.lists"), redactLists().subarray(0, 1000));
    const torn = run("{}", ["--lists", join(place, "torn.lists")]);
    assert.deepEqual([torn.status, torn.stdout], [2, ""]);
    assert.match(torn.stderr, /missing or damaged/);
    assert.equal(run("", ["--lists", join(place, "none")]).status, 2);
    writeFileSync(join(place, "good.lists"), redactLists());
    assert.equal(run("", ["--lists", join(place, "good.lists")]).status, 0);
    symlinkSync(program, join(place, "link"));
    assert.equal(spawnSync(join(place, "link"), [], { input: "" }).status, 0);
  } finally {
    rmSync(place, { recursive: true });
  }
});
