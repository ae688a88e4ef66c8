import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { TimeField } from "./time-field.tsx";
import type { Examples } from "../examples/example.ts";

function When({ name, start }: { name: string; start: Date | null }): JSX.Element {
  const [value, set] = useState(start);
  return <TimeField name={name} value={value} now={new Date("2026-11-21T14:05:00Z")} onChange={set} />;
}

export const examples: Examples = {
  component: "time-field",
  items: [
    { name: "Now", show: () => <When name="when-now" start={null} /> },
    { name: "A late entry", show: () => <When name="when-late" start={new Date("2026-11-21T09:30:00Z")} /> },
  ],
};
