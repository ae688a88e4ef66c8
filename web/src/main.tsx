// web/src/main.tsx: starts the app: words, what the browser can do, state, the first page.

import { render } from "preact";
import { App } from "./app/app.tsx";
import { CannotRun } from "./app/cannot-run.tsx";
import { loadShellStrings } from "./i18n/load.ts";
import { findMissing } from "./platform/capabilities.ts";
import { buildAppState } from "./state/app-state.ts";
import { registerServiceWorker } from "./sw/register.ts";
import "./styles/main.scss";

async function boot(root: HTMLElement): Promise<void> {
  loadShellStrings();
  const missing = await findMissing();
  root.replaceChildren();
  root.removeAttribute("class");
  if (missing.length > 0) {
    render(<CannotRun missing={missing} />, root);
    return;
  }
  const { app, start } = buildAppState();
  render(<App app={app} />, root);
  await start();
  registerServiceWorker(app.update);
}

const root = document.getElementById("app");
if (root !== null) void boot(root);
