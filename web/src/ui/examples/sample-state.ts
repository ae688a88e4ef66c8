// web/src/ui/examples/sample-state.ts: what the frame and the components of the examples depend on; no core, no server.

import { signal, type Signal } from "@preact/signals";
import { buildDisplayPreferences, type DisplayPreferences } from "../../state/display.ts";
import type { SessionState } from "../../state/session.ts";
import { allSent, type SyncSummary } from "../../state/sync.ts";

export interface SampleState {
  readonly session: Signal<SessionState>;
  readonly sync: Signal<SyncSummary>;
  readonly display: DisplayPreferences;
}

export function buildSampleState(): SampleState {
  return { session: signal<SessionState>({ kind: "signed_out", home: null }), sync: signal(allSent), display: buildDisplayPreferences() };
}
