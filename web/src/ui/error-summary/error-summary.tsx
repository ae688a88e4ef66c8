// web/src/ui/error-summary/error-summary.tsx: what to put right, on top, with links to the fields. Takes focus
// each time a new list of errors arrives.

import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../../i18n/translate.ts";
import { Icon } from "../icon/icon.tsx";
import "./error-summary.css";

export interface FieldError {
  field: string | null; // the control's name, or null when the error belongs to no field
  text: string;
}

export interface ErrorSummaryProps {
  errors: readonly FieldError[];
  title?: string;
}

export function ErrorSummary({ errors, title = t("ui-error-summary-title") }: ErrorSummaryProps): JSX.Element | null {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (errors.length > 0) box.current?.focus();
  }, [errors]);
  if (errors.length === 0) return null;
  return (
    <div ref={box} class="app-error-summary" role="alert" tabIndex={-1} aria-labelledby="error-summary-title">
      <h2 id="error-summary-title" class="app-error-summary__title">
        <Icon name="error" />
        {title}
      </h2>
      <ul class="app-error-summary__list">
        {errors.map(({ field, text }) => (
          <li key={`${field ?? ""} ${text}`}>
            {field === null ? text : <a href={`#${field}`} onClick={(event) => goTo(event, field)}>{text}</a>}
          </li>
        ))}
      </ul>
    </div>
  );
}

function goTo(event: MouseEvent, field: string): void {
  const control = document.getElementById(field);
  if (control === null) return;
  event.preventDefault();
  (control.closest(".govuk-form-group") ?? control).scrollIntoView({ block: "start" });
  control.focus({ preventScroll: true });
}
