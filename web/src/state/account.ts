// web/src/state/account.ts: signing in, locking, unlocking, signing out. Locking is not signing out: the keys go, what was
// entered stays sealed on the device, and the password opens it again while the session lasts.

import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { ApiClient } from "../api/client.ts";
import type { CoreClient } from "../core/core-client.ts";
import type { Directory, SignedIn } from "../core/core-types.ts";
import type { ErrorCode } from "../generated/errors.gen.ts";
import type { OutboxControl } from "../outbox/outbox.ts";
import type { HomeModel } from "./home.ts";
import { buildIdleWatch } from "./idle.ts";
import type { RecordsControl } from "./records.ts";
import { initialsOf, type LockReason, type SessionSignal } from "./session.ts";
import { buildSignInFlow, type SignInAnswer } from "./sign-in-flow.ts";
import { buildTabClaim } from "./tabs.ts";
import type { VaultSession } from "./vault-session.ts";

// What comes after a password or a code.
export type SignInStep =
  | { readonly kind: "open" }
  | { readonly kind: "code" }
  | { readonly kind: "set_up" } // a second factor must be set up first: /second-factor
  | { readonly kind: "failed"; readonly code: ErrorCode };

export type SignOutResult = { readonly kind: "done" } | { readonly kind: "unsent"; readonly count: number } | { readonly kind: "failed"; readonly code: ErrorCode };

export interface AccountModel {
  /** Why no resident can be added yet, as far as this device knows: recovery_gate, or null. */
  readonly recoveryGate: ReadonlySignal<ErrorCode | null>;
  readonly hasKit: ReadonlySignal<boolean>;
  /** True in the last five minutes of the eight hours. */
  readonly ending: ReadonlySignal<boolean>;
  /** Where this person was when it locked; ids only. */
  readonly returnTo: ReadonlySignal<string | null>;
  /** A page that was asked for while it could not be shown: it is shown after signing in or unlocking. */
  remember(path: string): void;
  /** The name that a new owner gave when creating the home, until it is a record. */
  readonly newcomerName: Signal<string | null>;

  signIn(handle: string, password: string): Promise<SignInStep>;
  secondFactor(code: string): Promise<SignInStep>;
  /** After the forced set-up was confirmed: the keys come now. */
  afterSetUp(): Promise<SignInStep>;
  lock(reason: LockReason): Promise<void>;
  /** Ends the eight hours early, to start eight new ones: sign in again, nothing typed is lost. */
  renew(): Promise<void>;
  signOut(): Promise<SignOutResult>;
  kitStored(): void;
  /** The device key that was made while joining: the first sign-in goes on with it. */
  adoptDevice(row: { account: string; device: string; state: string }): Promise<void>;
  useHere(): Promise<void>;
}

export interface AccountControl extends AccountModel {
  start(): Promise<void>;
  sessionLost(): void;
}

export interface AccountDependencies {
  readonly core: CoreClient;
  readonly api: ApiClient;
  readonly home: HomeModel;
  readonly session: SessionSignal;
  readonly vault: VaultSession;
  readonly outbox: OutboxControl;
  readonly records: RecordsControl;
  readonly clock: () => Date;
  readonly roleWords: (directory: Directory) => string; // what stands for a name that is not known yet
}

const sendBeforeLockMs = 1_500;
const warnMs = 5 * 60_000;
const tickMs = 10_000;

export function buildAccount(dependencies: AccountDependencies): AccountControl {
  const { core, api, home, session, vault, outbox, records, clock, roleWords } = dependencies;
  const flow = buildSignInFlow(core, api, home);
  const ending = signal(false);
  const returnTo = signal<string | null>(null);
  let handle: string | null = null;
  let lastAccount: string | null = null;
  let hasLeft = false; // signed out on purpose: the next sign-in starts at the beginning
  let setUp: SignedIn | null = null;
  let locking: Promise<void> | null = null;
  let ticking: ReturnType<typeof setInterval> | undefined;
  const idle = buildIdleWatch(clock, () => void lock("idle"));
  const tab = buildTabClaim(async () => {
    await lock("person");
    session.value = { kind: "elsewhere", home: homeName() };
  });

  const homeName = (): string => (home.state.value.kind === "home" ? home.state.value.facts.name : "");

  async function forget(): Promise<void> {
    idle.stop();
    clearInterval(ticking);
    await core.lock();
    outbox.forget();
    records.forget();
    vault.forget();
    ending.value = false;
    setUp = null;
  }

  async function lockNow(reason: LockReason): Promise<void> {
    const was = session.value;
    if (was.kind !== "open" && was.kind !== "must_set_up") return;
    if (was.kind === "open") {
      returnTo.value = `${location.pathname}${location.search}`;
      if (reason !== "storage") await outbox.close(reason === "expired" ? 0 : sendBeforeLockMs);
    }
    await forget();
    session.value = { kind: "locked", home: was.home, device: was.kind === "open" ? was.device : "own", reason, handle };
  }

  function lock(reason: LockReason): Promise<void> {
    locking ??= lockNow(reason).finally(() => { locking = null; });
    return locking;
  }

  function showOpen(): void {
    const { value: facts } = vault.facts;
    const { value: directory } = vault.directory;
    if (facts === null || directory === null) return;
    const me = directory.members.find(({ actor }) => actor === facts.actor);
    const name = records.nameOf(facts.actor) ?? roleWords(directory);
    session.value = {
      kind: "open", home: directory.name, unit: records.unitName.value, role: facts.role, standing: me?.status === "pending" ? "pending" : "active",
      person: { id: facts.actor, name, initials: initialsOf(name) }, device: "own", endsAt: new Date(facts.expires),
    };
  }

  function tick(): void {
    const { value } = session;
    if (value.kind !== "open") return;
    const left = value.endsAt.getTime() - clock().getTime();
    ending.value = left <= warnMs;
    if (left <= 0) void lock("expired");
  }

  async function openVault(signedIn: SignedIn): Promise<SignInStep> {
    // Where somebody else was is no place to start.
    if (lastAccount !== null && lastAccount !== signedIn.account) returnTo.value = null;
    lastAccount = signedIn.account;
    hasLeft = false;
    const failed = await vault.open(signedIn);
    if (failed !== null) {
      await forget();
      return { kind: "failed", code: failed };
    }
    const mayRead = vault.directory.value?.members.find(({ me }) => me === 1)?.status === "active";
    await outbox.open();
    if (mayRead) await records.start();
    showOpen();
    idle.start(vault.directory.value?.idle_minutes ?? 5);
    ticking = setInterval(tick, tickMs);
    tick();
    return { kind: "open" };
  }

  async function complete(answer: SignInAnswer): Promise<SignInStep> {
    if (answer.kind === "failed") return answer;
    if (answer.kind === "code_needed") return { kind: "code" };
    const { signedIn } = answer;
    if (signedIn.second_factor_setup === 0) return openVault(signedIn);
    // Enough to prove requests with; the keys are withheld until the code was confirmed.
    const proving = await core.openVault({ signed_in: signedIn });
    if (!proving.ok) return { kind: "failed", code: proving.code };
    setUp = signedIn;
    session.value = { kind: "must_set_up", home: homeName(), role: signedIn.role };
    return { kind: "set_up" };
  }

  return {
    recoveryGate: computed(() => {
      const { value: facts } = vault.facts;
      const owners = vault.directory.value?.owners ?? 0;
      return facts?.role === "owner" && owners < 2 && !facts.hasKit ? "recovery_gate" : null;
    }),
    hasKit: computed(() => vault.facts.value?.hasKit ?? false),
    ending, returnTo,
    remember(path) {
      if (!hasLeft) returnTo.value ??= path;
    },
    newcomerName: signal(null),
    async signIn(typedHandle, password) {
      handle = typedHandle.trim();
      return complete(await flow.password(handle, password));
    },
    secondFactor: async (code) => complete(await flow.secondFactor(code)),
    async afterSetUp() {
      if (setUp === null) return { kind: "failed", code: "login_unknown" };
      const keys = await api.request("getAccountKeys", {});
      if (!keys.ok) return { kind: "failed", code: keys.code };
      const signedIn: SignedIn = { ...setUp, ...keys.value, second_factor: 1, second_factor_setup: 0 };
      setUp = null;
      return openVault(signedIn);
    },
    lock,
    async renew() {
      await outbox.close(sendBeforeLockMs);
      await api.request("endSession", {});
      await lock("expired");
    },
    async signOut() {
      await outbox.sendNow();
      const count = outbox.entries.value.filter(({ state, mine }) => mine && (state.kind === "saved_here" || (state.kind === "needs_attention" && state.fix !== "dismiss" && state.fix !== "compare"))).length;
      if (count > 0) return { kind: "unsent", count };
      const ended = await api.request("endSession", {});
      if (!ended.ok && ended.status === 0) return { kind: "failed", code: ended.code };
      const name = homeName();
      await forget();
      handle = null;
      returnTo.value = null;
      hasLeft = true;
      session.value = { kind: "signed_out", home: name };
      return { kind: "done" };
    },
    kitStored: () => vault.setHasKit(),
    adoptDevice: (row) => outbox.adoptDevice(row),
    async useHere() {
      await tab.take();
      await this.start();
    },

    async start() {
      if (session.value.kind !== "elsewhere" && !(await tab.claim())) {
        await home.load();
        session.value = { kind: "elsewhere", home: homeName() === "" ? null : homeName() };
        return;
      }
      const state = await home.load();
      if (state.kind !== "home") {
        session.value = { kind: "signed_out", home: null };
        return;
      }
      const live = await api.request("getSession", {});
      if (live.ok) await outbox.load();
      session.value = live.ok
        ? { kind: "locked", home: state.facts.name, device: "own", reason: "reload", handle: null }
        : { kind: "signed_out", home: state.facts.name };
    },
    sessionLost() {
      if (session.value.kind === "open" || session.value.kind === "must_set_up") void lock("expired");
    },
  };
}
