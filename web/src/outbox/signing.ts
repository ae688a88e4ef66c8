// web/src/outbox/signing.ts: gives entries their number and signature, and stores them together with the device state that
// counts those numbers, in one transaction.
//
// Should that transaction fail, the core has counted what the disk does not know. What was signed then stays in memory, is never
// sent from there, and is stored before anything else is signed; until then, and should this page end before, the drafts are still
// on the disk, with the state in which they have no number yet. No number is given twice or left out.

import { batch } from "@preact/signals";
import type { CoreClient, InviteTerms, MembershipAct } from "../core/core-client.ts";
import type { AssistOut, AssistTerms, B64, CoreResult, FieldError, InviteOut, MembershipOut, NewRecord, SealedRecord, Signed } from "../core/core-types.ts";
import type { ErrorCode } from "../generated/errors.gen.ts";
import { addToQueue, storageCode, type DeviceRow, type NewQueueRow, type OutboxDatabase, type QueueRow, type QueuedAssist, type Writing } from "./database.ts";
import type { Ledger } from "./ledger.ts";
import type { WithLock } from "./locks.ts";

export interface Signer {
  readonly account: string;
  readonly device: string;
}

export interface DraftRecord {
  readonly id: string; // of the draft
  readonly record: NewRecord;
}

export interface SigningDependencies {
  readonly core: CoreClient;
  readonly database: () => Promise<OutboxDatabase>;
  readonly ledger: Ledger;
  readonly withLock: WithLock;
  readonly clock: () => Date;
  readonly signer: () => Signer | null;
  readonly onChainLost: (code: ErrorCode) => void;
  readonly onStored: (draft: DraftRecord, row: QueueRow) => void; // this draft is an entry now
}

export type Signing = {
  /** Each draft becomes an entry. `value`: those of these drafts. */
  records(drafts: readonly DraftRecord[]): Promise<CoreResult<readonly QueueRow[]> & { errors?: FieldError[] }>;
  act(act: MembershipAct): Promise<CoreResult<readonly QueueRow[]>>;
  invite(terms: InviteTerms): Promise<CoreResult<{ invite: InviteOut; rows: readonly QueueRow[] }>>;
  /** `isFirst`: nothing signed before it still waits; asked when nothing else can be signed any more. */
  assist(terms: AssistTerms, isFirst: () => boolean): Promise<CoreResult<QueuedAssist>>;
  /** Steps that change the device state and sign nothing that waits: unlocking, a step forward of the log. `durable`: not without a disk. */
  keep<T>(step: () => Promise<CoreResult<Signed<T>>>, durable?: boolean): Promise<CoreResult<Signed<T>>>;
  retire(account: string): Promise<void>;
  /** What the disk must say about this device when something is stored next: another page may have gone on with its number. */
  expect(row: DeviceRow | undefined): void;
  /** The browser lost what it kept: the device state goes back with what else is still in memory. */
  writeBack(writing: Writing): Promise<unknown>[];
  forget(): void;
};

type Answer<T> = CoreResult<Signed<T>> & { errors?: FieldError[] };

interface Numbered {
  readonly row: NewQueueRow;
  readonly draft: DraftRecord | null;
}

interface Step {
  readonly by: Signer;
  readonly state: B64;
  readonly signed: readonly Numbered[];
}

const locked = { ok: false, code: "vault_locked" } as const;

class StaleDevice extends Error {}

export function buildSigning(dependencies: SigningDependencies): Signing {
  const { core, database, ledger, withLock, clock, signer, onChainLost, onStored } = dependencies;
  let retiredDevice: string | null = null;
  let onDisk: Pick<DeviceRow, "device" | "state"> | null = null;
  let unstored: Step | null = null;

  const deviceRow = (by: Signer, state: B64): DeviceRow => ({ ...by, state, retired: by.device === retiredDevice });

  async function change(writing: Writing, { by, state, signed }: Step, added: (at: number, row: QueueRow) => void): Promise<void> {
    const devices = writing.objectStore("device");
    const found = await devices.get(by.account);
    if (found !== undefined && (found.device !== onDisk?.device || found.state !== onDisk.state)) {
      throw new StaleDevice();
    }
    await Promise.all([
      ...signed.map(({ row }, at) => addToQueue(writing, row, (stored) => added(at, stored))),
      devices.put(deviceRow(by, state)),
      ...signed.flatMap(({ draft }) => (draft === null ? [] : [writing.objectStore("drafts").delete(draft.id)])),
    ]);
  }

  async function store(step: Step): Promise<CoreResult<readonly QueueRow[]>> {
    const rows = new Map<number, QueueRow>();
    try {
      await (await database()).write(["queue", "device", "drafts"], (writing) => [change(writing, step, (at, row) => rows.set(at, row))]);
    } catch (error) {
      if (!(error instanceof StaleDevice)) return { ok: false, code: storageCode(error) };
      onChainLost("other_tab_active");
      return { ok: false, code: "other_tab_active" };
    }
    onDisk = { device: step.by.device, state: step.state };
    batch(() => {
      ledger.putQueued(...rows.values());
      step.signed.forEach(({ draft }, at) => {
        const row = rows.get(at);
        if (draft !== null && row !== undefined) onStored(draft, row);
      });
    });
    return { ok: true, value: [...rows].sort(([a], [b]) => a - b).map(([, row]) => row) };
  }

  // What was signed while the disk had no room comes first.
  async function storeRest(): Promise<ErrorCode | null> {
    if (unstored === null) return null;
    const stored = await store(unstored);
    if (!stored.ok) return stored.code;
    unstored = null;
    return null;
  }

  function hold(step: Step): void {
    unstored = { ...step, signed: [...(unstored?.signed ?? []), ...step.signed] };
  }

  async function signAndStore<T>(sign: () => Promise<Answer<T>>, signedOf: (value: T, by: Signer) => readonly Numbered[]): Promise<{ signed: Answer<T>; stored: CoreResult<readonly QueueRow[]> }> {
    const by = signer();
    if (by === null) return { signed: locked, stored: locked };
    const unready = await storeRest();
    if (unready !== null) return { signed: { ok: false, code: unready }, stored: { ok: false, code: unready } };
    const signed = await sign();
    if (!signed.ok) return { signed, stored: { ok: false, code: signed.code } };
    const step = { by, state: signed.value.device_state, signed: signedOf(signed.value, by) };
    const stored = await store(step);
    if (!stored.ok && stored.code !== "other_tab_active") {
      // An act that is said to have failed must not happen later: the core is restarted from the disk instead.
      if (step.signed.every(({ draft }) => draft !== null)) hold(step);
      else onChainLost(stored.code);
    }
    return { signed, stored };
  }

  const base = (by: Signer, hash: B64) => ({ ...by, hash, written: clock().getTime(), state: "waiting", tries: 0, nextTry: 0 }) as const;
  const recordRow = (sealed: SealedRecord, by: Signer): NewQueueRow =>
    ({ ...base(by, sealed.hash), kind: "record", item: sealed.item, record: sealed.record, subject: sealed.subject });
  const undrafted = (row: NewQueueRow): Numbered => ({ row, draft: null });

  return {
    records: (drafts) => withLock("careseal-sign", async () => {
      // Another page may have signed them, or this one while the disk was full.
      const unready = await storeRest();
      if (unready !== null) return { ok: false, code: unready };
      const here = new Set(ledger.drafts().map(({ id }) => id));
      const given = drafts.filter(({ id }) => here.has(id));
      if (given.length === 0) return { ok: true, value: [] };
      const { signed, stored } = await signAndStore(
        () => core.sealRecords({ records: given.map(({ record }) => record), now: clock().getTime() }),
        (value, by) => value.sealed.map((sealed, i) => ({ row: recordRow(sealed, by), draft: given[i] ?? null })));
      return signed.ok || signed.errors === undefined ? stored : { ...stored, errors: signed.errors };
    }),
    act: (act) => withLock("careseal-sign", async () => {
      const rowsOf = ({ statements, keyring }: { statements: MembershipOut[]; keyring?: B64 }, by: Signer): Numbered[] => statements.map(({ hash, statement, grants }, i) => undrafted({
        ...base(by, hash), kind: "membership", statement, grants, ...(i === 0 && keyring !== undefined ? { keyring } : {}),
      }));
      return (await signAndStore(() => core.membershipAct({ ...act, now: clock().getTime() }), rowsOf)).stored;
    }),
    invite: (terms) => withLock("careseal-sign", async () => {
      const rowsOf = ({ hash, statement, hello, member }: InviteOut, by: Signer): Numbered[] =>
        [undrafted({ ...base(by, hash), kind: "membership", statement, grants: [], hello }), undrafted(recordRow(member, by))];
      const { signed, stored } = await signAndStore(() => core.makeInvite({ ...terms, now: clock().getTime() }), rowsOf);
      if (!signed.ok) return signed;
      return stored.ok ? { ok: true, value: { invite: signed.value, rows: stored.value } } : stored;
    }),
    assist: (terms, isFirst) => withLock("careseal-sign", async () => {
      if (!isFirst()) return { ok: false, code: "store_busy" };
      const rowsOf = ({ statement, hash }: AssistOut, by: Signer): Numbered[] => [undrafted({ ...base(by, hash), kind: "assist", statement })];
      const { stored } = await signAndStore(() => core.assistStatement({ ...terms, now: clock().getTime() }), rowsOf);
      if (!stored.ok) return stored;
      const row = stored.value.find((each) => each.kind === "assist");
      return row === undefined ? { ok: false, code: "internal" } : { ok: true, value: row };
    }),
    keep: (step, durable = false) => withLock("careseal-sign", async () => {
      const answer = await step();
      const by = signer();
      if (!answer.ok || by === null) return answer;
      const next = { by, state: answer.value.device_state, signed: unstored?.signed ?? [] };
      const stored = await store(next);
      if (stored.ok) {
        unstored = null;
        return answer;
      }
      // A full disk is no reason not to read: what this device trusts is then only remembered by this page.
      if (durable || stored.code === "other_tab_active") return stored;
      unstored = next;
      return answer;
    }),
    retire: (account) => withLock("careseal-sign", async () => {
      const opened = await database();
      const row = await opened.findDevice(account);
      if (row === undefined) return;
      retiredDevice = row.device;
      await opened.write(["device"], (writing) => [writing.objectStore("device").put({ ...row, retired: true })]);
    }),
    expect(row) {
      onDisk = row ?? null;
    },
    writeBack(writing) {
      const by = signer();
      return by === null || onDisk === null || by.device !== onDisk.device ? [] : [writing.objectStore("device").put(deviceRow(by, onDisk.state))];
    },
    forget() {
      unstored = null;
    },
  };
}
