// web/src/features/resident/tiles.tsx: the seven things that are recorded, each with what today says of it.

import type { JSX } from "preact";
import type { DayFacts } from "../../care/day-facts.ts";
import { entryKinds, type EntryKindInfo } from "../../care/entry-kinds.ts";
import { occurredOf } from "../../care/entry-words.ts";
import { choiceLabel, findField, formatNumber } from "../../care/labels.ts";
import type { ResidentFacts } from "../../care/resident-facts.ts";
import { dayKey, formatDate, formatTime } from "../../i18n/dates.ts";
import { t } from "../../i18n/translate.ts";
import type { AppState } from "../../state/app-state.ts";
import type { CurrentRecord } from "../../state/records-types.ts";
import { Tile, type TileProps, type TileState } from "../../ui/tile/tile.tsx";
import { TileGrid } from "../../ui/tile-grid/tile-grid.tsx";
import type { ResidentModel } from "./model.ts";

export function EntryTiles({ app, model, resident }: { app: AppState; model: ResidentModel; resident: ResidentFacts }): JSX.Element {
  const day = model.day.value;
  const now = app.clock();
  const isKnown = model.timeline.value.kind === "ready";
  return (
    <TileGrid label={t("resident-tiles")}>
      {entryKinds.map((info) => {
        const { detail, state, meter } = isKnown ? said(info, day, resident, now) : nothing;
        return <Tile key={info.kind} label={t(`resident-tile-${info.kind}`)} icon={info.icon} href={`/residents/${resident.subject}/entry/${info.kind}`} state={state} {...(detail === null ? {} : { detail })} {...(meter === undefined ? {} : { meter })} />;
      })}
    </TileGrid>
  );
}

interface Said {
  detail: string | null;
  state: TileState;
  meter?: NonNullable<TileProps["meter"]>;
}

const nothing: Said = { detail: null, state: "plain" };

function said({ kind, type }: EntryKindInfo, day: DayFacts, resident: ResidentFacts, now: Date): Said {
  const [last] = day.todayOf(type);
  switch (kind) {
    case "drink":
      return drunk(day.drunkMl, resident.drinkTargetMl);
    case "wash":
      return last === undefined ? nothing : { detail: timeOf(last), state: "done" };
    case "turn":
      return turn(day, now);
    case "mood":
      return last === undefined ? nothing : { detail: choiceLabel(findField("mood", "body", "mood"), last.fields["body"]?.["mood"]), state: "plain" };
    case "note":
      return last === undefined ? nothing : { detail: t("resident-tile-notes", { count: day.todayOf(type).length }), state: "plain" };
    case "food":
    case "obs":
      return last === undefined ? nothing : { detail: timeOf(last), state: "plain" };
  }
}

function drunk(ml: number, target: number | null): Said {
  const detail = t("resident-drunk", { ml: formatNumber(ml) });
  return target === null || target === 0 ? { detail, state: "plain" } : { detail, state: "plain", meter: { done: ml, target, words: t("resident-drunk-of", { target: formatNumber(target) }) } };
}

function turn(day: DayFacts, now: Date): Said {
  if (day.turnDue === null) {
    const [last] = day.todayOf("repositioning");
    return last === undefined ? nothing : { detail: timeOf(last), state: "plain" };
  }
  const when = dayKey(day.turnDue) === dayKey(now) ? formatTime(day.turnDue) : formatDate(day.turnDue);
  return day.turnDue <= now ? { detail: t("resident-turn-due", { when }), state: "due" } : { detail: t("resident-turn-next", { when }), state: "plain" };
}

function timeOf(record: CurrentRecord): string {
  return formatTime(occurredOf(record.fields) ?? record.written);
}
