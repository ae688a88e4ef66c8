// web/src/features/accept-invite/page.tsx: which home, which role; then e-mail and password.

import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { NewPassword } from "../../credentials/new-password.tsx";
import { formatDateTime } from "../../i18n/dates.ts";
import { t } from "../../i18n/translate.ts";
import type { PageProps } from "../../state/app-state.ts";
import { Button } from "../../ui/button/button.tsx";
import { Card } from "../../ui/card/card.tsx";
import { Field } from "../../ui/field/field.tsx";
import { errorFor, Form } from "../../ui/form/form.tsx";
import { LinkButton } from "../../ui/link-button/link-button.tsx";
import { PageFrame } from "../../ui/page-frame/page-frame.tsx";
import { buildAccept, type AcceptModel, type Offer } from "./model.ts";

export function Page({ app }: PageProps): JSX.Element {
  const model = useMemo(() => buildAccept(app), []);
  useEffect(() => {
    addEventListener("hashchange", model.readAddress);
    return () => removeEventListener("hashchange", model.readAddress);
  }, []);
  const state = model.state.value;
  if (state.kind === "joined") {
    return (
      <PageFrame title={t("accept-invite-title")} width="reading" main={<LinkButton kind="main" href="/sign-in">{t("accept-invite-sign-in")}</LinkButton>}>
        <p>{t("accept-invite-joined")}</p>
      </PageFrame>
    );
  }
  const words = state.kind === "ask" ? t("accept-invite-check") : t("accept-invite-join");
  return (
    <PageFrame title={t("accept-invite-title")} width="reading" hasErrors={model.errors.value.length > 0} main={<Button kind="main" type="submit" form="accept" busy={state.busy}>{words}</Button>}>
      <Form id="accept" errors={model.errors.value} busy={state.busy} onSubmit={model.submit}>
        {state.kind === "ask" ? <Ask model={model} inv={state.inv} /> : <Join model={model} offer={state.offer} busy={state.busy} />}
      </Form>
    </PageFrame>
  );
}

function Ask({ model, inv }: { model: AcceptModel; inv: string | null }): JSX.Element {
  const onlyCode = inv !== null;
  return (
    <>
      <Field name="typed" label={onlyCode ? t("accept-invite-only-code") : t("accept-invite-code")} hint={onlyCode ? t("accept-invite-only-code-hint") : t("accept-invite-code-hint")}
        autocapitalize={onlyCode ? "characters" : "none"} spellcheck={false} value={model.typed.value} onInput={model.setTyped} error={errorFor(model.errors.value, "typed")} />
      {onlyCode && <Button kind="quiet" onClick={model.startAgain}>{t("accept-invite-other")}</Button>}
    </>
  );
}

function Join({ model, offer, busy }: { model: AcceptModel; offer: Offer; busy: boolean }): JSX.Element {
  const errors = model.errors.value;
  return (
    <div class="app-stack">
      <Card title={t("accept-invite-invites", { home: offer.home })}>
        <p>{t("accept-invite-as", { role: t(`role-${offer.role}`) })}</p>
        <p class="app-muted">{t("accept-invite-until", { time: formatDateTime(offer.until) })}</p>
      </Card>
      <p class="app-prose">{t("accept-invite-about")}</p>
      <div>
        <Field name="email" type="email" label={t("accept-invite-email")} hint={t("accept-invite-email-hint")} autocomplete="username" value={model.email.value} onInput={model.setEmail} error={errorFor(errors, "email")} />
        <NewPassword model={model.password} name="password" label={t("accept-invite-password")} error={errorFor(errors, "password")} />
      </div>
      {busy && <p class="app-muted" role="status">{t("accept-invite-joining")}</p>}
    </div>
  );
}
