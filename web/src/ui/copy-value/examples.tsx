import { CopyValue } from "./copy-value.tsx";
import type { Examples } from "../examples/example.ts";

export const examples: Examples = {
  component: "copy-value",
  items: [
    { name: "A set-up key", show: () => <CopyValue label="Or type this key" value="JBSWY3DPEHPK3PXPJBSWY3DP" groupsOf={4} /> },
  ],
};
