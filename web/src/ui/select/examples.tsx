import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Select } from "./select.tsx";
import type { Examples } from "../examples/example.ts";

function Chosen(): JSX.Element {
  const [value, set] = useState("oak");
  return <Select name="unit" label="Unit" value={value} onChange={set} choices={[{ value: "oak", label: "Oak" }, { value: "ash", label: "Ash" }, { value: "willow", label: "Willow" }]} />;
}

export const examples: Examples = {
  component: "select",
  items: [
    { name: "One of many", show: () => <Chosen /> },
    { name: "With an error", show: () => <Select name="ward" label="Unit" blank="Choose a unit" error="Choose a unit" choices={[{ value: "oak", label: "Oak" }]} value="" onChange={() => undefined} /> },
  ],
};
