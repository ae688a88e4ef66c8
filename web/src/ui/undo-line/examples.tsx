import { UndoLine } from "./undo-line.tsx";
import type { Examples } from "../examples/example.ts";

export const examples: Examples = {
  component: "undo-line",
  items: [
    { name: "While Undo is open", show: () => <UndoLine words="Drink, 200 ml tea" state="saved_here" held onUndo={() => undefined} /> },
    { name: "After it", show: () => <UndoLine words="Drink, 200 ml tea" state="sent" held={false} onUndo={() => undefined} /> },
  ],
};
