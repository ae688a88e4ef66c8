// web/src/features/create-home/model.ts: a home in two requests: keys and password first, then, with the code that proves the
// second factor arrived, everything at once. Nothing exists on the server before the last step.

import { signal, type ReadonlySignal } from "@preact/signals";
import { passwordBytes, type HomeFinish } from "../../core/core-client.ts";
import { buildNewPassword, type NewPasswordModel } from "../../credentials/new-password.tsx";
import type { TotpSecret } from "../../credentials/totp-setup.tsx";
import type { ErrorCode } from "../../generated/errors.gen.ts";
import { t } from "../../i18n/translate.ts";
import type { AppState } from "../../state/app-state.ts";
import type { FieldError } from "../../ui/error-summary/error-summary.tsx";

export type CreateState =
  | { readonly kind: "form"; readonly busy: boolean }
  | { readonly kind: "code"; readonly busy: boolean; readonly totp: TotpSecret }
  | { readonly kind: "codes"; readonly codes: readonly string[]; readonly address: string };

export type HomeForm = { readonly home: string; readonly label: string; readonly person: string; readonly email: string };

export interface CreateHomeModel {
  readonly hasToken: boolean;
  readonly state: ReadonlySignal<CreateState>;
  readonly errors: ReadonlySignal<readonly FieldError[]>;
  readonly form: ReadonlySignal<HomeForm>;
  readonly password: NewPasswordModel;
  readonly code: ReadonlySignal<string>;
  readonly kept: ReadonlySignal<boolean>;
  set(part: Partial<HomeForm>): void;
  setCode(code: string): void;
  setKept(kept: boolean): void;
  submit(): void;
}

interface Founding {
  readonly ws: string;
  readonly account: string;
  readonly label: string;
  readonly handle: string;
  readonly finish: HomeFinish;
}

const label = /^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$/;
const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export function buildCreateHome(app: AppState): CreateHomeModel {
  const token = location.hash.slice(1);
  const state = signal<CreateState>({ kind: "form", busy: false });
  const errors = signal<readonly FieldError[]>([]);
  const form = signal<HomeForm>({ home: "", label: "", person: "", email: "" });
  const code = signal("");
  const kept = signal(false);
  const password = buildNewPassword(app.core, () => ({ handle: form.value.email.trim(), role: "owner" }));
  let labelTouched = false;
  let founding: Founding | null = null;

  const fail = (reason: ErrorCode, field: string | null): void => {
    errors.value = [{ field, text: t(`error-${reason}`) }];
    if (state.value.kind !== "codes") state.value = { ...state.value, busy: false };
  };

  async function check(): Promise<FieldError[]> {
    const { home, person } = form.value;
    const found: FieldError[] = [];
    if (home.trim() === "") found.push({ field: "home", text: t("create-home-enter-name") });
    if ([...home.trim()].length > 80) found.push({ field: "home", text: t("create-home-name-long") });
    if (!label.test(form.value.label.trim())) found.push({ field: "label", text: t("error-home_label_invalid") });
    if (person.trim() === "") found.push({ field: "person", text: t("create-home-enter-person") });
    if (!email.test(form.value.email.trim())) found.push({ field: "email", text: t("create-home-enter-email") });
    const problem = await password.problem();
    if (problem !== null) found.push({ field: "password", text: problem });
    return found;
  }

  async function start(): Promise<void> {
    state.value = { kind: "form", busy: true };
    errors.value = await check();
    if (errors.value.length > 0) {
      state.value = { kind: "form", busy: false };
      return;
    }
    const given = { label: form.value.label.trim(), handle: form.value.email.trim() };
    const started = await app.core.homeStart(passwordBytes(password.value.value), given);
    if (!started.ok) return fail(started.code, null);
    const { ws, account, request } = started.value;
    const answer = await app.api.request("startHome", { body: { token, ...given, ws, account, request } });
    if (!answer.ok) return fail(answer.code, answer.code === "home_exists" || answer.code === "home_label_invalid" ? "label" : null);
    const finish = await app.core.homeFinish({ response: answer.value.response, log: answer.value.log, name: form.value.home.trim(), now: app.clock().getTime() });
    if (!finish.ok) return fail(finish.code, null);
    founding = { ws, account, ...given, finish: finish.value };
    state.value = { kind: "code", busy: false, totp: { secret: answer.value.totp_secret, uri: answer.value.totp_uri } };
  }

  async function create(totp: TotpSecret): Promise<void> {
    if (founding === null) return;
    if (code.value.length !== 6) {
      errors.value = [{ field: "code", text: t("create-home-enter-code") }];
      return;
    }
    errors.value = [];
    state.value = { kind: "code", busy: true, totp };
    const { finish, ...names } = founding;
    const { actor, record, wraps, keyring, gate_share, statements } = finish;
    const answer = await app.api.request("finishHome", {
      body: { token, ...names, actor, record, totp_code: code.value, wraps, keyring, gate_share, statements },
    });
    if (answer.ok) {
      await app.core.lock();
      history.replaceState(null, "", location.pathname); // the link is used up
      state.value = { kind: "codes", codes: answer.value.codes, address: `${location.protocol}//${answer.value.host}${location.port === "" ? "" : `:${location.port}`}` };
      return;
    }
    code.value = "";
    if (answer.code === "home_exists") {
      founding = null;
      state.value = { kind: "form", busy: false };
      errors.value = [{ field: "label", text: t("error-home_exists") }];
      return;
    }
    fail(answer.code, answer.code === "second_factor_wrong" || answer.code === "second_factor_reused" ? "code" : null);
  }

  // The home's own address makes its own device key; the e-mail and the name go along where no server sees them.
  function goOn(address: string): void {
    if (!kept.value) {
      errors.value = [{ field: "kept", text: t("create-home-keep-first") }];
      return;
    }
    const fragment = new URLSearchParams({ email: form.value.email.trim(), name: form.value.person.trim() });
    location.assign(`${address}/sign-in#${fragment.toString()}`);
  }

  return {
    hasToken: token !== "",
    state, errors, form, password, code, kept,
    set(part) {
      if (part.label !== undefined) labelTouched = true;
      form.value = { ...form.value, ...part };
      if (part.home !== undefined && !labelTouched) form.value = { ...form.value, label: suggestLabel(part.home) };
      if (part.email !== undefined) password.checkAgain();
    },
    setCode: (typed) => { code.value = typed; },
    setKept: (ticked) => { kept.value = ticked; },
    submit() {
      const { value } = state;
      if (value.kind === "form") void start();
      else if (value.kind === "code") void create(value.totp);
      else goOn(value.address);
    },
  };
}

function suggestLabel(name: string): string {
  return name.normalize("NFD").toLowerCase().replace(/[\u0300-\u036f']/g, "").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 40).replace(/-+$/, "");
}
