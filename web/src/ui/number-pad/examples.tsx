import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../button/button.tsx";
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

function Temperature(): JSX.Element {
  const [value, set] = useState("29.0");
  return <NumberPad label="Temperature" unit="°C" decimal error="must be between 30.0 °C and 43.0 °C" action={<Button icon="next">Next</Button>} maxLength={4} value={value} onChange={set} />;
}

export const examples: Examples = {
  component: "number-pad",
  items: [
    { name: "A number with its unit", show: () => <Pulse /> },
    { name: "Out of range, with a way on", show: () => <Temperature /> },
    { name: "A PIN", show: () => <Pin /> },
  ],
};
