// web/src/features/outbox/page.tsx: what is only on this device, what is sent, and what needs a person.

import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { formatTime } from "../../i18n/dates.ts";
import { t } from "../../i18n/translate.ts";
import type { OutboxEntry } from "../../outbox/outbox-types.ts";
import type { AppState, PageProps } from "../../state/app-state.ts";
import { Button } from "../../ui/button/button.tsx";
import { Dialog } from "../../ui/dialog/dialog.tsx";
import { Notification } from "../../ui/notification/notification.tsx";
import { PageFrame } from "../../ui/page-frame/page-frame.tsx";
import { Empty } from "../../ui/page-state/page-state.tsx";
import { Held } from "./held.tsx";
import { buildOutboxModel, type OutboxModel } from "./model.ts";
import "./page.css";

export function Page({ app }: PageProps): JSX.Element {
  const model = useMemo(() => buildOutboxModel(app), []);
  const { attention, waiting, sent } = model.groups.value;
  const { connection } = app.sync.value;
  const count = attention.length + waiting.length + sent.length;
  const send = waiting.length === 0 ? undefined : (
    <Button kind="main" icon="outbox" busy={model.sending.value} onClick={() => void model.sendNow()}>{t("outbox-send-now")}</Button>
  );
  return (
    <PageFrame title={t("outbox-title")} width="reading" {...(send === undefined ? {} : { main: send })}>
      <div class="app-stack app-stack--wide">
        {connection.kind === "offline" && waiting.length > 0 && <Notification title={t("outbox-offline", { time: formatTime(connection.since) })}>{t("outbox-offline-help")}</Notification>}
        {model.storage.value?.persistent === false && waiting.length > 0 && <Notification title={t("outbox-may-clear")}>{t("outbox-may-clear-help")}</Notification>}
        {count === 0 && <Empty title={t("outbox-empty")} icon="sent">{t("outbox-empty-help")}</Empty>}
        <Group app={app} model={model} title={t("outbox-attention", { count: attention.length })} entries={attention} />
        <Group app={app} model={model} title={t("outbox-waiting", { count: waiting.length })} entries={waiting} />
        <Group app={app} model={model} title={t("outbox-sent", { count: sent.length })} help={t("outbox-sent-help")} entries={sent} />
      </div>
      <PutAway model={model} />
    </PageFrame>
  );
}

function Group({ app, model, title, help, entries }: { app: AppState; model: OutboxModel; title: string; help?: string; entries: readonly OutboxEntry[] }): JSX.Element | null {
  if (entries.length === 0) return null;
  return (
    <section class="app-stack">
      <h2 class="outbox-title">{title}</h2>
      {help !== undefined && <p class="app-muted">{help}</p>}
      <ul class="outbox-list">{entries.map((entry) => <li key={entry.key}><Held app={app} model={model} entry={entry} /></li>)}</ul>
    </section>
  );
}

function PutAway({ model }: { model: OutboxModel }): JSX.Element {
  return (
    <Dialog open={model.puttingAway.value !== null} title={t("outbox-put-away-title")} onClose={() => { model.puttingAway.value = null; }} actions={
      <>
        <Button kind="danger" onClick={() => void model.putAway()}>{t("outbox-put-away-do")}</Button>
        <Button onClick={() => { model.puttingAway.value = null; }}>{t("outbox-put-away-keep")}</Button>
      </>
    }>
      <p>{t("outbox-put-away-help")}</p>
    </Dialog>
  );
}
