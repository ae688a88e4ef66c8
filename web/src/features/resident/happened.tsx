// web/src/features/resident/happened.tsx: the timeline, day by day, older days as one goes down.

import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { whyWords } from "../../care/change-reason.ts";
import { headlineOf, isAssisted, isFlagged, occurredOf } from "../../care/entry-words.ts";
import { kindOfType } from "../../care/entry-kinds.ts";
import { errorWords } from "../../care/labels.ts";
import { whoWords } from "../../care/who.ts";
import { formatTime } from "../../i18n/dates.ts";
import { t } from "../../i18n/translate.ts";
import type { AppState } from "../../state/app-state.ts";
import type { CurrentRecord } from "../../state/records-types.ts";
import { Button } from "../../ui/button/button.tsx";
import { LinkButton } from "../../ui/link-button/link-button.tsx";
import { Menu } from "../../ui/menu/menu.tsx";
import { Empty, Failed, Loading, OfflineState } from "../../ui/page-state/page-state.tsx";
import { Timeline, type TimelineItem } from "../../ui/timeline/timeline.tsx";
import { isHeld, type ResidentModel, type StrikeModel } from "./model.ts";

export interface HappenedProps {
  app: AppState;
  model: ResidentModel;
  strike: StrikeModel;
  name: string;
}

export function Happened(props: HappenedProps): JSX.Element {
  return (
    <div class="app-stack resident-happened">
      <h2>{t("resident-happened")}</h2>
      <List {...props} />
    </div>
  );
}

function List({ app, model, strike, name }: HappenedProps): JSX.Element {
  const state = model.timeline.value;
  const known = state.records.length === 0 ? null : <Timeline label={t("resident-happened")} now={app.clock()} items={state.records.map((record) => toItem(record, app, model, strike))} />;
  switch (state.kind) {
    case "loading":
      return <>{known}<Loading /></>;
    case "failed":
      return (
        <>
          {known}
          {state.code === "network_failed" || state.code === "timeout"
            ? <OfflineState title={t("resident-offline")} />
            : <Failed actions={<Button icon="refresh" onClick={() => void model.reload()}>{t("resident-retry")}</Button>}>{errorWords(state.code)}</Failed>}
        </>
      );
    case "ready":
      return (
        <>
          {known ?? <Empty title={t("resident-empty")}>{t("resident-empty-help", { name })}</Empty>}
          {state.hasOlder && <Older key={state.records.length} onSeen={() => void model.loadOlder()} />}
          <p class="app-muted app-small">{t("resident-as-of", { time: formatTime(state.asOf) })} {t("resident-read-recorded")}</p>
        </>
      );
  }
}

function toItem(record: CurrentRecord, app: AppState, model: ResidentModel, strike: StrikeModel): TimelineItem {
  const { struck, problem } = record;
  const said = headlineOf(record.type, record.fields);
  const at = occurredOf(record.fields) ?? record.written;
  const entered = enteredOf(record);
  const who = whoWords(app.records, app.directory.value, record.author);
  const details = [said.detail, isAssisted(record.fields) ? t("care-assisted", { who }) : null, isLate(entered, at) ? t("resident-written-later", { time: formatTime(entered) }) : null, record.version > 1 && struck === null ? corrected(record, app) : null].filter((each) => each !== null);
  return {
    key: record.key, icon: said.icon, at, sync: record.sync.kind, who: whoWords(app.records, app.directory.value, record.firstAuthor),
    words: problem === null ? said.words : t("resident-unreadable", { why: errorWords(problem) }),
    ...(problem !== null || details.length === 0 ? {} : { detail: details.join("\n") }),
    flagged: isFlagged(record.fields),
    ...(struck === null ? {} : { struck: { reason: reasonWords(struck.change?.reason, struck.change?.words), who: whoWords(app.records, app.directory.value, struck.author) } }),
    ...actionsOf(record, model, strike),
  };
}

function actionsOf(record: CurrentRecord, model: ResidentModel, strike: StrikeModel): Pick<TimelineItem, "actions"> {
  const kind = kindOfType(record.type)?.kind;
  if (isHeld(record)) return { actions: <Button icon="undo" onClick={() => void model.undo(record)}>{t("ui-undo")}</Button> };
  if (record.sync.kind === "needs_attention") return { actions: <LinkButton href="/outbox" icon="attention">{t("resident-see-why")}</LinkButton> };
  if (kind === undefined || record.record === null || !model.mayChange(record)) return {};
  return {
    actions: <Menu quiet label={t("resident-change")} icon="correct" items={[
      { key: "correct", icon: "correct", words: t("resident-correct"), href: `/residents/${record.subject}/entry/${kind}?rec=${record.record}` },
      { key: "strike", icon: "strike", words: t("resident-strike"), onSelect: () => strike.ask(record) },
    ]} />,
  };
}

// A correction is written later too; what counts is when the entry itself was made.
function enteredOf({ fields, written }: CurrentRecord): Date {
  const entered = fields["body"]?.["entered"];
  return typeof entered === "number" ? new Date(entered) : written;
}

function isLate(entered: Date, at: Date): boolean {
  return entered.getTime() - at.getTime() > 60 * 60_000;
}

function corrected(record: CurrentRecord, app: AppState): string {
  const change = record.fields["change"];
  return t("resident-corrected", { who: whoWords(app.records, app.directory.value, record.author), reason: reasonWords(change?.["reason"], change?.["words"]) });
}

function reasonWords(reason: unknown, words: unknown): string {
  return reason === undefined ? t("resident-no-reason") : whyWords(reason, words);
}

// Asks for older entries when it comes into view; the button is for those who don't scroll.
function Older({ onSeen }: { onSeen: () => void }): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (box.current === null) return;
    const observer = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) onSeen();
    }, { rootMargin: "400px" });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  return <div ref={box}><Button icon="history" onClick={onSeen}>{t("resident-older")}</Button></div>;
}
