// web/src/ui/task-list/task-list.tsx: steps to do, each with its state in words.
//
// TaskList  in any order, each a link ("Set up your home")
// Steps     in order, one at a time: "Step 2 of 3"

import type { JSX } from "preact";
import { t } from "../../i18n/translate.ts";
import { Icon } from "../icon/icon.tsx";
import { Tag } from "../tag/tag.tsx";
import "./task-list.css";

export interface Task {
  key: string;
  words: string;
  hint?: string;
  href?: string; // none while it can't be started
  state: "done" | "to_do" | "cannot_start";
}

export function TaskList({ tasks }: { tasks: readonly Task[] }): JSX.Element {
  return (
    <ul class="app-tasks">
      {tasks.map(({ key, words, hint, href, state }) => (
        <li key={key} class="app-tasks__task">
          <span class="app-tasks__words">
            {href === undefined ? words : <a class="app-tasks__link" href={href}>{words}</a>}
            {hint !== undefined && <span class="app-tasks__hint">{hint}</span>}
          </span>
          {state === "done" ? <Tag kind="ok" icon="check" words={t("ui-task-done")} /> : state === "to_do" ? <Tag kind="info" words={t("ui-task-to-do")} /> : <span class="app-muted">{t("ui-task-cannot-start")}</span>}
        </li>
      ))}
    </ul>
  );
}

export interface StepsProps {
  steps: readonly string[];
  current: number; // from 0
}

export function Steps({ steps, current }: StepsProps): JSX.Element {
  return (
    <div class="app-steps">
      <p class="app-steps__count">{t("ui-step", { step: current + 1, total: steps.length })}</p>
      <ol class="app-steps__list">
        {steps.map((words, index) => (
          <li key={words} class={`app-steps__step app-steps__step--${index < current ? "done" : index === current ? "current" : "later"}`} aria-current={index === current ? "step" : undefined}>
            <span class="app-steps__mark" aria-hidden="true">{index < current ? <Icon name="check" size="s" /> : index + 1}</span>
            <span>{words}{index < current && <span class="app-visually-hidden"> ({t("ui-task-done")})</span>}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
