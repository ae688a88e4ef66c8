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
  readonly standing: "active" | "pending"; // pending: a manager has yet to confirm this person's keys
  readonly device: "own" | "shared";
  readonly endsAt: Date;
}

export type LockReason = "idle" | "person" | "expired" | "reload" | "storage" | "stopped";

export type SessionState =
  | { readonly kind: "starting"; readonly home: null }
  | { readonly kind: "signed_out"; readonly home: string | null }
  | { readonly kind: "elsewhere"; readonly home: string | null } // another tab of this browser has it
  | { readonly kind: "must_set_up"; readonly home: string; readonly role: Role } // a second factor, before any key
  | { readonly kind: "locked"; readonly home: string; readonly device: "own" | "shared"; readonly reason: LockReason; readonly handle: string | null }
  | OpenSession;

export type SessionSignal = Signal<SessionState>;

// For showing and hiding only: what is allowed is decided by the core and by the home's server.
export function allows(session: SessionState, permission: Permission | undefined): boolean {
  return permission === undefined || (session.kind === "open" && roleHas(session.role, permission));
}

export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter((word) => word !== "");
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return letters.map((word) => [...(word ?? "")][0]?.toLocaleUpperCase("en-GB") ?? "").join("");
}
