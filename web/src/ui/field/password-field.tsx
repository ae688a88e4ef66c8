// web/src/ui/field/password-field.tsx: a password that can be shown; it hides again when the form is sent.

import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../i18n/translate.ts";
import { Icon } from "../icon/icon.tsx";
import { classNames } from "../class-names.ts";
import "./field.css";
import { describedBy, FormGroup, type ControlProps } from "./form-group.tsx";

export interface PasswordFieldProps extends ControlProps {
  value: string;
  onInput: (value: string) => void;
  autocomplete: "current-password" | "new-password";
  describedBy?: string;
}

export function PasswordField(props: PasswordFieldProps): JSX.Element {
  const { name, value, onInput, autocomplete, error } = props;
  const [shown, setShown] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const form = input.current?.form;
    const hide = (): void => setShown(false);
    form?.addEventListener("submit", hide);
    return () => form?.removeEventListener("submit", hide);
  }, []);
  return (
    <FormGroup {...props}>
      <div class="app-password">
        <input
          ref={input}
          id={name}
          name={name}
          class={classNames("govuk-input", "app-password__input", error !== undefined && "govuk-input--error")}
          type={(shown ? "text" : "password") as "text"}
          value={value}
          autocomplete={autocomplete}
          autocapitalize="none"
          spellcheck={false}
          aria-describedby={describedBy(props, props.describedBy)}
          aria-invalid={error === undefined ? undefined : "true"}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
        <button type="button" class="app-button app-password__show" aria-controls={name} aria-label={shown ? t("ui-password-hide") : t("ui-password-show")} onClick={() => setShown(!shown)}>
          <Icon name={shown ? "hide" : "show"} />
          <span aria-hidden="true">{shown ? t("ui-hide") : t("ui-show")}</span>
        </button>
        <span class="app-visually-hidden" role="status">{shown ? t("ui-password-shown") : ""}</span>
      </div>
    </FormGroup>
  );
}
