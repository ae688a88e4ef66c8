// web/src/care/record-field.tsx: one field of a record as a control, chosen by the kind that the schema gives it.

import type { JSX } from "preact";
import type { FieldForm } from "../generated/records.gen.ts";
import { dayKey, parseLondon, timeKey } from "../i18n/dates.ts";
import { t } from "../i18n/translate.ts";
import { Checkbox, Checkboxes } from "../ui/choices/checkboxes.tsx";
import { Radios } from "../ui/choices/radios.tsx";
import { Field, type FieldType, type FieldWidth } from "../ui/field/field.tsx";
import { TextArea } from "../ui/field/text-area.tsx";
import { Select } from "../ui/select/select.tsx";
import { controlName } from "./form-errors.ts";
import type { FieldValue } from "./form-values.ts";
import { label } from "./labels.ts";
import { ListField } from "./list-field.tsx";

export interface RecordFieldProps {
  facet: string;
  field: FieldForm;
  value: FieldValue | undefined;
  onChange: (value: FieldValue) => void;
  error?: string | undefined;
  hint?: string | undefined;
  labelWords?: string;
  now: Date;
}

const selectFrom = 5;
const shortWords = 16;

export function RecordField({ facet, field, value, onChange, error, hint, labelWords, now }: RecordFieldProps): JSX.Element | null {
  const name = controlName(facet, field.name);
  const shared = { name, label: labelWords ?? label(field.labelKey), error, optional: field.required !== true, ...(hint === undefined ? {} : { hint }) };
  const text = typeof value === "string" ? value : "";
  const list = value === undefined || typeof value === "string" ? [] : value;
  const choices = (field.choices ?? []).map((choice) => ({ value: String(choice.value), label: label(choice.labelKey) }));
  switch (field.kind) {
    case "choice":
    case "choice_integer":
      if (choices.length >= selectFrom && field.required !== true) return <Select {...shared} choices={choices} value={text} onChange={onChange} blank={t("care-not-said")} />;
      return <Radios {...shared} choices={field.required === true ? choices : [...choices, { value: "", label: t("care-not-said") }]} value={text === "" && field.required === true ? null : text} onChange={onChange} inline={choices.every((choice) => choice.label.length <= shortWords)} />;
    case "choices":
      return <Checkboxes {...shared} choices={choices} values={list} onChange={onChange} />;
    case "flag":
      return <div class="govuk-form-group"><Checkbox name={name} label={shared.label} checked={text === "1"} error={error} onChange={(checked) => onChange(checked ? "1" : "")} /></div>;
    case "list_text":
      return <ListField {...shared} values={list} most={field.max ?? 20} itemMax={field.itemMax ?? 120} onChange={onChange} />;
    case "instant":
      return <InstantField {...shared} value={text} now={now} onChange={onChange} />;
    case "image":
    case "id":
      return null; // a photo has a page part of its own; ids are not typed
    default:
      if (field.multiline === true) return <TextArea {...shared} value={text} onInput={onChange} rows={field.max !== undefined && field.max > 2000 ? 6 : 3} {...(field.max === undefined ? {} : { limit: field.max })} />;
      return <Field {...shared} type={inputTypes[field.kind] ?? "text"} width={widthOf(field)} value={text} onInput={onChange} {...(field.unitKey === undefined ? {} : { unit: label(field.unitKey) })}
        {...(field.kind === "date" ? { max: dayKey(now) } : {})} autocapitalize={field.kind === "text" ? "words" : "none"} />;
  }
}

const inputTypes: Partial<Record<FieldForm["kind"], FieldType>> = { integer: "whole-number", decimal: "decimal", date: "date", phone: "tel", email: "email", nhs_number: "text" };

function widthOf(field: FieldForm): FieldWidth {
  if (field.kind === "integer" || field.kind === "decimal") return "5";
  if (field.kind === "date" || field.kind === "phone" || field.kind === "nhs_number") return "20";
  return field.max !== undefined && field.max <= 20 ? "5" : "full";
}

interface InstantProps {
  name: string;
  label: string;
  value: string; // ms
  now: Date;
  error: string | undefined;
  onChange: (value: string) => void;
}

// The day and the time of something that has happened: both are always there.
function InstantField({ name, label: words, value, now, error, onChange }: InstantProps): JSX.Element {
  const at = new Date(Number(value));
  const day = dayKey(at);
  const time = timeKey(at);
  const change = (nextDay: string, nextTime: string): void => {
    const next = parseLondon(nextDay, nextTime);
    if (next !== null) onChange(String(next.getTime()));
  };
  return (
    <div class="app-row">
      <Field name={name} label={words} type="date" width="20" value={day} max={dayKey(now)} error={error} onInput={(next) => change(next, time)} />
      <Field name={`${name}-time`} label={t("care-time")} type="time" width="10" value={time} onInput={(next) => change(day, next)} />
    </div>
  );
}
