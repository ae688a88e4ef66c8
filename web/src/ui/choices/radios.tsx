// web/src/ui/choices/radios.tsx: one of a few, each a whole row to touch.

import type { JSX } from "preact";
import "./choices.css";
import { ChoiceGroup, type Choice, type ChoiceGroupProps } from "./choice-group.tsx";

export interface RadiosProps extends ChoiceGroupProps {
  choices: readonly Choice[];
  value: string | null;
  onChange: (value: string) => void;
  inline?: boolean;
}

export function Radios({ choices, value, onChange, inline = false, ...group }: RadiosProps): JSX.Element {
  return (
    <ChoiceGroup {...group} role="radiogroup">
      <div class={inline ? "app-choices app-choices--inline" : "app-choices"}>
        {choices.map((choice, index) => {
          const id = index === 0 ? group.name : `${group.name}-${index + 1}`;
          return (
            <label key={choice.value} class={choice.value === value ? "app-choice app-choice--chosen" : "app-choice"} for={id}>
              <input id={id} class="app-choice__input" type="radio" name={group.name} value={choice.value} checked={choice.value === value}
                aria-describedby={choice.hint === undefined ? undefined : `${id}-choice-hint`} onChange={() => onChange(choice.value)} />
              <span class="app-choice__words">
                {choice.label}
                {choice.hint !== undefined && <span id={`${id}-choice-hint`} class="app-choice__hint">{choice.hint}</span>}
              </span>
            </label>
          );
        })}
      </div>
    </ChoiceGroup>
  );
}
