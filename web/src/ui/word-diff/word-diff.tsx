// web/src/ui/word-diff/word-diff.tsx: what a change took out and put in: struck and underlined, not by colour alone.

import type { JSX } from "preact";
import { t } from "../../i18n/translate.ts";
import "./word-diff.css";

export interface DiffSegment {
  kind: "same" | "removed" | "added";
  text: string;
}

export interface WordDiffProps {
  segments: readonly DiffSegment[];
  label?: string;
}

export function WordDiff({ segments, label }: WordDiffProps): JSX.Element {
  return (
    <p class="app-diff" role={label === undefined ? undefined : "group"} aria-label={label}>
      {segments.map(({ kind, text }, index) => {
        if (kind === "same") return <span key={index}>{text}</span>;
        const Mark = kind === "removed" ? "del" : "ins";
        return (
          <Mark key={index} class={`app-diff__${kind}`}>
            <span class="app-visually-hidden">{t(kind === "removed" ? "ui-diff-removed" : "ui-diff-added")} </span>
            {text}
            <span class="app-visually-hidden"> {t("ui-diff-end")} </span>
          </Mark>
        );
      })}
    </p>
  );
}
