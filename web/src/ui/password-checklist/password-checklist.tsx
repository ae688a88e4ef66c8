// web/src/ui/password-checklist/password-checklist.tsx: each rule of a password, met or not yet, in words and marks.
// The rules and the strength come from the core; this only shows them. Give its id to the field as describedBy.

import type { JSX } from "preact";
import { t } from "../../i18n/translate.ts";
import { Icon } from "../icon/icon.tsx";
import "./password-checklist.css";

export interface PasswordRule {
  key: string;
  words: string; // "10 characters or more"
  met: boolean;
}

export interface PasswordChecklistProps {
  id: string;
  rules: readonly PasswordRule[];
  strength?: string; // in words, from the core
}

export function PasswordChecklist({ id, rules, strength }: PasswordChecklistProps): JSX.Element {
  const left = rules.filter((rule) => !rule.met).length;
  return (
    <div class="app-checklist">
      <ul id={id} class="app-checklist__rules">
        {rules.map(({ key, words, met }) => (
          <li key={key} class={met ? "app-checklist__rule app-checklist__rule--met" : "app-checklist__rule"}>
            <Icon name={met ? "ok" : "circle"} size="s" />
            <span>{words}<span class="app-visually-hidden">: {met ? t("ui-rule-met") : t("ui-rule-not-met")}</span></span>
          </li>
        ))}
      </ul>
      {strength !== undefined && <p class="app-checklist__strength">{strength}</p>}
      <span class="app-visually-hidden" role="status">{t("ui-rules-left", { count: left })}</span>
    </div>
  );
}
