// web/src/outbox/outbox.ts: nothing a person entered is lost. A tap is sealed and on the disk before anything else happens;
// ten seconds later it is numbered and signed; it leaves when the server's receipt was checked and the server's list shows it.

import { computed } from "@preact/signals";
import type { ApiClient, ApiResult } from "../api/client.ts";
import type { CoreClient } from "../core/core-client.ts";
import type { B64, CoreResult, NewRecord, Signed } from "../core/core-types.ts";
import type { ErrorCode } from "../generated/errors.gen.ts";
import { recordForms, type RecordType } from "../generated/records.gen.ts";
import type { DeviceRow, DraftRow, OnClosed, OutboxDatabase, QueueRow, QueuedRecord } from "./database.ts";
import { sendAssist } from "./assist.ts";
import { buildDrafts, isAboutTheDevice } from "./drafts.ts";
import { buildLedger, draftKey, queueKey } from "./ledger.ts";
import type { WithLock } from "./locks.ts";
import type { ActResult, Outbox, SaveOptions, SaveResult } from "./outbox-types.ts";
import { recallQueue, reseal, type ResealDependencies } from "./reseal.ts";
import { buildSender } from "./sender.ts";
import { buildSigning, type Signer } from "./signing.ts";

export interface OutboxDependencies {
  readonly core: CoreClient;
  readonly api: ApiClient;
  readonly openDatabase: (onClosed: OnClosed) => Promise<OutboxDatabase>;
  readonly withLock: WithLock;
  readonly clock: () => Date;
  readonly trustedSize: () => number;
  readonly isTrusted: () => boolean; // false: the server showed this device two histories, and nothing is sent
  readonly recoveryGate: () => ErrorCode | null; // why no resident can be added yet
  readonly storeKeyring: (bytes: B64) => Promise<ApiResult<unknown>>;
  readonly syncDirectory: () => Promise<ErrorCode | null>;
  readonly onSent: () => void; // the server has something new of ours: ask for it
  readonly onChainLost: (code: ErrorCode) => void;
  readonly persist?: () => Promise<void>;
}

// What the session does with it; pages get the Outbox.
export interface OutboxControl extends Outbox {
  findDevice(account: string): Promise<DeviceRow | undefined>;
  /** Opening the vault and stepping the log forward change the device state: both go through here. `durable`: not on a full disk. */
  keep<T>(step: () => Promise<CoreResult<Signed<T>>>, durable?: boolean): Promise<CoreResult<Signed<T>>>;
  setSigner(signer: Signer): void;
  adoptDevice(row: { account: string; device: string; state: B64 }): Promise<void>;
  /** How much waits, before anybody unlocks. */
  load(): Promise<void>;
  /** After the directory and the gate shares are there: finish what was left behind, then send. */
  open(): Promise<void>;
  /** Before a lock: ends the holds and tries to send for a moment. Whatever happens, the lock that waits for it comes. */
  close(patienceMs: number): Promise<void>;
  forget(): void;
  seen(hashes: ReadonlySet<string>): Promise<void>;
  /** Something here still has to go to the server. */
  isUnsent(): boolean;
  /** What is due; with a connection that is there again, everything. */
  sendWaiting(now?: boolean): Promise<void>;
}

const holdMs = 10_000;
const closingMs = 3_000;

export function buildOutbox(dependencies: OutboxDependencies): OutboxControl {
  const { core, api, withLock, clock, trustedSize, isTrusted, recoveryGate, storeKeyring, syncDirectory, onSent, onChainLost } = dependencies;
  let opening: Promise<OutboxDatabase> | null = null;
  let signer: Signer | null = null;
  let ready = false;
  let asked = false;
  let cleared = false;
  let changing: Promise<void> | null = null;
  const finishing = new Set<string>();
  const keeping = new Set<Promise<unknown>>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  const database = (): Promise<OutboxDatabase> => {
    opening ??= dependencies.openDatabase((how) => {
      opening = null;
      cleared ||= how === "cleared";
      if (cleared) void database().catch(() => undefined);
    }).then(writeBack).catch((error: unknown) => {
      opening = null;
      throw error;
    });
    return opening;
  };
  const ledger = buildLedger(database, clock);
  const isOpen = (): boolean => ready && signer !== null;
  const signing = buildSigning({
    core, database, ledger, withLock, clock, signer: () => signer, onChainLost,
    onStored: (draft, row) => drafts.becameEntry(draft, row),
  });
  const drafts = buildDrafts({ core, database, ledger, signing, clock, account: () => signer?.account ?? null, onQueued: () => void sendWaiting() });
  const sender = buildSender({ core, api, database, ledger, withLock, clock, isOpen, isTrusted, storeKeyring, forget: (row) => forgetSettled([row]), onNews: afterSending, onBroken: (row) => signing.retire(row.account) });
  const resealing: ResealDependencies = { core, ledger, drafts, trustedSize };

  // What sites keep was cleared while this page was open. What it still has in memory is kept again, before anything else is.
  async function writeBack(opened: OutboxDatabase): Promise<OutboxDatabase> {
    if (cleared && isOpen()) {
      await opened.write(["drafts", "queue", "device"], (writing) => [
        ...ledger.drafts().map((row) => writing.objectStore("drafts").put(row)),
        ...ledger.queue().map((row) => writing.objectStore("queue").put(row)),
        ...signing.writeBack(writing),
      ]);
    }
    cleared = false;
    return opened;
  }

  async function forgetSettled(rows: readonly QueueRow[]): Promise<boolean> {
    if (rows.length === 0) return true;
    try {
      await (await database()).write(["queue"], (writing) => rows.map(({ id }) => writing.objectStore("queue").delete(id)));
    } catch {
      return false; // they go at the next start, when the server is asked for them again
    }
    ledger.removeQueued(...rows.map(({ id }) => id));
    return true;
  }

  function afterSending(rows: readonly QueueRow[]): void {
    if (rows.some(({ kind }) => kind === "record")) onSent();
    // Somebody changed what this person may do: what she is offered now must fit.
    if (rows.some(({ code }) => code === "role_forbids" || code === "author_revoked")) void syncDirectory();
  }

  async function sendWaiting(now = false): Promise<void> {
    // Holds that are over and could not be signed when they ended.
    if (isOpen()) await finish(held().filter(({ heldUntil }) => heldUntil <= clock().getTime()));
    if (isOpen()) await sender.send({ now });
    await resealChanged();
  }

  // A key of the home was changed after this was sealed: seal it again with the new one. Once, however many sends end now.
  function resealChanged(): Promise<void> {
    changing ??= resealRefused().finally(() => { changing = null; });
    return changing;
  }

  async function resealRefused(): Promise<void> {
    const rows = ledger.queue().filter((row): row is QueuedRecord =>
      row.kind === "record" && row.state === "refused" && row.code === "generation_stale" && row.account === signer?.account);
    if (rows.length === 0 || !isOpen() || (await syncDirectory()) !== null) return;
    if (await reseal(rows, resealing)) await sender.send({ now: true });
  }

  const mine = () => ledger.drafts().filter((row) => row.kind === "entry" && row.account === signer?.account && !finishing.has(row.id));
  const held = () => mine().filter(({ problem }) => problem === undefined);

  // A draft is signed once, whoever asks first: the end of its hold, the next entry, a lock.
  async function finish(rows: readonly DraftRow[]): Promise<CoreResult<readonly string[]>> {
    if (rows.length === 0) return { ok: true, value: [] };
    for (const { id } of rows) finishing.add(id);
    try {
      return await drafts.finish([...rows].sort((a, b) => a.written - b.written));
    } finally {
      for (const { id } of rows) finishing.delete(id);
    }
  }

  async function finishHolds(): Promise<void> {
    for (const timer of timers.values()) clearTimeout(timer);
    timers.clear();
    if (signer !== null) await finish(held());
  }

  function startHold(id: string): void {
    timers.set(id, setTimeout(() => {
      timers.delete(id);
      const row = held().find((draft) => draft.id === id);
      if (row !== undefined) void finish([row]);
    }, holdMs));
  }

  function keepForm(form: string, subject: string | null, content: object): Promise<ErrorCode | null> {
    const kept = drafts.keep({ kind: "form", form, subject, holdMs: 0, content }).then((result) => (result.ok ? null : result.code));
    keeping.add(kept);
    void kept.finally(() => keeping.delete(kept));
    return kept;
  }

  // What was typed last may still be on its way into its seal.
  async function finishForms(): Promise<void> {
    while (keeping.size > 0) await Promise.allSettled(keeping);
  }

  async function save(record: NewRecord, options: SaveOptions = {}): Promise<SaveResult> {
    const checked = await core.validateRecord({ type: record.type, act: record.act, fields: record.fields, now: clock().getTime() });
    if (!checked.ok) return { kind: "not_saved", code: checked.code };
    if (checked.value.errors.length > 0) return { kind: "wrong", errors: checked.value.errors };
    const gate = introducesSubject(record) ? recoveryGate() : null;
    if (gate !== null) return { kind: "not_saved", code: gate };
    await finishHolds();
    const hold = options.hold === true;
    const kept = await drafts.keep({ kind: "entry", form: null, subject: record.subject ?? null, holdMs: hold ? holdMs : 0, content: record, ...(options.form === undefined ? {} : { typedIn: options.form }) });
    if (!kept.ok) return { kind: "not_saved", code: kept.code };
    if (!asked) {
      asked = true;
      void dependencies.persist?.();
    }
    if (hold) {
      startHold(kept.value.id);
      return { kind: "saved", key: draftKey(kept.value.id), record: null, subject: record.subject ?? null };
    }
    const finished = await finish([kept.value]);
    if (!finished.ok && !isAboutTheDevice(finished.code)) {
      await drafts.remove(kept.value.id);
      return { kind: "not_saved", code: finished.code };
    }
    // It is on the disk, and gets its number later.
    const [key] = finished.ok ? finished.value : [];
    const row = ledger.queue().find(({ id }) => queueKey(id) === key);
    return { kind: "saved", key: key ?? draftKey(kept.value.id), ...(row?.kind === "record" ? { record: row.record, subject: row.subject } : { record: null, subject: null }) };
  }

  // Everything signed before must be there first, and the newest members known: a membership statement names the one before it.
  async function prepare(): Promise<ErrorCode | null> {
    if (!isOpen()) return "vault_locked";
    await finishHolds();
    await sender.send({ now: true });
    if (ledger.queue().some((row) => row.device === signer?.device && (row.state === "waiting" || row.state === "broken"))) {
      return api.connection.value.kind === "offline" ? "network_failed" : "store_busy";
    }
    return syncDirectory();
  }

  // The receipts of what was just signed: null when all were stored.
  async function deliver(rows: readonly QueueRow[]): Promise<ErrorCode | null> {
    await sender.send({ now: true });
    const ids = new Set(rows.map(({ id }) => id));
    const now = ledger.queue().filter((row) => ids.has(row.id) && row.kind === "membership");
    await forgetSettled(now.filter((row) => row.state === "sent" || row.state === "refused"));
    await syncDirectory();
    const failed = now.find((row) => row.state !== "sent");
    return failed === undefined ? null : (failed.code ?? "network_failed");
  }

  async function perform<T>(sign: () => Promise<CoreResult<T>>, rowsOf: (value: T) => readonly QueueRow[], last = false): Promise<CoreResult<T>> {
    const unready = await prepare();
    if (unready !== null) return { ok: false, code: unready };
    const signed = await sign();
    if (!signed.ok) return signed;
    const refused = await deliver(rowsOf(signed.value));
    // A colleague was faster: the list is fresh now, once more.
    if (refused === "directory_stale" && !last) return perform(sign, rowsOf, true);
    return refused === null ? signed : { ok: false, code: refused };
  }

  // What the last unlock left: receipts that nobody waited for, entries of a key whose numbering broke.
  async function repair(): Promise<void> {
    await forgetSettled(ledger.queue().filter(({ kind, state }) => kind !== "record" && state === "sent"));
    if (findStuck().length === 0) return;
    // What is signed anew must not be sent as it was meanwhile: it could arrive both ways.
    await withLock("careseal-send", async () => {
      const stuck = findStuck();
      await forgetSettled(stuck.filter(({ kind }) => kind !== "record"));
      await reseal(stuck.filter((row): row is QueuedRecord => row.kind === "record"), resealing);
    });
  }

  // Only from the entry on whose number the server did not take: it may have those before, and they are asked for as they are.
  function findStuck(): readonly QueueRow[] {
    const broken = new Set<string>();
    return ledger.queue().filter((row) => {
      if (row.state === "broken") broken.add(row.device);
      return row.account === signer?.account && broken.has(row.device) && row.device !== signer?.device && (row.state === "waiting" || row.state === "broken");
    });
  }

  const counted = computed(() => {
    const states = ledger.entries.value.map(({ state }) => state.kind);
    return { waiting: states.filter((kind) => kind === "saved_here").length, attention: states.filter((kind) => kind === "needs_attention").length };
  });

  return {
    entries: ledger.entries,
    waiting: computed(() => counted.value.waiting),
    attention: computed(() => counted.value.attention),
    save,
    async undo(key) {
      const row = held().find(({ id }) => draftKey(id) === key);
      if (row === undefined || row.heldUntil <= clock().getTime()) return false;
      clearTimeout(timers.get(row.id));
      timers.delete(row.id);
      finishing.add(row.id); // whatever else ends holds now: not this one
      const removed = await drafts.remove(row.id);
      finishing.delete(row.id);
      if (!removed) startHold(row.id);
      return removed;
    },
    finishHolds,
    keepForm,
    findForm: drafts.findForm,
    dropForm: drafts.dropForm,
    async act(act): Promise<ActResult> {
      const done = await perform(() => signing.act(act), (rows) => rows);
      return done.ok ? { kind: "done" } : { kind: "failed", code: done.code };
    },
    async invite(terms) {
      const done = await perform(() => signing.invite(terms), ({ rows }) => rows);
      if (done.ok) onSent();
      return done.ok ? { kind: "done", invite: done.value.invite } : { kind: "failed", code: done.code };
    },
    assist: (terms, deliver) => sendAssist(terms, deliver, { ledger, signing, sender, withLock, prepare, device: () => signer?.device ?? null }),
    async sendNow() {
      await finishHolds();
      await finish(mine()); // also what could not be signed before: the reason may be gone
      if (isOpen()) await sender.send({ now: true });
      await resealChanged();
    },
    async dismiss(key) {
      const row = ledger.queue().find(({ id }) => queueKey(id) === key);
      const draft = mine().find(({ id, problem }) => draftKey(id) === key && problem !== undefined);
      if (row?.state === "refused") await forgetSettled([row]);
      if (draft !== undefined) await drafts.remove(draft.id);
    },

    async findDevice(account) {
      const opened = await database();
      const [found, queue] = await Promise.all([opened.findDevice(account), opened.queue()]);
      signing.expect(found);
      // A page that ended between the server's rejection and the note of it.
      return found === undefined ? undefined : { ...found, retired: found.retired || queue.some(({ device, state }) => device === found.device && state === "broken") };
    },
    keep: signing.keep,
    // Should the disk refuse, the first sign-in makes another device key; nothing was signed with this one yet.
    async adoptDevice(row) {
      await (await database()).write(["device"], (writing) => [writing.objectStore("device").put({ ...row, retired: false })]).catch(() => undefined);
    },
    load: () => ledger.load().catch(() => undefined),
    setSigner(next) {
      signer = next;
      ledger.account = next.account;
    },
    async open() {
      await ledger.load();
      ready = true;
      await drafts.recall();
      await recallQueue(resealing);
      await repair();
      await finish(mine()); // also what could not be signed before: the reason may be gone
      await sender.send({ now: true });
    },
    async close(patienceMs) {
      const within = (work: Promise<unknown>, ms: number): Promise<unknown> => Promise.race([work.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, ms))]);
      await within(finishHolds().then(finishForms), closingMs);
      if (isOpen()) await within(sender.send({ now: true }), patienceMs);
    },
    forget() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      ready = false;
      signer = null;
      signing.forget();
      ledger.forget();
    },
    async seen(hashes) {
      const done = ledger.queue().filter((row) => row.state === "sent" && hashes.has(row.hash));
      await forgetSettled(done);
    },
    isUnsent: () => ledger.queue().some(({ state }) => state === "waiting") || mine().some(({ heldUntil }) => heldUntil <= clock().getTime()),
    sendWaiting,
  };
}

function introducesSubject(record: NewRecord): boolean {
  return record.act === "create" && record.subject === undefined && (recordForms[record.type as RecordType] as { introducesSubject: boolean } | undefined)?.introducesSubject === true;
}
