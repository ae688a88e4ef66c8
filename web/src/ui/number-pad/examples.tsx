import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { NumberPad } from "./number-pad.tsx";
import type { Examples } from "../examples/example.ts";

function Pulse(): JSX.Element {
  const [value, set] = useState("72");
  return <NumberPad label="Pulse" unit="beats a minute" hint="usually 60 to 90" maxLength={3} value={value} onChange={set} />;
}

function Pin(): JSX.Element {
  const [value, set] = useState("123");
  return <NumberPad label="Your PIN" secret maxLength={6} value={value} onChange={set} />;
}

export const examples: Examples = {
  component: "number-pad",
  items: [
    { name: "A number with its unit", show: () => <Pulse /> },
    { name: "A PIN", show: () => <Pin /> },
  ],
};
