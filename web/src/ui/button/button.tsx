// web/src/ui/button/button.tsx: one main button a screen; verb first ("Save note", not "Submit").

import type { ComponentChildren, JSX } from "preact";
import { classNames } from "../class-names.ts";
import { Icon, type IconName } from "../icon/icon.tsx";
import { useSingleTap } from "../single-tap.ts";
import "./button.css";

export type ButtonKind = "main" | "secondary" | "quiet" | "danger";

export interface ButtonProps {
  children: ComponentChildren;
  kind?: ButtonKind;
  type?: "button" | "submit";
  icon?: IconName;
  busy?: boolean;
  disabled?: boolean;
  small?: boolean;
  form?: string;
  describedBy?: string;
  onClick?: (event: MouseEvent) => void;
}

export function Button({ children, kind = "secondary", type = "button", icon, busy = false, disabled = false, small = false, form, describedBy, onClick }: ButtonProps): JSX.Element {
  const tap = useSingleTap(onClick, busy);
  return (
    <button
      type={type}
      form={form}
      class={classNames("app-button", `app-button--${kind}`, small && "app-button--small")}
      disabled={disabled}
      aria-disabled={busy ? "true" : undefined}
      aria-describedby={describedBy}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else tap(event);
      }}
    >
      {busy ? <span class="app-button__wait" aria-hidden="true" /> : icon !== undefined ? <Icon name={icon} /> : null}
      <span class="app-button__words">{children}</span>
    </button>
  );
}
