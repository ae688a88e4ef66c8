// web/src/state/app-state.ts: everything the screen depends on, built once in main.tsx and passed down.

import { computed, effect, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { buildApiClient, type ApiClient } from "../api/client.ts";
import { buildCoreClient, type CoreClient } from "../core/core-client.ts";
import type { Directory } from "../core/core-types.ts";
import type { ErrorCode } from "../generated/errors.gen.ts";
import { startCoreWorker } from "../core/start-worker.ts";
import { roleHas } from "../generated/permissions.gen.ts";
import { t } from "../i18n/translate.ts";
import { openOutboxDatabase } from "../outbox/database.ts";
import { browserLocks } from "../outbox/locks.ts";
import type { Outbox } from "../outbox/outbox-types.ts";
import { buildOutbox } from "../outbox/outbox.ts";
import { requestPersistence } from "../outbox/storage.ts";
import { installTriggers } from "../outbox/triggers.ts";
import { buildAccount, type AccountControl, type AccountModel } from "./account.ts";
import { buildDisplayPreferences, type DisplayPreferences } from "./display.ts";
import { buildHome, type HomeModel } from "./home.ts";
import type { RecordStore } from "./records-types.ts";
import { buildRedaction, type Redaction } from "./redaction.ts";
import { rosterOf } from "./roster.ts";
import { buildRecords } from "./records.ts";
import { initialsOf, type SessionSignal, type SessionState } from "./session.ts";
import type { SyncSummary } from "./sync.ts";
import { buildVaultSession } from "./vault-session.ts";

export interface AppState {
  readonly session: SessionSignal;
  readonly sync: ReadonlySignal<SyncSummary>;
  readonly display: DisplayPreferences;
  readonly clock: () => Date;
  readonly home: HomeModel;
  readonly account: AccountModel;
  /** Who belongs to the home, as its log proves; null without a session. */
  readonly directory: ReadonlySignal<Directory | null>;
  readonly records: RecordStore;
  readonly outbox: Outbox;
  /** Takes out of a text what says who somebody is; loaded when first needed. */
  readonly redaction: Redaction;
  /** For model.ts of features that need a call of their own (make_kit, verify_audit, one route). */
  readonly core: CoreClient;
  readonly api: ApiClient;
  /** How many entries the newest log state has that this device checked; 0: none yet. */
  readonly trustedSize: () => number;
  /** Asks for the newest members and keys. */
  readonly refreshMembers: () => Promise<void>;
  /** What the server showed contradicts what this device knows of the home's log; null: nothing does. */
  readonly doubt: ReadonlySignal<ErrorCode | null>;
  /** A new version of the app waits; restart() takes it. */
  readonly update: Signal<{ readonly restart: () => void } | null>;
}

// What every page.tsx is given: export function Page({ app, params }: PageProps)
export interface PageProps {
  readonly app: AppState;
  readonly params: Readonly<Record<string, string>>;
}

const pollMs = 15_000;
const membersEvery = 4; // polls

export function buildAppState(): { app: AppState; start: () => Promise<void> } {
  const clock = (): Date => new Date();
  const session: SessionSignal = signal<SessionState>({ kind: "starting", home: null });
  let account: AccountControl | undefined;
  const core = buildCoreClient(startCoreWorker, () => void account?.lock("stopped"));
  const api = buildApiClient({
    signRequest: core.signRequest, clock, onSessionLost: () => account?.sessionLost(),
  });
  const home = buildHome(api, clock);
  const vault = buildVaultSession({ core, api, outbox: () => outbox, clock });
  const outbox = buildOutbox({
    core, api, openDatabase: openOutboxDatabase, withLock: browserLocks(), clock,
    trustedSize: vault.trustedSize,
    isTrusted: () => vault.doubt.value === null,
    recoveryGate: () => account?.recoveryGate.value ?? null,
    storeKeyring: vault.storeKeyring,
    syncDirectory: vault.sync,
    onSent: () => void records.poll(),
    onChainLost: (code) => void account?.lock(code === "other_tab_active" ? "person" : "storage"),
    persist: async () => void (await requestPersistence()),
  });
  const records = buildRecords({
    core, api, clock, entries: outbox.entries,
    me: () => vault.facts.value?.actor ?? "",
    mayReadRecords: () => vault.facts.value !== null && roleHas(vault.facts.value.role, "record_read"),
    seen: outbox.seen,
    refreshKeys: vault.refresh,
  });
  const redaction = buildRedaction(
    async () => (await import("../core/redactor.ts")).openRedactor(),
    () => {
      const { value: residents } = records.residents;
      return rosterOf(residents.kind === "ready" ? residents.residents : [], records.members.value.values());
    },
  );
  // It knows names: it ends with the session, and when the page goes.
  effect(() => {
    if (session.value.kind !== "open") redaction.end();
  });
  addEventListener("pagehide", () => redaction.end());
  account = buildAccount({
    core, api, home, session, vault, outbox, records, clock,
    roleWords: (directory) => {
      const me = directory.members.find((member) => member.me === 1);
      return me === undefined ? "" : t(`role-${me.role}`);
    },
  });
  const control = account;

  // Does the log go on from what this device saw, and has anything changed?
  const refresh = (): void => {
    if (session.value.kind === "open") void vault.refreshIfChanged().then(records.poll);
  };
  installTriggers({ send: (now) => void outbox.sendWaiting(now), hidden: () => void outbox.finishHolds(), seen: refresh, isWaiting: outbox.isUnsent });
  // The server answers again: what waited for it goes now, not when its back-off ends.
  let connection = api.connection.peek().kind;
  effect(() => {
    const before = connection;
    connection = api.connection.value.kind;
    if (before === "offline" && connection === "online") void outbox.sendWaiting(true);
  });
  // The log goes on as it should: what was held back while it did not goes now.
  let doubted = false;
  effect(() => {
    const before = doubted;
    doubted = vault.doubt.value !== null;
    if (before && !doubted) void outbox.sendWaiting(true);
  });
  let polls = 0;
  setInterval(() => {
    if (session.value.kind !== "open" || document.visibilityState !== "visible") return;
    polls += 1;
    if (polls % membersEvery === 0) refresh();
    else void records.poll();
  }, pollMs);

  // A name, a role or a unit's name that changed shows in the frame at once.
  effect(() => {
    const { value } = session;
    const { value: facts } = vault.facts;
    if (value.kind !== "open" || facts === null) return;
    const name = records.nameOf(facts.actor) ?? value.person.name;
    const unit = records.unitName.value;
    const standing = vault.directory.value?.members.find(({ actor }) => actor === facts.actor)?.status === "pending" ? "pending" : "active";
    if (name === value.person.name && unit === value.unit && facts.role === value.role && standing === value.standing) return;
    // Confirmed just now: the lists that a newcomer could not load yet.
    if (value.standing === "pending" && standing === "active") void records.start();
    session.value = { ...value, unit, role: facts.role, standing, person: { ...value.person, name, initials: initialsOf(name) } };
  });

  const app: AppState = {
    session,
    sync: computed(() => ({ waiting: outbox.waiting.value, attention: outbox.attention.value, connection: api.connection.value })),
    display: buildDisplayPreferences(),
    clock, home, account, directory: vault.directory, records, outbox, redaction, core, api,
    trustedSize: vault.trustedSize,
    refreshMembers: vault.refresh,
    doubt: vault.doubt,
    update: signal(null),
  };
  return { app, start: () => control.start() };
}
