import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Field } from "./field.tsx";
import { PasswordField } from "./password-field.tsx";
import { TextArea } from "./text-area.tsx";
import type { Examples } from "../examples/example.ts";

function Typed({ start, of }: { start: string; of: (value: string, set: (value: string) => void) => JSX.Element }): JSX.Element {
  const [value, set] = useState(start);
  return of(value, set);
}

export const examples: Examples = {
  component: "field",
  items: [
    { name: "Text with hint", show: () => <Typed start="" of={(value, set) => <Field name="preferred-name" label="Preferred name" hint="What this person likes to be called." value={value} onInput={set} width="20" />} /> },
    { name: "E-mail with an error", show: () => <Typed start="asha.khan" of={(value, set) => <Field name="email" type="email" label="E-mail" autocomplete="email" error="Enter an e-mail address with an @, like name@example.org" value={value} onInput={set} />} /> },
    { name: "Number with its unit", show: () => <Typed start="64.2" of={(value, set) => <Field name="weight" type="decimal" label="Weight" unit="kg" width="5" value={value} onInput={set} />} /> },
    { name: "Date and time", show: () => <div class="app-row"><Typed start="1939-03-03" of={(value, set) => <Field name="born" type="date" label="Date of birth" value={value} onInput={set} />} /><Typed start="14:05" of={(value, set) => <Field name="time" type="time" label="Time" value={value} onInput={set} />} /></div> },
    { name: "Optional, disabled", show: () => <Typed start="" of={(value, set) => <Field name="nhs" label="NHS number" optional disabled value={value} onInput={set} width="10" />} /> },
    { name: "Password", show: () => <Typed start="Tulip-Harbour-9" of={(value, set) => <PasswordField name="password" label="Password" autocomplete="current-password" value={value} onInput={set} />} /> },
    { name: "Longer words with a count", show: () => <Typed start="Edie sat in the garden after lunch and talked about her sister." of={(value, set) => <TextArea name="note" label="Note" limit={4000} value={value} onInput={set} />} /> },
    { name: "Too long", show: () => <Typed start="Slept well until six." of={(value, set) => <TextArea name="short-note" label="Handover line" limit={12} rows={2} error="Shorten the line to 12 characters" value={value} onInput={set} />} /> },
  ],
};
