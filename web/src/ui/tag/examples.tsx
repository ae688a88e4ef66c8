import { Tag } from "./tag.tsx";
import type { Examples } from "../examples/example.ts";

export const examples: Examples = {
  component: "tag",
  items: [
    { name: "Kinds", show: () => <div class="app-row"><Tag words="Active" /><Tag kind="info" words="Invited" /><Tag kind="ok" icon="check" words="Done" /><Tag kind="warn" icon="clock" words="Due 14:00" /><Tag kind="error" icon="alert" words="Overdue" /></div> },
  ],
};
