import { ResidentBar } from "./resident-bar.tsx";
import type { Examples } from "../examples/example.ts";

export const examples: Examples = {
  component: "resident-bar",
  items: [
    { name: "With marks and facts", show: () => <ResidentBar name="Edie Marlow" room="14" initials="EM" marks={["allergy", "dnacpr"]} facts={["Thickened fluids, level 2", "Falls"]} href="#edie" /> },
    { name: "On a sheet: a phone leaves the last facts out", show: () => <ResidentBar name="Edie Marlow" room="14" initials="EM" marks={["allergy", "dnacpr"]} facts={["Penicillin"]} more={["Drinks level 2", "Food level 6"]} href="#edie" /> },
    { name: "Plain", show: () => <ResidentBar name="John Beech" room="15" initials="JB" /> },
  ],
};
