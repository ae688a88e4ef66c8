// web/src/features/outbox/again.ts: what was entered and can't go, put back into the form where it was typed. Until it stands there,
// sealed, it is not put away here; something else that is being typed in that form is never written over.

import { kindOfType } from "../../care/entry-kinds.ts";
import { valuesOf, type FacetValues } from "../../care/form-values.ts";
import { isRecordType } from "../../care/labels.ts";
import type { OutboxEntry } from "../../outbox/outbox-types.ts";
import type { AppState } from "../../state/app-state.ts";

export interface Again {
  readonly form: string;
  readonly subject: string | null;
  readonly content: object;
  readonly address: string;
}

/** null: there is no form for it. */
export function againOf({ subject, record, content }: OutboxEntry, now: Date): Again | null {
  if (content === null || !isRecordType(content.type) || content.act === "strike") return null;
  const values = valuesOf(content.type, content.fields);
  const change = content.act === "update" ? { values, version: content.version - 1 } : null;
  if (content.type === "resident") {
    if (change === null) return { form: "resident-new", subject: null, content: { values, version: 0 }, address: "/residents/new" };
    return subject === null || record === null ? null : { form: `resident-edit:${record}`, subject, content: change, address: `/residents/${subject}/edit` };
  }
  const kind = kindOfType(content.type)?.kind;
  if (kind === undefined || subject === null) return null;
  const sheet = `/residents/${subject}/entry/${kind}`;
  if (change !== null) return record === null ? null : { form: `correct:${record}`, subject, content: change, address: `${sheet}?rec=${record}` };
  const { occurred, offset: _offset, entered: _entered, ...body }: FacetValues = values["body"] ?? {};
  const at = Number(occurred ?? 0);
  // A time that is yet to come was a wrong clock: it is asked again.
  return { form: `entry:${kind}:${subject}`, subject, content: { values: body, happened: at > now.getTime() ? 0 : at }, address: sheet };
}

/** Where it can be written again now; null where nothing could be kept. */
export async function writeAgain({ outbox, clock }: Pick<AppState, "outbox" | "clock">, entry: OutboxEntry): Promise<string | null> {
  const again = againOf(entry, clock());
  if (again === null) return null;
  if ((await outbox.findForm(again.form)) !== null) return again.address;
  if ((await outbox.keepForm(again.form, again.subject, { at: entry.written.getTime(), ...again.content })) !== null) return null;
  await outbox.dismiss(entry.key);
  return again.address;
}
