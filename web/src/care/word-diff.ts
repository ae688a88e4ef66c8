// web/src/care/word-diff.ts: what a change took out of a text and put in, word by word. Pure.

import type { DiffSegment } from "../ui/word-diff/word-diff.tsx";

const mostCells = 4_000_000;

/** Joined again, the segments that are not "added" give `before`, those that are not "removed" give `after`. */
export function diffWords(before: string, after: string): DiffSegment[] {
  const from = pieces(before);
  const to = pieces(after);
  let start = 0;
  while (start < from.length && start < to.length && from[start] === to[start]) start++;
  let end = 0;
  while (end < from.length - start && end < to.length - start && from[from.length - 1 - end] === to[to.length - 1 - end]) end++;
  const middle = diffMiddle(from.slice(start, from.length - end), to.slice(start, to.length - end));
  return join([...from.slice(0, start).map(same), ...middle, ...from.slice(from.length - end).map(same)]);
}

const same = (text: string): DiffSegment => ({ kind: "same", text });
const removed = (text: string): DiffSegment => ({ kind: "removed", text });
const added = (text: string): DiffSegment => ({ kind: "added", text });

// A word with the space after it, so that a changed word takes its space along.
function pieces(text: string): string[] {
  return text.match(/\S+\s*|\s+/g) ?? [];
}

function diffMiddle(from: readonly string[], to: readonly string[]): DiffSegment[] {
  if (from.length * to.length > mostCells) return [...from.map(removed), ...to.map(added)];
  const lengths = commonLengths(from, to);
  const width = to.length + 1;
  const out: DiffSegment[] = [];
  let i = 0;
  let j = 0;
  while (i < from.length && j < to.length) {
    if (from[i] === to[j]) {
      out.push(same(from[i] ?? ""));
      i++;
      j++;
    } else if ((lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0)) {
      out.push(removed(from[i++] ?? ""));
    } else {
      out.push(added(to[j++] ?? ""));
    }
  }
  return [...out, ...from.slice(i).map(removed), ...to.slice(j).map(added)];
}

// lengths[i][j]: how many words the rests from i and from j have in common, in order
function commonLengths(from: readonly string[], to: readonly string[]): Uint32Array {
  const width = to.length + 1;
  const lengths = new Uint32Array((from.length + 1) * width);
  for (let i = from.length - 1; i >= 0; i--) {
    for (let j = to.length - 1; j >= 0; j--) {
      lengths[i * width + j] = from[i] === to[j]
        ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
        : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
    }
  }
  return lengths;
}

function join(segments: readonly DiffSegment[]): DiffSegment[] {
  const out: DiffSegment[] = [];
  for (const segment of segments) {
    const last = out.at(-1);
    if (last?.kind === segment.kind) out[out.length - 1] = { kind: last.kind, text: last.text + segment.text };
    else out.push(segment);
  }
  return out;
}
