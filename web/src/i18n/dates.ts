// web/src/i18n/dates.ts: dates and times as people in a UK care home say them, always in Europe/London.

import { t, locale } from "./translate.ts";

const zone = "Europe/London";
const formats = new Map<string, Intl.DateTimeFormat>();

function format(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale()} ${name}`;
  let found = formats.get(key);
  if (found === undefined) {
    found = new Intl.DateTimeFormat(locale(), { timeZone: zone, hourCycle: "h23", ...options });
    formats.set(key, found);
  }
  return found;
}

/** 21 Nov 2026 */
export function formatDate(at: Date): string {
  return format("date", { day: "numeric", month: "short", year: "numeric" }).format(at);
}

/** 14:05 */
export function formatTime(at: Date): string {
  return format("time", { hour: "2-digit", minute: "2-digit" }).format(at);
}

/** 21 Nov 2026, 14:05 */
export function formatDateTime(at: Date): string {
  return `${formatDate(at)}, ${formatTime(at)}`;
}

/** 21 Nov 2026, 14:05:11, for the audit log */
export function formatExact(at: Date): string {
  return `${formatDate(at)}, ${format("exact", { hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(at)}`;
}

/** Saturday 21 November */
export function formatDay(at: Date): string {
  return format("day", { weekday: "long", day: "numeric", month: "long" }).format(at);
}

/** 2026-11-21, the day in London; for grouping and date inputs */
export function dayKey(at: Date): string {
  const { year, month, day } = parts(at);
  return `${year}-${pad(month)}-${pad(day)}`;
}

/** 14:05 with two digits, for time inputs */
export function timeKey(at: Date): string {
  const { hour, minute } = parts(at);
  return `${pad(hour)}:${pad(minute)}`;
}

/** "Today", "Yesterday" or "Saturday 21 November" */
export function formatDayWords(at: Date, now: Date): string {
  const key = dayKey(at);
  if (key === dayKey(now)) return t("i18n-today");
  if (key === dayKey(new Date(now.getTime() - 86_400_000))) return t("i18n-yesterday");
  return formatDay(at);
}

/** "just now", "5 minutes ago", "14:05", "yesterday, 14:05" or "21 Nov 2026, 14:05" */
export function formatRelative(at: Date, now: Date): string {
  const minutes = Math.floor((now.getTime() - at.getTime()) / 60_000);
  if (minutes >= 0 && minutes < 1) return t("i18n-just-now");
  if (minutes >= 1 && minutes < 60) return t("i18n-minutes-ago", { minutes });
  const key = dayKey(at);
  if (key === dayKey(now)) return formatTime(at);
  if (key === dayKey(new Date(now.getTime() - 86_400_000))) return t("i18n-yesterday-at", { time: formatTime(at) });
  return formatDateTime(at);
}

/** The moment of a day and a time typed in London; null if either is not one. Of the hour that happens twice in October, the first. */
export function parseLondon(day: string, time: string): Date | null {
  const match = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2})$/.exec(`${day} ${time}`);
  if (match === null) return null;
  const [year, month, date, hour, minute] = match.slice(1).map(Number) as [number, number, number, number, number];
  const asUtc = Date.UTC(year, month - 1, date, hour, minute);
  for (const offset of [60, 0]) {
    const at = new Date(asUtc - offset * 60_000);
    if (dayKey(at) === day && timeKey(at) === time) return at;
  }
  return null;
}

function parts(at: Date): Record<"year" | "month" | "day" | "hour" | "minute", number> {
  const found = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric",
  }).formatToParts(at);
  const value = (type: string): number => Number(found.find((part) => part.type === type)?.value ?? Number.NaN);
  return { year: value("year"), month: value("month"), day: value("day"), hour: value("hour"), minute: value("minute") };
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
