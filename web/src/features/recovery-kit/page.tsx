// web/src/features/recovery-kit/page.tsx: why, the sheet, the two groups typed back, done.

import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { useQr } from "../../credentials/totp-setup.tsx";
import type { KitSheet } from "../../core/core-types.ts";
import { t } from "../../i18n/translate.ts";
import { landingAfterKit } from "./landing.ts";
import type { AppState, PageProps } from "../../state/app-state.ts";
import { Button } from "../../ui/button/button.tsx";
import { Field } from "../../ui/field/field.tsx";
import { errorFor, Form } from "../../ui/form/form.tsx";
import { ErrorSummary } from "../../ui/error-summary/error-summary.tsx";
import { LinkButton } from "../../ui/link-button/link-button.tsx";
import { Notification } from "../../ui/notification/notification.tsx";
import { PageFrame } from "../../ui/page-frame/page-frame.tsx";
import { PrintSheet } from "../../ui/print-sheet/print-sheet.tsx";
import { Qr } from "../../ui/qr/qr.tsx";
import { Steps } from "../../ui/task-list/task-list.tsx";
import { buildKit, type KitModel } from "./model.ts";
import "./page.css";

export function Page({ app }: PageProps): JSX.Element {
  const model = useMemo(() => buildKit(app), []);
  const state = model.state.value;
  switch (state.kind) {
    case "why":
      return <Why app={app} model={model} busy={state.busy} />;
    case "sheet":
      return <Sheet app={app} model={model} sheet={state.sheet} />;
    case "check":
      return <Check model={model} sheet={state.sheet} busy={state.busy} />;
    case "done":
      return <Done app={app} />;
  }
}

function KitSteps({ current }: { current: number }): JSX.Element {
  return <div class="app-screen-only"><Steps steps={[t("recovery-kit-step-why"), t("recovery-kit-step-print"), t("recovery-kit-step-check")]} current={current} /></div>;
}

function Why({ app, model, busy }: { app: AppState; model: KitModel; busy: boolean }): JSX.Element {
  const has = app.account.hasKit.value;
  return (
    <PageFrame key="why" title={t("recovery-kit-title")} width="reading" hasErrors={model.errors.value.length > 0} main={<Button kind="main" busy={busy} onClick={model.make}>{has ? t("recovery-kit-make-new") : t("recovery-kit-make")}</Button>}>
      <div class="app-stack">
        <KitSteps current={0} />
        <ErrorSummary errors={model.errors.value} />
        {app.account.recoveryGate.value !== null && <Notification kind="warn" title={t("recovery-kit-gate")} />}
        {has && <Notification title={t("recovery-kit-have")} />}
        <div class="app-prose">
          <p>{t("recovery-kit-why-1")}</p>
          <p>{t("recovery-kit-why-2")}</p>
          <p>{t("recovery-kit-why-3")}</p>
        </div>
        <p><LinkButton kind="quiet" href={landingAfterKit(app)}>{t("recovery-kit-later")}</LinkButton></p>
      </div>
    </PageFrame>
  );
}

function Sheet({ app, model, sheet }: { app: AppState; model: KitModel; sheet: KitSheet }): JSX.Element {
  const matrix = useQr(app.core, sheet.qr);
  const session = app.session.value;
  const person = session.kind === "open" ? session.person.name : "";
  const now = app.clock();
  const groups = sheet.lines.map((line) => line.trim().split(/\s+/));
  return (
    <PageFrame key="sheet" title={t("recovery-kit-sheet-title")} width="reading" main={<Button kind="main" onClick={model.toCheck}>{t("recovery-kit-printed")}</Button>}>
      <div class="app-stack">
        <KitSteps current={1} />
        <div class="app-row app-screen-only"><Button icon="print" onClick={() => print()}>{t("recovery-kit-print")}</Button></div>
        <PrintSheet title={t("recovery-kit-title")} about={[session.home ?? "", person]} printedBy={person} printedAt={now} asOf={now}>
          <p class="app-prose">{t("recovery-kit-sheet-about")}</p>
          <div class="app-kit">
            <ol class="app-kit__groups">
              {groups.flat().map((group, i) => <li key={i} class="app-kit__group"><span class="app-kit__number">{i + 1}</span>{group}</li>)}
            </ol>
            {matrix !== null && <Qr matrix={matrix} name={t("recovery-kit-qr")} />}
          </div>
          <p class="app-prose">{t("recovery-kit-sheet-use", { address: location.host })}</p>
          <p class="app-paper-only app-kit__line">{t("recovery-kit-sheet-place")}</p>
          <p class="app-paper-only app-kit__line">{t("recovery-kit-sheet-checked")}</p>
        </PrintSheet>
      </div>
    </PageFrame>
  );
}

function Check({ model, sheet, busy }: { model: KitModel; sheet: KitSheet; busy: boolean }): JSX.Element {
  const errors = model.errors.value;
  const typed = model.typed.value;
  return (
    <PageFrame key="check" title={t("recovery-kit-check-title")} width="reading" hasErrors={errors.length > 0} main={<Button kind="main" type="submit" form="kit" busy={busy}>{t("recovery-kit-check")}</Button>}>
      <div class="app-stack">
        <KitSteps current={2} />
        <p class="app-prose">{t("recovery-kit-check-about")}</p>
        <Form id="kit" errors={errors} busy={busy} onSubmit={model.check}>
          {([0, 1] as const).map((which) => (
            <Field key={which} name={`group-${which}`} label={t("recovery-kit-group", { number: sheet.ask[which] })} width="10" autocapitalize="characters" spellcheck={false}
              value={typed[which]} onInput={(text) => model.setTyped(which, text)} error={errorFor(errors, `group-${which}`)} />
          ))}
        </Form>
        <p><Button kind="quiet" onClick={model.toSheet}>{t("recovery-kit-back-to-sheet")}</Button></p>
      </div>
    </PageFrame>
  );
}

function Done({ app }: { app: AppState }): JSX.Element {
  const session = app.session.value;
  const alone = session.kind === "open" && session.role === "owner" && (app.directory.value?.owners ?? 1) < 2;
  return (
    <PageFrame key="done" title={t("recovery-kit-done-title")} width="reading" main={<LinkButton kind="main" href={landingAfterKit(app)}>{t("recovery-kit-go-on")}</LinkButton>}>
      <div class="app-stack">
        <Notification kind="ok" live="status" title={t("recovery-kit-done")} />
        {alone && (
          <Notification title={t("recovery-kit-second-owner")} actions={<LinkButton icon="add" href="/members/invite?role=owner">{t("recovery-kit-second-owner")}</LinkButton>}>
            {t("recovery-kit-second-owner-help")}
          </Notification>
        )}
      </div>
    </PageFrame>
  );
}
