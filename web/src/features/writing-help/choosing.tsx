// web/src/features/writing-help/choosing.tsx: which hours, and what is asked about them.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { t } from "../../i18n/translate.ts";
import { Button } from "../../ui/button/button.tsx";
import { TextArea } from "../../ui/field/text-area.tsx";
import { errorFor, Form } from "../../ui/form/form.tsx";
import type { FieldError } from "../../ui/error-summary/error-summary.tsx";
import { TileGrid } from "../../ui/tile-grid/tile-grid.tsx";
import { RoundChoice } from "../../ui/tile/tile.tsx";
import { periods, type HelpModel } from "./model.ts";

const longestQuestion = 500;

export function Choosing({ model }: { model: HelpModel }): JSX.Element {
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const question = model.question.value;
  const go = (): void => {
    const problem = !model.use.question ? null
      : question.trim() === "" ? t("writing-help-question-missing")
        : [...question].length > longestQuestion ? t("writing-help-question-long") : null;
    setErrors(problem === null ? [] : [{ field: "question", text: problem }]);
    if (problem === null) void model.look();
  };
  return (
    <Form id="help-choosing" errors={errors} onSubmit={go}>
      <div class="app-stack">
        {model.use.question && (
          <TextArea name="question" label={t("writing-help-question")} hint={t("writing-help-question-hint")} rows={3} limit={longestQuestion} value={question} onInput={model.setQuestion} error={errorFor(errors, "question")} />
        )}
        <div class="help-hours">
          <h2 class="help-small-title">{t("writing-help-hours")}</h2>
          <TileGrid label={t("writing-help-hours")} of="round">
            {periods.map((hours) => (
              <RoundChoice key={hours} label={hours < 72 ? t("writing-help-last-hours", { hours }) : t("writing-help-last-days", { days: hours / 24 })} chosen={hours === model.hours.value} onTap={() => model.setHours(hours)} />
            ))}
          </TileGrid>
        </div>
        <p class="app-muted">{t("writing-help-nothing-yet")}</p>
        <div class="app-page__main-action"><Button kind="main" type="submit">{t("writing-help-look")}</Button></div>
      </div>
    </Form>
  );
}
