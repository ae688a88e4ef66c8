// web/src/care/resident-form.tsx: a resident's details in five calm parts.

import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";
import { t } from "../i18n/translate.ts";
import { initialsOf } from "../state/session.ts";
import { Button } from "../ui/button/button.tsx";
import { Radios } from "../ui/choices/radios.tsx";
import { errorFor, Form } from "../ui/form/form.tsx";
import { detailsReasons, detailsReasonWords } from "./change-reason.ts";
import { GuardNotice } from "./guard-notice.tsx";
import { controlName } from "./form-errors.ts";
import { neededWhy, textOf } from "./form-values.ts";
import { label } from "./labels.ts";
import { PhotoField } from "./photo-field.tsx";
import { RecordFields } from "./record-fields.tsx";
import { nameOf, type ResidentFormModel } from "./resident-form-model.ts";
import "./resident-form.css";
import { NotKept, SaveProblem } from "./save-problem.tsx";

export interface ResidentFormProps {
  id: string;
  model: ResidentFormModel;
  now: Date;
  isChange: boolean; // asks why
  save: string;
}

export function ResidentForm({ id, model, now, isChange, save }: ResidentFormProps): JSX.Element {
  const values = model.values.value;
  const errors = model.errors.value;
  const state = model.state.value;
  const busy = state.kind === "saving" || state.kind === "stale";
  const hasAllergies = textOf(values, "card", "allergies_known") === "has_allergies";
  const shared = { type: "resident", values, errors, now, onChange: model.set } as const;
  return (
    <Form id={id} errors={errors} busy={busy} onSubmit={() => void model.save()}>
      {state.kind === "warned" && <GuardNotice warnings={state.warnings} onChange={model.reconsider} onAnyway={() => void model.save(true)} />}
      {state.kind === "not_saved" ? <SaveProblem code={state.code} /> : <NotKept draft={model.draft} />}
      <Section title={t("care-resident-who")}>
        <div class="app-resident-form__pair"><RecordFields {...shared} facet="card" names={["first_name", "last_name"]} /></div>
        <div class="app-resident-form__pair"><RecordFields {...shared} facet="card" names={["preferred_name", "room"]} hints={{ preferred_name: t("care-resident-preferred-hint"), room: t("care-resident-room-hint") }} /></div>
        <RecordFields {...shared} facet="card" names={["pronouns"]} />
        <PhotoField name={controlName("photo", "image")} initials={initialsOf(nameOf(values)) || "?"} image={textOf(values, "photo", "image")} onChange={(image) => model.set("photo", "image", image)}
          error={errorFor(errors, controlName("photo", "image"))} />
        <RecordFields {...shared} facet="card" names={["status"]} />
      </Section>
      <Section title={t("care-resident-safety")} help={t("care-resident-safety-help")}>
        <RecordFields {...shared} facet="card" names={hasAllergies ? ["allergies_known", "allergies"] : ["allergies_known"]} needed={["allergies"]} hints={{ allergies: t("care-resident-allergies-hint") }} />
        <RecordFields {...shared} facet="card" names={["dnacpr", "risks"]} />
      </Section>
      <Section title={t("care-resident-living")}>
        <RecordFields {...shared} facet="card" names={["diet", "fluids", "drink_target_ml", "mobility"]} hints={{ drink_target_ml: t("care-resident-target-hint") }} />
      </Section>
      <Section title={t("care-resident-about")} help={t("care-resident-about-help")}>
        <RecordFields {...shared} facet="profile" names={["about_me", "language", "date_of_birth", "admitted"]} hints={{ about_me: t("care-resident-about-hint") }} />
        <RecordFields {...shared} facet="profile" names={["nhs_number", "gp", "next_of_kin", "next_of_kin_phone"]} hints={{ nhs_number: t("care-resident-nhs-hint") }} />
      </Section>
      {isChange && (
        <Section title={t("care-why")}>
          <Radios name={controlName("change", "reason")} label={label("field-change-reason")} hint={t("care-resident-why-hint")} error={errorFor(errors, controlName("change", "reason"))}
            choices={detailsReasons.map((reason) => ({ value: reason, label: detailsReasonWords(reason) }))} value={textOf(values, "change", "reason") || null} onChange={(reason) => model.set("change", "reason", reason)} />
          <RecordFields {...shared} facet="change" names={["words"]} needed={neededWhy(values)} />
        </Section>
      )}
      <p class="app-muted app-small">{t("care-resident-kept")}</p>
      <div class="app-resident-form__save"><Button kind="main" type="submit" busy={busy}>{save}</Button></div>
    </Form>
  );
}

function Section({ title, help, children }: { title: string; help?: string; children: ComponentChildren }): JSX.Element {
  const id = useId();
  return (
    <section class="app-resident-form__section" aria-labelledby={id}>
      <h2 id={id} class="app-resident-form__title">{title}</h2>
      {help !== undefined && <p class="app-muted">{help}</p>}
      {children}
    </section>
  );
}
