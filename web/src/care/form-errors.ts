// web/src/care/form-errors.ts: what the core found wrong, as sentences beside the fields they are about.

import type { FieldError as CoreError } from "../core/core-types.ts";
import type { RecordType } from "../generated/records.gen.ts";
import { t } from "../i18n/translate.ts";
import type { FieldError } from "../ui/error-summary/error-summary.tsx";
import { errorWords, findField, formatMeasure, label } from "./labels.ts";

/** A control's name and id. */
export function controlName(facet: string, field: string): string {
  return `${facet}-${field}`;
}

export function formErrors(type: RecordType, errors: readonly CoreError[]): FieldError[] {
  return errors.map((error) => {
    const field = findField(type, error.facet, error.field);
    if (field === undefined) return { field: null, text: errorWords(error.code) };
    if (error.code === "field_required") return { field: controlName(error.facet, error.field), text: t(field.choices === undefined ? "care-error-fill-in" : "care-error-choose", { field: label(field.labelKey) }) };
    const range = error.code === "field_out_of_range" && field.min !== undefined && field.max !== undefined && field.kind !== "instant"
      ? t("care-error-range", { least: formatMeasure(field, field.min), most: formatMeasure(field, field.max) })
      : errorWords(error.code);
    return { field: controlName(error.facet, error.field), text: t("care-error", { field: label(field.labelKey), error: range }) };
  });
}
