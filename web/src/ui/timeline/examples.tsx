import { Button } from "../button/button.tsx";
import { Timeline } from "./timeline.tsx";
import type { Examples } from "../examples/example.ts";

export const examples: Examples = {
  component: "timeline",
  items: [
    {
      name: "Two days",
      show: () => <Timeline label="What happened" now={new Date("2026-11-21T14:10:00Z")} items={[
        { key: "1", icon: "drink", words: "Drink, 200 ml tea", who: "Asha Khan, carer", at: new Date("2026-11-21T14:05:00Z"), sync: "saved_here", actions: <Button small icon="undo">Undo</Button> },
        { key: "2", icon: "turn", words: "Turned to the left", detail: "Skin checked: no redness.", who: "James Price, senior", at: new Date("2026-11-21T12:10:00Z"), sync: "sent", flagged: true },
        { key: "3", icon: "food", words: "Breakfast, all of it", who: "James Price, senior", at: new Date("2026-11-21T08:20:00Z"), sync: "needs_attention", actions: <Button small>See why</Button> },
        { key: "4", icon: "note", words: "Note: walked to the garden with her frame", who: "Asha Khan, carer", at: new Date("2026-11-20T15:30:00Z"), sync: "sent", struck: { reason: "wrong person", who: "Asha Khan" } },
      ]} />,
    },
  ],
};
