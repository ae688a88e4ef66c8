// web/src/ui/link-button/link-button.tsx: looks like a button, goes somewhere.

import type { ComponentChildren, JSX } from "preact";
import "../button/button.css";
import type { ButtonKind } from "../button/button.tsx";
import { classNames } from "../class-names.ts";
import { Icon, type IconName } from "../icon/icon.tsx";

export interface LinkButtonProps {
  children: ComponentChildren;
  href: string;
  kind?: ButtonKind;
  icon?: IconName;
  small?: boolean;
  download?: string;
}

export function LinkButton({ children, href, kind = "secondary", icon, small = false, download }: LinkButtonProps): JSX.Element {
  return (
    <a href={href} download={download} class={classNames("app-button", `app-button--${kind}`, small && "app-button--small")}>
      {icon !== undefined && <Icon name={icon} />}
      <span class="app-button__words">{children}</span>
    </a>
  );
}
