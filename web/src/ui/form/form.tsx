// web/src/ui/form/form.tsx: a form whose errors stand on top, that never reloads the page and is never sent twice.
//
// autocomplete="off": browsers keep what stands in a form in their session files, in clear, to bring it back after a restart.

import type { ComponentChildren, JSX } from "preact";
import { ErrorSummary, type FieldError } from "../error-summary/error-summary.tsx";
import "./form.css";

export interface FormProps {
  children: ComponentChildren;
  onSubmit: () => void;
  errors?: readonly FieldError[];
  busy?: boolean;
  id?: string;
}

const none: readonly FieldError[] = [];

export function Form({ children, onSubmit, errors = none, busy = false, id }: FormProps): JSX.Element {
  return (
    <form
      id={id}
      class="app-form"
      autocomplete="off"
      noValidate
      aria-busy={busy}
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) onSubmit();
      }}
    >
      <ErrorSummary errors={errors} />
      {children}
    </form>
  );
}

export function errorFor(errors: readonly FieldError[], field: string): string | undefined {
  return errors.find((error) => error.field === field)?.text;
}

export function FormActions({ children }: { children: ComponentChildren }): JSX.Element {
  return <div class="app-form__actions">{children}</div>;
}
