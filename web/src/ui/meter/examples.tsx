import { Meter } from "./meter.tsx";
import type { Examples } from "../examples/example.ts";

export const examples: Examples = {
  component: "meter",
  items: [
    { name: "Drinks today", show: () => <div><p>650 of 1,500 ml</p><Meter done={650} target={1500} /></div> },
    { name: "Past the target", show: () => <div><p>1,650 of 1,500 ml</p><Meter done={1650} target={1500} thin /></div> },
  ],
};
