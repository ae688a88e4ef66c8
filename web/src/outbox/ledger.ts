// web/src/outbox/ledger.ts: the rows of the database as signals, and what of them this person may read.

import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { NewRecord } from "../core/core-types.ts";
import type { ErrorCode } from "../generated/errors.gen.ts";
import type { DraftRow, OutboxDatabase, QueueRow } from "./database.ts";
import type { FixAction, OutboxEntry, SyncState } from "./outbox-types.ts";

export type Content = NonNullable<OutboxEntry["content"]>;

export interface Ledger {
  readonly entries: ReadonlySignal<readonly OutboxEntry[]>;
  readonly contents: Map<string, Content>; // memory only
  account: string | null;
  drafts(): readonly DraftRow[];
  queue(): readonly QueueRow[];
  load(): Promise<void>;
  putDraft(row: DraftRow): void;
  removeDraft(id: string): void;
  putQueued(...rows: readonly QueueRow[]): void;
  removeQueued(...ids: readonly number[]): void;
  publish(): void;
  forget(): void; // at the lock: what could be read is gone
}

export const draftKey = (id: string): string => `draft:${id}`;
export const queueKey = (id: number): string => `queue:${id}`;

export function buildLedger(database: () => Promise<OutboxDatabase>, clock: () => Date): Ledger {
  let drafts = new Map<string, DraftRow>();
  let queue = new Map<number, QueueRow>();
  const contents = new Map<string, Content>();
  const revision = signal(0);

  const ledger: Ledger = {
    entries: computed(() => {
      void revision.value;
      const now = clock().getTime();
      const held = [...drafts.values()].filter((row) => row.kind === "entry").map((row) => describeDraft(row, ledger, now));
      return [...[...queue.values()].map((row) => describeQueued(row, ledger)), ...held];
    }),
    contents,
    account: null,
    drafts: () => [...drafts.values()],
    queue: () => [...queue.values()].sort((a, b) => a.id - b.id),
    async load() {
      const opened = await database();
      drafts = new Map((await opened.drafts()).map((row) => [row.id, row]));
      queue = new Map((await opened.queue()).map((row) => [row.id, row]));
      ledger.publish();
    },
    putDraft(row) {
      drafts.set(row.id, row);
      ledger.publish();
    },
    removeDraft(id) {
      drafts.delete(id);
      contents.delete(draftKey(id));
      ledger.publish();
    },
    putQueued(...rows) {
      for (const row of rows) queue.set(row.id, row);
      ledger.publish();
    },
    removeQueued(...ids) {
      for (const id of ids) {
        queue.delete(id);
        contents.delete(queueKey(id));
      }
      ledger.publish();
    },
    publish() {
      revision.value += 1;
    },
    forget() {
      contents.clear();
      ledger.account = null;
      ledger.publish();
    },
  };
  return ledger;
}

export function contentOf(record: NewRecord): Content {
  return { type: record.type, record: record.record ?? null, act: record.act, version: (record.version ?? 0) + 1, fields: record.fields };
}

function describeDraft(row: DraftRow, ledger: Ledger, now: number): OutboxEntry {
  const at = new Date(row.written);
  const state: SyncState = row.problem === undefined
    ? { kind: "saved_here", at, held: row.heldUntil > now }
    : { kind: "needs_attention", code: row.problem, fix: fixFor(row.problem, "draft") };
  const content = ledger.contents.get(draftKey(row.id)) ?? null;
  return {
    key: draftKey(row.id), state, kind: "record", mine: row.account === ledger.account, written: at, subject: row.subject,
    record: content?.record ?? null, hash: null, content,
  };
}

function describeQueued(row: QueueRow, ledger: Ledger): OutboxEntry {
  const about = row.kind === "record" ? { subject: row.subject, record: row.record } : { subject: null, record: null };
  return {
    key: queueKey(row.id), state: stateOf(row), kind: row.kind, mine: row.account === ledger.account, written: new Date(row.written),
    ...about, hash: row.hash, content: ledger.contents.get(queueKey(row.id)) ?? null,
  };
}

function stateOf(row: QueueRow): SyncState {
  const at = new Date(row.written);
  if (row.state === "sent") return { kind: "sent", at, logIndex: row.index ?? 0 };
  if (row.code === undefined) return { kind: "saved_here", at, held: false };
  return { kind: "needs_attention", code: row.code, fix: fixFor(row.code, row.state) };
}

function fixFor(code: ErrorCode, state: QueueRow["state"] | "draft"): FixAction {
  if (state === "broken") return "sign_in_again";
  if (state === "draft") return "write_again";
  if (code === "recovery_gate") return "make_kit";
  if (state === "refused") return code === "version_stale" ? "compare" : "dismiss";
  return "try_again";
}
