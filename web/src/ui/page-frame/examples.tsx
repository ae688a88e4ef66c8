import { Panes } from "./page-frame.tsx";
import type { Examples } from "../examples/example.ts";

export const examples: Examples = {
  component: "page-frame",
  items: [
    { name: "Two panes", show: () => <Panes list={<p>The list or the timeline</p>} detail={<p>What is worked on</p>} /> },
  ],
};
