// web/src/care/list-field.tsx: a list of short texts (allergies): one line each, added and taken away.

import type { JSX } from "preact";
import { t } from "../i18n/translate.ts";
import { Button } from "../ui/button/button.tsx";
import { HintAndError, labelWords } from "../ui/field/form-group.tsx";
import { classNames } from "../ui/class-names.ts";
import "../ui/field/field.css";
import "./list-field.css";

export interface ListFieldProps {
  name: string;
  label: string;
  values: readonly string[];
  most: number;
  itemMax: number;
  onChange: (values: string[]) => void;
  hint?: string | undefined;
  error?: string | undefined;
  optional?: boolean;
}

export function ListField({ name, label, values, most, itemMax, onChange, hint, error, optional }: ListFieldProps): JSX.Element {
  const lines = values.length === 0 ? [""] : values;
  const change = (at: number, text: string): void => onChange(lines.map((line, index) => (index === at ? text : line)));
  return (
    <fieldset class={classNames("govuk-fieldset", "govuk-form-group", error !== undefined && "govuk-form-group--error")}>
      <legend class="govuk-fieldset__legend">{labelWords(label, optional)}</legend>
      <HintAndError name={name} hint={hint} error={error} />
      <ul class="app-list-field">
        {lines.map((line, at) => (
          <li key={at} class="app-list-field__line">
            <input id={at === 0 ? name : `${name}-${at + 1}`} class={classNames("govuk-input", "app-field", error !== undefined && "govuk-input--error")} type="text" autocomplete="off"
              aria-label={t("care-list-item", { label, number: at + 1 })} aria-describedby={error === undefined ? undefined : `${name}-error`} maxLength={itemMax} value={line}
              onInput={(event) => change(at, event.currentTarget.value)} />
            {lines.length > 1 && (
              <Button kind="quiet" icon="close" onClick={() => onChange(lines.filter((_, index) => index !== at))}>
                {t("care-list-remove")}<span class="app-visually-hidden"> {line}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {lines.length < most && <Button icon="add" small onClick={() => onChange([...lines, ""])}>{t("care-list-add")}</Button>}
    </fieldset>
  );
}
