// web/src/app/elsewhere.tsx: Careseal is open in another tab; one tab has the keys.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { t } from "../i18n/translate.ts";
import type { AppState } from "../state/app-state.ts";
import { Button } from "../ui/button/button.tsx";
import { PageFrame } from "../ui/page-frame/page-frame.tsx";

export function Elsewhere({ app }: { app: AppState }): JSX.Element {
  const [busy, setBusy] = useState(false);
  const useHere = (): void => {
    setBusy(true);
    void app.account.useHere().finally(() => setBusy(false));
  };
  return (
    <PageFrame title={t("app-elsewhere")} width="reading" main={<Button kind="main" busy={busy} onClick={useHere}>{t("app-elsewhere-here")}</Button>}>
      <p>{t("app-elsewhere-help")}</p>
    </PageFrame>
  );
}
