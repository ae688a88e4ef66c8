// web/src/ui/copy-value/copy-value.tsx: a key or a link to read out, select or copy, in groups that are easy to follow.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { t } from "../../i18n/translate.ts";
import { Button } from "../button/button.tsx";
import "./copy-value.css";

export interface CopyValueProps {
  label: string;
  value: string;
  groupsOf?: number; // shown in groups; copied as it is
}

type Copied = "no" | "yes" | "refused";

export function CopyValue({ label, value, groupsOf }: CopyValueProps): JSX.Element {
  const [copied, setCopied] = useState<Copied>("no");
  const shown = groupsOf === undefined ? value : (value.match(new RegExp(`.{1,${groupsOf}}`, "g")) ?? []).join(" ");
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied("yes");
    } catch {
      setCopied("refused");
    }
  };
  return (
    <div class="app-copy">
      <p class="app-copy__label">{label}</p>
      <div class="app-copy__line">
        <code class="app-copy__value">{shown}</code>
        <Button icon={copied === "yes" ? "check" : "copy"} onClick={() => void copy()}>{t("ui-copy")}</Button>
      </div>
      <p class="app-muted app-small" role="status">{copied === "yes" ? t("ui-copied") : copied === "refused" ? t("ui-copy-refused") : ""}</p>
    </div>
  );
}
