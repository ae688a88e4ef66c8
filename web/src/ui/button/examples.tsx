import { Button } from "./button.tsx";
import type { Examples } from "../examples/example.ts";

export const examples: Examples = {
  component: "button",
  items: [
    { name: "Main, one a screen", show: () => <Button kind="main">Save note</Button> },
    { name: "Main, busy", show: () => <Button kind="main" busy>Saving…</Button> },
    {
      name: "Others",
      show: () => (
        <div class="app-row">
          <Button icon="correct">Correct</Button>
          <Button kind="quiet" icon="undo">Undo</Button>
          <Button kind="danger">Remove access now</Button>
          <Button disabled>Not yet</Button>
          <Button small>Small</Button>
        </div>
      ),
    },
  ],
};
