// tests/redaction/notes.mjs: the project's own notes, with what is personal in them marked.
//
// A line of notes/*.jsonl is {"id","slice","kind","marked","roster"}: in `marked` [[TYPE:tags|words]] is an identifier and [[?|words]]
// may be taken for one or not. readNotes() gives {"id","slice","kind","text","spans","optional","roster"}, counted in code points.
import { readFileSync } from "node:fs";

const mark = /\[\[(\?|[A-Z_0-9]+:[a-z,]*)\|((?:(?!\]\]).)*)\]\]/gsu;
const fold = (text) => text.normalize("NFKD").replace(/[\p{M}\p{Cf}'’]/gu, "").toLowerCase();
const words = (text) => fold(text).match(/\p{L}+/gu) ?? [];

export function parseMarked(marked) {
  const spans = [];
  const optional = [];
  let text = "";
  let length = 0;
  const add = (part) => { text += part; length += [...part].length; };
  let at = 0;
  for (const found of marked.matchAll(mark)) {
    add(marked.slice(at, found.index));
    const start = length;
    add(found[2]);
    at = found.index + found[0].length;
    if (found[1] === "?") { optional.push({ start, end: length }); continue; }
    const [type, tag] = found[1].split(":");
    spans.push(tag ? { start, end: length, type, tag } : { start, end: length, type });
  }
  add(marked.slice(at));
  if (text.includes("[[") || text.includes("]]")) throw new Error(`a mark is not closed: ${marked}`);
  return { text, spans, optional };
}

export function readNotes(file) {
  return readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => {
    const { marked, ...note } = JSON.parse(line);
    const parsed = parseMarked(marked);
    const known = new Set(note.roster.flatMap((person) => [person.name, ...(person.aliases ?? [])].flatMap(words)));
    for (const span of parsed.spans) {
      if (span.type.startsWith("NAME_")) span.roster = words([...parsed.text].slice(span.start, span.end).join("")).some((word) => known.has(word));
    }
    return { ...note, ...parsed };
  });
}

if (process.argv[1]?.endsWith("notes.mjs")) {
  for (const file of process.argv.slice(2)) for (const note of readNotes(file)) console.log(JSON.stringify(note));
}
