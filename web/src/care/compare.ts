// web/src/care/compare.ts: two versions of a record, field by field, in words.

import type { RecordFields } from "../core/core-types.ts";
import type { FieldForm, RecordType } from "../generated/records.gen.ts";
import { formatDate, formatDateTime } from "../i18n/dates.ts";
import { t } from "../i18n/translate.ts";
import { choiceLabel, formatMeasure, formOf, label } from "./labels.ts";

export interface FieldChange {
  readonly facet: string;
  readonly field: string;
  readonly label: string;
  readonly before: string | null; // null: was not there
  readonly after: string | null;
}

/** Every field that differs. The `change` facet says why, not what, and is left out; so is what the device fills in. */
export function compareFields(type: RecordType, before: RecordFields, after: RecordFields): FieldChange[] {
  return Object.entries(formOf(type).facets).flatMap(([facet, form]) =>
    facet === "change" ? [] : form.fields.flatMap((field) => {
      if (field.hidden === true || field.kind === "id") return []; // an id says nothing to a person
      const old = before[facet]?.[field.name];
      const now = after[facet]?.[field.name];
      if (JSON.stringify(old) === JSON.stringify(now)) return [];
      return [{ facet, field: field.name, label: label(field.labelKey), before: valueWords(field, old), after: valueWords(field, now) }];
    }));
}

/** Every field of one version in words, for a record that was just made. */
export function fieldWords(type: RecordType, fields: RecordFields): { readonly key: string; readonly label: string; readonly words: string }[] {
  return compareFields(type, {}, fields).map((change) => ({ key: `${change.facet}.${change.field}`, label: change.label, words: change.after ?? "" }));
}

/** A value as a person reads it; null when there is none. */
export function valueWords(field: FieldForm, value: unknown): string | null {
  if (value === undefined || value === null || value === "") return null;
  switch (field.kind) {
    case "choice":
    case "choice_integer":
      return choiceLabel(field, value);
    case "choices":
      return (value as readonly unknown[]).map((each) => choiceLabel(field, each)).join(", ");
    case "list_text":
      return (value as readonly string[]).join(", ");
    case "integer":
    case "decimal":
      return formatMeasure(field, Number(value));
    case "flag":
      return t(value === 1 ? "care-yes" : "care-no");
    case "instant":
      return formatDateTime(new Date(Number(value)));
    case "date":
      return dateWords(String(value));
    case "image":
      return t("care-photo-there");
    default:
      return String(value);
  }
}

/** "3 Mar 1939" of 1939-03-03 */
export function dateWords(day: string): string {
  const at = new Date(`${day}T12:00:00Z`); // noon: the same day in London, whatever the clocks did that year
  return Number.isNaN(at.getTime()) ? day : formatDate(at);
}
