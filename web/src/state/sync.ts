// web/src/state/sync.ts: what is saved here and what the server has, counted for the header.

import type { Connection } from "../api/connection.ts";

export type { Connection };

export interface SyncSummary {
  readonly waiting: number;
  readonly attention: number;
  readonly connection: Connection;
}

export const allSent: SyncSummary = { waiting: 0, attention: 0, connection: { kind: "online" } };
