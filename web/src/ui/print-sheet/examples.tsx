import { PrintSheet } from "./print-sheet.tsx";
import type { Examples } from "../examples/example.ts";

export const examples: Examples = {
  component: "print-sheet",
  items: [
    { name: "A sheet", show: () => <PrintSheet title="Care summary" about={["Edith Marlow", "born 3 Mar 1939", "NHS number 943 476 5919"]} printedBy="Asha Khan" printedAt={new Date("2026-11-21T14:05:00Z")} asOf={new Date("2026-11-21T14:00:00Z")}><p>Walks with a frame and one carer.</p></PrintSheet> },
  ],
};
