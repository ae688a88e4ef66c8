// web/src/app/notices.tsx: one line above any page: the server contradicts itself or delivers what nobody wrote, the session is
// about to end, a new version waits, the clock is wrong.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { formatTime } from "../i18n/dates.ts";
import { t } from "../i18n/translate.ts";
import type { AppState } from "../state/app-state.ts";
import { Button } from "../ui/button/button.tsx";
import { Dialog } from "../ui/dialog/dialog.tsx";
import { Notification } from "../ui/notification/notification.tsx";
import "./notices.css";

// The server refuses entries from more than five minutes in the future.
const clockSlackMs = 4 * 60_000;

export function Notices({ app }: { app: AppState }): JSX.Element | null {
  const update = app.update.value;
  const session = app.session.value;
  // An update is taken at the lock screen or before signing in, never under an open form: until then it is not spoken of.
  const mayRestart = session.kind === "signed_out" || session.kind === "locked";
  return (
    <>
      {app.doubt.value !== null && (
        <div class="app-notices">
          <Notification kind="warn" live="alert" title={t("app-doubt")}>{t("app-doubt-help")}</Notification>
        </div>
      )}
      {app.records.unproved.value > 0 && (
        <div class="app-notices">
          <Notification kind="warn" live="status" title={t("app-unproved", { count: app.records.unproved.value })}>{t("app-unproved-help")}</Notification>
        </div>
      )}
      {update !== null && mayRestart && (
        <div class="app-notices">
          <Notification title={t("app-update")} actions={<Button small icon="refresh" onClick={update.restart}>{t("app-update-restart")}</Button>}>{t("app-update-now")}</Notification>
        </div>
      )}
      {Math.abs(app.home.clockAheadMs.value) > clockSlackMs && (
        <div class="app-notices">
          <Notification kind="warn" title={t("app-clock")}>{t("app-clock-help", { minutes: Math.round(Math.abs(app.home.clockAheadMs.value) / 60_000) })}</Notification>
        </div>
      )}
      {session.kind === "open" && app.account.ending.value && <Ending app={app} endsAt={session.endsAt} />}
    </>
  );
}

function Ending({ app, endsAt }: { app: AppState; endsAt: Date }): JSX.Element {
  const [closed, setClosed] = useState(false);
  return (
    <Dialog open={!closed} title={t("app-ending", { time: formatTime(endsAt) })} onClose={() => setClosed(true)}
      actions={<>
        <Button kind="main" onClick={() => void app.account.renew()}>{t("app-ending-renew")}</Button>
        <Button onClick={() => setClosed(true)}>{t("app-ending-later")}</Button>
      </>}>
      <p>{t("app-ending-help")}</p>
    </Dialog>
  );
}
