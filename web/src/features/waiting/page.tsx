// web/src/features/waiting/page.tsx: the six groups to show to whoever confirms; goes on by itself once that happened.

import { useLocation } from "preact-iso/router";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { t } from "../../i18n/translate.ts";
import type { PageProps } from "../../state/app-state.ts";
import { Button } from "../../ui/button/button.tsx";
import { KeyGroups } from "../../credentials/key-groups.tsx";
import { PageFrame } from "../../ui/page-frame/page-frame.tsx";

export function Page({ app }: PageProps): JSX.Element {
  const { route } = useLocation();
  const busy = useSignal(false);
  const session = app.session.value;
  const confirmed = session.kind === "open" && session.standing === "active";
  useEffect(() => {
    if (confirmed) route("/me", true);
  }, [confirmed]);
  const me = app.directory.value?.members.find((member) => member.me === 1);
  const look = (): void => {
    busy.value = true;
    void app.refreshMembers().finally(() => { busy.value = false; });
  };
  const who = me?.role === "deputy" ? t("waiting-who-manager") : t("waiting-who-owner");
  return (
    <PageFrame title={t("waiting-title")} width="reading" main={<Button kind="main" icon="refresh" busy={busy.value} onClick={look}>{t("waiting-check")}</Button>}>
      <div class="app-stack">
        <p class="app-prose">{t("waiting-about", { who })}</p>
        <KeyGroups label={t("waiting-groups")} groups={me?.words ?? []} />
        <p class="app-prose">{t("waiting-why")}</p>
        <p class="app-muted app-small">{t("waiting-as-of")}</p>
      </div>
    </PageFrame>
  );
}
