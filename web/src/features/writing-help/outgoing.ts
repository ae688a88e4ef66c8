// web/src/features/writing-help/outgoing.ts: the text that would leave, piece by piece: what stays, what was taken out, what a person put
// back; and what somebody selected on it, as places in the text. Places are counted in Unicode code points, as the core counts. Pure.

import type { IdentifierType, KeptSpan, MarkedSpan, RedactedText } from "../../core/redact-types.ts";

export interface Changes {
  readonly add: readonly MarkedSpan[]; // taken out by hand
  readonly keep: readonly KeptSpan[];  // put back
}

export const noChanges: Changes = { add: [], keep: [] };

export interface TakenOut {
  readonly kind: "out";
  readonly start: number;
  readonly end: number;
  readonly type: IdentifierType;
  readonly original: string;
  readonly placeholder: string;
}

// Words that look like one of our marks: they leave under a mark of their own, and come back as they were.
export interface Escaped {
  readonly kind: "escaped";
  readonly start: number;
  readonly end: number;
  readonly original: string;
  readonly placeholder: string;
}

export type Piece =
  | { readonly kind: "text"; readonly text: string; readonly start: number }
  | { readonly kind: "back"; readonly text: string; readonly start: number; readonly end: number }
  | TakenOut
  | Escaped;

const neverIdentifiers: readonly IdentifierType[] = ["DATE", "ROOM", "ORG", "AGE_OVER_89"];

/** What says who somebody is stays out; what a person took out by hand they may put back. */
export function mayPutBack({ type, start, end }: TakenOut, { add }: Changes): boolean {
  return neverIdentifiers.includes(type) || add.some((each) => each.start < end && start < each.end);
}

export function piecesOf(source: string, redacted: RedactedText, { keep }: Changes): readonly Piece[] {
  const points = [...source];
  const out: Piece[] = [];
  const backs = [...keep].sort((a, b) => a.start - b.start);
  let at = 0;
  const plain = (to: number): void => {
    for (const back of backs) {
      const start = Math.max(back.start, at);
      const end = Math.min(back.end, to);
      if (start >= end) continue;
      if (start > at) out.push({ kind: "text", text: points.slice(at, start).join(""), start: at });
      out.push({ kind: "back", text: points.slice(start, end).join(""), start, end });
      at = end;
    }
    if (to > at) out.push({ kind: "text", text: points.slice(at, to).join(""), start: at });
    at = to;
  };
  const replaced = [...redacted.spans, ...redacted.escaped.map((each) => ({ ...each, type: null }))].sort((a, b) => a.start - b.start);
  for (const { start, end, type, placeholder } of replaced) {
    plain(start);
    const original = points.slice(start, end).join("");
    out.push(type === null ? { kind: "escaped", start, end, placeholder, original } : { kind: "out", start, end, type, placeholder, original });
    at = end;
  }
  plain(points.length);
  return out;
}

/** The same changes, with this taken out as well: where it had been put back, it simply goes out again. */
export function takeOut(source: string, changes: Changes, ranges: readonly KeptSpan[]): Changes {
  const points = [...source];
  let { add, keep } = changes;
  for (const given of ranges) {
    const range = wholeWords(points, given);
    if (range === null) continue;
    const isInside = keep.some((each) => each.start < range.end && range.start < each.end);
    keep = keep.filter((each) => each.end <= range.start || each.start >= range.end);
    if (isInside) continue;
    const joined = add.filter((each) => each.start < range.end && range.start < each.end);
    const start = Math.min(range.start, ...joined.map((each) => each.start));
    const end = Math.max(range.end, ...joined.map((each) => each.end));
    add = [...add.filter((each) => !joined.includes(each)), { start, end, type: guessType(points.slice(start, end).join("")) }];
  }
  return { add, keep };
}

export function putBack({ start, end }: { readonly start: number; readonly end: number }, { add, keep }: Changes): Changes {
  const byHand = add.filter((each) => each.start < end && start < each.end);
  if (byHand.length > 0) return { add: add.filter((each) => !byHand.includes(each)), keep };
  return { add, keep: [...keep, { start, end }] };
}

/** Every place where these words stand, whatever their case. */
export function placesOf(source: string, words: string): readonly KeptSpan[] {
  const points = [...source].map(folded);
  const wanted = [...words.trim()].map(folded);
  const out: KeptSpan[] = [];
  if (wanted.length === 0) return out;
  for (let at = 0; at + wanted.length <= points.length; at++) {
    if (!wanted.every((point, i) => points[at + i] === point)) continue;
    out.push({ start: at, end: at + wanted.length });
    at += wanted.length - 1;
  }
  return out;
}

const folded = (point: string): string => point.toLocaleLowerCase("en-GB");
const isWord = (point: string | undefined): boolean => point !== undefined && /[\p{L}\p{N}]/u.test(point);

// A thumb selects half a word; what leaves must not have its other half. Blanks at the ends are not part of it.
function wholeWords(points: readonly string[], { start, end }: KeptSpan): KeptSpan | null {
  let from = start;
  let to = end;
  while (from < to && /\s/.test(points[from] ?? "")) from += 1;
  while (to > from && /\s/.test(points[to - 1] ?? "")) to -= 1;
  if (from >= to) return null;
  if (isWord(points[from])) while (isWord(points[from - 1])) from -= 1;
  if (isWord(points[to - 1])) while (isWord(points[to])) to += 1;
  return { start: from, end: to };
}

function guessType(words: string): IdentifierType {
  return /^\p{Lu}[\p{L}\p{M}'’\s.-]*$/u.test(words) ? "NAME_OTHER" : "ID_OTHER";
}
