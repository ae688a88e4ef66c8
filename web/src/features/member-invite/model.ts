// web/src/features/member-invite/model.ts: terms in, a signed invitation out. The code exists on this screen only: what the
// server stores opens nothing without it.

import { signal, type ReadonlySignal } from "@preact/signals";
import type { InviteOut, RoleName } from "../../core/core-types.ts";
import { roles } from "../../generated/permissions.gen.ts";
import { t } from "../../i18n/translate.ts";
import type { AppState } from "../../state/app-state.ts";
import type { FieldError } from "../../ui/error-summary/error-summary.tsx";

export type InviteForm = { readonly name: string; readonly job: string; readonly role: RoleName | ""; readonly hours: "1" | "8" | "24" | "72" };

export type InviteState =
  | { readonly kind: "form"; readonly busy: boolean }
  | { readonly kind: "made"; readonly invite: InviteOut; readonly form: InviteForm };

export interface InviteModel {
  readonly state: ReadonlySignal<InviteState>;
  readonly errors: ReadonlySignal<readonly FieldError[]>;
  readonly form: ReadonlySignal<InviteForm>;
  readonly allowed: readonly RoleName[];
  set(part: Partial<InviteForm>): void;
  submit(): void;
  another(): void;
}

export function buildInvite(app: AppState): InviteModel {
  const session = app.session.value;
  const allowed: readonly RoleName[] = session.kind === "open" ? roles[session.role].mayInvite : [];
  const wanted = new URLSearchParams(location.search).get("role");
  const empty: InviteForm = { name: "", job: "", role: allowed.find((role) => role === wanted) ?? "", hours: "24" };
  const state = signal<InviteState>({ kind: "form", busy: false });
  const errors = signal<readonly FieldError[]>([]);
  const form = signal<InviteForm>(empty);

  async function make(role: RoleName): Promise<void> {
    const { name, job, hours } = form.value;
    state.value = { kind: "form", busy: true };
    const made = await app.outbox.invite({
      name: name.trim(), role, hours: Number(hours), host: app.home.origin, ...(job.trim() === "" ? {} : { job: job.trim() }),
    });
    if (made.kind === "failed") {
      errors.value = [{ field: null, text: t(`error-${made.code}`) }];
      state.value = { kind: "form", busy: false };
      return;
    }
    state.value = { kind: "made", invite: made.invite, form: form.value };
  }

  function submit(): void {
    const { name, role } = form.value;
    const found: FieldError[] = [];
    if (name.trim() === "") found.push({ field: "name", text: t("member-invite-enter-name") });
    if ([...name.trim()].length > 120) found.push({ field: "name", text: t("member-invite-name-long") });
    if (role === "") found.push({ field: "role", text: t("member-invite-choose-role") });
    errors.value = found;
    if (found.length === 0 && role !== "") void make(role);
  }

  return {
    state, errors, form, allowed,
    set: (part) => { form.value = { ...form.value, ...part }; },
    submit: () => {
      if (state.value.kind === "form" && !state.value.busy) submit();
    },
    another() {
      form.value = { ...empty, role: "" };
      errors.value = [];
      state.value = { kind: "form", busy: false };
    },
  };
}

/** XXXX XXXX XXXX XXXX, however the core spaced it. */
export function codeGroups(code: string): string[] {
  return code.replace(/[^A-Za-z0-9]/g, "").match(/.{1,4}/g) ?? [];
}
