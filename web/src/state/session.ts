// web/src/state/session.ts: who is using this device, as far as the screen needs to know.

import type { Signal } from "@preact/signals";

// The names in shared/schema/permissions.json.
export type Permission = string;

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly initials: string;
}

export interface OpenSession {
  readonly kind: "open";
  readonly home: string;
  readonly unit: string | null;
  readonly person: Person;
  readonly role: string;
  readonly permissions: ReadonlySet<Permission>;
  readonly device: "own" | "shared";
  readonly endsAt: Date;
}

export type SessionState =
  | { readonly kind: "signed_out"; readonly home: string | null }
  | { readonly kind: "locked"; readonly home: string; readonly device: "own" | "shared" }
  | OpenSession;

export type SessionSignal = Signal<SessionState>;

export function allows(session: SessionState, permission: Permission | undefined): boolean {
  if (permission === undefined) return true;
  return session.kind === "open" && session.permissions.has(permission);
}
