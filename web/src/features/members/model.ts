// web/src/features/members/model.ts: members and invitations as the log proves them, with the names that their records hold.

import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { Invite, Member, RoleName } from "../../core/core-types.ts";
import { t } from "../../i18n/translate.ts";
import type { AppState } from "../../state/app-state.ts";

export interface MemberRow {
  readonly actor: string;
  readonly name: string | null;
  readonly job: string | null;
  readonly role: RoleName;
  readonly status: Member["status"];
  readonly me: boolean;
  readonly seen: Date | null;
}

export interface InviteRow {
  readonly inv: string;
  readonly name: string | null;
  readonly role: RoleName;
  readonly expires: Date;
}

export interface MembersModel {
  readonly members: ReadonlySignal<readonly MemberRow[]>;
  readonly invites: ReadonlySignal<readonly InviteRow[]>;
  readonly withRemoved: ReadonlySignal<boolean>;
  readonly asking: ReadonlySignal<InviteRow | null>;
  readonly busy: ReadonlySignal<boolean>;
  readonly problem: ReadonlySignal<string | null>;
  readonly failed: ReadonlySignal<string | null>;
  showRemoved(show: boolean): void;
  ask(invite: InviteRow | null): void;
  cancel(): void;
}

const order: Record<Member["status"], number> = { pending: 0, active: 1, revoked: 2 };

export function buildMembers(app: AppState): MembersModel {
  const seen = signal<ReadonlyMap<string, Date>>(new Map());
  const withRemoved = signal(false);
  const asking = signal<InviteRow | null>(null);
  const busy = signal(false);
  const problem = signal<string | null>(null);
  const failed = signal<string | null>(null);

  const nameOf = (actor: string) => app.records.members.value.get(actor);

  async function load(): Promise<void> {
    await app.refreshMembers();
    const answer = await app.api.request("getMembers", {});
    if (answer.ok) seen.value = new Map(answer.value.members.flatMap(({ actor, last_seen }) => (last_seen === undefined ? [] : [[actor, new Date(last_seen)] as const])));
    else failed.value = t(`error-${answer.code}`);
  }

  async function cancel(invite: InviteRow): Promise<void> {
    busy.value = true;
    const done = await app.outbox.act({ act: "invite_cancel", inv: invite.inv });
    busy.value = false;
    asking.value = null;
    problem.value = done.kind === "failed" ? t(`error-${done.code}`) : null;
  }

  void load();
  return {
    withRemoved, asking, busy, problem, failed,
    members: computed(() => (app.directory.value?.members ?? [])
      .filter(({ status }) => withRemoved.value || status !== "revoked")
      .map(({ actor, role, status, me }): MemberRow => {
        const body = nameOf(actor);
        return { actor, name: body?.name ?? null, job: body?.job ?? null, role, status, me: me === 1, seen: seen.value.get(actor) ?? null };
      })
      .sort((a, b) => order[a.status] - order[b.status] || (a.name ?? "").localeCompare(b.name ?? "", "en-GB"))),
    invites: computed(() => (app.directory.value?.invites ?? []).filter((invite: Invite) => invite.state === "open" && invite.expires > app.clock().getTime())
      .map(({ inv, actor, role, expires }): InviteRow => ({ inv, role, name: nameOf(actor)?.name ?? null, expires: new Date(expires) }))),
    showRemoved: (show) => { withRemoved.value = show; },
    ask: (invite) => { asking.value = invite; },
    cancel() {
      if (asking.value !== null && !busy.value) void cancel(asking.value);
    },
  };
}
