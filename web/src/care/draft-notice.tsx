// web/src/care/draft-notice.tsx: "You were writing this at 14:05." Continue, or throw it away.

import type { JSX } from "preact";
import { dayKey, formatDateTime, formatTime } from "../i18n/dates.ts";
import { t } from "../i18n/translate.ts";
import { Button } from "../ui/button/button.tsx";
import { Notification } from "../ui/notification/notification.tsx";

export interface DraftNoticeProps {
  at: Date;
  now: Date;
  onContinue: () => void;
  onDrop: () => void;
}

export function DraftNotice({ at, now, onContinue, onDrop }: DraftNoticeProps): JSX.Element {
  return (
    <Notification title={t("care-draft-found", { time: dayKey(at) === dayKey(now) ? formatTime(at) : formatDateTime(at) })} live="status" actions={
      <>
        <Button icon="correct" onClick={onContinue}>{t("care-draft-continue")}</Button>
        <Button kind="quiet" onClick={onDrop}>{t("care-draft-drop")}</Button>
      </>
    }>{t("care-draft-help")}</Notification>
  );
}
