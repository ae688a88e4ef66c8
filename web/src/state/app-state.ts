// web/src/state/app-state.ts: everything the screen depends on, built once in main.tsx and passed down.

import { signal, type Signal } from "@preact/signals";
import { buildDisplayPreferences, type DisplayPreferences } from "./display.ts";
import type { SessionSignal, SessionState } from "./session.ts";
import { allSent, type SyncSummary } from "./sync.ts";

export interface AppState {
  readonly session: SessionSignal;
  readonly sync: Signal<SyncSummary>;
  readonly display: DisplayPreferences;
  readonly clock: () => Date;
}

// What every page.tsx is given: export function Page({ app, params }: PageProps)
export interface PageProps {
  readonly app: AppState;
  readonly params: Readonly<Record<string, string>>;
}

export function buildAppState(): AppState {
  return {
    session: signal<SessionState>({ kind: "signed_out", home: null }),
    sync: signal<SyncSummary>(allSent),
    display: buildDisplayPreferences(),
    clock: () => new Date(),
  };
}
