// web/src/ui/timeline/timeline.tsx: what happened, day by day: picture, words, who, when, and whether it is sent.
// A correction never removes: the old words stay, struck through, with the reason.

import type { ComponentChildren, JSX } from "preact";
import { t } from "../../i18n/translate.ts";
import { dayKey, formatDayWords, formatTime } from "../../i18n/dates.ts";
import { Icon, type IconName } from "../icon/icon.tsx";
import { SyncMark, type SyncMarkState } from "../sync-mark/sync-mark.tsx";
import { classNames } from "../class-names.ts";
import "./timeline.css";

export interface TimelineItem {
  key: string;
  icon: IconName;
  words: string;
  detail?: string;
  who: string;
  at: Date;
  sync: SyncMarkState;
  struck?: { reason: string; who: string };
  flagged?: boolean; // goes to handover
  lang?: string;
  actions?: ComponentChildren;
}

export interface TimelineProps {
  items: readonly TimelineItem[]; // newest first
  now: Date;
  label: string;
  headingLevel?: 2 | 3;
}

export function Timeline({ items, now, label, headingLevel = 3 }: TimelineProps): JSX.Element {
  const Heading = `h${headingLevel}` as "h2" | "h3";
  return (
    <section class="app-timeline" aria-label={label}>
      {byDay(items).map((day) => (
        <div key={day.key} class="app-timeline__day">
          <Heading class="app-timeline__heading">{formatDayWords(day.at, now)}</Heading>
          <ol class="app-timeline__items">
            {day.items.map((item) => <Item key={item.key} item={item} />)}
          </ol>
        </div>
      ))}
    </section>
  );
}

function Item({ item }: { item: TimelineItem }): JSX.Element {
  const { struck } = item;
  return (
    <li class={classNames("app-timeline__item", struck !== undefined && "app-timeline__item--struck")}>
      <time class="app-timeline__time" dateTime={item.at.toISOString()}>{formatTime(item.at)}</time>
      <Icon name={item.icon} />
      <div class="app-timeline__body" lang={item.lang}>
        <p class="app-timeline__words">{struck === undefined ? item.words : <s>{item.words}</s>}</p>
        {item.detail !== undefined && <p class="app-timeline__detail">{struck === undefined ? item.detail : <s>{item.detail}</s>}</p>}
        {struck !== undefined && <p class="app-timeline__reason">{t("ui-struck", { reason: struck.reason, who: struck.who })}</p>}
        <p class="app-timeline__who">
          <span>{item.who}</span>
          {item.flagged === true && <span class="app-timeline__flag"><Icon name="flag" size="s" />{t("ui-handover-flag")}</span>}
          <SyncMark state={item.sync} short={item.sync === "sent"} />
        </p>
        {item.actions !== undefined && <div class="app-row app-timeline__actions">{item.actions}</div>}
      </div>
    </li>
  );
}

function byDay(items: readonly TimelineItem[]): { key: string; at: Date; items: TimelineItem[] }[] {
  const days: { key: string; at: Date; items: TimelineItem[] }[] = [];
  for (const item of items) {
    const key = dayKey(item.at);
    const last = days.at(-1);
    if (last?.key === key) last.items.push(item);
    else days.push({ key, at: item.at, items: [item] });
  }
  return days;
}
