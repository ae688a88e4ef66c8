// web/src/features/members/page.tsx: who waits, who is in, who is invited.

import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { formatDateTime, formatRelative } from "../../i18n/dates.ts";
import { t } from "../../i18n/translate.ts";
import type { PageProps } from "../../state/app-state.ts";
import { Button } from "../../ui/button/button.tsx";
import { Checkbox } from "../../ui/choices/checkboxes.tsx";
import { Dialog } from "../../ui/dialog/dialog.tsx";
import { LinkButton } from "../../ui/link-button/link-button.tsx";
import { Notification } from "../../ui/notification/notification.tsx";
import { PageFrame } from "../../ui/page-frame/page-frame.tsx";
import { Table, type Column } from "../../ui/table/table.tsx";
import { Tag } from "../../ui/tag/tag.tsx";
import { buildMembers, type InviteRow, type MemberRow } from "./model.ts";

export function Page({ app }: PageProps): JSX.Element {
  const model = useMemo(() => buildMembers(app), []);
  const members = model.members.value;
  const pending = members.filter(({ status }) => status === "pending");
  const asking = model.asking.value;
  const session = app.session.value;
  const alone = session.kind === "open" && session.role === "owner" && members.length === 1;
  return (
    <PageFrame title={t("members-title")} actions={<LinkButton icon="add" href="/members/invite">{t("members-invite")}</LinkButton>}>
      <div class="app-stack">
        {model.problem.value !== null && <Notification kind="warn" live="status" title={t("members-failed")}>{model.problem.value}</Notification>}
        {model.failed.value !== null && <Notification title={model.failed.value} />}
        {pending.length > 0 && (
          <Notification kind="warn" title={t("members-pending-title", { count: pending.length })}
            actions={pending.map((row) => <LinkButton key={row.actor} href={`/members/${row.actor}`}>{t("members-compare", { name: nameWords(row) })}</LinkButton>)}>
            {t("members-pending-help")}
          </Notification>
        )}
        {alone && <Notification title={t("members-only-you")} actions={<LinkButton icon="add" href="/members/invite?role=owner">{t("members-second-owner")}</LinkButton>} />}
        <Table caption={t("members-table")} hideCaption columns={columns(app.clock())} rows={members} rowKey={({ actor }) => actor} />
        <Checkbox name="removed" label={t("members-show-removed")} checked={model.withRemoved.value} onChange={model.showRemoved} />
        <h2>{t("members-invites")}</h2>
        <Table caption={t("members-invites")} hideCaption columns={inviteColumns(model.ask)} rows={model.invites.value} rowKey={({ inv }) => inv} empty={<p>{t("members-no-invites")}</p>} />
      </div>
      <Dialog open={asking !== null} title={t("members-cancel-ask", { name: asking?.name ?? t("members-unnamed") })} onClose={() => model.ask(null)}
        actions={<>
          <Button kind="danger" busy={model.busy.value} onClick={model.cancel}>{t("members-cancel")}</Button>
          <Button onClick={() => model.ask(null)}>{t("members-cancel-keep")}</Button>
        </>}>
        <p>{t("members-cancel-help")}</p>
      </Dialog>
    </PageFrame>
  );
}

function nameWords(row: MemberRow): string {
  return row.name ?? (row.status === "revoked" ? t("members-former") : t("members-unnamed"));
}

function columns(now: Date): Column<MemberRow>[] {
  return [
    {
      key: "name", title: t("members-name"), wrap: true,
      cell: (row) => (
        <>
          <a href={`/members/${row.actor}`}>{nameWords(row)}</a>{row.me && <> <Tag words={t("members-you")} /></>}
          {row.job !== null && row.job !== t(`role-${row.role}`) && <div class="app-muted app-small">{row.job}</div>}
        </>
      ),
    },
    { key: "role", title: t("members-role"), cell: (row) => t(`role-${row.role}`) },
    { key: "standing", title: t("members-standing"), cell: (row) => (row.status === "active" ? t("members-active") : <Tag kind={row.status === "pending" ? "warn" : "plain"} words={t(`members-${row.status}`)} />) },
    { key: "seen", title: t("members-seen"), titleOnPhone: true, cell: (row) => (row.seen === null ? t("members-never") : formatRelative(row.seen, now)) },
  ];
}

function inviteColumns(ask: (row: InviteRow) => void): Column<InviteRow>[] {
  return [
    { key: "name", title: t("members-name"), wrap: true, cell: (row) => row.name ?? t("members-unnamed") },
    { key: "role", title: t("members-role"), cell: (row) => t(`role-${row.role}`) },
    { key: "expires", title: t("members-expires"), titleOnPhone: true, cell: (row) => formatDateTime(row.expires) },
    { key: "cancel", title: "", cell: (row) => <Button small onClick={() => ask(row)}>{t("members-cancel")}</Button> },
  ];
}
