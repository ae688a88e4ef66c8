// web/src/care/resident-form-model.ts: a resident's details while they are typed: sealed on every change, checked by the
// core, saved as the first or the next version.

import { signal, type ReadonlySignal } from "@preact/signals";
import type { RecordFields } from "../core/core-types.ts";
import type { ErrorCode } from "../generated/errors.gen.ts";
import type { Outbox } from "../outbox/outbox-types.ts";
import type { RecordStore, Resident } from "../state/records-types.ts";
import type { Redaction } from "../state/redaction.ts";
import type { FieldError } from "../ui/error-summary/error-summary.tsx";
import { asRecorded } from "./change-reason.ts";
import { buildFormDraft, type FormDraft } from "./form-draft.ts";
import { formErrors } from "./form-errors.ts";
import { buildGuard, type Warned } from "./guard.ts";
import { fieldsOf, textOf, valuesOf, withValue, type FieldValue, type FormValues } from "./form-values.ts";

export type ResidentFormState =
  | { readonly kind: "writing" }
  | { readonly kind: "warned"; readonly warnings: readonly Warned[] }
  | { readonly kind: "saving" }
  | { readonly kind: "not_saved"; readonly code: ErrorCode }
  | { readonly kind: "stale"; readonly mine: RecordFields; readonly version: number } // someone saved a newer one than that meanwhile
  | { readonly kind: "saved"; readonly subject: string | null };

export interface ResidentFormModel {
  readonly values: ReadonlySignal<FormValues>;
  readonly errors: ReadonlySignal<readonly FieldError[]>;
  readonly state: ReadonlySignal<ResidentFormState>;
  readonly draft: FormDraft;
  set(facet: string, field: string, value: FieldValue): void;
  continueDraft(): void;
  dropDraft(): Promise<void>;
  reconsider(): void;
  save(anyway?: boolean): Promise<void>;
}

export interface ResidentFormDependencies {
  readonly outbox: Outbox;
  readonly records: RecordStore;
  readonly redaction: Redaction;
  readonly clock: () => Date;
  readonly base: Resident | null; // null: a new resident
}

const fresh: FormValues = { card: { status: "living_here" }, photo: {}, profile: {} };

export function buildResidentForm({ outbox, records, redaction, clock, base }: ResidentFormDependencies): ResidentFormModel {
  const form = base === null ? "resident-new" : `resident-edit:${base.record ?? ""}`;
  const start = base === null ? fresh : { ...valuesOf("resident", base.fields as unknown as RecordFields), change: {} };
  const values = signal<FormValues>(start);
  const errors = signal<readonly FieldError[]>([]);
  const state = signal<ResidentFormState>({ kind: "writing" });
  const draft = buildFormDraft(outbox, form, base?.subject ?? null, clock);
  let version = base?.version ?? 0; // the one that is being changed

  // Of somebody new nobody knows yet which name is theirs.
  const guard = buildGuard({ redaction }, base?.subject ?? null);

  async function save(anyway = false): Promise<void> {
    state.value = { kind: "saving" };
    errors.value = [];
    const warnings = anyway || base === null ? [] : await guard.look([textOf(values.value, "profile", "about_me")]);
    if (warnings.length > 0) {
      state.value = { kind: "warned", warnings };
      return;
    }
    const { change } = values.value;
    const fields = withoutContradiction(fieldsOf("resident", { ...values.value, ...(change === undefined ? {} : { change: asRecorded(change) }) }));
    const follows = base === null ? null : records.find("resident", base.record ?? "")?.follows ?? base.follows;
    if (base !== null && follows !== null && follows.version !== version) {
      state.value = { kind: "stale", mine: fields, version };
      return;
    }
    await draft.sealed();
    const saved = await outbox.save(base === null || follows === null
      ? { type: "resident", act: "create", fields }
      : { type: "resident", act: "update", subject: base.subject, ...follows, before: [...follows.before], fields: { change: {}, ...fields } }, { form: draft.form });
    switch (saved.kind) {
      case "wrong":
        errors.value = formErrors("resident", saved.errors);
        state.value = { kind: "writing" };
        break;
      case "not_saved":
        state.value = { kind: "not_saved", code: saved.code };
        break;
      case "saved":
        await draft.drop();
        state.value = { kind: "saved", subject: saved.subject };
    }
  }

  return {
    values, errors, state, draft, save,
    set(facet, field, value) {
      values.value = withValue(values.value, facet, field, value);
      if (state.value.kind === "warned") state.value = { kind: "writing" };
      if (field === "about_me" && base !== null) guard.prepare();
      draft.keep({ values: values.value, version });
    },
    continueDraft() {
      const found = draft.state.value;
      if (found.kind !== "found") return;
      values.value = (found.draft.content["values"] as FormValues | undefined) ?? start;
      version = (found.draft.content["version"] as number | undefined) ?? version;
      draft.settle();
    },
    reconsider() {
      if (state.value.kind === "warned") state.value = { kind: "writing" };
    },
    dropDraft: () => draft.drop(),
  };
}

// Allergies are typed under "Yes, has allergies"; under another answer they would contradict it.
function withoutContradiction(fields: RecordFields): RecordFields {
  const card = { ...fields["card"] };
  if (card["allergies_known"] !== "has_allergies") delete card["allergies"];
  return { ...fields, card };
}

export function nameOf(values: FormValues): string {
  const first = textOf(values, "card", "preferred_name") || textOf(values, "card", "first_name");
  return `${first} ${textOf(values, "card", "last_name")}`.trim();
}
