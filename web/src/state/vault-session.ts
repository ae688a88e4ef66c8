// web/src/state/vault-session.ts: from a finished sign-in to an open vault: keys, the home's log and members, this device's
// own key, what colleagues granted, the gate shares. Every step is proved by the core; a step that fails opens nothing.

import { signal, type ReadonlySignal } from "@preact/signals";
import type { ApiClient, ApiResult } from "../api/client.ts";
import type { CoreClient } from "../core/core-client.ts";
import type { B64, Directory, HeadLink, LeafEntry, RoleName, SignedIn, Synced, Unlocked } from "../core/core-types.ts";
import type { ErrorCode } from "../generated/errors.gen.ts";
import type { OutboxControl } from "../outbox/outbox.ts";

export interface VaultFacts {
  readonly account: string;
  readonly actor: string;
  readonly role: RoleName;
  readonly expires: number;
  readonly hasKit: boolean;
}

export interface VaultSession {
  readonly directory: ReadonlySignal<Directory | null>;
  readonly facts: ReadonlySignal<VaultFacts | null>;
  /** The server showed something that can't be true of the log this device knows; null again once it proves that it goes on. */
  readonly doubt: ReadonlySignal<ErrorCode | null>;
  trustedSize(): number;
  open(signedIn: SignedIn): Promise<ErrorCode | null>;
  /** The newest members, checked against the log this device trusts. One at a time. */
  sync(): Promise<ErrorCode | null>;
  /** sync, and then the keys and subjects that came with it. */
  refresh(): Promise<void>;
  refreshIfChanged(): Promise<void>;
  storeKeyring(bytes: B64): Promise<ApiResult<unknown>>;
  setHasKit(): void;
  forget(): void;
}

export interface VaultDependencies {
  readonly core: CoreClient;
  readonly api: ApiClient;
  readonly outbox: () => OutboxControl;
  readonly clock: () => Date;
}

const recoveryKitWrap = 2;
// What only a log that was changed, or a server that is not the home's, brings about.
export const doubts: readonly ErrorCode[] = [
  "log_inconsistent", "log_rolled_back", "proof_invalid", "note_malformed", "note_signature_invalid", "leaf_malformed", "index_out_of_range",
  "directory_broken", "genesis_mismatch", "signature_invalid", "author_unknown", "commitment_mismatch",
];
const settled = (problem: { ok: false; code: ErrorCode }): ErrorCode => problem.code;

export function buildVaultSession({ core, api, outbox, clock }: VaultDependencies): VaultSession {
  const directory = signal<Directory | null>(null);
  const facts = signal<VaultFacts | null>(null);
  const doubt = signal<ErrorCode | null>(null);
  let next = 0;
  let size = 0;
  let keyringVersion = 0;
  let syncing: Promise<ErrorCode | null> | null = null;
  let deviceKnown = true;

  function adopt(step: Synced): void {
    next = step.next;
    size = step.size;
    deviceKnown = step.device_known === 1;
    directory.value = step.directory;
    if (facts.value !== null) facts.value = { ...facts.value, role: step.role };
  }

  async function loadMembership(to: number): Promise<ApiResult<readonly LeafEntry[]>> {
    const entries: LeafEntry[] = [];
    let from: number | undefined = next;
    while (from !== undefined && from < to) {
      const page: ApiResult<{ entries: readonly LeafEntry[]; next?: number }> = await api.request("getMembership", { query: { from, size: to } });
      if (!page.ok) return page;
      entries.push(...page.value.entries);
      // A list that does not go forward has no end.
      if (page.value.next !== undefined && page.value.next <= from) return { ok: false, code: "index_out_of_range", status: 200, problem: {} };
      from = page.value.next;
    }
    return { ok: true, value: entries };
  }

  // Heads that receipts and colleagues named: each must lead to the one just checked, or two logs are being shown.
  async function proveHeads(step: Omit<Synced, "device_state">, note: string): Promise<ErrorCode | null> {
    if (step.owed.length === 0) return null;
    const links: HeadLink[] = [];
    for (const from of step.owed) {
      const link = await api.request("getConsistency", { query: { from, to: step.size } });
      if (!link.ok) return settled(link);
      links.push({ size: from, proof: link.value.proof });
    }
    const proved = await outbox().keep<Omit<Synced, "device_state">>(() => core.syncDirectory({ note, consistency: [], entries: [], links, now: clock().getTime() }));
    return proved.ok ? null : proved.code;
  }

  async function syncOnce(): Promise<ErrorCode | null> {
    const checkpoint = await api.request("getCheckpoint", {});
    if (!checkpoint.ok) return settled(checkpoint);
    const { note } = checkpoint.value;
    const to = Number(note.split("\n")[1]);
    if (!Number.isSafeInteger(to)) return "note_malformed";
    if (to < size) return "log_rolled_back";
    const consistency = size === 0 || size === to ? { ok: true as const, value: { proof: [] } } : await api.request("getConsistency", { query: { from: size, to } });
    if (!consistency.ok) return settled(consistency);
    const entries = await loadMembership(to);
    if (!entries.ok) return settled(entries);
    const step = await outbox().keep<Omit<Synced, "device_state">>(() =>
      core.syncDirectory({ note, consistency: consistency.value.proof, entries: entries.value, now: clock().getTime() }));
    if (!step.ok) return step.code;
    adopt(step.value);
    return proveHeads(step.value, note);
  }

  async function judged(): Promise<ErrorCode | null> {
    const code = await syncOnce();
    if (code === null || doubts.includes(code)) doubt.value = code;
    return code;
  }

  function sync(): Promise<ErrorCode | null> {
    syncing ??= judged().finally(() => { syncing = null; });
    return syncing;
  }

  async function storeKeyring(bytes: B64): Promise<ApiResult<unknown>> {
    const stored = await api.request("storeKeyring", { body: { bytes, version: keyringVersion + 1 } });
    if (stored.ok) keyringVersion = stored.value.keyring_version;
    return stored;
  }

  async function enrolDevice(): Promise<ErrorCode | null> {
    const signed = await outbox().keep(() => core.membershipAct({ act: "add_device", now: clock().getTime() }), true);
    if (!signed.ok) return signed.code;
    for (const { statement } of signed.value.statements) {
      const sent = await api.request("appendMembership", { body: { statement } });
      if (!sent.ok) return sent.code;
      if (sent.value.result !== "stored") return sent.value.code ?? "internal";
    }
    const failed = await sync();
    if (failed !== null) return failed;
    return deviceKnown ? null : "author_unknown";
  }

  async function loadKeys(): Promise<ErrorCode | null> {
    const granted = await api.request("getGrants", {});
    if (!granted.ok) return settled(granted);
    const opened = await core.openGrants(granted.value.grants.map(({ bytes }) => ({ bytes })));
    if (!opened.ok) return opened.code;
    // Kept for the next sign-in; should it fail, the grants are still there to be opened again.
    if (opened.value.keyring !== undefined) await storeKeyring(opened.value.keyring);
    const subjects = await api.request("getSubjects", {});
    if (!subjects.ok) return settled(subjects);
    const set = await core.setGateShares(subjects.value.subjects);
    return set.ok ? null : set.code;
  }

  const isPending = (): boolean => directory.value?.members.find(({ me }) => me === 1)?.status === "pending";

  return {
    directory, facts, doubt, sync, storeKeyring,
    trustedSize: () => size,
    async open(signedIn) {
      const known = await outbox().findDevice(signedIn.account).catch(() => null);
      if (known === null) return "device_storage_missing";
      const device = known === undefined || known.retired ? {} : { device: known.device, device_state: known.state };
      const unlocked = await outbox().keep<Omit<Unlocked, "device_state">>(async () => {
        const answer = await core.openVault({ signed_in: signedIn, ...device });
        if (answer.ok) outbox().setSigner({ account: answer.value.account, device: answer.value.device });
        return answer;
      });
      if (!unlocked.ok) return unlocked.code;
      const { account, actor, role, expires } = unlocked.value;
      next = 0;
      size = unlocked.value.size;
      keyringVersion = signedIn.keyring_version;
      facts.value = { account, actor, role, expires, hasKit: signedIn.wraps.some(({ kind }) => kind === recoveryKitWrap) };
      const failed = (await sync()) ?? (deviceKnown ? null : await enrolDevice());
      if (failed !== null) return failed;
      return isPending() ? null : loadKeys();
    },
    async refresh() {
      if ((await sync()) === null && !isPending()) await loadKeys();
    },
    async refreshIfChanged() {
      const before = directory.value?.head;
      if ((await sync()) === null && directory.value?.head !== before && !isPending()) await loadKeys();
    },
    setHasKit() {
      if (facts.value !== null) facts.value = { ...facts.value, hasKit: true };
    },
    forget() {
      directory.value = null;
      facts.value = null;
      doubt.value = null;
      next = 0;
      size = 0;
      deviceKnown = true;
    },
  };
}
