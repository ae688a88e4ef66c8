// web/src/care/record-fields.tsx: the fields of one facet, in the order of the schema.

import type { JSX } from "preact";
import type { FieldError } from "../ui/error-summary/error-summary.tsx";
import { errorFor } from "../ui/form/form.tsx";
import type { RecordType } from "../generated/records.gen.ts";
import { controlName } from "./form-errors.ts";
import type { FieldValue, FormValues } from "./form-values.ts";
import { formOf } from "./labels.ts";
import { RecordField } from "./record-field.tsx";

export interface RecordFieldsProps {
  type: RecordType;
  facet: string;
  names?: readonly string[]; // which, in this order; else all that are not hidden
  needed?: readonly string[]; // asked for here, though the schema lets them be empty
  values: FormValues;
  errors: readonly FieldError[];
  hints?: { readonly [field: string]: string };
  now: Date;
  onChange: (facet: string, field: string, value: FieldValue) => void;
}

export function RecordFields({ type, facet, names, needed = [], values, errors, hints = {}, now, onChange }: RecordFieldsProps): JSX.Element {
  const all = formOf(type).facets[facet]?.fields ?? [];
  const fields = names === undefined ? all.filter(({ hidden }) => hidden !== true) : names.flatMap((name) => all.find((field) => field.name === name) ?? []);
  return (
    <>
      {fields.map((field) => (
        <RecordField key={field.name} facet={facet} field={needed.includes(field.name) ? { ...field, required: true } : field} value={values[facet]?.[field.name]} now={now} hint={hints[field.name]}
          error={errorFor(errors, controlName(facet, field.name))} onChange={(value) => onChange(facet, field.name, value)} />
      ))}
    </>
  );
}
