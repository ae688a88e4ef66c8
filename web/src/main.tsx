// web/src/main.tsx: starts the app: words, what the browser can do, state, the first page.

import { render } from "preact";
import { App } from "./app/app.tsx";
import { CannotRun } from "./app/cannot-run.tsx";
import { loadShellStrings } from "./i18n/load.ts";
import { findMissing } from "./platform/capabilities.ts";
import { buildAppState } from "./state/app-state.ts";
import "./styles/main.scss";

async function boot(root: HTMLElement): Promise<void> {
  loadShellStrings();
  const app = buildAppState();
  const missing = await findMissing();
  root.replaceChildren();
  root.removeAttribute("class");
  render(missing.length > 0 ? <CannotRun missing={missing} /> : <App app={app} />, root);
}

const root = document.getElementById("app");
if (root !== null) void boot(root);
