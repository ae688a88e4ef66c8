// web/src/outbox/reseal.ts: entries that can't go as they were signed, made into drafts again and signed anew: those of a
// device key whose numbering broke, and those sealed for a key that was changed meanwhile.

import type { CoreClient } from "../core/core-client.ts";
import type { NewRecord, OpenedVersion } from "../core/core-types.ts";
import type { QueuedRecord } from "./database.ts";
import type { Drafts } from "./drafts.ts";
import { queueKey, type Ledger } from "./ledger.ts";
import { asDelivered, readBody } from "./statement-body.ts";

export interface ResealDependencies {
  readonly core: CoreClient;
  readonly ledger: Ledger;
  readonly drafts: Drafts;
  readonly trustedSize: () => number;
}

/** Shows what this person may read of the queue, own entries and those carried for others. */
export async function recallQueue({ core, ledger, trustedSize }: ResealDependencies): Promise<void> {
  const rows = recordsOf(ledger).filter((row) => !ledger.contents.has(queueKey(row.id)));
  if (rows.length === 0) return;
  const opened = await open(core, rows, trustedSize());
  rows.forEach((row, i) => {
    const version = opened[i];
    if (version?.problem !== undefined || version === undefined) return;
    ledger.contents.set(queueKey(row.id), { type: version.type, record: version.record, act: actOf(version), version: version.version, fields: version.fields });
  });
  ledger.publish();
}

/** True if every row became a draft and was signed again. A row that can't be opened stays as it is. */
export async function reseal(rows: readonly QueuedRecord[], { core, drafts, trustedSize }: ResealDependencies): Promise<boolean> {
  const opened = await open(core, rows, trustedSize());
  let whole = true;
  for (const [i, row] of rows.entries()) {
    const version = opened[i];
    if (version === undefined || version.problem !== undefined) {
      whole = false;
      continue;
    }
    const content = toNewRecord(version, row);
    const kept = await drafts.keep({ kind: "entry", form: null, subject: content.subject ?? null, holdMs: 0, content, replaces: row.id });
    if (!kept.ok) return false;
    whole = (await drafts.finish([kept.value])).ok && whole;
  }
  return whole;
}

function recordsOf(ledger: Ledger): readonly QueuedRecord[] {
  return ledger.queue().filter((row): row is QueuedRecord => row.kind === "record");
}

async function open(core: CoreClient, rows: readonly QueuedRecord[], trustedSize: number): Promise<readonly OpenedVersion[]> {
  const answer = await core.openRecords(rows.map((row) => asDelivered(row.item, row.written, trustedSize)));
  return answer.ok ? answer.value.records : [];
}

function actOf(version: OpenedVersion): NewRecord["act"] {
  return version.act === "record.create" ? "create" : version.act === "record.update" ? "update" : "strike";
}

// A create that introduced its subject introduces a new one: the server has seen neither.
function toNewRecord(version: OpenedVersion, row: QueuedRecord): NewRecord {
  const act = actOf(version);
  const introduces = row.item.gate_share !== undefined;
  return {
    type: version.type, act, fields: version.fields, ...(introduces ? {} : { subject: version.subject }),
    ...(act === "create" ? {} : { record: version.record, version: version.version - 1, before: [...(readBody(row.item.body).before?.f ?? [])] }),
  };
}
