// web/src/features/member/page.tsx: who it is, and what may be done.

import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { Member } from "../../core/core-types.ts";
import { KeyGroups } from "../../credentials/key-groups.tsx";
import { t } from "../../i18n/translate.ts";
import type { PageProps } from "../../state/app-state.ts";
import { Button } from "../../ui/button/button.tsx";
import { Card } from "../../ui/card/card.tsx";
import { Checkbox } from "../../ui/choices/checkboxes.tsx";
import { Details } from "../../ui/details/details.tsx";
import { Dialog } from "../../ui/dialog/dialog.tsx";
import { Notification } from "../../ui/notification/notification.tsx";
import { PageFrame } from "../../ui/page-frame/page-frame.tsx";
import { Empty } from "../../ui/page-state/page-state.tsx";
import { Select } from "../../ui/select/select.tsx";
import { SummaryList } from "../../ui/summary-list/summary-list.tsx";
import { buildMember, type MemberModel } from "./model.ts";

export function Page({ app, params }: PageProps): JSX.Element {
  const model = useMemo(() => buildMember(app, params["id"] ?? ""), []);
  const member = model.member.value;
  const back = { href: "/members", words: t("member-back") };
  if (member === null) return <PageFrame title={t("member-title")} back={back} width="reading"><Empty title={t("member-none")} /></PageFrame>;
  const name = model.name.value ?? (member.status === "revoked" ? t("member-former") : t("member-unnamed"));
  const problem = model.problem.value;
  const manages = model.mayManage.value;
  return (
    <PageFrame title={t("member-title")} heading={name} back={back} width="reading" hasErrors={problem !== null}>
      <div class="app-stack">
        {problem !== null && problem.field === null && <Notification kind="warn" live="status" title={t("member-failed")}>{problem.text}</Notification>}
        {model.doing.value !== null && <p role="status">{t("member-working")}</p>}
        <SummaryList rows={[
          { key: "role", term: t("member-role"), value: t(`role-${member.role}`) },
          ...(model.job.value === null || model.job.value === t(`role-${member.role}`) ? [] : [{ key: "job", term: t("member-job"), value: model.job.value }]),
          { key: "standing", term: t("member-standing"), value: t(`member-${member.status}`) },
        ]} />
        {member.me === 1 && <p class="app-muted">{t("member-you")}</p>}
        {member.me === 0 && !manages && <p class="app-muted">{t("member-not-yours")}</p>}
        {manages && member.status === "pending" && <Confirm model={model} member={member} name={name} />}
        {member.status !== "pending" && <Details summary={t("member-keys")}><KeyGroups label={t("member-keys")} groups={member.words} /></Details>}
        {manages && member.status === "active" && <ChangeRole model={model} />}
        {manages && member.status !== "revoked" && <Remove model={model} name={name} />}
        {model.mayDelete.value && <DeleteAccount model={model} />}
      </div>
    </PageFrame>
  );
}

function Confirm({ model, member, name }: { model: MemberModel; member: Member; name: string }): JSX.Element {
  const problem = model.problem.value;
  return (
    <Card title={t("member-confirm-title")}>
      <div class="app-stack">
        <p class="app-prose">{t("member-confirm-about", { name })}</p>
        <KeyGroups label={t("member-keys")} groups={member.words} />
        <Checkbox name="compared" label={t("member-confirm-same")} checked={model.compared.value} onChange={model.setCompared} error={problem?.field === "compared" ? problem.text : undefined} />
        <Button kind="main" busy={model.doing.value === "confirm"} onClick={model.confirm}>{t("member-confirm", { name })}</Button>
        <p class="app-prose app-muted">{t("member-differ")}</p>
      </div>
    </Card>
  );
}

function ChangeRole({ model }: { model: MemberModel }): JSX.Element | null {
  const problem = model.problem.value;
  if (model.isLastOwner.value) return <p class="app-muted">{t("member-last-owner")}</p>;
  return (
    <Card title={t("member-change-title")}>
      <div class="app-stack">
        <p class="app-prose">{t("member-change-about")}</p>
        <Select key={model.member.value?.role} name="role" label={t("member-change-role")} blank={t("member-change-choose")} value={model.role.value} onChange={model.setRole}
          choices={model.choices.value.map((role) => ({ value: role, label: t(`role-${role}`) }))} error={problem?.field === "role" ? problem.text : undefined} />
        <Button busy={model.doing.value === "role"} onClick={model.changeRole}>{t("member-change")}</Button>
      </div>
    </Card>
  );
}

function Remove({ model, name }: { model: MemberModel; name: string }): JSX.Element | null {
  if (model.isLastOwner.value) return null;
  return (
    <Card title={t("member-remove-title")}>
      <div class="app-stack">
        <p class="app-prose">{t("member-remove-about")}</p>
        <Button kind="danger" onClick={() => model.ask(true)}>{t("member-remove", { name })}</Button>
      </div>
      <Dialog open={model.asking.value} title={t("member-remove-ask", { name })} onClose={() => model.ask(false)}
        actions={<>
          <Button kind="danger" busy={model.doing.value === "remove"} onClick={model.remove}>{t("member-remove-yes")}</Button>
          <Button onClick={() => model.ask(false)}>{t("member-remove-no")}</Button>
        </>}>
        <p>{t("member-remove-help")}</p>
      </Dialog>
    </Card>
  );
}

function DeleteAccount({ model }: { model: MemberModel }): JSX.Element {
  return (
    <Card title={t("member-delete-title")}>
      <div class="app-stack">
        <p class="app-prose">{t("member-delete-about")}</p>
        {model.deleted.value ? <p role="status">{t("member-deleted")}</p> : <Button kind="danger" busy={model.doing.value === "delete"} onClick={model.deleteAccount}>{t("member-delete")}</Button>}
      </div>
    </Card>
  );
}
