// web/src/features/assist-settings/page.tsx: writing help for the home: on or off, for what, where it goes; and what was sent, never what it said.

import type { ComponentChildren, JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { findUse, providerWords, regionWords, resultWords, uses } from "../../care/assist.ts";
import { errorWords, formatNumber } from "../../care/labels.ts";
import { takenOutWords } from "../../care/taken-out.ts";
import { whoWords } from "../../care/who.ts";
import { formatDateTime } from "../../i18n/dates.ts";
import { t } from "../../i18n/translate.ts";
import type { AppState, PageProps } from "../../state/app-state.ts";
import { Button } from "../../ui/button/button.tsx";
import { Card } from "../../ui/card/card.tsx";
import { Checkbox, Checkboxes } from "../../ui/choices/checkboxes.tsx";
import { Details } from "../../ui/details/details.tsx";
import { Dialog } from "../../ui/dialog/dialog.tsx";
import { Notification } from "../../ui/notification/notification.tsx";
import { PageFrame } from "../../ui/page-frame/page-frame.tsx";
import { Empty, Failed, Loading } from "../../ui/page-state/page-state.tsx";
import { SummaryList } from "../../ui/summary-list/summary-list.tsx";
import { Table, type Column } from "../../ui/table/table.tsx";
import { Tag } from "../../ui/tag/tag.tsx";
import { buildAssistSettings, type AssistSettingsModel, type Sent } from "./model.ts";
import "./page.css";

export function Page({ app }: PageProps): JSX.Element {
  const model = useMemo(() => buildAssistSettings(app), []);
  useEffect(() => {
    void model.loadOffer();
    void model.loadSent();
  }, []);
  const { value: problem } = model.problem;
  const isOn = model.policy.value !== null;
  return (
    <PageFrame title={t("assist-settings-title")} heading={<>{t("assist-settings-title")} <Tag kind={isOn ? "ok" : "plain"} {...(isOn ? { icon: "check" as const } : {})} words={t(isOn ? "assist-settings-on" : "assist-settings-off")} /></>} hasErrors={problem === "choose" || problem === "agree"}
      actions={<Button icon="refresh" busy={model.sent.value.kind === "loading"} onClick={() => {
        void model.loadOffer();
        void model.loadSent();
      }}>{t("assist-settings-refresh")}</Button>}>
      <div class="app-stack app-stack--wide">
        <p class="app-prose">{t("assist-settings-lead")}</p>
        {problem !== null && problem !== "choose" && problem !== "agree" && <Notification kind="warn" live="status" title={t("assist-settings-failed")}>{errorWords(problem)}</Notification>}
        <Switch app={app} model={model} />
        <SentList app={app} model={model} />
      </div>
    </PageFrame>
  );
}

function Switch({ app, model }: { app: AppState; model: AssistSettingsModel }): JSX.Element {
  const state = model.offer.value;
  switch (state.kind) {
    case "loading":
      return <Loading />;
    case "failed":
      return <><TurnOff model={model} /><Failed actions={<Button icon="refresh" onClick={() => void model.loadOffer()}>{t("assist-settings-retry")}</Button>}>{errorWords(state.code)}</Failed></>;
    case "none":
      return <><Empty title={t("assist-settings-none")}><p>{t("assist-settings-none-help")}</p><p>{t("assist-settings-none-ask")}</p></Empty><TurnOff model={model} /></>;
    case "offered":
      return <Offered app={app} model={model} />;
  }
}

function Offered({ app, model }: { app: AppState; model: AssistSettingsModel }): JSX.Element | null {
  const state = model.offer.value;
  if (state.kind !== "offered") return null;
  const { offer, left } = state;
  const policy = model.policy.value;
  const place = [
    { key: "provider", term: t("assist-settings-provider"), value: providerWords(offer.provider) },
    { key: "host", term: t("assist-settings-host"), value: offer.host },
    { key: "region", term: t("assist-settings-region"), value: regionWords(offer.region) },
    { key: "model", term: t("assist-settings-model"), value: offer.model },
    ...(left === null ? [] : [{ key: "left", term: t("assist-settings-left"), value: formatNumber(left) }]),
  ];
  return (
    <div class="app-stack assist-settings">
      {model.hasChanged.value && policy !== null && <Notification kind="warn" title={t("assist-settings-changed")}>{t("assist-settings-changed-help", { provider: providerWords(policy.provider), region: regionWords(policy.region), model: policy.model })}</Notification>}
      <Card title={t("assist-settings-place")}><SummaryList rows={place} /></Card>
      <Card title={t("assist-settings-uses")}><Uses model={model} /></Card>
      {model.isOwner.value ? <Actions app={app} model={model} place={place} /> : <p class="app-muted">{t("assist-settings-not-owner")}</p>}
    </div>
  );
}

function Uses({ model }: { model: AssistSettingsModel }): JSX.Element {
  const chosen = model.chosen.value;
  return (
    <div class="app-stack">
      {model.isOwner.value
        ? <Checkboxes name="uses" label={t("assist-settings-uses-for")} hint={t("assist-settings-uses-hint")} choices={uses.map((use) => ({ value: use.name, label: use.title, hint: t("assist-settings-roles", { roles: use.roles.map((role) => t(`role-${role}`)).join(", ") }) }))}
            values={chosen} onChange={model.choose} error={model.problem.value === "choose" ? t("assist-settings-choose") : undefined} />
        : <ul>{uses.filter(({ name }) => model.policy.value?.purposes.includes(name) === true).map((use) => <li key={use.name}>{use.title}</li>)}</ul>}
      <Details summary={t("assist-settings-prompts")}>
        {uses.map((use) => <div key={use.name} class="assist-settings__prompt"><h3>{use.title}</h3><p>{use.prompt}</p></div>)}
      </Details>
    </div>
  );
}

function Actions({ app, model, place }: { app: AppState; model: AssistSettingsModel; place: readonly { key: string; term: string; value: ComponentChildren }[] }): JSX.Element {
  const isOn = model.policy.value !== null;
  const hasNews = !isOn || model.hasChanged.value || model.chosen.value.join() !== model.policy.value?.purposes.join();
  const offline = app.sync.value.connection.kind === "offline";
  return (
    <>
      {offline && <Notification title={t("assist-settings-offline")} />}
      <div class="app-row">
        {hasNews && <Button kind="main" disabled={offline} onClick={model.ask}>{t(isOn ? "assist-settings-save" : "assist-settings-turn-on")}</Button>}
        <TurnOff model={model} />
      </div>
      <Dialog open={model.asking.value} title={t(isOn ? "assist-settings-ask-change" : "assist-settings-ask")} onClose={model.close} wide actions={
        <>
          <Button kind="main" busy={model.doing.value === "on"} onClick={() => void model.turnOn()}>{t(isOn ? "assist-settings-save" : "assist-settings-turn-on")}</Button>
          <Button onClick={model.close}>{t("assist-settings-leave")}</Button>
        </>
      }>
        <div class="app-stack">
          <p>{t("assist-settings-ask-help")}</p>
          <SummaryList rows={[...place.filter(({ key }) => key !== "left"), { key: "uses", term: t("assist-settings-uses"), value: model.chosen.value.map((name) => findUse(name)?.title ?? name).join(", ") }]} />
          <Checkbox name="agree" label={t("assist-settings-agree")} checked={model.agreed.value} onChange={model.agree} error={model.problem.value === "agree" ? t("assist-settings-agree-missing") : undefined} />
        </div>
      </Dialog>
    </>
  );
}

// At once, without a question: nothing is lost by it, and it can be switched on again.
function TurnOff({ model }: { model: AssistSettingsModel }): JSX.Element | null {
  if (model.policy.value === null || !model.isOwner.value) return null;
  return <Button kind="danger" busy={model.doing.value === "off"} onClick={() => void model.turnOff()}>{t("assist-settings-turn-off")}</Button>;
}

function SentList({ app, model }: { app: AppState; model: AssistSettingsModel }): JSX.Element {
  const state = model.sent.value;
  return (
    <div class="app-stack">
      <h2>{t("assist-settings-sent")}</h2>
      <p class="app-muted">{t("assist-settings-sent-help")}</p>
      {state.kind === "loading" && <Loading words={t("assist-settings-sent-loading")} />}
      {state.kind === "failed" && <Failed actions={<Button icon="refresh" onClick={() => void model.loadSent()}>{t("assist-settings-retry")}</Button>}>{errorWords(state.code)}</Failed>}
      {state.kind === "ready" && (
        <>
          <Table caption={t("assist-settings-sent")} hideCaption columns={columns(app)} rows={state.sent} rowKey={({ row }) => String(row.index)} empty={<p>{t("assist-settings-sent-none")}</p>} />
          <p class="app-muted app-small">{t("assist-settings-looked", { count: formatNumber(state.looked) })}</p>
          {state.next !== null && <div><Button icon="history" busy={model.isLookingBack.value} onClick={() => void model.lookBack()}>{t("assist-settings-older")}</Button></div>}
        </>
      )}
    </div>
  );
}

function columns(app: AppState): Column<Sent>[] {
  return [
    { key: "when", title: t("assist-settings-when"), cell: ({ row }) => formatDateTime(new Date(row.time)) },
    { key: "who", title: t("assist-settings-who"), wrap: true, cell: ({ row }) => whoWords(app.records, app.directory.value, row.author) },
    { key: "use", title: t("assist-settings-what-for"), wrap: true, cell: ({ row }) => findUse(row.use)?.title ?? row.use ?? "" },
    { key: "size", title: t("assist-settings-size"), number: true, cell: ({ row }) => t("assist-settings-bytes", { bytes: formatNumber(row.size ?? 0) }) },
    { key: "out", title: t("assist-settings-out"), wrap: true, cell: ({ row }) => takenOutWords(row.counts ?? {}) ?? t("assist-settings-out-none") },
    { key: "result", title: t("assist-settings-result"), wrap: true, cell: ({ row, end }) => (row.proof === "broken" ? t("assist-settings-broken") : endWords(end)) },
  ];
}

function endWords(end: Sent["end"]): string {
  return end?.result === undefined ? t("assist-settings-no-end") : resultWords(end.result);
}
