import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Checkbox, Checkboxes } from "./checkboxes.tsx";
import { Radios } from "./radios.tsx";
import type { Examples } from "../examples/example.ts";

function OneOf(): JSX.Element {
  const [value, set] = useState<string | null>("nurse");
  return <Radios name="role" label="Role" hint="What this person may open follows from it." value={value} onChange={set}
    choices={[{ value: "nurse", label: "Nurse", hint: "Care, medicines and safety cards" }, { value: "carer", label: "Carer", hint: "Care and safety cards of their unit, on shift" }, { value: "maintenance", label: "Maintenance", hint: "Rooms and evacuation only" }]} />;
}

function AnyOf(): JSX.Element {
  const [values, set] = useState<string[]>(["told"]);
  return <Checkboxes name="did" label="What did you do?" values={values} onChange={set}
    choices={[{ value: "told", label: "Told the nurse" }, { value: "family", label: "Told the family" }, { value: "photo", label: "Took a photo" }]} />;
}

function Agree(): JSX.Element {
  const [checked, set] = useState(false);
  return <Checkbox name="read" label="I have printed both copies" hint="They can't be shown again." checked={checked} onChange={set} />;
}

export const examples: Examples = {
  component: "choices",
  items: [
    { name: "Radios", show: () => <OneOf /> },
    { name: "Radios with an error, in a row", show: () => <Radios name="side" label="Which side?" error="Choose a side" inline choices={[{ value: "left", label: "Left" }, { value: "right", label: "Right" }, { value: "back", label: "Back" }]} value={null} onChange={() => undefined} /> },
    { name: "Checkboxes", show: () => <AnyOf /> },
    { name: "One statement", show: () => <Agree /> },
  ],
};
