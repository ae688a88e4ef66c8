// web/src/care/moment.ts: when something happened and when it was written down: two facts, both kept.

import { parseLondon } from "../i18n/dates.ts";

export interface Moment {
  readonly occurred: number;
  readonly offset: number; // minutes east of UTC plus 840, so that it is never below zero
  readonly entered: number;
}

const leewayMs = 60_000;

/** null = now, taken at the moment of saving. */
export function momentOf(happened: Date | null, now: Date): Moment {
  const at = happened ?? now;
  return { occurred: at.getTime(), offset: 840 - at.getTimezoneOffset(), entered: now.getTime() };
}

export function isFuture(happened: Date | null, now: Date): boolean {
  return happened !== null && happened.getTime() > now.getTime() + leewayMs;
}

/** Midnight in London at the start of the day that `key` (2026-11-21) names. */
export function startOfDay(key: string): Date | null {
  return parseLondon(key, "00:00");
}
