import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Tabs } from "./tabs.tsx";
import type { Examples } from "../examples/example.ts";

function Parts(): JSX.Element {
  const [current, set] = useState("mine");
  return <Tabs label="Residents" current={current} onChange={set} tabs={[{ key: "mine", words: "Mine" }, { key: "due", words: "Due", count: 3 }, { key: "all", words: "All" }]}><p>Shown: {current}</p></Tabs>;
}

export const examples: Examples = {
  component: "tabs",
  items: [
    { name: "Three parts", show: () => <Parts /> },
  ],
};
