// web/src/care/labels.ts: words for what the schema names: fields, answers, units, kinds of record, error codes.

import type { ErrorCode } from "../generated/errors.gen.ts";
import { recordForms, type FieldForm, type RecordForm, type RecordMessageId, type RecordType } from "../generated/records.gen.ts";
import { locale, t } from "../i18n/translate.ts";

export function label(key: RecordMessageId): string {
  return t(key);
}

export function errorWords(code: ErrorCode): string {
  return t(`error-${code}`);
}

export function isRecordType(type: string): type is RecordType {
  return Object.hasOwn(recordForms, type);
}

export function formOf(type: RecordType): RecordForm {
  return recordForms[type];
}

export function findField(type: RecordType, facet: string, field: string): FieldForm | undefined {
  return formOf(type).facets[facet]?.fields.find(({ name }) => name === field);
}

/** 1,500 */
export function formatNumber(value: number, decimals = 0): string {
  return new Intl.NumberFormat(locale(), { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
}

/** "36.8" */
export function formatScaledNumber(field: FieldForm, value: number): string {
  const scale = field.scale ?? 0;
  return formatNumber(value / 10 ** scale, scale);
}

/** "36.8 °C": a scaled integer with its unit. */
export function formatMeasure(field: FieldForm, value: number): string {
  const number = formatScaledNumber(field, value);
  if (field.unitKey === undefined) return number;
  const unit = label(field.unitKey);
  return unit === "%" ? `${number}%` : `${number} ${unit}`;
}

export function choiceLabel(field: FieldForm | undefined, value: unknown): string {
  const choice = field?.choices?.find((each) => each.value === value);
  return choice === undefined ? String(value) : label(choice.labelKey);
}
