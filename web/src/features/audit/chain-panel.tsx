// web/src/features/audit/chain-panel.tsx: the check of the whole log: a counted bar, then what was found.

import type { JSX } from "preact";
import { errorWords, formatNumber } from "../../care/labels.ts";
import { formatDateTime } from "../../i18n/dates.ts";
import { t } from "../../i18n/translate.ts";
import { Button } from "../../ui/button/button.tsx";
import { Notification } from "../../ui/notification/notification.tsx";
import { Progress } from "../../ui/progress/progress.tsx";
import type { AuditModel } from "./model.ts";

export function ChainPanel({ model }: { model: AuditModel }): JSX.Element | null {
  const state = model.chain.value;
  switch (state.kind) {
    case "idle":
      return null;
    case "checking":
      return (
        <Progress label={t("audit-checking")} done={state.done} total={state.total} counted={counted(state.done, state.total)}
          actions={<Button small icon="pause" onClick={model.stopVerifying}>{t("audit-stop")}</Button>} />
      );
    case "stopped":
      return <Notification title={t("audit-stopped")}>{counted(state.done, state.total)}</Notification>;
    case "failed":
      return <Notification kind="warn" title={t("audit-check-failed")}>{state.code === "timeout" || state.code === "network_failed" ? t("audit-no-answer") : errorWords(state.code)} {counted(state.done, state.total)}</Notification>;
    case "done": {
      const { proved, unsigned, broken, missing } = state.counts;
      const facts = t("audit-checked-counts", { proved: formatNumber(proved), unsigned: formatNumber(unsigned), time: formatDateTime(state.at) });
      if (broken.length === 0 && missing === 0) {
        return <Notification kind="ok" live="status" title={t("audit-checked", { total: formatNumber(state.total) })}>{facts}</Notification>;
      }
      return (
        <Notification kind="error" live="alert" title={t("audit-checked-broken", { broken: broken.length, missing })}>
          <p>{facts}</p>
          {broken.length > 0 && <p>{t("audit-checked-where", { places: broken.slice(0, 20).map((index) => formatNumber(index)).join(", ") })}</p>}
          <p>{t("audit-broken-help")}</p>
        </Notification>
      );
    }
  }
}

function counted(done: number, total: number): string {
  return t("audit-counted", { done: formatNumber(done), total: formatNumber(total) });
}
