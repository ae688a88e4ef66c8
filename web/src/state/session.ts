// web/src/state/session.ts: who is using this device, as far as the screen needs to know.

import type { Signal } from "@preact/signals";
import { roleHas, type Permission, type Role } from "../generated/permissions.gen.ts";

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
  readonly role: Role;
  readonly device: "own" | "shared";
  readonly endsAt: Date;
}

export type SessionState =
  | { readonly kind: "signed_out"; readonly home: string | null }
  | { readonly kind: "locked"; readonly home: string; readonly device: "own" | "shared" }
  | OpenSession;

export type SessionSignal = Signal<SessionState>;

// For showing and hiding only: what is allowed is decided by the core and by the home's server.
export function allows(session: SessionState, permission: Permission | undefined): boolean {
  return permission === undefined || (session.kind === "open" && roleHas(session.role, permission));
}
