import { Avatar } from "./avatar.tsx";
import type { Examples } from "../examples/example.ts";

export const examples: Examples = {
  component: "avatar",
  items: [
    { name: "Initials", show: () => <div class="app-row"><Avatar initials="EM" size="s" /><Avatar initials="EM" /><Avatar initials="EM" size="l" /></div> },
  ],
};
