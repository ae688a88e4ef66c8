// web/src/features/me/page.tsx: settings of this person on this device, and the way out.

import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { KeyGroups } from "../../credentials/key-groups.tsx";
import { formatDateTime } from "../../i18n/dates.ts";
import { t } from "../../i18n/translate.ts";
import type { AppState, PageProps } from "../../state/app-state.ts";
import type { Letters, Theme, TileSize } from "../../state/display.ts";
import { Button } from "../../ui/button/button.tsx";
import { Card } from "../../ui/card/card.tsx";
import { Radios } from "../../ui/choices/radios.tsx";
import { Details } from "../../ui/details/details.tsx";
import { Dialog } from "../../ui/dialog/dialog.tsx";
import { Footer } from "../../ui/footer/footer.tsx";
import { LinkButton } from "../../ui/link-button/link-button.tsx";
import { Notification } from "../../ui/notification/notification.tsx";
import { PageFrame } from "../../ui/page-frame/page-frame.tsx";
import { SummaryList } from "../../ui/summary-list/summary-list.tsx";
import { buildMe, sizeWords, type MeModel } from "./model.ts";

const lowBytes = 50_000_000;

export function Page({ app }: PageProps): JSX.Element {
  const model = useMemo(() => buildMe(app), []);
  const session = app.session.value;
  const leaving = model.leaving.value;
  return (
    <PageFrame title={t("me-title")} heading={session.kind === "open" ? session.person.name : t("me-title")} width="reading">
      <div class="app-stack">
        {leaving.kind === "failed" && <Notification kind="warn" live="status" title={t("me-sign-out-failed")}>{leaving.text}</Notification>}
        {session.kind === "open" && (
          <SummaryList rows={[
            { key: "role", term: t("me-role"), value: t(`role-${session.role}`) },
            { key: "home", term: t("me-home"), value: session.home },
            { key: "until", term: t("me-until"), value: formatDateTime(session.endsAt) },
          ]} />
        )}
        <Look app={app} />
        <SigningIn app={app} />
        <Device app={app} model={model} />
        <div class="app-row">
          <Button icon="lock" onClick={() => void app.account.lock("person")}>{t("me-lock")}</Button>
          <Button icon="sign-out" busy={leaving.kind === "leaving"} onClick={model.signOut}>{t("me-sign-out")}</Button>
        </div>
        <div class="app-row">
          <LinkButton kind="quiet" icon="help" href="/help">{t("me-help")}</LinkButton>
          <LinkButton kind="quiet" icon="trust" href="/trust">{t("me-trust")}</LinkButton>
        </div>
        <Footer />
      </div>
      {leaving.kind === "unsent" && (
        <Dialog open title={t("me-unsent-title", { count: leaving.count })} onClose={model.stay}
          actions={<>
            <Button kind="main" busy={leaving.busy} onClick={model.sendNow}>{t("me-unsent-send")}</Button>
            <Button onClick={model.stay}>{t("me-unsent-stay")}</Button>
          </>}>
          <p>{leaving.tried ? t("me-unsent-still") : t("me-unsent-help")}</p>
        </Dialog>
      )}
    </PageFrame>
  );
}

function Look({ app }: { app: AppState }): JSX.Element {
  const { theme, letters, tiles } = app.display;
  return (
    <Card title={t("me-look")}>
      <Radios name="theme" label={t("me-theme")} value={theme.value} onChange={(value) => { theme.value = value as Theme; }} choices={[
        { value: "device", label: t("me-theme-device") }, { value: "light", label: t("me-theme-light") }, { value: "dark", label: t("me-theme-dark") },
        { value: "night", label: t("me-theme-night"), hint: t("me-theme-night-hint") },
      ]} />
      <Radios name="letters" label={t("me-letters")} inline value={letters.value} onChange={(value) => { letters.value = value as Letters; }} choices={[
        { value: "system", label: t("me-letters-system") }, { value: "easy", label: t("me-letters-easy") },
      ]} />
      <Radios name="tiles" label={t("me-tiles")} inline value={tiles.value} onChange={(value) => { tiles.value = value as TileSize; }} choices={[
        { value: "normal", label: t("me-tiles-normal") }, { value: "large", label: t("me-tiles-large") },
      ]} />
    </Card>
  );
}

function SigningIn({ app }: { app: AppState }): JSX.Element {
  const has = app.account.hasKit.value;
  const session = app.session.value;
  const me = app.directory.value?.members.find((member) => member.me === 1);
  return (
    <Card title={t("me-sign-in")}>
      <SummaryList rows={[
        { key: "factor", term: t("me-factor"), value: t("me-factor-help"), action: <a href="/second-factor">{t("me-factor-set-up")}</a> },
        { key: "kit", term: t("me-kit"), value: has ? t("me-kit-have") : t(session.kind === "open" && session.role === "owner" ? "me-kit-none-owner" : "me-kit-none"), action: <a href="/recovery-kit">{has ? t("me-kit-new") : t("me-kit-make")}</a> },
      ]} />
      {me !== undefined && (
        <Details summary={t("me-keys")}>
          <p class="app-prose">{t("me-keys-help")}</p>
          <KeyGroups label={t("me-keys")} groups={me.words} />
        </Details>
      )}
    </Card>
  );
}

function Device({ app, model }: { app: AppState; model: MeModel }): JSX.Element {
  const facts = model.storage.value;
  const { waiting } = app.sync.value;
  return (
    <Card title={t("me-device")}>
      <div class="app-stack">
        <p>{t("me-waiting", { count: waiting })} <a href="/outbox">{t("me-outbox")}</a></p>
        {facts !== null && (facts.persistent ? <p>{t("me-storage-safe")}</p> : <Notification kind="warn" title={t("me-storage-unsafe")}>{t("me-storage-unsafe-help")}</Notification>)}
        {facts !== null && facts.freeBytes !== null && facts.freeBytes < lowBytes && <Notification kind="warn" title={t("me-storage-low")}>{t("me-storage-low-help")}</Notification>}
        {facts !== null && facts.usedBytes !== null && facts.freeBytes !== null && <p class="app-muted">{t("me-storage-used", { used: sizeWords(facts.usedBytes), free: sizeWords(facts.freeBytes) })}</p>}
      </div>
    </Card>
  );
}
