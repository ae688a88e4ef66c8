// web/src/features/first-steps/model.ts: writes the owner's own member record and the home's unit record, once. The name came
// along from where the home was created, or is asked for.

import { signal, type ReadonlySignal } from "@preact/signals";
import { t } from "../../i18n/translate.ts";
import type { AppState } from "../../state/app-state.ts";
import type { FieldError } from "../../ui/error-summary/error-summary.tsx";

export interface FirstStepsModel {
  readonly busy: ReadonlySignal<boolean>;
  readonly errors: ReadonlySignal<readonly FieldError[]>;
  readonly name: ReadonlySignal<string>;
  readonly job: ReadonlySignal<string>;
  setName(name: string): void;
  setJob(job: string): void;
  save(): void;
}

export function buildFirstSteps(app: AppState, done: () => void): FirstStepsModel {
  const busy = signal(false);
  const errors = signal<readonly FieldError[]>([]);
  const name = signal(app.account.newcomerName.value ?? "");
  const job = signal("");

  async function write(): Promise<string | null> {
    const directory = app.directory.value;
    const session = app.session.value;
    if (directory === null || session.kind !== "open") return t("error-vault_locked");
    const subject = directory.home_subject;
    const body = { actor: session.person.id, name: name.value.trim(), ...(job.value.trim() === "" ? {} : { job: job.value.trim() }) };
    const saved = await app.outbox.save({ type: "member", act: "create", subject, fields: { body } });
    if (saved.kind === "wrong") return t(`error-${saved.errors[0]?.code ?? "field_bad_text"}`);
    if (saved.kind === "not_saved") return t(`error-${saved.code}`);
    if (app.records.unitName.value !== null) return null;
    const unit = await app.outbox.save({ type: "unit", act: "create", subject, fields: { body: { unit: directory.unit, name: directory.name } } });
    return unit.kind === "not_saved" ? t(`error-${unit.code}`) : null;
  }

  async function save(): Promise<void> {
    if (name.value.trim() === "") {
      errors.value = [{ field: "name", text: t("first-steps-enter-name") }];
      return;
    }
    busy.value = true;
    errors.value = [];
    const problem = await write();
    busy.value = false;
    if (problem !== null) {
      errors.value = [{ field: "name", text: problem }];
      return;
    }
    app.account.newcomerName.value = null;
    done();
  }

  if (name.value !== "") void save();
  return {
    busy, errors, name, job,
    setName: (typed) => { name.value = typed; },
    setJob: (typed) => { job.value = typed; },
    save: () => void save(),
  };
}
