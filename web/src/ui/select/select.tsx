// web/src/ui/select/select.tsx: one of many; radios are better for fewer than seven.

import type { JSX } from "preact";
import type { Choice } from "../choices/choice-group.tsx";
import { classNames } from "../class-names.ts";
import { describedBy, FormGroup, type ControlProps } from "../field/form-group.tsx";
import "./select.css";

export interface SelectProps extends ControlProps {
  choices: readonly Choice[];
  value: string;
  onChange: (value: string) => void;
  blank?: string;
}

export function Select(props: SelectProps): JSX.Element {
  const { name, choices, value, onChange, blank, error } = props;
  return (
    <FormGroup {...props}>
      <div class="app-select">
        <select id={name} name={name} autocomplete="off" class={classNames("govuk-select", "app-select__input", error !== undefined && "govuk-select--error")} value={value}
          aria-describedby={describedBy(props)} aria-invalid={error === undefined ? undefined : "true"} onChange={(event) => onChange(event.currentTarget.value)}>
          {blank !== undefined && <option value="">{blank}</option>}
          {choices.map((choice) => <option key={choice.value} value={choice.value}>{choice.label}</option>)}
        </select>
      </div>
    </FormGroup>
  );
}
