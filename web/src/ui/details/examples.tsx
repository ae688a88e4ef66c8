import { Details } from "./details.tsx";
import type { Examples } from "../examples/example.ts";

export const examples: Examples = {
  component: "details",
  items: [
    { name: "Closed and open", show: () => <div><Details summary="Who can read this?"><p>Staff on shift in this unit, and the manager.</p></Details><Details summary="What the server can see" open><p>That an entry was made, when, and how long it is. Not a word of it.</p></Details></div> },
  ],
};
