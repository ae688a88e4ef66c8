import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { CodeInput } from "./code-input.tsx";
import type { Examples } from "../examples/example.ts";

function Code(): JSX.Element {
  const [code, set] = useState("204");
  return <CodeInput name="code" label="Six-digit code" hint="From your authenticator app. Spaces don't matter." value={code} onInput={set} />;
}

export const examples: Examples = {
  component: "code-input",
  items: [
    { name: "From the authenticator", show: () => <Code /> },
  ],
};
