import { Icon, type IconName } from "./icon.tsx";
import type { Examples } from "../examples/example.ts";

const care: readonly IconName[] = ["drink", "food", "turn", "wash", "toilet", "mood", "meds", "obs", "skin", "note", "incident", "sleep", "oral-care", "pain", "falls", "weight", "body-map", "move", "allergy", "dnacpr"];

export const examples: Examples = {
  component: "icon",
  items: [
    { name: "Care", show: () => <div class="app-row">{care.map((name) => <span key={name} class="app-row"><Icon name={name} size="l" />{name}</span>)}</div> },
  ],
};
