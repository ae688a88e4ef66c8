// web/src/care/day-facts.ts: what today's entries add up to: drunk so far, last of each kind, next turn.

import { dayKey } from "../i18n/dates.ts";
import type { CurrentRecord } from "../state/records-types.ts";
import { occurredOf, turnDue } from "./entry-words.ts";

export interface DayFacts {
  readonly drunkMl: number;
  readonly lastOf: (type: string) => CurrentRecord | undefined; // ever, among what is loaded
  readonly todayOf: (type: string) => readonly CurrentRecord[]; // newest first
  readonly turnDue: Date | null;
  readonly lastReading: (field: string) => { readonly value: number; readonly record: CurrentRecord } | undefined;
}

/** Struck entries and those that could not be opened count nowhere. */
export function dayFacts(records: readonly CurrentRecord[], now: Date): DayFacts {
  const valid = records.filter(({ struck, problem }) => struck === null && problem === null);
  const today = dayKey(now);
  const isToday = (record: CurrentRecord): boolean => dayKey(occurredOf(record.fields) ?? record.written) === today;
  const todayOf = (type: string): readonly CurrentRecord[] => valid.filter((record) => record.type === type && isToday(record));
  const lastOf = (type: string): CurrentRecord | undefined => valid.find((record) => record.type === type);
  const turn = lastOf("repositioning")?.fields["body"];
  return {
    drunkMl: todayOf("drink").reduce((sum, { fields }) => sum + amountOf(fields["body"]?.["amount_ml"]), 0),
    lastOf, todayOf,
    turnDue: turn === undefined ? null : turnDue(turn),
    lastReading: (field) => {
      const record = valid.find(({ type, fields }) => type === "observation" && typeof fields["body"]?.[field] === "number");
      return record === undefined ? undefined : { record, value: Number(record.fields["body"]?.[field]) };
    },
  };
}

function amountOf(value: unknown): number {
  return typeof value === "number" ? value : 0;
}
