import { SummaryList } from "./summary-list.tsx";
import type { Examples } from "../examples/example.ts";

export const examples: Examples = {
  component: "summary-list",
  items: [
    { name: "Facts", show: () => <SummaryList rows={[{ key: "born", term: "Date of birth", value: "3 Mar 1939" }, { key: "nhs", term: "NHS number", value: "943 476 5919", action: <a href="#change">Change<span class="app-visually-hidden"> NHS number</span></a> }, { key: "gp", term: "GP", value: "Dr Lowe, Mill Lane Surgery" }]} /> },
  ],
};
