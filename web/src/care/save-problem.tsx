// web/src/care/save-problem.tsx: why nothing was saved, above the text that is still on the screen.

import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { ErrorCode } from "../generated/errors.gen.ts";
import { t } from "../i18n/translate.ts";
import { LinkButton } from "../ui/link-button/link-button.tsx";
import { Notification } from "../ui/notification/notification.tsx";
import type { FormDraft } from "./form-draft.ts";
import { errorWords } from "./labels.ts";

/** What is being typed is on the screen and nowhere else: said before a lock would take it. */
export function NotKept({ draft }: { draft: FormDraft }): JSX.Element | null {
  if (draft.unkept.value === null) return null;
  return <Notification kind="warn" live="status" title={t("care-not-kept")}>{t("care-not-kept-help")}</Notification>;
}

export function SaveProblem({ code }: { code: ErrorCode }): JSX.Element {
  return <InView>{code === "recovery_gate" ? <Gate /> : <Notification kind="warn" live="alert" title={t("care-not-saved")}>{errorWords(code)}</Notification>}</InView>;
}

// On a phone the button that was pressed is far below: what went wrong is brought to where the person looks.
function InView({ children }: { children: ComponentChildren }): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.scrollIntoView({ block: "center" }), []);
  return <div ref={box}>{children}</div>;
}

function Gate(): JSX.Element {
  return (
    <Notification kind="warn" live="status" title={t("care-gate-title")} actions={<LinkButton href="/recovery-kit" icon="key">{t("care-gate-open")}</LinkButton>}>
      {t("care-gate-help")}
    </Notification>
  );
}
