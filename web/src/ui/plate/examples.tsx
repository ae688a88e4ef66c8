import { Plate } from "./plate.tsx";
import type { Examples } from "../examples/example.ts";

export const examples: Examples = {
  component: "plate",
  items: [
    { name: "All, three quarters, half, a quarter, none", show: () => <div class="app-row"><Plate percent={100} /><Plate percent={75} /><Plate percent={50} /><Plate percent={25} /><Plate percent={0} /></div> },
    { name: "Small, in a line", show: () => <p class="app-row"><Plate percent={50} small />Lunch: half eaten</p> },
  ],
};
