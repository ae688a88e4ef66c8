import { OfflineStrip } from "./offline-strip.tsx";
import type { Examples } from "../examples/example.ts";

export const examples: Examples = {
  component: "offline-strip",
  items: [
    { name: "Offline is grey", show: () => <OfflineStrip since={new Date("2026-11-21T13:40:00Z")} saved={4} /> },
  ],
};
