// web/src/ui/progress/progress.tsx: long work, counted. The text twin is announced at each 10 %, politely.

import type { ComponentChildren, JSX } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { t } from "../../i18n/translate.ts";
import "./progress.css";

export interface ProgressProps {
  label: string; // "Exporting records"
  done: number;
  total: number;
  counted: string; // "1,240 of 3,900 records"
  estimate?: string; // "about 2 minutes left", given after 3 s
  actions?: ComponentChildren; // Pause, Cancel safely
}

export function Progress({ label, done, total, counted, estimate, actions }: ProgressProps): JSX.Element {
  const id = useId();
  const bar = useRef<HTMLDivElement>(null);
  const percent = total === 0 ? 0 : Math.min(100, Math.floor((done / total) * 100));
  useEffect(() => {
    if (bar.current !== null) bar.current.style.width = `${percent}%`;
  }, [percent]);
  return (
    <div class="app-progress">
      <p id={id} class="app-progress__label">{label}</p>
      <div class="app-progress__track" role="progressbar" aria-labelledby={id} aria-valuemin={0} aria-valuemax={total} aria-valuenow={done} aria-valuetext={counted}>
        <div ref={bar} class="app-progress__bar" />
      </div>
      <p class="app-progress__words">
        <span>{counted}</span>
        {estimate !== undefined && <span class="app-muted">{estimate}</span>}
      </p>
      <span class="app-visually-hidden" role="status">{t("ui-progress", { label, percent: Math.floor(percent / 10) * 10 })}</span>
      {actions !== undefined && <div class="app-row app-progress__actions">{actions}</div>}
    </div>
  );
}
