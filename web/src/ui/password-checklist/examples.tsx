import { PasswordChecklist } from "./password-checklist.tsx";
import type { Examples } from "../examples/example.ts";

export const examples: Examples = {
  component: "password-checklist",
  items: [
    { name: "Three of five met", show: () => <PasswordChecklist id="rules" strength="Fair: a fourth word would make it good" rules={[{ key: "length", words: "10 characters or more", met: true }, { key: "upper", words: "A capital letter", met: true }, { key: "lower", words: "A small letter", met: true }, { key: "digit", words: "A number", met: false }, { key: "symbol", words: "A symbol such as ! or #", met: false }]} /> },
  ],
};
