// web/src/care/entry-words.ts: one daily entry in words: "Tea, 200 ml", "Lunch: half eaten", "Turned: left side".

import type { RecordFields } from "../core/core-types.ts";
import type { FieldForm } from "../generated/records.gen.ts";
import { formatTime } from "../i18n/dates.ts";
import { t } from "../i18n/translate.ts";
import type { IconName } from "../ui/icon/icon.tsx";
import { kindOfType, type EntryType } from "./entry-kinds.ts";
import { choiceLabel, findField, formatMeasure, formatNumber, label } from "./labels.ts";

export interface EntryWords {
  readonly icon: IconName;
  readonly words: string;
  readonly detail: string | null;
}

type Body = { readonly [field: string]: unknown };

/** When it happened, as its author entered it; null where the body can't be read. */
export function occurredOf(fields: RecordFields): Date | null {
  const at = fields["body"]?.["occurred"];
  return typeof at === "number" ? new Date(at) : null;
}

export function isFlagged(fields: RecordFields): boolean {
  return fields["body"]?.["handover"] === 1;
}

export function describeEntry(type: string, fields: RecordFields): EntryWords {
  const info = kindOfType(type);
  const body = fields["body"];
  if (info === undefined) return { icon: "file", words: t("care-entry-unknown"), detail: null };
  if (body === undefined) return { icon: info.icon, words: label(`record-${hyphens(info.type)}`), detail: null };
  const note = typeof body["note"] === "string" ? body["note"] : null;
  const { words, detail } = describe[info.type](body);
  return { icon: info.icon, words, detail: lines(detail ?? null, note) };
}

/** A computer helped with its words; a person read and saved them. */
export function isAssisted(fields: RecordFields): boolean {
  return typeof fields["body"]?.["assisted"] === "string";
}

/** As describeEntry, for a list: a whole set of readings is its detail, not its headline. */
export function headlineOf(type: string, fields: RecordFields): EntryWords {
  const said = describeEntry(type, fields);
  return type === "observation" && fields["body"] !== undefined ? { ...said, words: label("record-observation"), detail: lines(said.words, said.detail) } : said;
}

type Said = { words: string; detail?: string | null };

const describe: Record<EntryType, (body: Body) => Said> = {
  drink: (body) => {
    const drink = choice("drink", "drink", body);
    const amount = number(body["amount_ml"]);
    const thickener = body["thickener"] === undefined ? null : t("care-entry-thickener", { level: choice("drink", "thickener", body) });
    if (body["refused"] !== 1) return { words: t("care-entry-drink", { drink, amount: formatNumber(amount) }), detail: thickener };
    return { words: amount === 0 ? t("care-entry-drink-refused", { drink }) : t("care-entry-drink-rest-refused", { drink, amount: formatNumber(amount) }), detail: thickener };
  },
  food: (body) => {
    const meal = choice("food", "meal", body);
    const what = typeof body["what"] === "string" ? body["what"] : null;
    if (body["refused"] === 1 && body["eaten_percent"] === 0) return { words: t("care-entry-food-refused", { meal }), detail: what };
    return { words: t("care-entry-food", { meal, eaten: eatenWords(body["eaten_percent"]) }), detail: what };
  },
  mood: (body) => ({ words: t("care-entry-mood", { mood: choice("mood", "mood", body) }) }),
  note: (body) => {
    const topics = list(body["topics"]).map((topic) => choiceLabel(findField("note", "body", "topics"), topic));
    return { words: topics.length === 0 ? label("record-note") : t("care-entry-note", { topics: topics.join(", ") }), detail: String(body["text"] ?? "") };
  },
  personal_care: (body) => {
    const done = list(body["care"]).map((care) => choiceLabel(findField("personal_care", "body", "care"), care)).join(", ");
    const facts = [named("personal_care", "help", body), named("personal_care", "skin", body), named("personal_care", "mood", body)].filter((each) => each !== null);
    return { words: body["declined"] === 1 ? t("care-entry-declined", { care: done }) : done, detail: facts.length === 0 ? null : facts.join(" · ") };
  },
  repositioning: (body) => {
    const next = turnDue(body);
    const facts = [named("repositioning", "skin", body), next === null ? null : t("care-entry-next-turn", { time: formatTime(next) })].filter((each) => each !== null);
    return { words: t("care-entry-turn", { position: choice("repositioning", "position", body) }), detail: facts.length === 0 ? null : facts.join(" · ") };
  },
  observation: (body) => ({ words: measures(body).join(" · ") }),
};

/** When the next turn is due, if its author said so. */
export function turnDue(body: Body): Date | null {
  const occurred = body["occurred"];
  const minutes = body["next_minutes"];
  return typeof occurred === "number" && typeof minutes === "number" ? new Date(occurred + minutes * 60_000) : null;
}

const measured = ["respiration", "spo2", "oxygen", "systolic", "pulse", "consciousness", "temperature", "glucose", "weight"] as const;

function measures(body: Body): string[] {
  return measured.flatMap((name) => {
    const value = body[name];
    const field = findField("observation", "body", name);
    if (value === undefined || field === undefined) return [];
    if (name === "oxygen") return value === 1 ? [label("field-oxygen")] : [];
    if (name === "consciousness") return [choiceLabel(field, value)];
    if (name === "systolic") return [t("care-entry-pressure", { value: pressure(field, value, body["diastolic"]) })];
    return [`${label(field.labelKey)} ${formatMeasure(field, number(value))}`];
  });
}

function pressure(field: FieldForm, upper: unknown, lower: unknown): string {
  const unit = field.unitKey === undefined ? "" : label(field.unitKey);
  return lower === undefined ? `${number(upper)} ${unit}` : `${number(upper)}/${number(lower)} ${unit}`;
}

function eatenWords(percent: unknown): string {
  switch (percent) {
    case 0: return t("care-eaten-none");
    case 25: return t("care-eaten-quarter");
    case 50: return t("care-eaten-half");
    case 75: return t("care-eaten-most");
    default: return t("care-eaten-all");
  }
}

function choice(type: EntryType, field: string, body: Body): string {
  return choiceLabel(findField(type, "body", field), body[field]);
}

// "Skin: Red", or null when it was not said
function named(type: EntryType, name: string, body: Body): string | null {
  const field = findField(type, "body", name);
  return field === undefined || body[name] === undefined ? null : t("care-named", { name: label(field.labelKey), value: choice(type, name, body) });
}

function number(value: unknown): number {
  return typeof value === "number" ? value : 0;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function lines(...parts: readonly (string | null)[]): string | null {
  const said = parts.filter((part): part is string => part !== null && part !== "");
  return said.length === 0 ? null : said.join("\n");
}

function hyphens<Text extends EntryType>(text: Text): Text extends "personal_care" ? "personal-care" : Exclude<Text, "personal_care"> {
  return text.replace("_", "-") as ReturnType<typeof hyphens<Text>>;
}
