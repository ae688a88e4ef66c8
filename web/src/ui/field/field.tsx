// web/src/ui/field/field.tsx: one line of text, a number with its unit, a date, a time or a search.

import type { JSX } from "preact";
import { classNames } from "../class-names.ts";
import "./field.css";
import { describedBy, FormGroup, type ControlProps } from "./form-group.tsx";

export type FieldType = "text" | "email" | "tel" | "url" | "search" | "whole-number" | "decimal" | "date" | "time";
export type FieldWidth = "2" | "4" | "5" | "10" | "20" | "full";

export interface FieldProps extends ControlProps {
  type?: FieldType;
  value: string;
  onInput: (value: string) => void;
  onBlur?: () => void;
  width?: FieldWidth;
  unit?: string;
  autocomplete?: string;
  autocapitalize?: "none" | "words" | "sentences" | "characters";
  spellcheck?: boolean;
  maxLength?: number;
  min?: string;
  max?: string;
  disabled?: boolean;
  inputRef?: (element: HTMLInputElement | null) => void;
}

export function Field(props: FieldProps): JSX.Element {
  const { name, type = "text", value, onInput, onBlur, width = "full", unit, autocomplete = "off", autocapitalize, spellcheck, maxLength, min, max, disabled, error, inputRef } = props;
  const isNumber = type === "whole-number" || type === "decimal";
  const unitId = unit === undefined ? undefined : `${name}-unit`;
  const input = (
    <input
      ref={inputRef ?? null}
      id={name}
      name={name}
      class={classNames("govuk-input", "app-field", `app-field--${width}`, isNumber && "app-field--number", error !== undefined && "govuk-input--error")}
      type={(isNumber ? "text" : type) as "text"}
      inputMode={type === "whole-number" ? "numeric" : type === "decimal" ? "decimal" : undefined}
      value={value}
      autocomplete={autocomplete}
      autocapitalize={autocapitalize ?? (type === "email" ? "none" : undefined)}
      spellcheck={spellcheck ?? (type === "email" || isNumber ? false : undefined)}
      maxLength={maxLength}
      min={min}
      max={max}
      disabled={disabled}
      aria-describedby={describedBy(props, unitId)}
      aria-invalid={error === undefined ? undefined : "true"}
      onInput={(event) => onInput(event.currentTarget.value)}
      onBlur={onBlur}
    />
  );
  return (
    <FormGroup {...props}>
      {unit === undefined ? input : (
        <div class="app-field__with-unit">
          {input}
          <span id={unitId} class="app-field__unit">{unit}</span>
        </div>
      )}
    </FormGroup>
  );
}
