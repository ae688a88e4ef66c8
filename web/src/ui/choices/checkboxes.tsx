// web/src/ui/choices/checkboxes.tsx: any of a few; or one statement to agree to.

import type { JSX } from "preact";
import "./choices.css";
import { ChoiceGroup, type Choice, type ChoiceGroupProps } from "./choice-group.tsx";

export interface CheckboxesProps extends ChoiceGroupProps {
  choices: readonly Choice[];
  values: readonly string[];
  onChange: (values: string[]) => void;
}

export function Checkboxes({ choices, values, onChange, ...group }: CheckboxesProps): JSX.Element {
  return (
    <ChoiceGroup {...group} role="group">
      <div class="app-choices">
        {choices.map((choice, index) => (
          <Checkbox
            key={choice.value}
            id={index === 0 ? group.name : `${group.name}-${index + 1}`}
            name={group.name}
            label={choice.label}
            hint={choice.hint}
            checked={values.includes(choice.value)}
            onChange={(checked) => onChange(choices.map((each) => each.value).filter((each) => (each === choice.value ? checked : values.includes(each))))}
          />
        ))}
      </div>
    </ChoiceGroup>
  );
}

export interface CheckboxProps {
  name: string;
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  id?: string;
  hint?: string | undefined;
  error?: string | undefined;
}

export function Checkbox({ name, label, checked, onChange, id = name, hint, error }: CheckboxProps): JSX.Element {
  const described = [hint !== undefined && `${id}-choice-hint`, error !== undefined && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div>
      {error !== undefined && <p id={`${id}-error`} class="govuk-error-message">{error}</p>}
      <label class={checked ? "app-choice app-choice--chosen" : "app-choice"} for={id}>
        <input id={id} class="app-choice__input" type="checkbox" name={name} checked={checked} aria-invalid={error === undefined ? undefined : "true"}
          aria-describedby={described === "" ? undefined : described} onChange={(event) => onChange(event.currentTarget.checked)} />
        <span class="app-choice__words">
          {label}
          {hint !== undefined && <span id={`${id}-choice-hint`} class="app-choice__hint">{hint}</span>}
        </span>
      </label>
    </div>
  );
}
