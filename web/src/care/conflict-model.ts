// web/src/care/conflict-model.ts: two people changed the same record. What differs, what is chosen, and the record that
// comes of it: a new version that follows the one the server has.

import { signal, type Signal } from "@preact/signals";
import type { RecordFields } from "../core/core-types.ts";
import type { RecordType } from "../generated/records.gen.ts";
import type { Outbox } from "../outbox/outbox-types.ts";
import type { CurrentRecord } from "../state/records-types.ts";
import { t } from "../i18n/translate.ts";
import type { FieldError } from "../ui/error-summary/error-summary.tsx";
import { compareFields, type FieldChange } from "./compare.ts";
import type { FormDraft } from "./form-draft.ts";
import { formErrors } from "./form-errors.ts";

export type Side = "theirs" | "mine";

export interface ConflictDependencies {
  readonly outbox: Outbox;
  readonly type: RecordType;
  readonly theirs: CurrentRecord;
  readonly mine: RecordFields;
  readonly mineKey: string | null; // the refused entry, put away when this is settled
  readonly draft: FormDraft | null; // mine as it was typed, dropped when this is settled
}

export type ConflictState = "choosing" | "unfinished" | "saving" | "settled" | "failed";

export interface ConflictModel {
  readonly changes: readonly FieldChange[]; // before: theirs, after: mine
  readonly chosen: Signal<{ readonly [key: string]: Side }>;
  readonly state: Signal<ConflictState>;
  readonly errors: Signal<readonly FieldError[]>; // lines of mine that can't be recorded
  choose(change: FieldChange, side: Side): void;
  save(): Promise<void>;
  drop(): Promise<void>;
}

export function changeKey({ facet, field }: FieldChange): string {
  return `${facet}-${field}`;
}

export function buildConflictModel({ outbox, type, theirs, mine, mineKey, draft }: ConflictDependencies): ConflictModel {
  // A facet that mine doesn't speak of is no difference: it was not changed.
  const spoken = Object.fromEntries(Object.entries(theirs.fields).map(([facet, fields]) => [facet, mine[facet] ?? fields]));
  const changes = compareFields(type, theirs.fields, { ...spoken, ...mine });
  const chosen = signal<{ readonly [key: string]: Side }>({});
  const state = signal<ConflictState>("choosing");
  const errors = signal<readonly FieldError[]>([]);

  async function putAway(): Promise<void> {
    if (mineKey !== null) await outbox.dismiss(mineKey);
    await draft?.drop();
    state.value = "settled";
  }

  return {
    changes, chosen, state, errors,
    choose(change, side) {
      errors.value = [];
      chosen.value = { ...chosen.value, [changeKey(change)]: side };
    },
    async save() {
      const { follows } = theirs;
      if (changes.some((change) => chosen.value[changeKey(change)] === undefined)) {
        state.value = "unfinished";
        return;
      }
      if (changes.every((change) => chosen.value[changeKey(change)] === "theirs")) return putAway();
      if (follows === null) {
        state.value = "failed";
        return;
      }
      state.value = "saving";
      const fields = { ...merged(theirs.fields, mine, changes, chosen.value), change: whyOf(mine) };
      const saved = await outbox.save({ type, act: "update", subject: theirs.subject, ...follows, before: [...follows.before], fields });
      switch (saved.kind) {
        case "saved":
          await putAway();
          break;
        case "wrong":
          errors.value = formErrors(type, saved.errors);
          state.value = "choosing";
          break;
        case "not_saved":
          state.value = "failed";
      }
    },
    drop: putAway,
  };
}

// Mine may have been compared before it was finished: then the choice itself is the reason.
function whyOf({ change }: RecordFields): RecordFields[string] {
  const isWhole = change?.["reason"] !== undefined && (change["reason"] !== "other" || change["words"] !== undefined);
  return isWhole ? change : { reason: "other", words: t("care-conflict-reason") };
}

function merged(theirs: RecordFields, mine: RecordFields, changes: readonly FieldChange[], chosen: { readonly [key: string]: Side }): RecordFields {
  const out: RecordFields = structuredClone({ ...theirs });
  delete out["change"];
  for (const change of changes) {
    if (chosen[changeKey(change)] !== "mine") continue;
    const facet = { ...out[change.facet] };
    const value = mine[change.facet]?.[change.field];
    if (value === undefined) delete facet[change.field];
    else facet[change.field] = value;
    out[change.facet] = facet;
  }
  for (const [facet, fields] of Object.entries(out)) if (Object.keys(fields).length === 0) delete out[facet];
  return out;
}
