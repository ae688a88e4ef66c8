// web/src/outbox/drafts.ts: what was tapped and may still be undone, and what is being typed: sealed and on the disk at once,
// numbered and signed later. Bound by the core to this person and this resident: nobody else's draft ever opens.

import type { CoreClient } from "../core/core-client.ts";
import type { CoreResult, NewRecord } from "../core/core-types.ts";
import type { ErrorCode } from "../generated/errors.gen.ts";
import { storageCode, type DraftRow, type OutboxDatabase } from "./database.ts";
import { contentOf, draftKey, queueKey, type Ledger } from "./ledger.ts";
import type { Signing } from "./signing.ts";

export interface DraftsDependencies {
  readonly core: CoreClient;
  readonly database: () => Promise<OutboxDatabase>;
  readonly ledger: Ledger;
  readonly signing: Signing;
  readonly clock: () => Date;
  readonly account: () => string | null;
  readonly onQueued: () => void;
}

export interface Drafts {
  keep(draft: { kind: DraftRow["kind"]; form: string | null; subject: string | null; holdMs: number; content: object }): Promise<CoreResult<DraftRow>>;
  remove(id: string): Promise<void>;
  /** Signs these entries, in their order. What can't be signed stays and says why. */
  finish(rows: readonly DraftRow[]): Promise<CoreResult<readonly string[]>>;
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

  async function store(row: DraftRow): Promise<CoreResult<DraftRow>> {
    try {
      await (await database()).write(["drafts"], (writing) => [writing.objectStore("drafts").put(row)]);
    } catch (error) {
      return { ok: false, code: storageCode(error) };
    }
    ledger.putDraft(row);
    return { ok: true, value: row };
  }

  async function remove(id: string): Promise<void> {
    await (await database()).write(["drafts"], (writing) => [writing.objectStore("drafts").delete(id)]);
    records.delete(id);
    ledger.removeDraft(id);
  }

  async function signTogether(rows: readonly DraftRow[]): Promise<CoreResult<readonly string[]>> {
    const given = rows.flatMap((row) => records.get(row.id) ?? []);
    const signed = await signing.records(given, rows.map(({ id }) => id));
    if (!signed.ok) return signed;
    signed.value.forEach((row, i) => {
      const record = given[i];
      if (record !== undefined) ledger.contents.set(queueKey(row.id), contentOf(record));
    });
    for (const { id } of rows) {
      records.delete(id);
      ledger.removeDraft(id);
    }
    onQueued();
    return { ok: true, value: signed.value.map(({ id }) => queueKey(id)) };
  }

  async function finish(rows: readonly DraftRow[]): Promise<CoreResult<readonly string[]>> {
    const readable = rows.filter((row) => records.has(row.id));
    if (readable.length === 0) return { ok: true, value: [] };
    const together = await signTogether(readable);
    if (together.ok || isAboutTheDevice(together.code)) return together;
    if (readable.length === 1) {
      const [row] = readable;
      if (row !== undefined) await store({ ...row, problem: together.code, heldUntil: 0 });
      return together;
    }
    const keys: string[] = [];
    for (const row of readable) {
      const alone = await finish([row]);
      if (alone.ok) keys.push(...alone.value);
    }
    return { ok: true, value: keys };
  }

  return {
    async keep({ kind, form, subject, holdMs, content }) {
      const by = account();
      if (by === null) return { ok: false, code: "vault_locked" };
      const sealed = await core.sealDraft({ ...sealArgs(subject), draft: content });
      if (!sealed.ok) return sealed;
      const now = clock().getTime();
      const id = (form === null ? undefined : formRow(form)?.id) ?? crypto.randomUUID();
      if (kind === "entry" && isNewRecord(content)) {
        records.set(id, content);
        ledger.contents.set(draftKey(id), contentOf(content));
      }
      return store({ id, account: by, kind, form, subject, written: now, heldUntil: now + holdMs, bytes: sealed.value.bytes });
    },
    remove,
    finish,
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
        if (!opened.ok || !isNewRecord(opened.value.draft)) return;
        records.set(row.id, opened.value.draft);
        ledger.contents.set(draftKey(row.id), contentOf(opened.value.draft));
      }));
      ledger.publish();
    },
  };
}

// Nothing is wrong with the entry: it is finished at the next unlock, or when there is room.
function isAboutTheDevice(code: ErrorCode): boolean {
  return code === "vault_locked" || code === "device_storage_full" || code === "device_storage_missing" || code === "out_of_memory" || code === "randomness_failed";
}
