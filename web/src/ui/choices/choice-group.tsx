// web/src/ui/choices/choice-group.tsx: the question above a set of choices.

import type { ComponentChildren, JSX } from "preact";
import { classNames } from "../class-names.ts";
import { describedBy, HintAndError, labelWords, type ControlProps } from "../field/form-group.tsx";

export interface Choice {
  value: string;
  label: string;
  hint?: string;
}

export type ChoiceGroupProps = ControlProps;

export function ChoiceGroup({ children, role, ...control }: ChoiceGroupProps & { role: "group" | "radiogroup"; children: ComponentChildren }): JSX.Element {
  return (
    <div class={classNames("govuk-form-group", control.error !== undefined && "govuk-form-group--error")}>
      <fieldset class="govuk-fieldset" role={role} aria-describedby={describedBy(control)} aria-invalid={role === "radiogroup" && control.error !== undefined ? "true" : undefined}>
        <legend class="govuk-fieldset__legend">{labelWords(control.label, control.optional)}</legend>
        <HintAndError {...control} />
        {children}
      </fieldset>
    </div>
  );
}
