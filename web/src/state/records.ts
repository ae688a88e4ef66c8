// web/src/state/records.ts: residents, timelines and names: loaded after sign-in, kept fresh by asking for changes every
// 15 seconds while the page is seen and after each send. The core verifies and opens; what it refuses carries a problem.

import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { ApiClient, ApiResult } from "../api/client.ts";
import type { Page } from "../api/api-types.ts";
import type { CoreClient } from "../core/core-client.ts";
import type { CoreResult, OpenedVersion, SealedVersion } from "../core/core-types.ts";
import type { ErrorCode } from "../generated/errors.gen.ts";
import { dayKey } from "../i18n/dates.ts";
import { recordForms, type MemberBody, type RecordType } from "../generated/records.gen.ts";
import type { OutboxEntry } from "../outbox/outbox-types.ts";
import { buildRecordIndex, withPending, type Unproved } from "./record-index.ts";
import type { CurrentRecord, RecordStore, Resident, ResidentsState, TimelineState } from "./records-types.ts";

export interface RecordsDependencies {
  readonly core: CoreClient;
  readonly api: ApiClient;
  readonly clock: () => Date;
  readonly entries: ReadonlySignal<readonly OutboxEntry[]>;
  readonly me: () => string;
  readonly mayReadRecords: () => boolean;
  readonly seen: (hashes: ReadonlySet<string>) => Promise<void>;
  /** Newest members, keys and gate shares: after a version that could not be opened for lack of them. */
  readonly refreshKeys: () => Promise<void>;
}

export interface RecordsControl extends RecordStore {
  /** Loads the lists: at sign-in, or when somebody who waited was confirmed. */
  start(): Promise<ErrorCode | null>;
  poll(): Promise<void>;
  forget(): void;
}

const collections = { resident: recordForms.resident.collection, entry: recordForms.note.collection, member: recordForms.member.collection, unit: recordForms.unit.collection };
const openAtOnce = 200;
const pageSize = 50;
const changesPage = 200;
const mayHelp: readonly ErrorCode[] = ["author_unknown", "key_unknown", "directory_stale", "author_revoked", "facets_mismatch"];

interface Timeline {
  readonly state: Signal<{ kind: "loading" } | { kind: "ready"; next: number | null } | { kind: "failed"; code: ErrorCode }>;
  readonly view: ReadonlySignal<TimelineState>;
}

export function buildRecords(dependencies: RecordsDependencies): RecordsControl {
  const { core, api, clock, entries, me, mayReadRecords, seen, refreshKeys } = dependencies;
  const index = buildRecordIndex();
  const revision = signal(0);
  const listState = signal<{ kind: "loading" } | { kind: "ready" } | { kind: "failed"; code: ErrorCode }>({ kind: "loading" });
  const asOf = signal<Date | null>(null);
  const timelines = new Map<string, Timeline>();
  let after = 0;
  let epoch = 0;
  let polling: Promise<void> | null = null;

  const collectionOf = (type: string): number | null => recordForms[type as RecordType]?.collection ?? null;
  const pending = (): readonly OutboxEntry[] => entries.value.filter(({ hash }) => hash === null || !index.has(hash));

  function view(known: CurrentRecord[], wanted: (record: CurrentRecord) => boolean): CurrentRecord[] {
    return withPending(known, pending(), me(), collectionOf).filter(wanted);
  }

  // One that is no entry at all must not hide those that came with it.
  async function openBatch(batch: readonly SealedVersion[]): Promise<CoreResult<readonly (OpenedVersion | Unproved)[]>> {
    const answer = await core.openRecords(batch);
    if (answer.ok) return { ok: true, value: answer.value.records };
    const [first] = batch;
    if (first === undefined || answer.code === "vault_locked" || answer.code === "out_of_memory") return answer;
    if (batch.length === 1) return { ok: true, value: [{ seq: first.seq, problem: answer.code }] };
    const opened: (OpenedVersion | Unproved)[] = [];
    for (const each of batch) {
      const alone = await openBatch([each]);
      if (!alone.ok) return alone;
      opened.push(...alone.value);
    }
    return { ok: true, value: opened };
  }

  async function open(sealed: readonly SealedVersion[], retry = true): Promise<ErrorCode | null> {
    const at = epoch;
    const closed: SealedVersion[] = [];
    const hashes = new Set<string>();
    for (let i = 0; i < sealed.length; i += openAtOnce) {
      const batch = sealed.slice(i, i + openAtOnce);
      const answer = await openBatch(batch);
      if (at !== epoch) return null; // locked meanwhile
      if (!answer.ok) return answer.code;
      const known = answer.value.filter((version, k) => {
        const given = batch[k];
        const mayOpen = retry && version.problem !== undefined && mayHelp.includes(version.problem) && given !== undefined;
        if (mayOpen) closed.push(given);
        if (version.record !== undefined) hashes.add(version.hash);
        return version.record !== undefined || !mayOpen; // nothing is called unproved before the newest members and keys were asked for
      });
      if (index.add(known)) revision.value += 1;
      for (const { seq } of batch) if (Number.isSafeInteger(seq)) after = Math.max(after, seq);
    }
    await seen(hashes);
    if (closed.length === 0) return null;
    await refreshKeys();
    return at === epoch ? open(closed, false) : null;
  }

  async function take(answer: ApiResult<Page<SealedVersion>>): Promise<ErrorCode | null> {
    if (!answer.ok) return answer.code;
    const failed = await open(answer.value.records.filter((each) => typeof each === "object" && each !== null));
    if (failed === null) asOf.value = clock();
    return failed;
  }

  async function pollOnce(): Promise<void> {
    for (;;) {
      const from = after;
      const answer = await api.request("getChanges", { query: { after: from, limit: changesPage } });
      if ((await take(answer)) !== null || !answer.ok) return;
      after = Math.max(after, answer.value.next ?? 0);
      if (answer.value.records.length < changesPage || after === from) return;
    }
  }

  /** Answers when the oldest entry of the page arrived, or null if there is no page before it. */
  // Opened while nothing answered.
  async function loadAgain(): Promise<void> {
    if (api.connection.value.kind === "offline") return;
    for (const [subject, timeline] of timelines) if (timeline.state.peek().kind === "failed") await loadPage(subject, timeline, 0);
  }

  async function loadPage(subject: string, timeline: Timeline, before: number): Promise<Date | null> {
    const answer = await api.request("getSubjectRecords", { params: { subj: subject }, query: { before, limit: pageSize } });
    const keepAfter = after;
    const failed = await take(answer);
    // A page of one resident says nothing about what others changed before it.
    after = keepAfter;
    timeline.state.value = failed === null && answer.ok
      ? { kind: "ready", next: answer.value.next ?? null }
      : timeline.state.value.kind === "ready" ? timeline.state.value : { kind: "failed", code: failed ?? "internal" };
    const oldest = answer.ok && failed === null && answer.value.next !== undefined ? answer.value.records.at(-1) : undefined;
    return oldest === undefined ? null : new Date(oldest.time);
  }

  // What today adds up to (drunk so far, last turn) needs all of today's entries, however many pages they fill.
  async function loadToday(subject: string, timeline: Timeline): Promise<void> {
    const at = epoch;
    const today = dayKey(clock());
    let oldest = await loadPage(subject, timeline, 0);
    while (oldest !== null && at === epoch && dayKey(oldest) === today) {
      const state = timeline.state.value;
      if (state.kind !== "ready" || state.next === null) return;
      oldest = await loadPage(subject, timeline, state.next);
    }
  }

  function timelineView(subject: string, state: Timeline["state"]): TimelineState {
    void revision.value;
    const { value } = state;
    const records = view(index.ofSubject(subject, collections.entry), (record) => record.subject === subject && record.collection === collections.entry);
    records.sort((a, b) => happened(b) - happened(a));
    if (value.kind !== "ready") return { ...value, records };
    return { kind: "ready", records, hasOlder: value.next !== null, asOf: asOf.value ?? clock() };
  }

  const residents = computed<ResidentsState>(() => {
    void revision.value;
    const state = listState.value;
    if (state.kind !== "ready") return state;
    const found = view(index.ofCollection(collections.resident), ({ collection, struck }) => collection === collections.resident && struck === null);
    return { kind: "ready", residents: found as Resident[], asOf: asOf.value ?? clock() };
  });

  const members = computed(() => {
    void revision.value;
    const found = view(index.ofCollection(collections.member), ({ collection, struck }) => collection === collections.member && struck === null);
    return new Map(found.flatMap(({ fields }) => {
      const body = fields["body"] as unknown as MemberBody | undefined;
      return body === undefined ? [] : [[body.actor as string, body] as const];
    }));
  });

  const unitName = computed(() => {
    void revision.value;
    const [unit] = view(index.ofCollection(collections.unit), ({ collection, struck }) => collection === collections.unit && struck === null);
    const name = unit?.fields["body"]?.["name"];
    return typeof name === "string" ? name : null;
  });

  const unproved = computed(() => {
    void revision.value;
    return index.unproved();
  });

  const listPage = (collection: number, from: number): Promise<ApiResult<Page<SealedVersion>>> =>
    api.request("getCurrentRecords", { query: { collection, after: from, limit: changesPage } });

  async function takeList(collection: number, first: ApiResult<Page<SealedVersion>>): Promise<ErrorCode | null> {
    for (let page = first; ; page = await listPage(collection, page.value.next)) {
      const failed = await take(page);
      if (failed !== null || !page.ok || page.value.next === undefined) return failed;
    }
  }

  async function start(): Promise<ErrorCode | null> {
    if (!mayReadRecords()) return null;
    const wanted = [collections.member, collections.unit, collections.resident];
    const lists = await Promise.all(wanted.map(async (collection) => ({ collection, first: await listPage(collection, 0) })));
    for (const { collection, first } of lists) {
      const failed = await takeList(collection, first);
      if (failed === null) continue;
      listState.value = { kind: "failed", code: failed };
      return failed;
    }
    listState.value = { kind: "ready" };
    // What was sent at the end of the last session: does the list show it now?
    const sent = new Set(entries.value.flatMap(({ state, record }) => (state.kind === "sent" && record !== null ? [record] : [])));
    for (const record of sent) await take(await api.request("getVersions", { params: { rec: record } }));
    return null;
  }

  async function poll(): Promise<void> {
    if (listState.value.kind === "failed") await start();
    if (listState.value.kind !== "ready") return;
    polling ??= pollOnce().then(loadAgain).finally(() => { polling = null; });
    await polling;
  }

  return {
    residents, members, unitName, asOf, unproved,
    timeline(subject) {
      const known = timelines.get(subject);
      if (known !== undefined) return known.view;
      const state: Timeline["state"] = signal({ kind: "loading" });
      const timeline: Timeline = { state, view: computed(() => timelineView(subject, state)) };
      timelines.set(subject, timeline);
      // Opening a record is itself recorded: by the server as it sends it, or on this word where it was here already.
      void loadToday(subject, timeline).then(() => api.request("noteRead", { body: { subj: subject } }));
      return timeline.view;
    },
    async loadOlder(subject) {
      const timeline = timelines.get(subject);
      const state = timeline?.state.value;
      if (timeline !== undefined && state?.kind === "ready" && state.next !== null) await loadPage(subject, timeline, state.next);
    },
    async reload(subject) {
      const timeline = timelines.get(subject);
      if (timeline !== undefined) await loadToday(subject, timeline);
    },
    find(type, record) {
      void revision.value;
      const known = index.current(record);
      const [found] = view(known === null ? [] : [known], (each) => each.record === record && each.type === type);
      return (found ?? null) as ReturnType<RecordStore["find"]> as never;
    },
    async versions(record): Promise<CoreResult<readonly OpenedVersion[]>> {
      const answer = await api.request("getVersions", { params: { rec: record } });
      if (!answer.ok) return { ok: false, code: answer.code };
      const opened = await core.openRecords(answer.value.records, record);
      return opened.ok ? { ok: true, value: [...opened.value.records].sort((a, b) => a.version - b.version) } : opened;
    },
    nameOf: (actor) => members.value.get(actor)?.name ?? null,
    refresh: poll,

    start,
    poll,
    forget() {
      epoch += 1;
      after = 0;
      index.clear();
      timelines.clear();
      listState.value = { kind: "loading" };
      asOf.value = null;
      revision.value += 1;
    },
  };
}

// When it happened, as its author entered it; else when it was written.
function happened(record: CurrentRecord): number {
  const occurred = record.fields["body"]?.["occurred"];
  return typeof occurred === "number" ? occurred : record.written.getTime();
}
