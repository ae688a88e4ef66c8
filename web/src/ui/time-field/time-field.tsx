// web/src/ui/time-field/time-field.tsx: "When did it happen?": now, unless the person says otherwise. A late entry
// keeps both times.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { dayKey, formatTime, formatDateTime, parseLondon, timeKey } from "../../i18n/dates.ts";
import { t } from "../../i18n/translate.ts";
import { Button } from "../button/button.tsx";
import { HintAndError } from "../field/form-group.tsx";
import { classNames } from "../class-names.ts";
import "../field/field.css";
import "./time-field.css";

// null = now, taken at the moment of saving
export interface TimeFieldProps {
  name: string;
  value: Date | null;
  now: Date;
  onChange: (value: Date | null) => void;
  error?: string | undefined;
}

export function TimeField({ name, value, now, onChange, error }: TimeFieldProps): JSX.Element {
  const [typed, setTyped] = useState<{ day: string; time: string } | null>(value === null ? null : { day: dayKey(value), time: timeKey(value) });
  const change = (next: { day: string; time: string }): void => {
    setTyped(next);
    const at = parseLondon(next.day, next.time);
    if (at !== null) onChange(at);
  };
  const late = value !== null && now.getTime() - value.getTime() > 60 * 60_000;
  return (
    <fieldset class={classNames("govuk-fieldset", "govuk-form-group", error !== undefined && "govuk-form-group--error")}>
      <legend class="govuk-fieldset__legend">{t("ui-when")}</legend>
      <HintAndError name={name} error={error} />
      {typed === null ? (
        <div class="app-row">
          <span class="app-time__now">{t("ui-when-now", { time: formatTime(now) })}</span>
          <Button icon="correct" onClick={() => change({ day: dayKey(now), time: timeKey(now) })}>{t("ui-when-change")}</Button>
        </div>
      ) : (
        <>
          <div class="app-row">
            <input id={name} class="govuk-input app-field" type="date" autocomplete="off" aria-label={t("ui-when-day")} max={dayKey(now)} value={typed.day}
              aria-describedby={error === undefined ? undefined : `${name}-error`} onInput={(event) => change({ ...typed, day: event.currentTarget.value })} />
            <input id={`${name}-time`} class="govuk-input app-field" type="time" autocomplete="off" aria-label={t("ui-when-time")} value={typed.time}
              onInput={(event) => change({ ...typed, time: event.currentTarget.value })} />
            <Button kind="quiet" icon="clock" onClick={() => { setTyped(null); onChange(null); }}>{t("ui-when-back-to-now")}</Button>
          </div>
          {late && value !== null && <p class="app-time__late">{t("ui-when-late", { happened: formatDateTime(value), written: formatDateTime(now) })}</p>}
        </>
      )}
    </fieldset>
  );
}
