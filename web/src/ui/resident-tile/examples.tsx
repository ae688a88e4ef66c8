import { ResidentGrid, ResidentTile } from "./resident-tile.tsx";
import type { Examples } from "../examples/example.ts";

export const examples: Examples = {
  component: "resident-tile",
  items: [
    {
      name: "A list of residents",
      show: () => (
        <ResidentGrid>
          {[
            <ResidentTile key="em" href="#em" name="Edie Marlow" room="14" initials="EM" line="Turn due 14:00" urgency="overdue" marks={["allergy", "dnacpr"]} />,
            <ResidentTile key="jb" href="#jb" name="John Beech" room="15" initials="JB" line="Nothing due" />,
            <ResidentTile key="ak" href="#ak" name="Amina Kareem" room="16" initials="AK" line="2 medicines at 14:30" urgency="due" marks={["allergy"]} />,
            <ResidentTile key="ps" href="#ps" name="Gwilym Prosser-Llewellyn" room="17" initials="GP" line="Drinks low: 350 of 1,500 ml" urgency="due" marks={["dnacpr"]} />,
          ]}
        </ResidentGrid>
      ),
    },
  ],
};
