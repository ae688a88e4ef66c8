// web/src/ui/sync-mark/sync-mark.tsx: the three states of an entry: saved here, sent, needs attention. Never one for another.

import type { JSX } from "preact";
import { t } from "../../i18n/translate.ts";
import { Icon, type IconName } from "../icon/icon.tsx";
import "./sync-mark.css";

export type SyncMarkState = "saved_here" | "sent" | "needs_attention";

const icons: Record<SyncMarkState, IconName> = { saved_here: "saved", sent: "sent", needs_attention: "attention" };

export interface SyncMarkProps {
  state: SyncMarkState;
  short?: boolean; // words for readers only, in a dense list
}

export function syncWords(state: SyncMarkState): string {
  switch (state) {
    case "saved_here":
      return t("ui-saved-here");
    case "sent":
      return t("ui-sent");
    case "needs_attention":
      return t("ui-needs-attention");
  }
}

export function SyncMark({ state, short = false }: SyncMarkProps): JSX.Element {
  return (
    <span class={`app-sync-mark app-sync-mark--${state}`}>
      <Icon name={icons[state]} size="s" />
      <span class={short ? "app-visually-hidden" : undefined}>{syncWords(state)}</span>
    </span>
  );
}
