// web/src/ui/notification/notification.tsx: something to know, in its place on the page (never a vanishing message).

import type { ComponentChildren, JSX } from "preact";
import { Icon, type IconName } from "../icon/icon.tsx";
import "./notification.css";

export type NotificationKind = "info" | "ok" | "warn" | "error";

export interface NotificationProps {
  kind?: NotificationKind;
  title: string;
  children?: ComponentChildren;
  actions?: ComponentChildren;
  // "status" is said politely when it appears; "alert" at once, only for harm to a resident.
  live?: "status" | "alert";
}

const icons: Record<NotificationKind, IconName> = { info: "info", ok: "ok", warn: "alert", error: "error" };

export function Notification({ kind = "info", title, children, actions, live }: NotificationProps): JSX.Element {
  return (
    <div class={`app-notification app-notification--${kind}`} role={live}>
      <span class="app-notification__icon"><Icon name={icons[kind]} /></span>
      <div class="app-notification__body">
        <p class="app-notification__title">{title}</p>
        {children !== undefined && <div class="app-prose">{children}</div>}
        {actions !== undefined && <div class="app-row app-notification__actions">{actions}</div>}
      </div>
    </div>
  );
}
