// web/src/care/guard-notice.tsx: what was found that may not belong here, in the words themselves; the person decides.

import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../i18n/translate.ts";
import { Button } from "../ui/button/button.tsx";
import { Notification } from "../ui/notification/notification.tsx";
import type { Warned } from "./guard.ts";

export interface GuardNoticeProps {
  warnings: readonly Warned[];
  onChange: () => void;
  onAnyway: () => void;
}

export function GuardNotice({ warnings, onChange, onAnyway }: GuardNoticeProps): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.scrollIntoView({ block: "center" });
    box.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div ref={box} tabIndex={-1}>
      <Notification kind="warn" live="status" title={t("care-guard-title")} actions={
        <>
          <Button icon="correct" onClick={onChange}>{t("care-guard-change")}</Button>
          <Button onClick={onAnyway}>{t("care-guard-anyway")}</Button>
        </>
      }>
        {warnings.map((warned) => <p key={`${warned.code} ${warned.words}`}>{sentence(warned)}</p>)}
      </Notification>
    </div>
  );
}

function sentence({ code, words }: Warned): string {
  switch (code) {
    case "wrong_place_nino": return t("care-guard-nino", { words });
    case "wrong_place_bank": return t("care-guard-bank", { words });
    case "wrong_place_nhs_number": return t("care-guard-nhs", { words });
    case "wrong_place_other_resident": return t("care-guard-other", { words });
    case "wrong_place_card_number": return t("care-guard-card", { words });
    case "wrong_place_password": return t("care-guard-password", { words });
  }
}
