// web/src/outbox/signing.ts: gives entries their number and signature, and stores them together with the device state that
// counts those numbers, in one transaction.
//
// Should that transaction fail, the core has counted what the disk does not know. Then the core is restarted from the disk
// (onChainLost locks it): the drafts are still there, and no number is given twice or left out.

import type { CoreClient, InviteTerms, MembershipAct } from "../core/core-client.ts";
import type { B64, CoreResult, FieldError, InviteOut, MembershipOut, NewRecord, SealedRecord, Signed } from "../core/core-types.ts";
import type { ErrorCode } from "../generated/errors.gen.ts";
import { addToQueue, storageCode, type DeviceRow, type NewQueueRow, type OutboxDatabase, type QueueRow } from "./database.ts";
import type { Ledger } from "./ledger.ts";
import type { WithLock } from "./locks.ts";

export interface Signer {
  readonly account: string;
  readonly device: string;
}

export interface SigningDependencies {
  readonly core: CoreClient;
  readonly database: () => Promise<OutboxDatabase>;
  readonly ledger: Ledger;
  readonly withLock: WithLock;
  readonly clock: () => Date;
  readonly signer: () => Signer | null;
  readonly onChainLost: (code: ErrorCode) => void;
}

export type Signing = {
  /** The drafts named are replaced by the entries they became. */
  records(records: readonly NewRecord[], draftIds: readonly string[]): Promise<CoreResult<readonly QueueRow[]> & { errors?: FieldError[] }>;
  act(act: MembershipAct): Promise<CoreResult<readonly QueueRow[]>>;
  invite(terms: InviteTerms): Promise<CoreResult<{ invite: InviteOut; rows: readonly QueueRow[] }>>;
  /** Steps that change the device state and sign nothing: unlocking, a step forward of the log. */
  keep<T>(step: () => Promise<CoreResult<Signed<T>>>): Promise<CoreResult<Signed<T>>>;
  retire(account: string): Promise<void>;
};

type Answer<T> = CoreResult<Signed<T>> & { errors?: FieldError[] };
const locked = { ok: false, code: "vault_locked" } as const;

export function buildSigning(dependencies: SigningDependencies): Signing {
  const { core, database, ledger, withLock, clock, signer, onChainLost } = dependencies;
  let retiredDevice: string | null = null;

  const deviceRow = (by: Signer, state: B64): DeviceRow => ({ ...by, state, retired: by.device === retiredDevice });

  async function store(by: Signer, state: B64, rows: readonly NewQueueRow[], draftIds: readonly string[]): Promise<CoreResult<readonly QueueRow[]>> {
    const added: QueueRow[] = [];
    try {
      const opened = await database();
      await opened.write(["queue", "device", "drafts"], (writing) => [
        ...rows.map((row) => addToQueue(writing, row, (stored) => added.push(stored))),
        writing.objectStore("device").put(deviceRow(by, state)),
        ...draftIds.map((id) => writing.objectStore("drafts").delete(id)),
      ]);
    } catch (error) {
      const code = storageCode(error);
      onChainLost(code);
      return { ok: false, code };
    }
    ledger.putQueued(...added);
    return { ok: true, value: added.sort((a, b) => a.id - b.id) };
  }

  async function signAndStore<T>(
    sign: () => Promise<Answer<T>>, rowsOf: (value: T, by: Signer) => readonly NewQueueRow[], draftIds: readonly string[],
  ): Promise<{ signed: Answer<T>; stored: CoreResult<readonly QueueRow[]> }> {
    return withLock("careseal-sign", async () => {
      const by = signer();
      if (by === null) return { signed: locked, stored: locked };
      const signed = await sign();
      if (!signed.ok) return { signed, stored: { ok: false, code: signed.code } };
      return { signed, stored: await store(by, signed.value.device_state, rowsOf(signed.value, by), draftIds) };
    });
  }

  const base = (by: Signer, hash: B64) => ({ ...by, hash, written: clock().getTime(), state: "waiting", tries: 0, nextTry: 0 }) as const;
  const recordRow = (sealed: SealedRecord, by: Signer): NewQueueRow =>
    ({ ...base(by, sealed.hash), kind: "record", item: sealed.item, record: sealed.record, subject: sealed.subject });

  return {
    async records(records, draftIds) {
      const { signed, stored } = await signAndStore(
        () => core.sealRecords({ records, now: clock().getTime() }), (value, by) => value.sealed.map((sealed) => recordRow(sealed, by)), draftIds);
      return signed.ok || signed.errors === undefined ? stored : { ...stored, errors: signed.errors };
    },
    async act(act) {
      const rowsOf = ({ statements, keyring }: { statements: MembershipOut[]; keyring?: B64 }, by: Signer): NewQueueRow[] => statements.map(({ hash, statement, grants }, i) => ({
        ...base(by, hash), kind: "membership", statement, grants, ...(i === 0 && keyring !== undefined ? { keyring } : {}),
      }));
      return (await signAndStore(() => core.membershipAct({ ...act, now: clock().getTime() }), rowsOf, [])).stored;
    },
    async invite(terms) {
      const rowsOf = ({ hash, statement, hello, member }: InviteOut, by: Signer): NewQueueRow[] =>
        [{ ...base(by, hash), kind: "membership", statement, grants: [], hello }, recordRow(member, by)];
      const { signed, stored } = await signAndStore(() => core.makeInvite({ ...terms, now: clock().getTime() }), rowsOf, []);
      if (!signed.ok) return signed;
      return stored.ok ? { ok: true, value: { invite: signed.value, rows: stored.value } } : stored;
    },
    async keep(step) {
      return withLock("careseal-sign", async () => {
        const answer = await step();
        const by = signer();
        if (!answer.ok || by === null) return answer;
        const stored = await store(by, answer.value.device_state, [], []);
        return stored.ok ? answer : stored;
      });
    },
    retire: (account) => withLock("careseal-sign", async () => {
      const opened = await database();
      const row = await opened.findDevice(account);
      if (row === undefined) return;
      retiredDevice = row.device;
      await opened.write(["device"], (writing) => [writing.objectStore("device").put({ ...row, retired: true })]);
    }),
  };
}
