// web/src/features/member/model.ts: what may be done about one member, and doing it. The core signs and changes keys.

import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { MembershipAct } from "../../core/core-client.ts";
import type { Member, RoleName } from "../../core/core-types.ts";
import { roleHas, roles } from "../../generated/permissions.gen.ts";
import { t } from "../../i18n/translate.ts";
import type { AppState } from "../../state/app-state.ts";

export type Doing = "confirm" | "role" | "remove" | "delete";

export interface MemberModel {
  readonly member: ReadonlySignal<Member | null>;
  readonly name: ReadonlySignal<string | null>;
  readonly job: ReadonlySignal<string | null>;
  readonly mayManage: ReadonlySignal<boolean>;
  readonly mayDelete: ReadonlySignal<boolean>;
  readonly isLastOwner: ReadonlySignal<boolean>;
  readonly choices: ReadonlySignal<readonly RoleName[]>;
  readonly compared: ReadonlySignal<boolean>;
  readonly role: ReadonlySignal<RoleName | "">;
  readonly asking: ReadonlySignal<boolean>;
  readonly doing: ReadonlySignal<Doing | null>;
  readonly problem: ReadonlySignal<{ field: string | null; text: string } | null>;
  readonly deleted: ReadonlySignal<boolean>;
  setCompared(compared: boolean): void;
  setRole(role: string): void;
  ask(asking: boolean): void;
  confirm(): void;
  changeRole(): void;
  remove(): void;
  deleteAccount(): void;
}

export function buildMember(app: AppState, actor: string): MemberModel {
  const compared = signal(false);
  const role = signal<RoleName | "">("");
  const asking = signal(false);
  const doing = signal<Doing | null>(null);
  const problem = signal<{ field: string | null; text: string } | null>(null);
  const deleted = signal(false);
  const member = computed(() => app.directory.value?.members.find((each) => each.actor === actor) ?? null);
  const mine = computed<readonly RoleName[]>(() => (app.session.value.kind === "open" ? roles[app.session.value.role].mayInvite : []));

  async function act(what: Doing, signed: Exclude<MembershipAct, { act: "add_device" }>): Promise<void> {
    doing.value = what;
    problem.value = null;
    const done = await app.outbox.act(signed);
    doing.value = null;
    asking.value = false;
    if (done.kind === "failed") problem.value = { field: null, text: t(`error-${done.code}`) };
    else {
      compared.value = false;
      role.value = "";
    }
  }

  async function deleteAccount(): Promise<void> {
    doing.value = "delete";
    problem.value = null;
    const done = await app.api.request("deleteAccount", { params: { actor } });
    doing.value = null;
    if (done.ok || done.code === "not_found") deleted.value = true;
    else problem.value = { field: null, text: t(`error-${done.code}`) };
  }

  void app.refreshMembers();
  return {
    member, compared, role, asking, doing, problem, deleted,
    name: computed(() => app.records.members.value.get(actor)?.name ?? null),
    job: computed(() => app.records.members.value.get(actor)?.job ?? null),
    mayManage: computed(() => member.value !== null && member.value.me === 0 && mine.value.includes(member.value.role)),
    mayDelete: computed(() => app.session.value.kind === "open" && roleHas(app.session.value.role, "account_delete") && member.value?.status === "revoked"),
    isLastOwner: computed(() => member.value?.role === "owner" && member.value.status === "active" && (app.directory.value?.owners ?? 0) < 2),
    choices: computed(() => mine.value.filter((each) => each !== member.value?.role)),
    setCompared(ticked) {
      compared.value = ticked;
      if (problem.value?.field === "compared") problem.value = null;
    },
    setRole: (chosen) => { role.value = chosen as RoleName | ""; },
    ask: (open) => { asking.value = open; },
    confirm() {
      if (!compared.value) problem.value = { field: "compared", text: t("member-confirm-tick") };
      else void act("confirm", { act: "confirm_user", actor });
    },
    changeRole() {
      if (role.value === "") problem.value = { field: "role", text: t("member-change-choose") };
      else void act("role", { act: "set_role", actor, role: role.value });
    },
    remove: () => void act("remove", { act: "revoke_user", actor }),
    deleteAccount: () => void deleteAccount(),
  };
}
