// web/src/credentials/sign-in-codes.tsx: the ten codes, shown once: to print, or to write down.

import type { JSX } from "preact";
import { t } from "../i18n/translate.ts";
import { Button } from "../ui/button/button.tsx";
import { Checkbox } from "../ui/choices/checkboxes.tsx";
import { CopyValue } from "../ui/copy-value/copy-value.tsx";
import { Details } from "../ui/details/details.tsx";
import { PrintSheet } from "../ui/print-sheet/print-sheet.tsx";
import "./sign-in-codes.css";

export interface SignInCodesProps {
  codes: readonly string[];
  home: string;
  person: string; // name or e-mail
  now: Date;
  kept: boolean;
  onKept: (kept: boolean) => void;
  error?: string | undefined;
}

export function SignInCodes({ codes, home, person, now, kept, onKept, error }: SignInCodesProps): JSX.Element {
  return (
    <div class="app-stack">
      <p class="app-prose app-screen-only">{t("credentials-codes-about")}</p>
      <PrintSheet title={t("credentials-codes-title")} about={[home, person]} printedBy={person} printedAt={now} asOf={now}>
        <p class="app-paper-only">{t("credentials-codes-about")}</p>
        <ol class="app-codes">
          {codes.map((code) => <li key={code} class="app-codes__code">{code}</li>)}
        </ol>
      </PrintSheet>
      <div class="app-row app-screen-only">
        <Button icon="print" onClick={() => print()}>{t("credentials-codes-print")}</Button>
      </div>
      <div class="app-screen-only"><Details summary={t("credentials-codes-copy-instead")}><CopyValue label={t("credentials-codes-copy")} value={codes.join("\n")} /></Details></div>
      <div class="app-screen-only"><Checkbox name="kept" label={t("credentials-codes-kept")} checked={kept} onChange={onKept} error={error} /></div>
    </div>
  );
}
