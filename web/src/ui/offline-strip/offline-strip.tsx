// web/src/ui/offline-strip/offline-strip.tsx: offline is grey, not red: nothing is wrong, nothing is lost.

import type { JSX } from "preact";
import { t } from "../../i18n/translate.ts";
import { formatTime } from "../../i18n/dates.ts";
import { Icon } from "../icon/icon.tsx";
import "./offline-strip.css";

export interface OfflineStripProps {
  since: Date;
  saved: number;
}

export function OfflineStrip({ since, saved }: OfflineStripProps): JSX.Element {
  return (
    <p class="app-offline" role="status">
      <Icon name="offline" size="s" />
      <span>{t("ui-offline-strip", { time: formatTime(since), count: saved })}</span>
    </p>
  );
}
