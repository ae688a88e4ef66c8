// web/src/care/day-card.tsx: one resident's day so far: drinks against the target, meals as plates, the last of everything else.

import type { JSX } from "preact";
import { formatTime } from "../i18n/dates.ts";
import { t } from "../i18n/translate.ts";
import type { CurrentRecord } from "../state/records-types.ts";
import { Icon } from "../ui/icon/icon.tsx";
import { Meter } from "../ui/meter/meter.tsx";
import { Plate } from "../ui/plate/plate.tsx";
import "./day-card.css";
import type { DayFacts } from "./day-facts.ts";
import type { EntryType } from "./entry-kinds.ts";
import { headlineOf, occurredOf } from "./entry-words.ts";
import { formatNumber } from "./labels.ts";
import type { ResidentFacts } from "./resident-facts.ts";

const lastOnly: readonly EntryType[] = ["personal_care", "repositioning", "mood", "observation"];

export function DayCard({ day, resident }: { day: DayFacts; resident: ResidentFacts }): JSX.Element {
  const meals = [...day.todayOf("food")].reverse();
  const last = lastOnly.flatMap((type) => day.todayOf(type).slice(0, 1));
  return (
    <section class="care-day" aria-labelledby="care-day">
      <h2 id="care-day" class="care-day__title">{t("care-day")}</h2>
      <Drunk day={day} resident={resident} />
      {meals.length + last.length === 0 ? <p class="app-muted">{t("care-day-nothing")}</p> : (
        <ul class="care-day__list">
          {meals.map((record) => <Line key={record.key} record={record} />)}
          {last.map((record) => <Line key={record.key} record={record} />)}
        </ul>
      )}
    </section>
  );
}

/** Drunk today, as a bar towards the target where one was agreed. */
export function Drunk({ day, resident }: { day: DayFacts; resident: ResidentFacts }): JSX.Element {
  const target = resident.drinkTargetMl;
  const ml = formatNumber(day.drunkMl);
  if (target === null || target === 0) return <p class="care-day__drunk">{t("care-day-drunk", { ml })}</p>;
  return (
    <div class="care-day__drunk">
      <p>{t("care-day-drunk-of", { ml, target: formatNumber(target) })}</p>
      <Meter done={day.drunkMl} target={target} />
    </div>
  );
}

function Line({ record }: { record: CurrentRecord }): JSX.Element {
  const { icon, words } = headlineOf(record.type, record.fields);
  const eaten = record.fields["body"]?.["eaten_percent"];
  return (
    <li class="care-day__line">
      {record.type === "food" && typeof eaten === "number" ? <Plate percent={eaten} small /> : <Icon name={icon} />}
      <span>{words}</span>
      <span class="care-day__time">{formatTime(occurredOf(record.fields) ?? record.written)}</span>
    </li>
  );
}
