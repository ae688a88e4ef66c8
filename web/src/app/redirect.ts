// web/src/app/redirect.ts: where someone is sent who may not, or need not, be on this page now.

import { roleHas } from "../generated/permissions.gen.ts";
import type { AppState } from "../state/app-state.ts";
import { isBuilt } from "./features.ts";
import type { AppRoute } from "./routes.ts";

type Deciding = Pick<AppState, "session" | "account" | "records">;

/** null: stay. */
export function redirectFor(route: AppRoute, app: Deciding): string | null {
  const session = app.session.value;
  switch (session.kind) {
    case "starting":
    case "elsewhere":
      return null;
    case "signed_out":
      return route.access === "open" || route.access === "set_up" || route.path === "/lock" ? "/sign-in" : null;
    case "locked":
      return route.access === "open" || route.access === "set_up" ? "/lock" : null;
    case "must_set_up":
      return route.access === "open" || route.access === "guest" || route.path === "/lock" ? "/second-factor" : null;
    case "open":
      if (session.standing === "pending" && route.needs !== undefined) return "/waiting";
      return route.access === "guest" || route.path === "/lock" ? landingFor(app) : null;
  }
}

/** The first page after signing in: what must be done first, else where this person was, else where their role works. */
export function landingFor(app: Deciding): string {
  const session = app.session.value;
  if (session.kind !== "open") return "/";
  if (session.standing === "pending") return "/waiting";
  if (session.role === "owner" && app.records.nameOf(session.person.id) === null) return "/first-steps";
  const was = app.account.returnTo.value;
  if (was !== null && was !== "/lock" && was !== "/sign-in" && was !== "/") return was;
  if (app.account.recoveryGate.value !== null) return "/recovery-kit";
  return roleHas(session.role, "subject_read") && isBuilt("residents") ? "/residents" : "/me";
}
