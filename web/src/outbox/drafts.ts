// web/src/outbox/drafts.ts: what was tapped and may still be undone, and what is being typed: sealed and on the disk at once,
// numbered and signed later. Bound by the core to this person and this resident: nobody else's draft ever opens.

import { batch } from "@preact/signals";
import type { CoreClient } from "../core/core-client.ts";
import type { CoreResult, NewRecord } from "../core/core-types.ts";
import type { ErrorCode } from "../generated/errors.gen.ts";
import { storageCode, type DraftRow, type OutboxDatabase, type QueueRow } from "./database.ts";
import { contentOf, draftKey, queueKey, type Ledger } from "./ledger.ts";
import type { DraftRecord, Signing } from "./signing.ts";

export interface DraftsDependencies {
  readonly core: CoreClient;
  readonly database: () => Promise<OutboxDatabase>;
  readonly ledger: Ledger;
  readonly signing: Signing;
  readonly clock: () => Date;
  readonly account: () => string | null;
  readonly onQueued: () => void;
}

export interface NewDraft {
  readonly kind: DraftRow["kind"];
  readonly form: string | null;
  readonly subject: string | null;
  readonly holdMs: number;
  readonly content: object;
  readonly replaces?: number;  // the entry of the queue that it takes the place of
  readonly typedIn?: string;   // the form where it was typed, whose draft is done with
}

export interface Drafts {
  keep(draft: NewDraft): Promise<CoreResult<DraftRow>>;
  /** False if the disk refused: it is still there. */
  remove(id: string): Promise<boolean>;
  /** Signs these entries, in their order. What can't be signed stays and says why. */
  finish(rows: readonly DraftRow[]): Promise<CoreResult<readonly string[]>>;
  /** Signing tells: this draft is an entry now, whenever the disk had room for it. */
  becameEntry(draft: DraftRecord, row: QueueRow): void;
  findForm(form: string): Promise<{ readonly [name: string]: unknown } | null>;
  dropForm(form: string): Promise<void>;
  /** After unlocking: what a crash or a lock left behind is read again, so that it can be shown and finished. */
  recall(): Promise<void>;
}

// Canonical JSON has neither null nor booleans; a record never has them either.
function isNewRecord(value: object): value is NewRecord {
  return typeof (value as Partial<NewRecord>).type === "string" && typeof (value as Partial<NewRecord>).act === "string";
}

export function buildDrafts({ core, database, ledger, signing, clock, account, onQueued }: DraftsDependencies): Drafts {
  const records = new Map<string, NewRecord>();
  const formRow = (form: string): DraftRow | undefined => ledger.drafts().find((row) => row.kind === "form" && row.form === form && row.account === account());
  const sealArgs = (subject: string | null): { subject?: string } => (subject === null ? {} : { subject });

  async function store(row: DraftRow, { replaces, typedIn }: Pick<NewDraft, "replaces" | "typedIn"> = {}): Promise<CoreResult<DraftRow>> {
    const form = typedIn === undefined ? undefined : formRow(typedIn);
    try {
      // In one transaction: whatever happens in between, it is there once.
      await (await database()).write(replaces === undefined ? ["drafts"] : ["drafts", "queue"], (writing) => [
        writing.objectStore("drafts").put(row),
        ...(form === undefined ? [] : [writing.objectStore("drafts").delete(form.id)]),
        ...(replaces === undefined ? [] : [writing.objectStore("queue").delete(replaces)]),
      ]);
    } catch (error) {
      return { ok: false, code: storageCode(error) };
    }
    batch(() => {
      ledger.putDraft(row);
      if (form !== undefined) ledger.removeDraft(form.id);
      if (replaces !== undefined) ledger.removeQueued(replaces);
    });
    return { ok: true, value: row };
  }

  async function remove(id: string): Promise<boolean> {
    try {
      await (await database()).write(["drafts"], (writing) => [writing.objectStore("drafts").delete(id)]);
    } catch {
      return false;
    }
    records.delete(id);
    ledger.removeDraft(id);
    return true;
  }

  async function signTogether(rows: readonly DraftRow[]): Promise<CoreResult<readonly string[]>> {
    const signed = await signing.records(rows.flatMap(({ id }) => {
      const record = records.get(id);
      return record === undefined ? [] : [{ id, record }];
    }));
    if (!signed.ok) return signed;
    onQueued();
    return { ok: true, value: signed.value.map(({ id }) => queueKey(id)) };
  }

  async function finish(rows: readonly DraftRow[]): Promise<CoreResult<readonly string[]>> {
    const readable = rows.filter((row) => records.has(row.id));
    if (readable.length === 0) return { ok: true, value: [] };
    const together = await signTogether(readable);
    if (together.ok) return together;
    if (isAboutTheDevice(together.code)) {
      // It may be signed already, in memory: there is no way back any more.
      const still = new Set(ledger.drafts().map(({ id }) => id));
      for (const row of readable) if (still.has(row.id)) ledger.putDraft({ ...row, heldUntil: 0 });
      return together;
    }
    if (readable.length === 1) {
      const [row] = readable;
      if (row !== undefined) await mark(row, together.code);
      return together;
    }
    const keys: string[] = [];
    for (const row of readable) {
      const alone = await finish([row]);
      if (alone.ok) keys.push(...alone.value);
    }
    return { ok: true, value: keys };
  }

  // It is said here and now also where the disk has no room to remember it.
  async function mark(row: DraftRow, problem: ErrorCode): Promise<void> {
    const marked = { ...row, problem, heldUntil: 0 };
    if (!(await store(marked)).ok) ledger.putDraft(marked);
  }

  return {
    async keep({ kind, form, subject, holdMs, content, ...places }) {
      const by = account();
      if (by === null) return { ok: false, code: "vault_locked" };
      const sealed = await core.sealDraft({ ...sealArgs(subject), draft: content });
      if (!sealed.ok) return sealed;
      const now = clock().getTime();
      const id = form === null ? crypto.randomUUID() : (formRow(form)?.id ?? `${by} ${form}`);
      const kept = await store({ id, account: by, kind, form, subject, written: now, heldUntil: now + holdMs, bytes: sealed.value.bytes }, places);
      if (kept.ok && kind === "entry" && isNewRecord(content)) {
        records.set(id, content);
        ledger.contents.set(draftKey(id), contentOf(content));
        ledger.publish();
      }
      return kept;
    },
    remove,
    finish,
    becameEntry({ id, record }, row) {
      ledger.contents.set(queueKey(row.id), contentOf(record));
      records.delete(id);
      ledger.removeDraft(id);
    },
    async findForm(form) {
      const row = formRow(form);
      if (row === undefined) return null;
      const opened = await core.openDraft({ ...sealArgs(row.subject), bytes: row.bytes });
      return opened.ok ? opened.value.draft : null;
    },
    async dropForm(form) {
      const row = formRow(form);
      if (row !== undefined) await remove(row.id);
    },
    async recall() {
      records.clear();
      const mine = ledger.drafts().filter((row) => row.kind === "entry" && row.account === account());
      await Promise.all(mine.map(async (row) => {
        const opened = await core.openDraft({ ...sealArgs(row.subject), bytes: row.bytes });
        if (opened.ok && isNewRecord(opened.value.draft)) {
          records.set(row.id, opened.value.draft);
          ledger.contents.set(draftKey(row.id), contentOf(opened.value.draft));
        } else if (opened.ok || !isAboutTheDevice(opened.code)) {
          ledger.putDraft({ ...row, problem: opened.ok ? "open_failed" : opened.code });
        }
      }));
      ledger.publish();
    },
  };
}

/** Nothing is wrong with the entry, which is on the disk: it is finished at the next unlock, or when there is room. */
export function isAboutTheDevice(code: ErrorCode): boolean {
  return code === "vault_locked" || code === "device_storage_full" || code === "device_storage_missing" || code === "out_of_memory" || code === "randomness_failed"
    || code === "other_tab_active";
}
