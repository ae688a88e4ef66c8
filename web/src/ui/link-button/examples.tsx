import { LinkButton } from "./link-button.tsx";
import type { Examples } from "../examples/example.ts";

export const examples: Examples = {
  component: "link-button",
  items: [
    { name: "Main and others", show: () => <div class="app-row"><LinkButton kind="main" href="#main">Sign in</LinkButton><LinkButton href="#help" icon="help">Help</LinkButton></div> },
  ],
};
