// web/src/features/entry/model.ts: one entry while it is tapped or typed. A tap saves; what is typed is sealed on every change.

import { computed, signal, type ReadonlySignal } from "@preact/signals";
import { dayFacts, type DayFacts } from "../../care/day-facts.ts";
import type { EntryKindInfo } from "../../care/entry-kinds.ts";
import { buildFormDraft, type FormDraft } from "../../care/form-draft.ts";
import { formErrors } from "../../care/form-errors.ts";
import { buildGuard, type Warned } from "../../care/guard.ts";
import { fieldsOf, type FacetValues, type FieldValue } from "../../care/form-values.ts";
import { isFuture, momentOf } from "../../care/moment.ts";
import type { ErrorCode } from "../../generated/errors.gen.ts";
import type { AppState } from "../../state/app-state.ts";
import type { CurrentRecord } from "../../state/records-types.ts";
import type { FieldError } from "../../ui/error-summary/error-summary.tsx";
import { t } from "../../i18n/translate.ts";

export type EntryState =
  | { readonly kind: "ready" }
  | { readonly kind: "saving" }
  | { readonly kind: "saved" }
  | { readonly kind: "wrong"; readonly errors: readonly FieldError[] }
  | { readonly kind: "warned"; readonly warnings: readonly Warned[]; readonly chosen: FacetValues } // something in it may not belong there
  | { readonly kind: "not_saved"; readonly code: ErrorCode };

export interface EntryModel {
  readonly info: EntryKindInfo;
  readonly values: ReadonlySignal<FacetValues>;
  readonly happened: ReadonlySignal<Date | null>; // null = now, taken at the moment of saving
  readonly state: ReadonlySignal<EntryState>;
  readonly errors: ReadonlySignal<readonly FieldError[]>;
  readonly day: ReadonlySignal<DayFacts>;
  readonly knowsDay: ReadonlySignal<boolean>; // without the server's part, no sum of today is true
  readonly draft: FormDraft;
  text(field: string): string;
  list(field: string): readonly string[];
  set(field: string, value: FieldValue): void;
  toggle(field: string, value: string): void;
  /** A second tap on what is chosen takes it away again. */
  choose(field: string, value: string): void;
  happenedAt(at: Date | null): void;
  continueDraft(): void;
  /** What they had written before writing help put its words there; null: there is nothing to go back to. */
  readonly own: ReadonlySignal<string | null>;
  useOwn(): void;
  /** Back to the text after a warning. */
  reconsider(): void;
  save(chosen?: FacetValues, anyway?: boolean): Promise<void>;
}

export const whenField = "body-occurred";
const typed: readonly string[] = ["note", "text", "what"];

export function buildEntryModel(app: Pick<AppState, "outbox" | "records" | "redaction" | "clock">, subject: string, info: EntryKindInfo): EntryModel {
  const { outbox, records, clock } = app;
  const values = signal<FacetValues>({});
  const happened = signal<Date | null>(null);
  const state = signal<EntryState>({ kind: "ready" });
  const draft = buildFormDraft(outbox, `entry:${info.kind}:${subject}`, subject, clock);
  const guard = buildGuard(app, subject);
  const own = signal<string | null>(null);
  const timeline = records.timeline(subject);
  const known = computed<readonly CurrentRecord[]>(() => timeline.value.records);

  const text = (field: string): string => {
    const value = values.value[field];
    return typeof value === "string" ? value : "";
  };
  const list = (field: string): readonly string[] => {
    const value = values.value[field];
    return value === undefined || typeof value === "string" ? [] : value;
  };

  // A chosen kind of drink is no work to lose; words, readings and chips are.
  const isWork = (): boolean => typed.some((field) => text(field) !== "") || list("care").length > 0 || info.type === "observation";
  const keep = (): void => {
    if (isWork()) draft.keep({ values: values.value, happened: happened.value?.getTime() ?? 0, ...(own.value === null ? {} : { own: own.value }) });
  };

  function set(field: string, value: FieldValue): void {
    values.value = { ...values.value, [field]: value };
    if (state.value.kind === "wrong" || state.value.kind === "warned" || state.value.kind === "not_saved") state.value = { kind: "ready" };
    if (typed.includes(field)) guard.prepare();
    keep();
  }

  async function save(chosen: FacetValues = {}, anyway = false): Promise<void> {
    // The second tap of a glove, also on another button, does nothing.
    if (state.value.kind === "saving" || state.value.kind === "saved") return;
    const now = clock();
    if (isFuture(happened.value, now)) {
      state.value = { kind: "wrong", errors: [{ field: whenField, text: t("error-time_in_future") }] };
      return;
    }
    state.value = { kind: "saving" };
    const warnings = anyway ? [] : await guard.look(typed.map(text));
    if (warnings.length > 0) {
      state.value = { kind: "warned", warnings, chosen };
      return;
    }
    await draft.sealed();
    const body = { ...fieldsOf(info.type, { body: { ...values.value, ...chosen } })["body"], ...momentOf(happened.value, now) };
    const saved = await outbox.save({ type: info.type, act: "create", subject, fields: { body } }, { hold: true, form: draft.form });
    switch (saved.kind) {
      case "wrong":
        state.value = { kind: "wrong", errors: formErrors(info.type, saved.errors) };
        break;
      case "not_saved":
        state.value = { kind: "not_saved", code: saved.code };
        break;
      case "saved":
        await draft.drop();
        state.value = { kind: "saved" };
    }
  }

  return {
    info, values, happened, state, draft, text, list, set, save, own,
    errors: computed(() => (state.value.kind === "wrong" ? state.value.errors : [])),
    day: computed(() => dayFacts(known.value, clock())),
    knowsDay: computed(() => timeline.value.kind === "ready"),
    toggle: (field, value) => set(field, list(field).includes(value) ? list(field).filter((each) => each !== value) : [...list(field), value]),
    choose: (field, value) => set(field, text(field) === value ? "" : value),
    happenedAt(at) {
      happened.value = at;
      keep();
    },
    continueDraft() {
      const found = draft.state.value;
      if (found.kind !== "found") return;
      values.value = (found.draft.content["values"] as FacetValues | undefined) ?? {};
      const before = found.draft.content["own"];
      own.value = typeof before === "string" ? before : null;
      const at = found.draft.content["happened"];
      happened.value = typeof at === "number" && at > 0 ? new Date(at) : null;
      draft.settle();
    },
    useOwn() {
      if (own.value === null) return;
      const { assisted: _use, assist: _statement, ...rest } = values.value;
      values.value = { ...rest, text: own.value };
      own.value = null;
      keep();
    },
    reconsider() {
      if (state.value.kind === "warned") state.value = { kind: "ready" };
    },
  };
}
