// web/src/features/entry/correct-model.ts: a new version of an entry, with the reason; the old one stays readable.

import { signal, type ReadonlySignal } from "@preact/signals";
import { buildConflictModel, type ConflictModel } from "../../care/conflict-model.ts";
import type { EntryType } from "../../care/entry-kinds.ts";
import { buildFormDraft, type FormDraft } from "../../care/form-draft.ts";
import { formErrors } from "../../care/form-errors.ts";
import { buildGuard, type Warned } from "../../care/guard.ts";
import { fieldsOf, textOf, valuesOf, withValue, type FieldValue, type FormValues } from "../../care/form-values.ts";
import { momentOf } from "../../care/moment.ts";
import type { RecordFields } from "../../core/core-types.ts";
import type { ErrorCode } from "../../generated/errors.gen.ts";
import type { AppState } from "../../state/app-state.ts";
import type { CurrentRecord } from "../../state/records-types.ts";
import type { FieldError } from "../../ui/error-summary/error-summary.tsx";

export type CorrectState =
  | { readonly kind: "loading" }
  | { readonly kind: "missing" } // not among what is loaded
  | { readonly kind: "on_its_way" } // not at the server yet
  | { readonly kind: "writing" }
  | { readonly kind: "warned"; readonly warnings: readonly Warned[] }
  | { readonly kind: "saving" }
  | { readonly kind: "not_saved"; readonly code: ErrorCode }
  | { readonly kind: "conflict"; readonly conflict: ConflictModel; readonly theirs: CurrentRecord }
  | { readonly kind: "saved" };

export interface CorrectModel {
  readonly values: ReadonlySignal<FormValues>;
  readonly errors: ReadonlySignal<readonly FieldError[]>;
  readonly state: ReadonlySignal<CorrectState>;
  readonly record: ReadonlySignal<CurrentRecord | null>;
  readonly draft: FormDraft;
  continueDraft(): void;
  open(): void;
  set(facet: string, field: string, value: FieldValue): void;
  reconsider(): void;
  save(anyway?: boolean): Promise<void>;
}

const typed: readonly string[] = ["text", "note", "what"];

export interface CorrectAims {
  readonly subject: string;
  readonly type: EntryType;
  readonly record: string;
  readonly refused: string | null; // the entry of the outbox that lost against a newer version
}

export function buildCorrectModel({ outbox, records, redaction, clock }: Pick<AppState, "outbox" | "records" | "redaction" | "clock">, { subject, type, record: id, refused }: CorrectAims): CorrectModel {
  const timeline = records.timeline(subject);
  const values = signal<FormValues>({});
  const errors = signal<readonly FieldError[]>([]);
  const state = signal<CorrectState>({ kind: "loading" });
  const record = signal<CurrentRecord | null>(null);
  const draft = buildFormDraft(outbox, `correct:${id}`, subject, clock);
  const guard = buildGuard({ redaction }, subject);
  let asked = false;
  let version = 0; // the one that is being corrected

  const newest = (): CurrentRecord | null => records.find(type, id) as CurrentRecord | null;

  // Entries never merge by themselves: each line that differs is a choice.
  function compare(theirs: CurrentRecord, mine: RecordFields, mineKey: string | null): void {
    state.value = { kind: "conflict", theirs, conflict: buildConflictModel({ outbox, type, theirs, mine, base: null, mineKey, draft }) };
  }

  return {
    values, errors, state, record, draft,
    continueDraft() {
      const found = draft.state.value;
      if (found.kind !== "found") return;
      values.value = (found.draft.content["values"] as FormValues | undefined) ?? values.value;
      version = (found.draft.content["version"] as number | undefined) ?? version;
      draft.settle();
    },
    open() {
      const found = newest();
      if (state.peek().kind !== "loading" && state.peek().kind !== "on_its_way" && state.peek().kind !== "missing") return;
      if (found === null) {
        state.value = { kind: timeline.value.kind === "loading" ? "loading" : "missing" };
        return;
      }
      const entry = refused === null ? undefined : outbox.entries.value.find(({ key }) => key === refused);
      if (entry?.content != null && entry.record === id) {
        if (found.version >= entry.content.version) return compare(found, entry.content.fields, entry.key);
        // What it lost against is not here yet.
        state.value = { kind: "loading" };
        if (!asked) void records.refresh();
        asked = true;
        return;
      }
      if (found.follows === null) {
        state.value = { kind: "on_its_way" };
        return;
      }
      record.value = found;
      version = found.follows.version;
      values.value = { ...valuesOf(type, found.fields), change: {} };
      state.value = { kind: "writing" };
    },
    set(facet, field, value) {
      values.value = withValue(values.value, facet, field, value);
      if (state.value.kind === "warned") state.value = { kind: "writing" };
      if (typed.includes(field)) guard.prepare();
      draft.keep({ values: values.value, version });
    },
    reconsider() {
      if (state.value.kind === "warned") state.value = { kind: "writing" };
    },
    async save(anyway = false) {
      const base = record.value;
      const current = newest();
      if (base === null || base.follows === null || state.value.kind === "saving") return;
      state.value = { kind: "saving" };
      errors.value = [];
      const warnings = anyway ? [] : await guard.look(typed.map((field) => textOf(values.value, "body", field)));
      if (warnings.length > 0) {
        state.value = { kind: "warned", warnings };
        return;
      }
      const fields = corrected(fieldsOf(type, values.value), clock());
      if (current !== null && current.follows !== null && current.follows.version !== version) return compare(current, fields, null);
      await draft.sealed();
      const saved = await outbox.save({ type, act: "update", subject, ...base.follows, before: [...base.follows.before], fields }, { form: draft.form });
      switch (saved.kind) {
        case "wrong":
          errors.value = formErrors(type, saved.errors);
          state.value = { kind: "writing" };
          break;
        case "not_saved":
          state.value = { kind: "not_saved", code: saved.code };
          break;
        case "saved":
          await draft.drop();
          state.value = { kind: "saved" };
      }
    },
  };
}

// When it happened may have changed, and with it the hour of the clocks; when it was first entered has not.
function corrected(fields: RecordFields, now: Date): RecordFields {
  const body = fields["body"] ?? {};
  const occurred = typeof body["occurred"] === "number" ? new Date(body["occurred"]) : null;
  return { change: {}, ...fields, body: { ...body, ...(occurred === null ? {} : { offset: momentOf(occurred, now).offset }) } };
}
