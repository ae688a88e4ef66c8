import { SyncMark } from "./sync-mark.tsx";
import type { Examples } from "../examples/example.ts";

export const examples: Examples = {
  component: "sync-mark",
  items: [
    { name: "Three states", show: () => <div class="app-row"><SyncMark state="saved_here" /><SyncMark state="sent" /><SyncMark state="needs_attention" /></div> },
  ],
};
