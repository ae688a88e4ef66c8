// web/src/features/writing-help/answer.tsx: the answer while it is written, and what becomes of it. A suggestion until a person takes it.

import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../../i18n/translate.ts";
import { Button } from "../../ui/button/button.tsx";
import { TextArea } from "../../ui/field/text-area.tsx";
import { Notification } from "../../ui/notification/notification.tsx";
import type { HelpModel } from "./model.ts";

export function Sending({ model, step }: { model: HelpModel; step: "log" | "waiting" | "writing" }): JSX.Element {
  const text = model.answer.text.value;
  return (
    <section class="app-stack" aria-labelledby="help-answer-title">
      <h2 id="help-answer-title" tabIndex={-1} ref={useFocus()}>{titleOf(model)}</h2>
      <p class="help-step" role="status"><span class="app-button__wait" aria-hidden="true" /> {t(`writing-help-step-${step}`)}</p>
      {text !== "" && <div class="help-answer" aria-busy="true">{text}</div>}
      <div class="app-page__main-action"><Button icon="close" onClick={model.stop}>{t("writing-help-stop")}</Button></div>
    </section>
  );
}

export function Answer({ model, problem }: { model: HelpModel; problem: ComponentChildren }): JSX.Element {
  const { answer } = model;
  const text = answer.text.value;
  const unknown = answer.unknown.value;
  const words = text.trim().split(/\s+/).length;
  const isEditing = answer.editing.value;
  useEffect(() => {
    if (isEditing) document.getElementById("help-edit")?.focus();
  }, [isEditing]);
  return (
    <section class="app-stack" aria-labelledby="help-answer-title">
      <h2 id="help-answer-title" tabIndex={-1} ref={useFocus()}>{titleOf(model)}</h2>
      <p class="app-visually-hidden" role="status">{t("writing-help-ready", { count: words })}</p>
      {problem}
      {unknown.length > 0 && <Notification kind="warn" title={t("writing-help-unknown-marks", { count: unknown.length })}>{t("writing-help-unknown-marks-help", { marks: unknown.join(", ") })}</Notification>}
      {isEditing
        ? <TextArea name="help-edit" label={t("writing-help-edit-label")} rows={10} limit={4000} value={text} onInput={answer.setText} />
        : <div class="help-answer">{text}</div>}
      <p>{t("writing-help-check")}</p>
      <div class="help-after">
        <div class="app-page__main-action"><Button kind="main" disabled={text.trim() === ""} onClick={() => void model.accept()}>{t(model.use.period ? "writing-help-accept-note" : "writing-help-accept")}</Button></div>
        <div class="app-row">
          {!isEditing && <Button icon="correct" onClick={answer.edit}>{t("writing-help-edit")}</Button>}
          <Button icon="close" onClick={model.discard}>{t("writing-help-discard")}</Button>
        </div>
      </div>
    </section>
  );
}

function titleOf({ use }: HelpModel): string {
  return t(use.question ? "writing-help-answer-question" : "writing-help-answer-title");
}

// The button that was pressed is gone: the reader's place is where it goes on.
function useFocus(): { current: HTMLHeadingElement | null } {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return heading;
}
