// web/src/features/entry/readings.ts: typing numbers on a pad: when a reading is complete, the next one is asked. Pure.

import { parseScaled } from "../../care/form-values.ts";
import type { FieldForm } from "../../generated/records.gen.ts";

export interface Typed {
  readonly text: string;
  readonly complete: boolean; // no further digit could belong to it
}

/**
 * What stands on the pad after `text` was typed. A point is put in where no further digit fits before it: 36 becomes "36."
 * and 368 becomes 36.8. Nothing is ever filled in that was not typed.
 */
export function typeReading(field: FieldForm, before: string, text: string): Typed {
  const scale = field.scale ?? 0;
  const most = (field.max ?? 0) / 10 ** scale;
  const [whole = "", parts] = text.split(".");
  if (scale === 0) return { text, complete: text !== "" && Number(text) * 10 > most };
  if (parts === undefined) {
    const isFull = whole !== "" && Number(whole) * 10 > most;
    const isTakingAway = text.length < before.length;
    return { text: isFull && !isTakingAway ? `${whole}.` : text, complete: false };
  }
  return { text, complete: parts.length >= scale };
}

/** The longest that can be typed: digits of the largest value, its point included. */
export function longestReading(field: FieldForm): number {
  const digits = String(field.max ?? 0).length;
  return (field.scale ?? 0) === 0 ? digits : digits + 1;
}

/** Below or above what can be recorded at all; null while nothing whole is typed. */
export function isOutOfRange(field: FieldForm, text: string): boolean | null {
  const value = parseScaled(text, field.scale ?? 0);
  return value === null ? null : value < (field.min ?? 0) || value > (field.max ?? Number.MAX_SAFE_INTEGER);
}

/** Whether further digits could still bring it into the range: 3 on the way to 36.8 is not wrong yet, 29 is. */
export function canBecomeValid(field: FieldForm, text: string): boolean {
  const least = field.min ?? 0;
  const most = field.max ?? Number.MAX_SAFE_INTEGER;
  const scale = field.scale ?? 0;
  const [whole = "", parts] = text.split(".");
  if (whole === "") return true;
  const open = 10 ** (scale - (parts?.length ?? 0)); // what the decimals yet to come can add
  let first = Number(whole + (parts ?? "")) * open;
  let last = first + open - 1;
  while (last < least && parts === undefined && first > 0) {
    first *= 10;
    last = last * 10 + 9;
  }
  return first <= most && last >= least;
}

// Where most adults are; shown beside the pad, never an alarm. Scaled like the field.
const usual: { readonly [field: string]: readonly [least: number, most: number] } = {
  respiration: [12, 20], spo2: [96, 100], systolic: [111, 219], diastolic: [60, 90], pulse: [51, 90], temperature: [361, 380], glucose: [40, 110],
};

export function usualRange(field: string): readonly [least: number, most: number] | null {
  return usual[field] ?? null;
}

export function isUnusual(field: FieldForm, text: string): boolean {
  const range = usualRange(field.name);
  const value = parseScaled(text, field.scale ?? 0);
  return range !== null && value !== null && (value < range[0] || value > range[1]);
}
