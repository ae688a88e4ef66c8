import { Steps, TaskList } from "./task-list.tsx";
import type { Examples } from "../examples/example.ts";

export const examples: Examples = {
  component: "task-list",
  items: [
    { name: "Tasks", show: () => <TaskList tasks={[{ key: "a", words: "Choose a password", state: "done", href: "#a" }, { key: "b", words: "Set up your second factor", hint: "Takes two minutes and a phone", state: "to_do", href: "#b" }, { key: "c", words: "Add the first resident", state: "cannot_start" }]} /> },
    { name: "Steps", show: () => <Steps steps={["Scan", "Type the code", "Keep the sign-in codes"]} current={1} /> },
  ],
};
