// web/src/ui/safety-card/safety-mark.tsx: allergy and DNACPR marks: picture and word together.

import type { JSX } from "preact";
import { t } from "../../i18n/translate.ts";
import { Icon, type IconName } from "../icon/icon.tsx";
import "./safety-card.css";

export type SafetyMarkKind = "allergy" | "dnacpr";

const marks: Record<SafetyMarkKind, { icon: IconName; words: () => string }> = {
  allergy: { icon: "alert", words: () => t("ui-mark-allergy") },
  dnacpr: { icon: "dnacpr", words: () => t("ui-mark-dnacpr") },
};

export function SafetyMark({ kind }: { kind: SafetyMarkKind }): JSX.Element {
  return (
    <span class={`app-mark app-mark--${kind}`}>
      <Icon name={marks[kind].icon} size="s" />
      {marks[kind].words()}
    </span>
  );
}
