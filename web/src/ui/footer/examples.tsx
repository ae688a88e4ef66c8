import { Footer } from "./footer.tsx";
import type { Examples } from "../examples/example.ts";

export const examples: Examples = {
  component: "footer",
  items: [
    { name: "Footer", show: () => <Footer /> },
  ],
};
