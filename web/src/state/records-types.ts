// web/src/state/records-types.ts: opened records as pages want them. Everything here is plaintext in memory: it is
// forgotten at the lock and never written anywhere.

import type { ReadonlySignal } from "@preact/signals";
import type { CoreResult, OpenedVersion, RecordFields } from "../core/core-types.ts";
import type { ErrorCode } from "../generated/errors.gen.ts";
import type { Change, MemberBody, RecordFieldsOf, RecordType } from "../generated/records.gen.ts";
import type { SyncState } from "../outbox/outbox-types.ts";

// What an update or a strike must say it follows.
export interface Follows {
  readonly record: string;
  readonly version: number;
  readonly before: { f: number; ct: string }[];
}

export interface Struck {
  readonly author: string;
  readonly at: Date;
  readonly change: Change | null;
}

// One record as it stands now: its newest version, entries of this device that are not there yet laid over it.
export interface CurrentRecord<Fields = RecordFields> {
  readonly key: string;          // for lists; changes when a draft becomes an entry
  readonly outboxKey: string | null; // for undo() and dismiss(): set while this device still holds it
  readonly record: string | null; // null while it is a draft
  readonly subject: string;
  readonly type: string;
  readonly collection: number;
  readonly version: number;      // 1: never changed
  readonly author: string;       // act_… of the newest version
  readonly firstAuthor: string;
  readonly written: Date;        // by the author's device
  readonly received: Date | null; // by the server; null while it is only here
  readonly fields: Fields;       // facets this person may read
  readonly struck: Struck | null;
  readonly sync: SyncState;
  readonly follows: Follows | null; // null: not at the server yet, so it can't be changed yet
  readonly problem: ErrorCode | null; // it could not be verified or opened; fields are empty
}

export type Resident = CurrentRecord<Partial<RecordFieldsOf["resident"]>>;

export type ResidentsState =
  | { readonly kind: "loading" }
  | { readonly kind: "ready"; readonly residents: readonly Resident[]; readonly asOf: Date }
  | { readonly kind: "failed"; readonly code: ErrorCode };

// records: newest first; until it is ready, only what this device has anyway: what was just entered is always among them.
export type TimelineState =
  | { readonly kind: "loading"; readonly records: readonly CurrentRecord[] }
  | { readonly kind: "ready"; readonly records: readonly CurrentRecord[]; readonly hasOlder: boolean; readonly asOf: Date }
  | { readonly kind: "failed"; readonly records: readonly CurrentRecord[]; readonly code: ErrorCode };

export interface RecordStore {
  readonly residents: ReadonlySignal<ResidentsState>;
  /** Newest version and pending entries of each member's record; by actor. */
  readonly members: ReadonlySignal<ReadonlyMap<string, MemberBody>>;
  /** The name of the unit, or of the home until it has one. */
  readonly unitName: ReadonlySignal<string | null>;
  readonly asOf: ReadonlySignal<Date | null>;
  /** Delivered by the server and shown nowhere, since nobody of this home who may has signed it. */
  readonly unproved: ReadonlySignal<number>;

  /** Loads on first use; the home is told (and the log shows) that this person opened it. */
  timeline(subject: string): ReadonlySignal<TimelineState>;
  loadOlder(subject: string): Promise<void>;
  reload(subject: string): Promise<void>;
  /** What is known of one record now: in lists that were loaded. */
  find<Type extends RecordType>(type: Type, record: string): CurrentRecord<Partial<RecordFieldsOf[Type]>> | null;
  /** Every version, oldest first, from the server. */
  versions(record: string): Promise<CoreResult<readonly OpenedVersion[]>>;
  nameOf(actor: string): string | null;
  refresh(): Promise<void>;
}
