// web/src/features/member-invite/page.tsx: the form, then the card: code, QR of the link, and what to do with it.

import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { useQr } from "../../credentials/totp-setup.tsx";
import type { InviteOut } from "../../core/core-types.ts";
import { roles } from "../../generated/permissions.gen.ts";
import { formatDateTime } from "../../i18n/dates.ts";
import { t } from "../../i18n/translate.ts";
import type { AppState, PageProps } from "../../state/app-state.ts";
import { Button } from "../../ui/button/button.tsx";
import { Radios } from "../../ui/choices/radios.tsx";
import { CopyValue } from "../../ui/copy-value/copy-value.tsx";
import { Field } from "../../ui/field/field.tsx";
import { errorFor, Form } from "../../ui/form/form.tsx";
import { LinkButton } from "../../ui/link-button/link-button.tsx";
import { Notification } from "../../ui/notification/notification.tsx";
import { PageFrame } from "../../ui/page-frame/page-frame.tsx";
import { PrintSheet } from "../../ui/print-sheet/print-sheet.tsx";
import { Qr } from "../../ui/qr/qr.tsx";
import { Select } from "../../ui/select/select.tsx";
import { buildInvite, codeGroups, type InviteForm, type InviteModel } from "./model.ts";
import "./page.css";

const hours = ["1", "8", "24", "72"] as const;

export function Page({ app }: PageProps): JSX.Element {
  const model = useMemo(() => buildInvite(app), []);
  const state = model.state.value;
  return state.kind === "form" ? <Terms model={model} busy={state.busy} /> : <InviteCard app={app} model={model} invite={state.invite} form={state.form} />;
}

function Terms({ model, busy }: { model: InviteModel; busy: boolean }): JSX.Element {
  const errors = model.errors.value;
  const form = model.form.value;
  return (
    <PageFrame key="form" title={t("member-invite-title")} back={{ href: "/members", words: t("member-invite-back") }} width="reading" hasErrors={errors.length > 0}
      main={<Button kind="main" type="submit" form="invite" busy={busy}>{t("member-invite-make")}</Button>}>
      <Form id="invite" errors={errors} busy={busy} onSubmit={model.submit}>
        <Field name="name" label={t("member-invite-name")} hint={t("member-invite-name-hint")} value={form.name} onInput={(name) => model.set({ name })} error={errorFor(errors, "name")} />
        <Field name="job" label={t("member-invite-job")} optional maxLength={80} value={form.job} onInput={(job) => model.set({ job })} />
        <Radios name="role" label={t("member-invite-role")} value={form.role === "" ? null : form.role} onChange={(role) => model.set({ role: role as InviteForm["role"] })} error={errorFor(errors, "role")}
          choices={model.allowed.map((role) => ({ value: role, label: t(`role-${role}`), hint: t(`member-invite-class-${role}`) }))} />
        <Select name="hours" label={t("member-invite-hours")} value={form.hours} onChange={(chosen) => model.set({ hours: chosen as InviteForm["hours"] })}
          choices={hours.map((each) => ({ value: each, label: t(`member-invite-hours-${each}`) }))} />
        {busy && <p role="status" class="app-muted">{t("member-invite-making")}</p>}
      </Form>
    </PageFrame>
  );
}

function InviteCard({ app, model, invite, form }: { app: AppState; model: InviteModel; invite: InviteOut; form: InviteForm }): JSX.Element {
  const matrix = useQr(app.core, invite.link);
  const session = app.session.value;
  const home = session.home ?? "";
  const inviter = session.kind === "open" ? session.person.name : "";
  const now = app.clock();
  const role = form.role === "" ? "" : t(`role-${form.role}`);
  const waits = form.role !== "" && roles[form.role].confirm;
  return (
    <PageFrame key="card" title={t("member-invite-card-title")} back={{ href: "/members", words: t("member-invite-back") }} width="reading" main={<LinkButton kind="main" href="/members">{t("member-invite-done")}</LinkButton>}>
      <div class="app-stack">
        <div class="app-screen-only"><Notification kind="warn" title={t("member-invite-in-person")}>{t("member-invite-in-person-help")}</Notification></div>
        <PrintSheet title={t("member-invite-sheet", { home })} about={[form.name.trim()]} printedBy={inviter} printedAt={now} asOf={now}>
          <p class="app-prose">{t("member-invite-about", { name: form.name.trim(), home, role })}</p>
          <div class="app-invite">
            {matrix !== null && <Qr matrix={matrix} name={t("member-invite-qr")} />}
            <div class="app-stack">
              <ol class="app-prose">
                <li>{t("member-invite-how-1")}</li>
                <li>{t("member-invite-how-2")}</li>
              </ol>
              <p>{t("member-invite-code")}: <strong class="app-invite__code">{codeGroups(invite.code).join(" ")}</strong></p>
              <p class="app-muted">{t("member-invite-until", { time: formatDateTime(new Date(invite.expires)) })}</p>
            </div>
          </div>
          <p class="app-paper-only app-invite__link">{invite.link}</p>
        </PrintSheet>
        <div class="app-screen-only"><CopyValue label={t("member-invite-link")} value={invite.link} /></div>
        {waits && <p class="app-prose app-screen-only">{t("member-invite-confirm")}</p>}
        <div class="app-row app-screen-only">
          <Button icon="print" onClick={() => print()}>{t("member-invite-print")}</Button>
          <Button icon="add" onClick={model.another}>{t("member-invite-another")}</Button>
        </div>
      </div>
    </PageFrame>
  );
}
