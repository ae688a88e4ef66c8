// web/src/state/sync.ts: what is saved here and what the server has, counted for the header.

export type Connection = { readonly kind: "online" } | { readonly kind: "offline"; readonly since: Date };

export interface SyncSummary {
  readonly waiting: number;
  readonly attention: number;
  readonly connection: Connection;
}

export const allSent: SyncSummary = { waiting: 0, attention: 0, connection: { kind: "online" } };
