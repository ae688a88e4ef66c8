import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../button/button.tsx";
import type { FieldError } from "../error-summary/error-summary.tsx";
import { Field } from "../field/field.tsx";
import { errorFor, Form, FormActions } from "./form.tsx";
import type { Examples } from "../examples/example.ts";

function Small(): JSX.Element {
  const [name, setName] = useState("");
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  return (
    <Form errors={errors} onSubmit={() => setErrors(name === "" ? [{ field: "unit-name", text: "Enter the name of the unit" }] : [])}>
      <Field name="unit-name" label="Name of the unit" value={name} onInput={setName} error={errorFor(errors, "unit-name")} width="20" />
      <FormActions><Button kind="main" type="submit">Save unit</Button><Button kind="quiet">Cancel</Button></FormActions>
    </Form>
  );
}

export const examples: Examples = {
  component: "form",
  items: [
    { name: "Save without a name to see the summary", show: () => <Small /> },
  ],
};
