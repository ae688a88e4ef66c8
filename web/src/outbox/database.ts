// web/src/outbox/database.ts: what this device keeps: sealed drafts, signed entries waiting to be sent, and each person's
// sealed device state. Ciphertext and ids only; every write is strict, so "saved" means on the disk.

import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from "idb";
import type { B64, RecordItem, SignedStatement } from "../core/core-types.ts";
import type { ErrorCode } from "../generated/errors.gen.ts";

export interface DraftRow {
  readonly id: string;
  readonly account: string;
  readonly kind: "entry" | "form"; // entry: becomes a record when its hold ends · form: what is being typed
  readonly form: string | null;    // which form of which resident; ids only
  readonly subject: string | null;
  readonly written: number;
  readonly heldUntil: number;
  readonly bytes: B64;
  readonly problem?: ErrorCode;
}

interface QueuedBase {
  readonly id: number; // ascending in the order of signing
  readonly account: string;
  readonly device: string;
  readonly written: number;
  readonly hash: B64;
  readonly state: "waiting" | "sent" | "refused" | "broken";
  readonly code?: ErrorCode;
  readonly version?: number; // version_stale: the one the server has
  readonly index?: number;
  readonly tries: number;
  readonly nextTry: number;
}

export interface QueuedRecord extends QueuedBase {
  readonly kind: "record";
  readonly item: RecordItem;
  readonly record: string;
  readonly subject: string;
}

export interface QueuedMembership extends QueuedBase {
  readonly kind: "membership";
  readonly statement: SignedStatement;
  readonly grants: readonly B64[];
  readonly hello?: B64;
  readonly keyring?: B64; // must reach the server before the statement: it holds the keys that the statement announces
}

// That a text leaves for the AI. The text itself is never kept here: where its sending got no answer, the statement alone goes to the
// log, since it has a number.
export interface QueuedAssist extends QueuedBase {
  readonly kind: "assist";
  readonly statement: SignedStatement;
}

export type QueueRow = QueuedRecord | QueuedMembership | QueuedAssist;
export type NewQueueRow = Omit<QueuedRecord, "id"> | Omit<QueuedMembership, "id"> | Omit<QueuedAssist, "id">;

export interface DeviceRow {
  readonly account: string;
  readonly device: string;
  readonly state: B64;
  readonly retired: boolean; // its numbering no longer fits the server's: the next unlock makes a new device
}

interface Schema extends DBSchema {
  drafts: { key: string; value: DraftRow };
  queue: { key: number; value: QueueRow };
  device: { key: string; value: DeviceRow };
}

export type Store = "drafts" | "queue" | "device";
export type Writing = IDBPTransaction<Schema, Store[], "readwrite">;

export interface OutboxDatabase {
  drafts(): Promise<DraftRow[]>;
  queue(): Promise<QueueRow[]>;
  findDevice(account: string): Promise<DeviceRow | undefined>;
  write(stores: Store[], change: (writing: Writing) => Promise<unknown>[]): Promise<void>;
  close(): void;
}

const name = "careseal-outbox";
const version = 1;

/** `onClosed`: somebody else closed it, and it must be opened anew; `cleared`: with what was in it, as far as anybody can tell. */
export type OnClosed = (how: "upgrade" | "cleared") => void;

export async function openOutboxDatabase(onClosed: OnClosed = () => undefined): Promise<OutboxDatabase> {
  const database: IDBPDatabase<Schema> = await openDB<Schema>(name, version, {
    upgrade(upgrading) {
      upgrading.createObjectStore("drafts", { keyPath: "id" });
      upgrading.createObjectStore("queue", { keyPath: "id", autoIncrement: true });
      upgrading.createObjectStore("device", { keyPath: "account" });
    },
    // A newer version in another tab must be able to upgrade; this one then reopens with its next write.
    blocking: () => {
      database.close();
      onClosed("upgrade");
    },
    // The person, or the browser for lack of room, cleared what sites keep.
    terminated: () => onClosed("cleared"),
  });
  return {
    drafts: () => database.getAll("drafts"),
    queue: () => database.getAll("queue"),
    findDevice: (account) => database.get("device", account),
    async write(stores, change) {
      const writing = database.transaction(stores, "readwrite", { durability: "strict" }) as Writing;
      try {
        await Promise.all([...change(writing), writing.done]);
      } catch (error) {
        abort(writing); // all of it or nothing, also where a part was refused before it was asked for
        throw error;
      }
    },
    close: () => database.close(),
  };
}

function abort(writing: Writing): void {
  writing.done.catch(() => undefined);
  try {
    writing.abort();
  } catch {
    // It has ended already.
  }
}

/** A row for the queue; its id, and with it its place, is given by the database and noted in the row. */
export function addToQueue(writing: Writing, row: NewQueueRow, added: (row: QueueRow) => void): Promise<unknown> {
  return writing.objectStore("queue").add(row as QueueRow).then((id) => added({ ...row, id } as QueueRow));
}

/** Why the disk refused. */
export function storageCode(error: unknown): ErrorCode {
  return error instanceof DOMException && error.name === "QuotaExceededError" ? "device_storage_full" : "device_storage_missing";
}
