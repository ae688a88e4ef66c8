import { ResidentBar } from "./resident-bar.tsx";
import type { Examples } from "../examples/example.ts";

export const examples: Examples = {
  component: "resident-bar",
  items: [
    { name: "With marks and facts", show: () => <ResidentBar name="Edie Marlow" room="14" initials="EM" marks={["allergy", "dnacpr"]} facts={["Thickened fluids, level 2", "Falls"]} href="#edie" /> },
    { name: "Plain", show: () => <ResidentBar name="John Beech" room="15" initials="JB" /> },
  ],
};
