// web/src/features/audit/row-detail.tsx: everything that is known of one entry: times, device, proof, before and after.

import type { ComponentChildren, JSX } from "preact";
import { useMemo } from "preact/hooks";
import { whyWords } from "../../care/change-reason.ts";
import { findUse, regionWords, resultWords } from "../../care/assist.ts";
import { errorWords, formatNumber, isRecordType, label } from "../../care/labels.ts";
import { takenOutWords } from "../../care/taken-out.ts";
import { diffWords } from "../../care/word-diff.ts";
import type { FieldChange } from "../../care/compare.ts";
import type { AuditRow } from "../../core/core-types.ts";
import { recordForms } from "../../generated/records.gen.ts";
import { formatExact } from "../../i18n/dates.ts";
import { t } from "../../i18n/translate.ts";
import type { AppState } from "../../state/app-state.ts";
import { Notification } from "../../ui/notification/notification.tsx";
import { Loading } from "../../ui/page-state/page-state.tsx";
import { WordDiff } from "../../ui/word-diff/word-diff.tsx";
import { buildVersionsModel, type VersionsState } from "./versions-model.ts";

export function RowDetail({ app, row }: { app: AppState; row: AuditRow }): JSX.Element {
  return (
    <div class="audit-detail">
      <div class="app-stack">
        {row.proof === "broken" && <Notification kind="error" title={t("audit-broken")}>{row.problem === undefined ? t("audit-broken-help") : `${errorWords(row.problem)} ${t("audit-broken-help")}`}</Notification>}
        <dl class="audit-facts">
          {facts(row).map(({ key, term, value, wide }) => <div key={key} class={wide ? "audit-facts__fact audit-facts__fact--wide" : "audit-facts__fact"}><dt>{term}</dt><dd>{value}</dd></div>)}
        </dl>
      </div>
      {row.record !== undefined && <Changed app={app} row={row} />}
    </div>
  );
}

interface Fact {
  key: string;
  term: string;
  value: ComponentChildren;
  wide: boolean;
}

function facts(row: AuditRow): Fact[] {
  const rows: (Fact | null)[] = [
    fact("received", t("audit-received"), formatExact(new Date(row.time))),
    row.written === undefined ? null : fact("device", t("audit-device-time"), formatExact(new Date(row.written))),
    row.ip === undefined ? null : fact("address", t("audit-address"), row.ip),
    row.agent === undefined ? null : fact("browser", t("audit-browser"), row.agent, true),
    row.n === undefined ? null : fact("counter", t("audit-counter"), t("audit-counter-value", { n: row.n })),
    row.version === undefined ? null : fact("version", t("audit-version"), String(row.version)),
    row.count === undefined ? null : fact("count", t("audit-reads"), t("audit-reads-value", { count: row.count })),
    ...assistFacts(row),
    row.code === undefined ? null : fact("code", t("audit-refused-why"), errorWords(row.code), true),
    fact("proof", t("audit-proof"), proofSentence(row), true),
  ];
  return rows.filter((each) => each !== null);
}

function assistFacts(row: AuditRow): (Fact | null)[] {
  const { use, model, region, size, counts, result, assist, text_hash: hash } = row;
  return [
    use === undefined ? null : fact("use", t("audit-assist-use"), findUse(use)?.title ?? use),
    model === undefined || region === undefined ? null : fact("place", t("audit-assist-place"), t("audit-assist-place-value", { model, region: regionWords(region) })),
    counts === undefined ? null : fact("counts", t("audit-assist-counts"), takenOutWords(counts) ?? t("audit-assist-counts-none"), true),
    size === undefined ? null : fact("size", t("audit-assist-size"), use === undefined ? t("audit-assist-answer-size-value", { bytes: formatNumber(size) }) : t("audit-assist-size-value", { bytes: formatNumber(size) }), true),
    hash === undefined ? null : fact("hash", t("audit-assist-hash"), <span class="app-screen-only"><code class="audit-hash">{hash}</code></span>, true),
    result === undefined ? null : fact("result", t("audit-assist-result"), resultWords(result), true),
    assist === undefined ? null : fact("assist", t("audit-assist-on"), assist.purposes.map((name) => findUse(name)?.title ?? name).join(", "), true),
  ];
}

function fact(key: string, term: string, value: ComponentChildren, wide = false): Fact {
  return { key, term, value, wide };
}

function proofSentence(row: AuditRow): string {
  switch (row.proof) {
    case "proved": return t("audit-proof-proved", { index: row.index });
    case "unsigned": return t("audit-proof-unsigned", { index: row.index });
    case "broken": return t("audit-proof-broken");
  }
}

function Changed({ app, row }: { app: AppState; row: AuditRow }): JSX.Element {
  const state = useMemo(() => buildVersionsModel(app.records, row), [row.record, row.version]).value;
  return (
    <section class="app-stack" aria-label={t("audit-what-changed")}>
      <h2 class="audit-detail__title">{t(row.act === "record.create" ? "audit-what-was-made" : "audit-what-changed")}</h2>
      <Changes state={state} isNew={row.act === "record.create"} />
    </section>
  );
}

function Changes({ state, isNew }: { state: VersionsState; isNew: boolean }): JSX.Element {
  switch (state.kind) {
    case "loading":
      return <Loading words={t("audit-opening")} />;
    case "failed":
      return <p class="app-muted">{t("audit-unreadable")} {errorWords(state.code)}</p>;
    case "changed":
      return (
        <div class="app-stack">
          {isRecordType(state.type) && <p><strong>{label(recordForms[state.type].labelKey)}</strong></p>}
          {state.why !== null && <p>{t("audit-why", { reason: whyWords(state.why.reason, state.why.words) })}</p>}
          {state.changes.length === 0 ? <p class="app-muted">{t("audit-nothing-changed")}</p> : (
            <dl class="audit-changes">
              {state.changes.map((change) => (
                <div key={`${change.facet}.${change.field}`} class="audit-changes__row">
                  <dt>{change.label}</dt>
                  <dd>{isNew ? change.after : <WordDiff label={change.label} segments={segmentsOf(change)} />}</dd>
                </div>
              ))}
            </dl>
          )}
        </div>
      );
  }
}

function segmentsOf(change: FieldChange): ReturnType<typeof diffWords> {
  return diffWords(change.before ?? "", change.after ?? "");
}
