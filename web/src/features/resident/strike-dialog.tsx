// web/src/features/resident/strike-dialog.tsx: an entry that is wrong stays readable, struck through, with the reason.

import type { JSX } from "preact";
import { describeEntry } from "../../care/entry-words.ts";
import { choiceLabel, errorWords, findField, label } from "../../care/labels.ts";
import { t } from "../../i18n/translate.ts";
import { Button } from "../../ui/button/button.tsx";
import { Radios } from "../../ui/choices/radios.tsx";
import { Dialog } from "../../ui/dialog/dialog.tsx";
import { TextArea } from "../../ui/field/text-area.tsx";
import { Notification } from "../../ui/notification/notification.tsx";
import type { StrikeModel } from "./model.ts";

const reason = findField("note", "change", "reason");

export function StrikeDialog({ model }: { model: StrikeModel }): JSX.Element {
  const state = model.state.value;
  const record = state.kind === "closed" ? null : state.record;
  return (
    <Dialog open={record !== null} title={t("resident-strike-title")} onClose={model.close} actions={
      <>
        <Button kind="danger" icon="strike" busy={state.kind === "saving"} onClick={() => void model.strike()}>{t("resident-strike-do")}</Button>
        <Button onClick={model.close}>{t("resident-strike-keep")}</Button>
      </>
    }>
      {record !== null && (
        <div class="app-stack">
          <p><strong>{describeEntry(record.type, record.fields).words}</strong></p>
          <p>{t("resident-strike-help")}</p>
          {state.kind === "failed" && <Notification kind="warn" live="alert" title={t("care-not-saved")}>{errorWords(state.code)}</Notification>}
          <Radios name="strike-reason" label={t("resident-strike-why")} value={model.reason.value} onChange={(value) => { model.reason.value = value; }}
            error={state.kind === "asking" && state.missing && model.reason.value === null ? t("resident-strike-choose") : undefined}
            choices={(reason?.choices ?? []).map((choice) => ({ value: String(choice.value), label: choiceLabel(reason, choice.value) }))} />
          <TextArea name="strike-words" label={label("field-change-words")} optional rows={2} limit={500} value={model.words.value} onInput={(text) => { model.words.value = text; }} />
        </div>
      )}
    </Dialog>
  );
}
