// web/src/features/audit/chain.ts: checks the whole log: every entry is asked for, proved to lie in the trusted log, its
// signature checked, and no number may be missing.

import type { AuditRow } from "../../core/core-types.ts";
import type { ErrorCode } from "../../generated/errors.gen.ts";
import type { PageOfRows } from "../../state/log-page.ts";

export interface ChainCounts {
  readonly proved: number;   // signed by a member, signature and place checked
  readonly unsigned: number; // recorded by the server, place checked
  readonly broken: readonly number[]; // indexes
  readonly missing: number;
}

export type ChainState =
  | { readonly kind: "idle" }
  | { readonly kind: "checking"; readonly done: number; readonly total: number; readonly counts: ChainCounts }
  | { readonly kind: "stopped"; readonly done: number; readonly total: number; readonly counts: ChainCounts }
  | { readonly kind: "done"; readonly total: number; readonly counts: ChainCounts; readonly at: Date }
  | { readonly kind: "failed"; readonly code: ErrorCode; readonly done: number; readonly total: number };

export interface ChainWork {
  readonly size: number;
  readonly clock: () => Date;
  readonly readPage: (before: number) => Promise<PageOfRows>;
  readonly isStopped: () => boolean;
  readonly onState: (state: ChainState) => void;
}

export const noCounts: ChainCounts = { proved: 0, unsigned: 0, broken: [], missing: 0 };

/** All rows, newest first; null when it was stopped or failed. */
export async function checkChain({ size, clock, readPage, isStopped, onState }: ChainWork): Promise<readonly AuditRow[] | null> {
  const all: AuditRow[] = [];
  let counts = noCounts;
  let before: number | null = size;
  let expected = size - 1;
  onState({ kind: "checking", done: 0, total: size, counts });
  while (before !== null && before > 0) {
    const page: PageOfRows = await persistently(() => readPage(before ?? 0), isStopped);
    if (!page.ok) {
      onState({ kind: "failed", code: page.code, done: size - 1 - expected, total: size });
      return null;
    }
    for (const row of page.rows) {
      counts = count(counts, row, expected);
      expected = row.index - 1;
    }
    all.push(...page.rows);
    const done = size - 1 - expected;
    if (isStopped()) {
      onState({ kind: "stopped", done, total: size, counts });
      return null;
    }
    onState({ kind: "checking", done, total: size, counts });
    before = page.rows.length === 0 ? null : page.next;
  }
  counts = { ...counts, missing: counts.missing + Math.max(0, expected + 1) };
  onState({ kind: "done", total: size, counts, at: clock() });
  return all;
}

const passing: readonly ErrorCode[] = ["timeout", "network_failed", "store_busy"];
const tries = 3;

// A long check is not given up for one answer that was lost.
async function persistently(read: () => Promise<PageOfRows>, isStopped: () => boolean): Promise<PageOfRows> {
  let page = await read();
  for (let tried = 1; tried < tries && !page.ok && passing.includes(page.code) && !isStopped(); tried++) page = await read();
  return page;
}

function count(counts: ChainCounts, { index, proof }: AuditRow, expected: number): ChainCounts {
  const missing = counts.missing + Math.max(0, expected - index);
  if (proof === "broken") return { ...counts, missing, broken: [...counts.broken, index] };
  return proof === "proved" ? { ...counts, missing, proved: counts.proved + 1 } : { ...counts, missing, unsigned: counts.unsigned + 1 };
}
