// web/src/features/accept-invite/model.ts: the code opens what the inviter sealed for the newcomer, and so proves which home
// this is; the newcomer's keys are made here. Then they are signed in with the password just chosen.

import { signal, type ReadonlySignal } from "@preact/signals";
import { passwordBytes } from "../../core/core-client.ts";
import type { RoleName } from "../../core/core-types.ts";
import { buildNewPassword, type NewPasswordModel } from "../../credentials/new-password.tsx";
import type { ErrorCode } from "../../generated/errors.gen.ts";
import { t } from "../../i18n/translate.ts";
import type { AppState } from "../../state/app-state.ts";
import type { FieldError } from "../../ui/error-summary/error-summary.tsx";

export interface Offer {
  readonly inv: string;
  readonly dir: string;
  readonly home: string;
  readonly role: RoleName;
  readonly until: Date;
}

export type AcceptState =
  | { readonly kind: "ask"; readonly busy: boolean; readonly inv: string | null } // inv known: only the code is missing
  | { readonly kind: "offer"; readonly busy: boolean; readonly offer: Offer }
  | { readonly kind: "joined" };

export interface AcceptModel {
  readonly state: ReadonlySignal<AcceptState>;
  readonly errors: ReadonlySignal<readonly FieldError[]>;
  readonly typed: ReadonlySignal<string>;
  readonly email: ReadonlySignal<string>;
  readonly password: NewPasswordModel;
  /** At the start, and when another link is opened in the same tab. */
  readAddress(): void;
  setTyped(text: string): void;
  setEmail(text: string): void;
  submit(): void;
  startAgain(): void;
}

const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

// "inv_….CODE", "inv_…", or a whole link that ends with either.
export function readInvitation(text: string): { inv: string; code: string | null } | null {
  const match = /(?:^|#)(inv_[A-Za-z0-9_-]+)(?:\.([A-Za-z0-9 -]+))?$/.exec(text.trim());
  return match === null ? null : { inv: match[1] ?? "", code: match[2] ?? null };
}

export function buildAccept(app: AppState): AcceptModel {
  const state = signal<AcceptState>({ kind: "ask", busy: false, inv: null });
  const errors = signal<readonly FieldError[]>([]);
  const typed = signal("");
  const handle = signal("");
  const role = (): string => (state.value.kind === "offer" ? state.value.offer.role : "carer");
  const password = buildNewPassword(app.core, () => ({ handle: handle.value.trim(), role: role() }));

  const fail = (code: ErrorCode, field: string | null): void => {
    errors.value = [{ field, text: t(`error-${code}`) }];
    if (state.value.kind !== "joined") state.value = { ...state.value, busy: false };
  };

  async function look(inv: string, code: string): Promise<void> {
    state.value = { kind: "ask", busy: true, inv };
    const home = app.home.state.value.kind === "home" ? app.home.state.value : await app.home.load();
    if (home.kind !== "home") return fail(home.kind === "unreachable" ? home.code : "host_unknown", null);
    const answer = await app.api.request("openInvite", { body: { inv } });
    if (!answer.ok) return fail(answer.code, null);
    const opened = await app.core.inviteOpen(code, { inv, hello: answer.value.hello, ws: home.facts.ws });
    if (!opened.ok) return fail(opened.code, "typed");
    errors.value = [];
    state.value = { kind: "offer", busy: false, offer: { inv, dir: answer.value.dir, home: opened.value.name, role: opened.value.role, until: new Date(answer.value.exp) } };
    password.checkAgain();
  }

  function submitCode(inv: string | null): void {
    const whole = readInvitation(typed.value);
    const code = inv === null ? (whole?.code ?? null) : (whole?.code ?? typed.value.trim());
    if (typed.value.trim() === "") errors.value = [{ field: "typed", text: inv === null ? t("accept-invite-enter") : t("accept-invite-enter-code") }];
    else if (inv === null && whole === null) errors.value = [{ field: "typed", text: t("accept-invite-not-a-link") }];
    else if (whole !== null && whole.code === null) {
      typed.value = "";
      errors.value = [];
      state.value = { kind: "ask", busy: false, inv: whole.inv };
    } else if (code !== null) void look(whole?.inv ?? inv ?? "", code);
  }

  async function sendKeys(offer: Offer, response: string | undefined, account: string, dir: string, again: boolean): Promise<ErrorCode | null> {
    const signed = await app.core.inviteAccept({ dir, now: app.clock().getTime(), ...(response === undefined ? {} : { response }) });
    if (!signed.ok) return signed.code;
    const { record, wraps, keyring, statements } = signed.value;
    const sent = await app.api.request("acceptInvite", { body: { inv: offer.inv, account, handle: handle.value.trim(), record, wraps, keyring, statements } });
    if (sent.ok) {
      await app.account.adoptDevice({ account, device: signed.value.device, state: signed.value.device_state });
      return null;
    }
    if (sent.code !== "directory_stale" || again) return sent.code;
    // Somebody else joined or left in between: sign after that.
    const fresh = await app.api.request("openInvite", { body: { inv: offer.inv } });
    return fresh.ok ? sendKeys(offer, undefined, account, fresh.value.dir, true) : fresh.code;
  }

  async function join(offer: Offer): Promise<void> {
    state.value = { kind: "offer", busy: true, offer };
    const found: FieldError[] = [];
    if (!email.test(handle.value.trim())) found.push({ field: "email", text: t("accept-invite-enter-email") });
    const problem = await password.problem();
    if (problem !== null) found.push({ field: "password", text: problem });
    errors.value = found;
    if (found.length > 0) {
      state.value = { kind: "offer", busy: false, offer };
      return;
    }
    const registered = await app.core.inviteRegister(passwordBytes(password.value.value), { handle: handle.value.trim() });
    if (!registered.ok) return fail(registered.code, "password");
    const { account, request } = registered.value;
    const answer = await app.api.request("registerInvite", { body: { inv: offer.inv, account, handle: handle.value.trim(), request } });
    if (!answer.ok) return fail(answer.code, answer.code === "handle_taken" || answer.code === "email_invalid" ? "email" : null);
    const failed = await sendKeys(offer, answer.value.response, account, offer.dir, false);
    if (failed !== null) return fail(failed, null);
    const step = await app.account.signIn(handle.value, password.value.value);
    if (step.kind === "failed" || step.kind === "code") state.value = { kind: "joined" };
  }

  function readAddress(): void {
    const given = readInvitation(location.hash);
    if (given === null) return;
    // The code opens the invitation: it does not stay in the address or the history.
    history.replaceState(null, "", location.pathname);
    errors.value = [];
    typed.value = "";
    state.value = { kind: "ask", busy: false, inv: given.inv };
    if (given.code !== null) void look(given.inv, given.code);
  }

  readAddress();
  return {
    state, errors, typed, email: handle, password, readAddress,
    setTyped: (text) => { typed.value = text; },
    setEmail(text) {
      handle.value = text;
      password.checkAgain();
    },
    submit() {
      const { value } = state;
      if (value.kind === "ask" && !value.busy) submitCode(value.inv);
      if (value.kind === "offer" && !value.busy) void join(value.offer);
    },
    startAgain() {
      errors.value = [];
      typed.value = "";
      state.value = { kind: "ask", busy: false, inv: null };
    },
  };
}
