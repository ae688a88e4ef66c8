// How much careseal-redact finds in the project's own notes, and how much it leaves alone. notes/unseen.jsonl was never trained on.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { readNotes } from "./notes.mjs";
import { scoreNotes } from "./score.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const program = process.env.CARE_REDACT ?? join(here, "../../build/asan/careseal-redact");

function redact(notes) {
  const lines = notes.map(({ id, text, roster }) => JSON.stringify({ id, text, roster })).join("\n");
  const answers = execFileSync(program, { input: `${lines}\n`, maxBuffer: 1 << 28, encoding: "utf8" }).trim().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(answers.map(({ id }) => id), notes.map(({ id }) => id));
  return answers.map(({ spans }) => spans);
}

const percent = (share) => (100 * share).toFixed(2);
function score(file) {
  const notes = readNotes(join(here, "notes", file));
  return scoreNotes(notes, redact(notes));
}

test("of notes that nobody trained on, little that is personal is left and little else is taken", (t) => {
  const figures = score("unseen.jsonl");
  for (const [name, value] of Object.entries(figures)) {
    if (typeof value === "number") t.diagnostic(`${name} ${percent(value)} %`);
  }
  assert.ok(figures.recall >= 0.975, `of what is personal ${percent(figures.recall)} % was found`);
  assert.ok(figures.precision >= 0.97, `of what was taken out ${percent(figures.precision)} % was personal`);
  assert.ok(figures.leak <= 0.05, `${percent(figures.leak)} % of the notes still name somebody`);
  assert.ok(figures.over <= 0.015, `${percent(figures.over)} % of everything else was taken out`);
  assert.ok(figures.roster >= 0.985, `of the names on the roster ${percent(figures.roster)} % were found`);
  assert.ok(figures.others >= 0.94, `of the names on no roster ${percent(figures.others)} % were found`);
});

// Made to be hard: spelled-out digits, look-alike letters and words run together; one word as a name and as none; every way to write an address.
const floors = { "traps.jsonl": 0.9, "clean.jsonl": 0.87, "contacts.jsonl": 0.94 };
test("what it was trained on it knows", () => {
  for (const file of readdirSync(join(here, "notes")).filter((name) => name !== "unseen.jsonl")) {
    const figures = score(file);
    assert.ok(figures.recall >= (floors[file] ?? 0.95), `${file}: of what is personal ${percent(figures.recall)} % was found`);
    assert.ok(figures.over <= 0.02, `${file}: ${percent(figures.over)} % of everything else was taken out`);
  }
});

test("a note without anybody in it mostly stays as it is, though many of these were made to look otherwise", () => {
  const clean = readdirSync(join(here, "notes")).flatMap((name) => readNotes(join(here, "notes", name))).filter((note) => note.spans.length === 0);
  assert.ok(clean.length > 100);
  const figures = scoreNotes(clean, redact(clean));
  assert.ok(figures.touched <= 0.12, `${percent(figures.touched)} % were touched`);
});
