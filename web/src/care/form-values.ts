// web/src/care/form-values.ts: a record while it is being typed: texts and lists of texts by facet and field, and the way
// there and back. What was left empty is left out; the core says whether that is allowed.

import type { RecordFields } from "../core/core-types.ts";
import type { FacetForm, FieldForm, RecordType } from "../generated/records.gen.ts";
import { formOf } from "./labels.ts";

export type FieldValue = string | readonly string[];
export type FacetValues = { readonly [field: string]: FieldValue };
export type FormValues = { readonly [facet: string]: FacetValues };

export function textOf(values: FormValues, facet: string, field: string): string {
  const value = values[facet]?.[field];
  return typeof value === "string" ? value : "";
}

export function listOf(values: FormValues, facet: string, field: string): readonly string[] {
  const value = values[facet]?.[field];
  return value === undefined || typeof value === "string" ? [] : value;
}

/** "Another reason" says nothing without words. */
export function neededWhy(values: FormValues): readonly string[] {
  return textOf(values, "change", "reason") === "other" ? ["words"] : [];
}

export function withValue(values: FormValues, facet: string, field: string, value: FieldValue): FormValues {
  return { ...values, [facet]: { ...values[facet], [field]: value } };
}

/** What stands in the form when `fields` are opened in it. */
export function valuesOf(type: RecordType, fields: RecordFields): FormValues {
  return mapFacets(type, (facet, form) => {
    const out: { [field: string]: FieldValue } = {};
    for (const field of form.fields) {
      const value = fields[facet]?.[field.name];
      if (value !== undefined) out[field.name] = typed(field, value);
    }
    return out;
  });
}

/** What the form says, as a record. Facets of which nothing is left are left out where the schema lets them be. */
export function fieldsOf(type: RecordType, values: FormValues): RecordFields {
  return mapFacets(type, (facet, form) => {
    const out: { [field: string]: unknown } = {};
    for (const field of form.fields) {
      const value = values[facet]?.[field.name];
      const entered = value === undefined ? undefined : entry(field, value);
      if (entered !== undefined) out[field.name] = entered;
    }
    return (form.optional || facet === "change") && Object.keys(out).length === 0 ? undefined : out;
  });
}

function mapFacets<Out>(type: RecordType, map: (facet: string, form: FacetForm) => Out | undefined): { [facet: string]: Out } {
  const out: { [facet: string]: Out } = {};
  for (const [facet, form] of Object.entries(formOf(type).facets)) {
    const mapped = map(facet, form);
    if (mapped !== undefined) out[facet] = mapped;
  }
  return out;
}

function typed(field: FieldForm, value: unknown): FieldValue {
  if (Array.isArray(value)) return value.map(String);
  if (field.kind === "decimal") return formatScaled(Number(value), field.scale ?? 0);
  return String(value);
}

function entry(field: FieldForm, value: FieldValue): unknown {
  if (typeof value !== "string") return value.length === 0 ? undefined : value.filter((item) => item.trim() !== "");
  const text = value.trim();
  if (text === "") return undefined;
  switch (field.kind) {
    case "integer":
    case "instant":
    case "choice_integer":
      return /^\d{1,15}$/.test(text) ? Number(text) : text; // the core says that it is not a number
    case "decimal":
      return parseScaled(text, field.scale ?? 0) ?? text;
    case "flag":
      return text === "1" ? 1 : undefined;
    default:
      return field.kind === "text" ? value : text;
  }
}

/** 36.8 with scale 1 is 368; null when it is no number or finer than the scale. */
export function parseScaled(text: string, scale: number): number | null {
  const match = /^(\d{1,9})(?:[.,](\d*))?$/.exec(text.trim());
  if (match === null) return null;
  const digits = (match[2] ?? "").replace(/0+$/, "");
  return digits.length > scale ? null : Number((match[1] ?? "") + digits.padEnd(scale, "0"));
}

export function formatScaled(value: number, scale: number): string {
  if (scale === 0) return String(value);
  const digits = String(value).padStart(scale + 1, "0");
  return `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
