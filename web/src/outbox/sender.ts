// web/src/outbox/sender.ts: sends what waits, in the order in which each device key signed, and believes only receipts that
// the core has checked.
//
// An entry that gets no answer waits longer each time; it holds back what the same key signed after it and nothing else.
// Sending the same entry twice is harmless: the server answers with the same receipt.

import type { ApiClient, ApiProblem, ApiResult } from "../api/client.ts";
import type { CoreClient } from "../core/core-client.ts";
import type { B64, Receipt, ReceiptCheck, SignedStatement } from "../core/core-types.ts";
import type { ErrorCode } from "../generated/errors.gen.ts";
import type { OutboxDatabase, QueueRow, QueuedMembership, QueuedRecord } from "./database.ts";
import type { Ledger } from "./ledger.ts";
import type { WithLock } from "./locks.ts";

export interface SenderDependencies {
  readonly core: CoreClient;
  readonly api: ApiClient;
  readonly database: () => Promise<OutboxDatabase>;
  readonly ledger: Ledger;
  readonly withLock: WithLock;
  readonly clock: () => Date;
  readonly isOpen: () => boolean;
  readonly storeKeyring: (bytes: B64) => Promise<ApiResult<unknown>>;
  readonly onNews: (rows: readonly QueueRow[]) => void;
  readonly onBroken: (row: QueueRow) => Promise<void>; // this key's numbering no longer fits the server's
}

export interface Sender {
  send(options: { now: boolean }): Promise<void>; // now: back-off is over for everything
}

const batchLimit = 100;
const batchBytes = 3_500_000;
const sendPatienceMs = 30_000;
const firstWaitMs = 2_000;
const longestWaitMs = 5 * 60_000;

// The machine at the other end is in trouble, or there is none: nothing about the entry is wrong.
const passing: readonly ErrorCode[] = [
  "network_failed", "timeout", "internal", "store_busy", "store_failed", "disk_full", "shutting_down", "rate_limited", "log_rolled_back", "body_truncated",
];
const noSession: readonly ErrorCode[] = ["session_missing", "session_expired", "session_proof_wrong", "vault_locked", "second_factor_setup_needed"];

type Outcome = { readonly kind: "go_on" } | { readonly kind: "stop" };
const goOn: Outcome = { kind: "go_on" };
const stop: Outcome = { kind: "stop" };

export function buildSender(dependencies: SenderDependencies): Sender {
  const { core, api, database, ledger, withLock, clock, isOpen, storeKeyring, onNews, onBroken } = dependencies;
  let running: Promise<void> | null = null;
  let again = false;
  let atOnce = false; // somebody who asks while it is sending means what they ask
  let limit = batchLimit;

  async function save(...rows: readonly QueueRow[]): Promise<void> {
    const opened = await database();
    await opened.write(["queue"], (writing) => rows.map((row) => writing.objectStore("queue").put(row)));
    ledger.putQueued(...rows);
    for (const row of rows) if (row.state === "broken") await onBroken(row);
  }

  async function settle(rows: readonly QueueRow[], receipts: readonly Receipt[]): Promise<Outcome> {
    const checks = await check(core, rows, receipts);
    const settled = rows.map((row, i) => applyReceipt(row, receipts[i], checks[i], clock().getTime()));
    await save(...settled);
    // A change that lost against a newer version: that version is news too.
    const news = settled.filter((row) => row.state === "sent" || row.code === "version_stale");
    if (news.length > 0) onNews(news);
    return settled.some((row) => row.state === "waiting") ? stop : goOn;
  }

  async function fail(rows: readonly QueueRow[], problem: ApiProblem): Promise<Outcome> {
    const [first] = rows;
    if (first === undefined || noSession.includes(problem.code)) return stop;
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
    limit = Math.min(batchLimit, limit * 2);
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

  async function sendAll(now: boolean): Promise<void> {
    limit = batchLimit;
    const ready = (row: QueueRow): boolean => now || row.nextTry <= clock().getTime();
    const tried = new Set<number>();
    while (isOpen()) {
      const next = nextBatch(ledger.queue(), (row) => !tried.has(row.id) && ready(row), limit);
      if (next.length === 0) return;
      const [first] = next;
      const outcome = first?.kind === "membership" ? await sendMembership(first) : await sendRecords(next as readonly QueuedRecord[]);
      if (outcome.kind === "stop") return;
      // What still waits although nothing said so is not sent twice in one go, unless as part of a smaller batch.
      const after = ledger.queue().find(({ id }) => id === first?.id);
      if (after !== undefined && after.state === "waiting" && after.tries > (first?.tries ?? 0)) tried.add(after.id);
    }
  }

  return {
    async send({ now }) {
      atOnce ||= now;
      if (running !== null) {
        again = true;
        return running;
      }
      running = withLock("careseal-send", async () => {
        do {
          again = false;
          const isNow = atOnce;
          atOnce = false;
          await sendAll(isNow);
        } while (again && isOpen());
      }).finally(() => { running = null; });
      return running;
    },
  };
}

// The next entries of one device key, up to the first that may not go yet; a membership statement goes alone.
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
    if (batch.length > 0 && (row.device !== batch[0]?.device || row.kind === "membership")) break;
    if (row.kind === "membership") return [row];
    bytes += row.item.facets.reduce((sum, facet) => sum + facet.length, row.item.body.length + 200);
    if (batch.length > 0 && (batch.length >= limit || bytes > batchBytes)) break;
    batch.push(row);
  }
  return batch;
}

function statementOf(row: QueueRow): SignedStatement {
  return row.kind === "record" ? { body: row.item.body, sig: row.item.sig } : row.statement;
}

// What the server rejected has no receipt to check; everything else is checked by the core, in one call.
async function check(core: CoreClient, rows: readonly QueueRow[], receipts: readonly Receipt[]): Promise<readonly (ReceiptCheck | undefined)[]> {
  const pairs = rows.flatMap((row, at) => {
    const receipt = receipts[at];
    return receipt === undefined || receipt.result === "rejected" ? [] : [{ at, item: statementOf(row), receipt }];
  });
  const found: (ReceiptCheck | undefined)[] = rows.map(() => undefined);
  if (pairs.length === 0) return found;
  const answer = await core.verifyReceipts(pairs.map(({ item, receipt }) => ({ item, receipt })));
  if (answer.ok) pairs.forEach(({ at }, i) => { found[at] = answer.value.checks[i]; });
  return found;
}

function applyReceipt(row: QueueRow, receipt: Receipt | undefined, checked: ReceiptCheck | undefined, now: number): QueueRow {
  // The server did not take its number: what this key signed after it can't go either.
  if (receipt?.result === "rejected") return { ...row, state: "broken", code: receipt.code ?? "internal" };
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
  const tell = code === "recovery_gate" || code === "receipt_invalid";
  return { ...rest, tries, nextTry: now + wait, ...(tell ? { code } : {}) };
}
