import { WordDiff } from "./word-diff.tsx";
import type { Examples } from "../examples/example.ts";

export const examples: Examples = {
  component: "word-diff",
  items: [
    { name: "A care plan section", show: () => <WordDiff label="What changed" segments={[{ kind: "same", text: "Edie walks to the dining room with " }, { kind: "removed", text: "one carer" }, { kind: "added", text: "two carers and her frame" }, { kind: "same", text: ". She likes to sit by the window." }]} /> },
  ],
};
