import { ErrorSummary } from "./error-summary.tsx";
import type { Examples } from "../examples/example.ts";

export const examples: Examples = {
  component: "error-summary",
  items: [
    { name: "Two fields", show: () => <ErrorSummary errors={[{ field: "email", text: "Enter an e-mail address with an @" }, { field: "password", text: "Enter your password" }]} /> },
  ],
};
