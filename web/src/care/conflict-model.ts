// web/src/care/conflict-model.ts: two people changed the same record. What both changed is chosen line by line; what only one
// of them changed is kept. The record that comes of it is a new version that follows the one the server has.

import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { RecordFields } from "../core/core-types.ts";
import type { RecordType } from "../generated/records.gen.ts";
import type { Outbox } from "../outbox/outbox-types.ts";
import type { CurrentRecord, RecordStore } from "../state/records-types.ts";
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
  readonly base: RecordFields | null; // what both began with; null if it can't be had: then every line is a choice
  readonly mineKey: string | null; // the refused entry, put away when this is settled
  readonly draft: FormDraft | null; // mine as it was typed, dropped when this is settled
}

export type ConflictState = "choosing" | "unfinished" | "saving" | "settled" | "failed";

export interface ConflictModel {
  readonly changes: readonly FieldChange[]; // before: theirs, after: mine
  readonly asked: ReadonlySignal<readonly FieldChange[]>; // those that both changed
  readonly onlyTheirs: ReadonlySignal<readonly FieldChange[]>; // before: what both began with, after: theirs
  readonly onlyMine: ReadonlySignal<readonly FieldChange[]>;
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

/** What a version said that two people changed; null if it can't be had or opened. */
export async function findBase(records: RecordStore, record: string | null, version: number): Promise<RecordFields | null> {
  if (record === null) return null;
  const answer = await records.versions(record);
  const found = answer.ok ? answer.value.find((each) => each.version === version && each.problem === undefined) : undefined;
  return found?.fields ?? null;
}

export function buildConflictModel({ outbox, type, theirs, mine, base, mineKey, draft }: ConflictDependencies): ConflictModel {
  // A facet that mine doesn't speak of is no difference: it was not changed.
  const spoken = Object.fromEntries(Object.entries(theirs.fields).map(([facet, fields]) => [facet, mine[facet] ?? fields]));
  const changes = compareFields(type, theirs.fields, { ...spoken, ...mine });
  const theirKeys = base === null ? null : new Set(compareFields(type, base, theirs.fields).map(changeKey));
  const myKeys = base === null ? null : new Set(compareFields(type, base, { ...base, ...mine }).map(changeKey));
  const sideOf = (change: FieldChange): Side | null => {
    if (theirKeys === null || myKeys === null || theirKeys.has(changeKey(change)) === myKeys.has(changeKey(change))) return null;
    return myKeys.has(changeKey(change)) ? "mine" : "theirs";
  };
  const kept = Object.fromEntries(changes.flatMap((change) => {
    const side = sideOf(change);
    return side === null ? [] : [[changeKey(change), side]];
  }));
  const isAllAsked = signal(false); // what fits line by line may not fit together: then each line is a choice
  const keptBy = (side: Side): readonly FieldChange[] => (isAllAsked.value ? [] : changes.filter((change) => kept[changeKey(change)] === side));
  const chosen = signal<{ readonly [key: string]: Side }>(kept);
  const state = signal<ConflictState>("choosing");
  const errors = signal<readonly FieldError[]>([]);

  async function putAway(): Promise<void> {
    if (mineKey !== null) await outbox.dismiss(mineKey);
    await draft?.drop();
    state.value = "settled";
  }

  return {
    changes, chosen, state, errors,
    asked: computed(() => changes.filter((change) => isAllAsked.value || kept[changeKey(change)] === undefined)),
    onlyTheirs: computed(() => keptBy("theirs").map((change) => ({ ...change, before: change.after, after: change.before }))),
    onlyMine: computed(() => keptBy("mine")),
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
          isAllAsked.value = true;
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
