// web/src/app/routes.ts: every page: its address, the feature that draws it, who may see it and where it
// stands in the navigation. Ids only in paths, never words about a person.

import type { Permission } from "../generated/permissions.gen.ts";
import { t } from "../i18n/translate.ts";
import type { IconName } from "../ui/icon/icon.tsx";

// anyone: also without a session · guest: only without one · open: a session that isn't locked
// set_up: also before the second factor that a role asks for is there
export type Access = "anyone" | "guest" | "open" | "set_up";

export type NavGroup = "care" | "people" | "compliance" | "settings";

export interface RouteNav {
  readonly group: NavGroup;
  readonly icon: IconName;
  readonly words: () => string;
  readonly onPhone: number; // the lowest four stand in the phone's bottom bar
}

export interface AppRoute {
  readonly path: string;
  readonly feature: string;
  readonly access: Access;
  readonly needs?: Permission;
  readonly denied?: () => string; // "Your role doesn't include …"
  readonly nav?: RouteNav;
  readonly sharedWords?: true; // says what several features say, although no session is open
}

export const routes: readonly AppRoute[] = [
  { path: "/", feature: "welcome", access: "anyone" },
  { path: "/create-home", feature: "create-home", access: "guest", sharedWords: true },
  { path: "/sign-in", feature: "sign-in", access: "guest", sharedWords: true },
  { path: "/recover", feature: "recover", access: "guest", sharedWords: true },
  { path: "/accept", feature: "accept-invite", access: "guest", sharedWords: true },
  { path: "/lock", feature: "lock", access: "anyone", sharedWords: true },
  { path: "/second-factor", feature: "second-factor", access: "set_up", sharedWords: true },
  { path: "/first-steps", feature: "first-steps", access: "open" },
  { path: "/waiting", feature: "waiting", access: "open" },
  { path: "/recovery-kit", feature: "recovery-kit", access: "open" },
  {
    path: "/residents", feature: "residents", access: "open", needs: "subject_read", denied: () => t("app-denied-residents"),
    nav: { group: "care", icon: "residents", words: () => t("app-nav-residents"), onPhone: 1 },
  },
  { path: "/residents/new", feature: "resident-new", access: "open", needs: "card_write", denied: () => t("app-denied-resident-edit") },
  { path: "/residents/:id", feature: "resident", access: "open", needs: "subject_read", denied: () => t("app-denied-residents") },
  { path: "/residents/:id/edit", feature: "resident-edit", access: "open", needs: "card_write", denied: () => t("app-denied-resident-edit") },
  { path: "/residents/:id/entry/:kind", feature: "entry", access: "open", needs: "daily_write", denied: () => t("app-denied-entry") },
  { path: "/residents/:id/help/:use", feature: "writing-help", access: "open", needs: "assist_use", denied: () => t("app-denied-assist") },
  {
    path: "/members", feature: "members", access: "open", needs: "member_manage", denied: () => t("app-denied-members"),
    nav: { group: "people", icon: "members", words: () => t("app-nav-members"), onPhone: 4 },
  },
  { path: "/members/invite", feature: "member-invite", access: "open", needs: "member_manage", denied: () => t("app-denied-members") },
  { path: "/members/:id", feature: "member", access: "open", needs: "member_manage", denied: () => t("app-denied-members") },
  {
    path: "/audit", feature: "audit", access: "open", needs: "audit_read", denied: () => t("app-denied-audit"),
    nav: { group: "compliance", icon: "audit", words: () => t("app-nav-audit"), onPhone: 5 },
  },
  {
    path: "/outbox", feature: "outbox", access: "open",
    nav: { group: "care", icon: "outbox", words: () => t("app-nav-outbox"), onPhone: 3 },
  },
  {
    path: "/settings/writing-help", feature: "assist-settings", access: "open", needs: "audit_read", denied: () => t("app-denied-settings"),
    nav: { group: "compliance", icon: "correct", words: () => t("app-nav-assist"), onPhone: 7 },
  },
  {
    path: "/me", feature: "me", access: "open",
    nav: { group: "settings", icon: "person", words: () => t("app-nav-me"), onPhone: 2 },
  },
  {
    path: "/help", feature: "help", access: "anyone",
    nav: { group: "settings", icon: "help", words: () => t("app-nav-help"), onPhone: 6 },
  },
  { path: "/trust", feature: "trust", access: "anyone" },
];
