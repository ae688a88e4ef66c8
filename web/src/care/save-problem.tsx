// web/src/care/save-problem.tsx: why nothing was saved, above the text that is still on the screen.

import type { JSX } from "preact";
import type { ErrorCode } from "../generated/errors.gen.ts";
import { t } from "../i18n/translate.ts";
import { LinkButton } from "../ui/link-button/link-button.tsx";
import { Notification } from "../ui/notification/notification.tsx";
import { errorWords } from "./labels.ts";

export function SaveProblem({ code }: { code: ErrorCode }): JSX.Element {
  if (code === "recovery_gate") {
    return (
      <Notification kind="warn" live="status" title={t("care-gate-title")} actions={<LinkButton href="/recovery-kit" icon="key">{t("care-gate-open")}</LinkButton>}>
        {t("care-gate-help")}
      </Notification>
    );
  }
  return <Notification kind="warn" live="alert" title={t("care-not-saved")}>{errorWords(code)}</Notification>;
}
