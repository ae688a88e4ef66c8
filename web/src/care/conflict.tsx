// web/src/care/conflict.tsx: both versions, line by line, and one choice for each.

import type { JSX } from "preact";
import { t } from "../i18n/translate.ts";
import { Button } from "../ui/button/button.tsx";
import { Radios } from "../ui/choices/radios.tsx";
import { Form, FormActions } from "../ui/form/form.tsx";
import { Notification } from "../ui/notification/notification.tsx";
import { SummaryList } from "../ui/summary-list/summary-list.tsx";
import type { FieldChange } from "./compare.ts";
import "./conflict.css";
import { changeKey, type ConflictModel, type Side } from "./conflict-model.ts";

export interface ConflictProps {
  model: ConflictModel;
  who: string;
  time: string;
}

export function Conflict({ model, who, time }: ConflictProps): JSX.Element {
  const state = model.state.value;
  const chosen = model.chosen.value;
  const missing = state === "unfinished" ? model.changes.filter((change) => chosen[changeKey(change)] === undefined) : [];
  const asked = model.asked.value;
  const onlyTheirs = model.onlyTheirs.value;
  const onlyMine = model.onlyMine.value;
  const errors = [...missing.map((change) => ({ field: changeKey(change), text: t("care-conflict-choose", { field: change.label }) })), ...model.errors.value];
  if (asked.length + onlyMine.length === 0) {
    return <Notification kind="ok" title={t("care-conflict-same")} actions={<Button onClick={() => void model.drop()}>{t("care-conflict-drop")}</Button>} />;
  }
  return (
    <div class="app-stack">
      <Notification kind="warn" title={t("care-conflict-title")}>{t(asked.length === 0 ? "care-conflict-fits" : "care-conflict-help", { who, time })}</Notification>
      {state === "failed" && <Notification kind="warn" live="alert" title={t("care-not-saved")}>{t("care-conflict-failed")}</Notification>}
      <Form errors={errors} busy={state === "saving"} onSubmit={() => void model.save()}>
        {asked.map((change) => (
          <Radios key={changeKey(change)} name={changeKey(change)} label={change.label} value={chosen[changeKey(change)] ?? null} onChange={(side) => model.choose(change, side as Side)}
            error={errors.find(({ field }) => field === changeKey(change))?.text}
            choices={[
              { value: "theirs", label: change.before ?? t("care-conflict-empty"), hint: t("care-conflict-theirs", { who }) },
              { value: "mine", label: change.after ?? t("care-conflict-empty"), hint: t("care-conflict-mine") },
            ]} />
        ))}
        <Kept title={t("care-conflict-only-mine")} changes={onlyMine} />
        <Kept title={t("care-conflict-only-theirs", { who })} changes={onlyTheirs} />
        <FormActions>
          <Button kind="main" type="submit" busy={state === "saving"}>{t(asked.length === 0 ? "care-conflict-save-both" : "care-conflict-save")}</Button>
          <Button onClick={() => void model.drop()}>{t("care-conflict-drop")}</Button>
        </FormActions>
      </Form>
    </div>
  );
}

// What one of the two changed and the other left alone: to be read, nothing to choose.
function Kept({ title, changes }: { title: string; changes: readonly FieldChange[] }): JSX.Element | null {
  if (changes.length === 0) return null;
  const words = ({ before, after }: FieldChange): string => t("care-conflict-was", { now: after ?? t("care-conflict-empty"), before: before ?? t("care-conflict-empty") });
  return (
    <section class="care-kept">
      <h2 class="care-kept__title">{title}</h2>
      <SummaryList rows={changes.map((change) => ({ key: changeKey(change), term: change.label, value: words(change) }))} />
    </section>
  );
}
