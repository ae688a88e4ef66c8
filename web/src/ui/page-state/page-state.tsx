// web/src/ui/page-state/page-state.tsx: what stands where the content would: loading, nothing yet, not for this role,
// not here while offline, failed, and the one that matters most: not saved.

import type { ComponentChildren, JSX } from "preact";
import { t } from "../../i18n/translate.ts";
import { Icon, type IconName } from "../icon/icon.tsx";
import { Notification } from "../notification/notification.tsx";
import "./page-state.css";

interface StateProps {
  icon: IconName;
  title: string;
  children?: ComponentChildren;
  actions?: ComponentChildren;
}

function State({ icon, title, children, actions }: StateProps): JSX.Element {
  return (
    <div class="app-state">
      <Icon name={icon} size="xl" />
      <h2 class="app-state__title">{title}</h2>
      {children !== undefined && <div class="app-state__words">{children}</div>}
      {actions !== undefined && <div class="app-row app-state__actions">{actions}</div>}
    </div>
  );
}

export interface LoadingProps {
  words?: string;
}

export function Loading({ words = t("ui-loading") }: LoadingProps): JSX.Element {
  return (
    <div class="app-state app-state--loading" role="status">
      <span class="app-button__wait" aria-hidden="true" />
      <p>{words}</p>
    </div>
  );
}

export interface EmptyProps {
  title: string;
  children?: ComponentChildren;
  actions?: ComponentChildren;
  icon?: IconName;
}

export function Empty({ title, children, actions, icon = "empty" }: EmptyProps): JSX.Element {
  return <State icon={icon} title={title} actions={actions}>{children}</State>;
}

export interface DeniedProps {
  what: string; // "medicines"
  children?: ComponentChildren;
}

export function Denied({ what, children }: DeniedProps): JSX.Element {
  return <State icon="denied" title={t("ui-denied", { what })}>{children ?? t("ui-denied-help")}</State>;
}

export interface OfflineStateProps {
  title?: string;
  children?: ComponentChildren;
}

export function OfflineState({ title = t("ui-offline-title"), children }: OfflineStateProps): JSX.Element {
  return <State icon="offline" title={title}>{children ?? t("ui-offline-help")}</State>;
}

export interface FailedProps {
  title?: string;
  children?: ComponentChildren;
  actions?: ComponentChildren;
}

export function Failed({ title = t("ui-failed-title"), children, actions }: FailedProps): JSX.Element {
  return <State icon="attention" title={title} actions={actions}>{children ?? t("ui-failed-help")}</State>;
}

export interface NotSavedProps {
  actions: ComponentChildren; // Make room, Save rescue file
  children?: ComponentChildren;
}

export function NotSaved({ actions, children }: NotSavedProps): JSX.Element {
  return <Notification kind="warn" live="alert" title={t("ui-not-saved-title")} actions={actions}>{children ?? t("ui-not-saved-help")}</Notification>;
}
