// web/src/ui/sync-chip/sync-chip.tsx: in every header: "All sent", "2 to send" or "1 needs attention"; leads to the outbox.

import type { JSX } from "preact";
import { t } from "../../i18n/translate.ts";
import { Icon } from "../icon/icon.tsx";
import "./sync-chip.css";

export interface SyncChipProps {
  waiting: number;
  attention: number;
  href: string;
}

export function SyncChip({ waiting, attention, href }: SyncChipProps): JSX.Element {
  const kind = attention > 0 ? "attention" : waiting > 0 ? "waiting" : "sent";
  return (
    <a class={`app-sync-chip app-sync-chip--${kind}`} href={href}>
      <Icon name={kind === "attention" ? "attention" : kind === "waiting" ? "outbox" : "sent"} size="s" />
      <span>
        {kind === "attention" ? t("ui-sync-attention", { count: attention }) : kind === "waiting" ? t("ui-sync-waiting", { count: waiting }) : t("ui-sync-all-sent")}
      </span>
    </a>
  );
}
