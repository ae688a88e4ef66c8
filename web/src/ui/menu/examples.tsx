import { Menu } from "./menu.tsx";
import type { Examples } from "../examples/example.ts";

export const examples: Examples = {
  component: "menu",
  items: [
    { name: "A few more actions", show: () => <Menu align="start" label="More" items={[{ key: "print", words: "Print", icon: "print", onSelect: () => undefined }, { key: "history", words: "Every version", icon: "history", href: "#history" }]} /> },
  ],
};
