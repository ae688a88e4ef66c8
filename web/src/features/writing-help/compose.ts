// web/src/features/writing-help/compose.ts: a resident's entries of some hours as a text to sum up or to ask about: day by day, what
// happened and at what time. Nobody's name but the resident's goes in: who wrote an entry is no part of it. Pure.

import { describeEntry, occurredOf } from "../../care/entry-words.ts";
import { dayKey, formatTime } from "../../i18n/dates.ts";
import { t } from "../../i18n/translate.ts";
import type { CurrentRecord } from "../../state/records-types.ts";

export interface ComposeOptions {
  readonly name: string;     // of the resident
  readonly types: readonly string[];
  readonly hours: number;
  readonly now: Date;
  readonly question: string; // "": none
}

export interface Composed {
  readonly text: string;
  readonly count: number;
  readonly leftOut: number; // the oldest, where it would be too long
}

const longest = 20_000; // characters: some two hundred entries

export function whenOf(record: CurrentRecord): Date {
  return occurredOf(record.fields) ?? record.written;
}

export function composeNotes(records: readonly CurrentRecord[], { name, types, hours, now, question }: ComposeOptions): Composed {
  const since = now.getTime() - hours * 3_600_000;
  const wanted = records
    .filter((record) => record.struck === null && record.problem === null && types.includes(record.type) && whenOf(record).getTime() >= since)
    .sort((a, b) => whenOf(b).getTime() - whenOf(a).getTime());
  const lines: { day: string; line: string }[] = [];
  let size = 0;
  for (const record of wanted) {
    const line = lineOf(record);
    size += line.length + 1;
    if (size > longest) break;
    lines.push({ day: dayWords(whenOf(record), now), line });
  }
  if (lines.length === 0) return { text: "", count: 0, leftOut: 0 };
  lines.reverse();
  const parts = [...(question === "" ? [] : [t("writing-help-text-question", { question }), ""]), t("writing-help-text-about", { name })];
  let last = "";
  for (const { day, line } of lines) {
    if (day !== last) parts.push("", day);
    last = day;
    parts.push(line);
  }
  return { text: parts.join("\n"), count: lines.length, leftOut: wanted.length - lines.length };
}

function lineOf(record: CurrentRecord): string {
  const { words, detail } = describeEntry(record.type, record.fields);
  const said = detail === null ? words : `${words}: ${detail.replaceAll("\n", "; ")}`;
  return `${formatTime(whenOf(record))} ${said}`;
}

// "2 days ago" instead of a date: an answer needs the order of days, not the calendar.
function dayWords(at: Date, now: Date): string {
  const days = Math.round((Date.parse(dayKey(now)) - Date.parse(dayKey(at))) / 86_400_000);
  if (days <= 0) return t("writing-help-text-today");
  return days === 1 ? t("writing-help-text-yesterday") : t("writing-help-text-days-ago", { days });
}
