// web/src/state/record-index.ts: opened versions by record, and the views of them. Pure but for its own maps.

import type { OpenedVersion, RecordFields } from "../core/core-types.ts";
import type { ErrorCode } from "../generated/errors.gen.ts";
import type { Change } from "../generated/records.gen.ts";
import type { OutboxEntry } from "../outbox/outbox-types.ts";
import type { CurrentRecord, Struck } from "./records-types.ts";

interface Known {
  readonly versions: Map<number, OpenedVersion>;
}

/** Nobody of this home signed this, or it is not even an entry: what it says it is about is not believed either. */
export interface Unproved {
  readonly seq: number;
  readonly record?: undefined;
  readonly problem: ErrorCode;
}

export interface RecordIndex {
  /** True if something was new. A version that could not be opened is replaced when it can be. */
  add(versions: readonly (OpenedVersion | Unproved)[]): boolean;
  /** How many of those that were delivered stand nowhere, since nothing about them is proved. */
  unproved(): number;
  has(hash: string): boolean;
  current(record: string): CurrentRecord | null;
  ofCollection(collection: number): CurrentRecord[];
  ofSubject(subject: string, collection: number): CurrentRecord[];
  clear(): void;
}

export function buildRecordIndex(): RecordIndex {
  const records = new Map<string, Known>();
  const hashes = new Set<string>();
  const unproved = new Set<number>(); // seq

  const all = (): CurrentRecord[] => [...records.values()].flatMap((known) => currentOf(known) ?? []);
  return {
    add(versions) {
      let news = false;
      for (const version of versions) {
        if (version.record === undefined) {
          news ||= !unproved.has(version.seq);
          unproved.add(version.seq);
          continue;
        }
        news = unproved.delete(version.seq) || news;
        const known = records.get(version.record) ?? { versions: new Map<number, OpenedVersion>() };
        records.set(version.record, known);
        const before = known.versions.get(version.version);
        if (before !== undefined && (before.problem === undefined || version.problem !== undefined)) continue;
        known.versions.set(version.version, version);
        hashes.add(version.hash);
        news = true;
      }
      return news;
    },
    unproved: () => unproved.size,
    has: (hash) => hashes.has(hash),
    current: (record) => {
      const known = records.get(record);
      return known === undefined ? null : currentOf(known);
    },
    ofCollection: (collection) => all().filter((record) => record.collection === collection),
    ofSubject: (subject, collection) => all().filter((record) => record.subject === subject && record.collection === collection),
    clear() {
      records.clear();
      hashes.clear();
      unproved.clear();
    },
  };
}

function currentOf({ versions }: Known): CurrentRecord | null {
  const sorted = [...versions.values()].sort((a, b) => b.version - a.version);
  const [newest] = sorted;
  if (newest === undefined) return null;
  const shown = sorted.find((version) => version.act !== "record.strike") ?? newest;
  const first = sorted[sorted.length - 1] ?? newest;
  return {
    key: newest.record, outboxKey: null, record: newest.record, subject: newest.subject, type: shown.type ?? "", collection: newest.collection, version: newest.version,
    author: shown.author, firstAuthor: first.author, written: new Date(shown.written), received: new Date(newest.time), fields: shown.fields,
    struck: newest.act === "record.strike" ? struckBy(newest) : null,
    sync: { kind: "sent", at: new Date(newest.time), logIndex: newest.index },
    follows: { record: newest.record, version: newest.version, before: [...newest.after] },
    problem: shown.problem ?? null,
  };
}

function struckBy(version: OpenedVersion): Struck {
  return { author: version.author, at: new Date(version.written), change: changeOf(version.fields) };
}

function changeOf(fields: RecordFields): Change | null {
  return (fields["change"] as Change | undefined) ?? null;
}

/** What this device holds and the server's list doesn't show yet, laid over what is known. */
export function withPending(known: readonly CurrentRecord[], entries: readonly OutboxEntry[], me: string, collectionOf: (type: string) => number | null): CurrentRecord[] {
  const out = [...known];
  for (const entry of entries) {
    const { content } = entry;
    if (content === null || entry.kind !== "record") continue;
    // A refused change counts nowhere: it is shown in the outbox, not on the record.
    if (content.act !== "create" && entry.state.kind === "needs_attention") continue;
    if (content.act === "create") {
      out.push(fresh(entry, content, me, collectionOf(content.type)));
      continue;
    }
    const at = out.findIndex(({ record }) => record !== null && record === entry.record);
    const base = out[at];
    if (base !== undefined) out[at] = laidOver(base, entry, content, me);
  }
  return out;
}

type Content = NonNullable<OutboxEntry["content"]>;

function fresh(entry: OutboxEntry, content: Content, me: string, collection: number | null): CurrentRecord {
  const author = entry.mine ? me : "";
  return {
    key: entry.hash ?? entry.key, outboxKey: entry.key, record: entry.record, subject: entry.subject ?? "", type: content.type, collection: collection ?? 0,
    version: content.version, author, firstAuthor: author, written: entry.written, received: null, fields: content.fields, struck: null, sync: entry.state,
    follows: null, problem: null,
  };
}

function laidOver(base: CurrentRecord, entry: OutboxEntry, content: Content, me: string): CurrentRecord {
  const author = entry.mine ? me : base.author;
  const pending = { outboxKey: entry.key, version: content.version, sync: entry.state, follows: null };
  if (content.act === "strike") return { ...base, ...pending, struck: { author, at: entry.written, change: changeOf(content.fields) } };
  return { ...base, ...pending, author, written: entry.written, fields: content.fields };
}
