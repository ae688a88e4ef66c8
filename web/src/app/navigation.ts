// web/src/app/navigation.ts: what this person may go to. What a role lacks is not greyed out: it is not there.

import { allows, type SessionState } from "../state/session.ts";
import type { IconName } from "../ui/icon/icon.tsx";
import { isBuilt } from "./features.ts";
import { routes, type NavGroup } from "./routes.ts";

export interface NavItem {
  readonly href: string;
  readonly words: string;
  readonly icon: IconName;
  readonly group: NavGroup;
  readonly onPhone: number;
}

export function navigationFor(session: SessionState): NavItem[] {
  if (session.kind !== "open") return [];
  const waits = session.standing === "pending"; // nothing that needs a key
  return routes.flatMap((route) =>
    route.nav === undefined || !isBuilt(route.feature) || !allows(session, route.needs) || (waits && route.needs !== undefined)
      ? []
      : [{ href: route.path, words: route.nav.words(), icon: route.nav.icon, group: route.nav.group, onPhone: route.nav.onPhone }]);
}

// Four in the bottom bar; when there are more, the last place opens the rest.
export function splitForPhone(items: readonly NavItem[]): { bar: NavItem[]; rest: NavItem[] } {
  const sorted = [...items].sort((a, b) => a.onPhone - b.onPhone);
  const places = sorted.length > 4 ? 3 : 4;
  const bar = sorted.slice(0, places).sort((a, b) => items.indexOf(a) - items.indexOf(b));
  return { bar, rest: sorted.slice(places) };
}

export function isCurrent(item: NavItem, path: string): boolean {
  return path === item.href || path.startsWith(`${item.href}/`);
}
