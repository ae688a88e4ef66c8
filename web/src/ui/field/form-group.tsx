// web/src/ui/field/form-group.tsx: label, hint and error around one control, tied together for readers.

import type { ComponentChildren, JSX } from "preact";
import { t } from "../../i18n/translate.ts";
import { classNames } from "../class-names.ts";

// What every control shares. `name` is also its id, so an error summary can link to it.
export interface ControlProps {
  name: string;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  optional?: boolean;
}

export function describedBy({ name, hint, error }: Pick<ControlProps, "name" | "hint" | "error">, ...more: (string | undefined)[]): string | undefined {
  const ids = [hint !== undefined && `${name}-hint`, error !== undefined && `${name}-error`, ...more].filter(Boolean);
  return ids.length === 0 ? undefined : ids.join(" ");
}

export function labelWords(label: string, optional: boolean | undefined): string {
  return optional === true ? t("ui-optional", { label }) : label;
}

export function HintAndError({ name, hint, error }: Pick<ControlProps, "name" | "hint" | "error">): JSX.Element {
  return (
    <>
      {hint !== undefined && <div id={`${name}-hint`} class="govuk-hint">{hint}</div>}
      {error !== undefined && (
        <p id={`${name}-error`} class="govuk-error-message">
          <span class="app-visually-hidden">{t("ui-error-prefix")} </span>
          {error}
        </p>
      )}
    </>
  );
}

export function FormGroup({ children, ...control }: ControlProps & { children: ComponentChildren }): JSX.Element {
  return (
    <div class={classNames("govuk-form-group", control.error !== undefined && "govuk-form-group--error")}>
      <label class="govuk-label" for={control.name}>{labelWords(control.label, control.optional)}</label>
      <HintAndError {...control} />
      {children}
    </div>
  );
}
