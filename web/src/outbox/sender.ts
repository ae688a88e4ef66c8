// web/src/outbox/sender.ts: sends what waits, in the order in which each device key signed, and believes only receipts that
// the core has checked.
//
// An entry that gets no answer waits longer each time; it holds back what the same key signed after it and nothing else.
// Sending the same entry twice is harmless: the server answers with the same receipt. Signing it anew is not: so only what the home's
// server itself says about an entry makes it one that can't go as it is.

import type { ApiClient, ApiProblem, ApiResult } from "../api/client.ts";
import type { CoreClient } from "../core/core-client.ts";
import type { B64, Receipt, ReceiptCheck, SignedStatement } from "../core/core-types.ts";
import { errorNumbers, type ErrorCode } from "../generated/errors.gen.ts";
import type { OutboxDatabase, QueueRow, QueuedAssist, QueuedMembership, QueuedRecord } from "./database.ts";
import type { Ledger } from "./ledger.ts";
import type { WithLock } from "./locks.ts";
import type { DeliverAssist } from "./outbox-types.ts";

export interface SenderDependencies {
  readonly core: CoreClient;
  readonly api: ApiClient;
  readonly database: () => Promise<OutboxDatabase>;
  readonly ledger: Ledger;
  readonly withLock: WithLock;
  readonly clock: () => Date;
  readonly isOpen: () => boolean;
  readonly isTrusted: () => boolean; // false: this device was shown two histories of the home, and a receipt proves nothing now
  readonly storeKeyring: (bytes: B64) => Promise<ApiResult<unknown>>;
  readonly forget: (row: QueueRow) => Promise<unknown>; // nobody needs to see it any more
  readonly onNews: (rows: readonly QueueRow[]) => void;
  readonly onBroken: (row: QueueRow) => Promise<void>; // this key's numbering no longer fits the server's
}

export interface Sender {
  send(options: { now: boolean }): Promise<void>; // now: back-off is over for everything
  /** A statement together with its text, while the caller holds the lock of sending. null: its receipt was checked. */
  handIn(row: QueuedAssist, deliver: DeliverAssist): Promise<ErrorCode | null>;
}

const batchLimit = 100;
const batchBytes = 3_500_000;
const sendPatienceMs = 30_000;
const firstWaitMs = 2_000;
const longestWaitMs = 5 * 60_000;

// The machine at the other end is in trouble, or there is none: nothing about the entry is wrong, and nobody needs to do anything here.
const passing: readonly ErrorCode[] = [
  "network_failed", "timeout", "internal", "store_busy", "store_failed", "disk_full", "shutting_down", "rate_limited", "log_rolled_back", "body_truncated", "out_of_memory",
];
// Nothing is wrong with the entry either, but somebody must do something before it can go.
const standing: readonly ErrorCode[] = [
  "role_forbids", "confirmation_needed", "author_revoked", "host_unknown", "origin_refused", "route_unknown", "method_not_allowed", "not_found", "header_invalid",
  "content_type_wrong", "body_too_large", "store_key_wrong", "store_corrupt", "store_newer", "master_key_missing", "master_key_unreadable", "sign_in_again",
];
// The home has members or versions that this device does not know yet.
const tellsNews: readonly ErrorCode[] = ["version_stale", "role_forbids", "author_revoked"];
const noSession: readonly ErrorCode[] = ["session_missing", "session_expired", "session_proof_wrong", "vault_locked", "second_factor_setup_needed"];

type Outcome = { readonly kind: "go_on" } | { readonly kind: "stop" };
const goOn: Outcome = { kind: "go_on" };
const stop: Outcome = { kind: "stop" };

export function buildSender(dependencies: SenderDependencies): Sender {
  const { core, api, database, ledger, withLock, clock, isOpen, isTrusted, storeKeyring, forget, onNews, onBroken } = dependencies;
  let running: Promise<void> | null = null;
  let again = false;
  let atOnce = false; // somebody who asks while it is sending means what they ask
  let limit = batchLimit;
  let most = batchLimit; // a slow uplink does not carry more than this before its time is over

  // Where the disk refuses, what the server said is still shown; at the next start it is asked again, and says the same.
  async function save(...rows: readonly QueueRow[]): Promise<void> {
    await database().then((opened) => opened.write(["queue"], (writing) => rows.map((row) => writing.objectStore("queue").put(row)))).catch(() => undefined);
    ledger.putQueued(...rows);
    for (const row of rows) if (row.state === "broken") await onBroken(row).catch(() => undefined);
  }

  async function settle(rows: readonly QueueRow[], receipts: readonly (Receipt | null)[]): Promise<Outcome> {
    const checks = await check(core, rows, receipts);
    // Locked meanwhile: nobody looked at the receipts, and the next unlock asks for them again.
    if (checks === null || !isTrusted()) return stop;
    const settled = rows.map((row, i) => applyReceipt(row, receipts[i], checks[i], clock().getTime()));
    await save(...settled);
    const news = settled.filter((row) => row.state === "sent" || (row.code !== undefined && tellsNews.includes(row.code)));
    if (news.length > 0) onNews(news);
    return settled.some((row) => row.state === "waiting") ? stop : goOn;
  }

  async function fail(rows: readonly QueueRow[], problem: ApiProblem): Promise<Outcome> {
    const [first] = rows;
    if (first === undefined || noSession.includes(problem.code)) return stop;
    if (problem.code === "timeout") most = Math.max(1, Math.floor(rows.length / 2));
    if (problem.code === "body_too_large" && rows.length > 1) {
      limit = Math.max(1, Math.floor(rows.length / 2));
      return goOn;
    }
    if (problem.code === "recovery_gate" && rows.length > 1) {
      limit = 1; // only a new resident waits for the kit; what stands before it goes
      return goOn;
    }
    if (problem.code === "recovery_gate" || passing.includes(problem.code)) {
      await save(postponed(first, problem.code, clock().getTime()));
      return problem.status === 0 ? stop : goOn;
    }
    if (standing.includes(problem.code)) {
      const kept = rows.map((row) => postponed(row, problem.code, clock().getTime()));
      await save(...kept);
      if (tellsNews.includes(problem.code)) onNews(kept);
      return stop;
    }
    if (rows.length > 1) {
      limit = 1; // something is wrong with one of them: find it
      return goOn;
    }
    await save({ ...first, state: "broken", code: problem.code });
    return goOn;
  }

  async function sendRecords(rows: readonly QueuedRecord[]): Promise<Outcome> {
    const answer = await api.request("appendRecords", { body: { items: rows.map(({ item }) => item) }, patience: sendPatienceMs });
    if (!answer.ok) return fail(rows, answer);
    most = Math.min(batchLimit, Math.max(most, rows.length * 2));
    limit = Math.min(most, limit * 2);
    return settle(rows, answer.value.results);
  }

  async function sendMembership(row: QueuedMembership): Promise<Outcome> {
    let sending = row;
    if (row.keyring !== undefined) {
      const kept = await storeKeyring(row.keyring);
      if (!kept.ok) return fail([row], kept);
      const { keyring: _, ...rest } = row;
      sending = rest;
      await save(sending);
    }
    const answer = await api.request("appendMembership", {
      body: {
        statement: sending.statement,
        ...(sending.grants.length === 0 ? {} : { grants: sending.grants }),
        ...(sending.hello === undefined ? {} : { hello: sending.hello }),
      },
      patience: sendPatienceMs,
    });
    return answer.ok ? settle([sending], [answer.value]) : fail([sending], answer);
  }

  // Its text did not reach the server, or nobody knows whether it did: only what has a number goes now.
  async function sendAssist(row: QueuedAssist): Promise<Outcome> {
    const answer = await api.request("noteAssist", { body: { item: row.statement }, patience: sendPatienceMs });
    if (!answer.ok) return fail([row], answer);
    const after = await settleAssist(row, answer.value);
    return after?.state === "waiting" ? stop : goOn;
  }

  // Nothing is to be done about one that is in the log, either way: whoever sent the text was told.
  async function settleAssist(row: QueuedAssist, receipt: Receipt): Promise<QueueRow | undefined> {
    await settle([row], [receipt]);
    const after = ledger.queue().find(({ id }) => id === row.id);
    if (after?.state === "sent" || after?.state === "refused") await forget(after);
    return after;
  }

  function sendOne(row: QueuedMembership | QueuedAssist): Promise<Outcome> {
    return row.kind === "membership" ? sendMembership(row) : sendAssist(row);
  }

  async function sendAll(now: boolean): Promise<void> {
    limit = most;
    const ready = (row: QueueRow): boolean => now || row.nextTry <= clock().getTime();
    const tried = new Set<number>();
    while (isOpen() && isTrusted()) {
      const next = nextBatch(ledger.queue(), (row) => !tried.has(row.id) && ready(row), limit);
      if (next.length === 0) return;
      const [first] = next;
      const outcome = first === undefined || first.kind === "record" ? await sendRecords(next as readonly QueuedRecord[]) : await sendOne(first);
      if (outcome.kind === "stop") return;
      // What still waits although nothing said so is not sent twice in one go, unless as part of a smaller batch.
      const after = ledger.queue().find(({ id }) => id === first?.id);
      if (after !== undefined && after.state === "waiting" && after.tries > (first?.tries ?? 0)) tried.add(after.id);
    }
  }

  return {
    async handIn(row, deliver) {
      const answer = await deliver(row.statement);
      if (!answer.ok) return answer.code; // it still waits
      const after = await settleAssist(row, answer.value);
      if (after?.state === "sent") return null;
      return after?.code ?? "vault_locked"; // nobody looked at its receipt
    },
    async send({ now }) {
      atOnce ||= now;
      if (running !== null) {
        again = true;
        return running;
      }
      running = withLock("careseal-send", async () => {
        try {
          do {
            again = false;
            const isNow = atOnce;
            atOnce = false;
            await sendAll(isNow);
          } while (again && isOpen());
        } finally {
          running = null; // in the same moment: who asks after this starts another
        }
      });
      return running;
    },
  };
}

// The next entries of one device key, up to the first that may not go yet; what is no record goes alone.
function nextBatch(queue: readonly QueueRow[], ready: (row: QueueRow) => boolean, limit: number): readonly QueueRow[] {
  const heldBack = new Set<string>();
  const batch: QueueRow[] = [];
  let bytes = 0;
  for (const row of queue) {
    if (row.state === "sent" || row.state === "refused") continue;
    if (heldBack.has(row.device)) continue;
    if (row.state === "broken" || !ready(row)) {
      heldBack.add(row.device);
      continue;
    }
    if (batch.length > 0 && (row.device !== batch[0]?.device || row.kind !== "record")) break;
    if (row.kind !== "record") return [row];
    bytes += row.item.facets.reduce((sum, facet) => sum + facet.length, row.item.body.length + 200);
    if (batch.length > 0 && (batch.length >= limit || bytes > batchBytes)) break;
    batch.push(row);
  }
  return batch;
}

function statementOf(row: QueueRow): SignedStatement {
  return row.kind === "record" ? { body: row.item.body, sig: row.item.sig } : row.statement;
}

// What the server rejected has no receipt to check; everything else is checked by the core, in one call. null: it could not check.
async function check(core: CoreClient, rows: readonly QueueRow[], receipts: readonly (Receipt | null)[]): Promise<readonly (ReceiptCheck | undefined)[] | null> {
  const pairs = rows.flatMap((row, at) => {
    const receipt = receipts[at];
    return typeof receipt !== "object" || receipt === null || receipt.result === "rejected" ? [] : [{ at, item: statementOf(row), receipt }];
  });
  const found: (ReceiptCheck | undefined)[] = rows.map(() => undefined);
  if (pairs.length === 0) return found;
  const answer = await core.verifyReceipts(pairs.map(({ item, receipt }) => ({ item, receipt })));
  if (answer.ok) pairs.forEach(({ at }, i) => { found[at] = answer.value.checks[i]; });
  else if (answer.code === "vault_locked" || answer.code === "out_of_memory") return null;
  return found;
}

function applyReceipt(row: QueueRow, receipt: Receipt | null | undefined, checked: ReceiptCheck | undefined, now: number): QueueRow {
  if (receipt?.result === "rejected") {
    const code = receipt.code !== undefined && Object.hasOwn(errorNumbers, receipt.code) ? receipt.code : "internal";
    // The machine could not: nothing is known about the entry.
    if (passing.includes(code) || standing.includes(code)) return postponed(row, code, now);
    // The server did not take its number: what this key signed after it can't go either.
    return { ...row, state: "broken", code };
  }
  if (checked?.state === "sent") {
    const { code: _, ...rest } = row;
    return { ...rest, state: "sent", ...(checked.index === undefined ? {} : { index: checked.index }) };
  }
  if (checked?.state === "refused") {
    return { ...row, state: "refused", code: checked.code ?? "internal", ...(checked.version === undefined ? {} : { version: checked.version }) };
  }
  return postponed(row, "receipt_invalid", now);
}

function postponed(row: QueueRow, code: ErrorCode, now: number): QueueRow {
  const tries = row.tries + 1;
  const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(tries - 1, 10));
  const { code: _, ...rest } = row;
  // No connection is no reason to ask for attention; a closed gate and a false receipt are.
  const tell = code === "recovery_gate" || code === "receipt_invalid" || standing.includes(code);
  return { ...rest, tries, nextTry: now + wait, ...(tell ? { code } : {}) };
}
