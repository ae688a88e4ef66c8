// web/src/ui/code-input/code-input.tsx: six digits from an authenticator. One field (not six), so that paste, the
// phone's own suggestion and readers work; spaces and dashes are ignored.

import type { JSX } from "preact";
import { classNames } from "../class-names.ts";
import { describedBy, FormGroup, type ControlProps } from "../field/form-group.tsx";
import "./code-input.css";

export interface CodeInputProps extends ControlProps {
  value: string;
  onInput: (digits: string) => void;
  onComplete?: (digits: string) => void;
  length?: number;
  secret?: boolean; // a PIN: shown as dots
}

export function CodeInput(props: CodeInputProps): JSX.Element {
  const { name, value, onInput, onComplete, length = 6, secret = false, error } = props;
  return (
    <FormGroup {...props}>
      <input
        id={name}
        name={name}
        class={classNames("govuk-input", "app-code", error !== undefined && "govuk-input--error")}
        type={(secret ? "password" : "text") as "text"}
        inputMode="numeric"
        autocomplete={secret ? "off" : "one-time-code"}
        spellcheck={false}
        value={value}
        aria-describedby={describedBy(props)}
        aria-invalid={error === undefined ? undefined : "true"}
        onInput={(event) => {
          const digits = event.currentTarget.value.replace(/\D/g, "").slice(0, length);
          event.currentTarget.value = digits;
          onInput(digits);
          if (digits.length === length && digits !== value) onComplete?.(digits);
        }}
      />
    </FormGroup>
  );
}
