// web/src/features/recovery-kit/landing.ts: where someone goes on who is done with, or puts off, the kit.

import { roleHas } from "../../generated/permissions.gen.ts";
import type { AppState } from "../../state/app-state.ts";

export function landingAfterKit(app: AppState): string {
  const session = app.session.value;
  return session.kind === "open" && roleHas(session.role, "subject_read") ? "/residents" : "/me";
}
