// web/src/features/audit/page.tsx: who did what, newest first, each line checked on this device.

import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { errorWords, formatNumber } from "../../care/labels.ts";
import type { AuditRow } from "../../core/core-types.ts";
import { dayKey, formatDateTime, formatExact, formatTime } from "../../i18n/dates.ts";
import { t } from "../../i18n/translate.ts";
import type { AppState, PageProps } from "../../state/app-state.ts";
import { Button } from "../../ui/button/button.tsx";
import { Icon } from "../../ui/icon/icon.tsx";
import { PageFrame } from "../../ui/page-frame/page-frame.tsx";
import { Empty, Failed, Loading } from "../../ui/page-state/page-state.tsx";
import { Table, type Column } from "../../ui/table/table.tsx";
import { actWords } from "./acts.ts";
import { ChainPanel } from "./chain-panel.tsx";
import { AuditFilters } from "./filters.tsx";
import { buildAuditModel, type AuditModel } from "./model.ts";
import "./page.css";
import { RowDetail } from "./row-detail.tsx";
import { aboutWords, authorWords } from "./row-words.ts";

export function Page({ app }: PageProps): JSX.Element {
  const model = useMemo(() => buildAuditModel(app), []);
  useEffect(() => {
    void model.load();
    return model.stopVerifying;
  }, []);
  const isChecking = model.chain.value.kind === "checking";
  return (
    <PageFrame title={t("audit-title")} actions={
      <>
        <Button icon="refresh" busy={model.state.value.kind === "loading"} onClick={() => void model.load()}>{t("audit-refresh")}</Button>
        <Button icon="security" busy={isChecking} onClick={() => void model.verifyAll()}>{t("audit-verify")}</Button>
      </>
    }>
      <div class="app-stack">
        <HeadLine model={model} />
        <ChainPanel model={model} />
        <Content app={app} model={model} />
      </div>
    </PageFrame>
  );
}

function HeadLine({ model }: { model: AuditModel }): JSX.Element | null {
  const head = model.head.value;
  if (head === null) return null;
  return (
    <p class="audit-head">
      <Icon name="security" size="s" />
      <span>{t("audit-head", { size: formatNumber(head.size), time: formatDateTime(head.at) })}</span>
    </p>
  );
}

function Content({ app, model }: { app: AppState; model: AuditModel }): JSX.Element {
  const state = model.state.value;
  if (state.kind === "loading" && model.rows.value.length === 0) return <Loading words={t("audit-loading")} />;
  if (state.kind === "failed") return <Failed actions={<Button icon="refresh" onClick={() => void model.load()}>{t("audit-retry")}</Button>}>{errorWords(state.code)}</Failed>;
  return (
    <>
      <AuditFilters app={app} model={model} />
      <Table caption={t("audit-title")} hideCaption columns={columns(app)} rows={model.shown.value} rowKey={(row) => String(row.index)} detail={(row) => <RowDetail app={app} row={row} />}
        sort={{ key: "when", descending: model.descending.value }} onSort={(sort) => { model.descending.value = sort.descending; }}
        empty={<Empty title={t("audit-empty")} icon="audit">{t("audit-empty-help")}</Empty>} />
      {model.hasOlder.value && <div><Button icon="history" busy={state.kind === "more"} onClick={() => void model.loadOlder()}>{t("audit-older")}</Button></div>}
    </>
  );
}

function columns(app: AppState): Column<AuditRow>[] {
  const today = dayKey(app.clock());
  return [
    { key: "when", title: t("audit-when"), sortable: true, cell: (row) => whenWords(new Date(row.time), today) },
    { key: "who", title: t("audit-who"), cell: (row) => <span class="audit-who">{authorWords(app, row)}</span> },
    { key: "did", title: t("audit-did"), cell: (row) => actWords(row) },
    { key: "record", title: t("audit-record"), cell: (row) => aboutWords(app, row) },
    { key: "chain", title: t("audit-chain"), besideFirst: true, cell: (row) => <ChainMark row={row} /> },
  ];
}

function whenWords(at: Date, today: string): string {
  return dayKey(at) === today ? t("audit-today", { time: formatExact(at).split(", ")[1] ?? formatTime(at) }) : formatExact(at);
}

function ChainMark({ row }: { row: AuditRow }): JSX.Element {
  return (
    <span class={`audit-mark audit-mark--${row.proof}`}>
      <Icon name={row.proof === "proved" ? "sent" : row.proof === "unsigned" ? "check" : "error"} size="s" />
      <span class="audit-mark__words"><span class="app-digits">{formatNumber(row.index)}</span> <span>{t(`audit-mark-${row.proof}`)}</span></span>
    </span>
  );
}
