import { SyncChip } from "./sync-chip.tsx";
import type { Examples } from "../examples/example.ts";

export const examples: Examples = {
  component: "sync-chip",
  items: [
    { name: "Three states", show: () => <div class="app-row"><SyncChip waiting={0} attention={0} href="#out" /><SyncChip waiting={2} attention={0} href="#out" /><SyncChip waiting={2} attention={1} href="#out" /></div> },
  ],
};
