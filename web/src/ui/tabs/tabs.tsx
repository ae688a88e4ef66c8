// web/src/ui/tabs/tabs.tsx: parts of one thing, side by side; arrow keys move, as in every tab list.

import type { ComponentChildren, JSX } from "preact";
import { useId, useRef } from "preact/hooks";
import "./tabs.css";

export interface Tab {
  key: string;
  words: string;
  count?: number;
}

export interface TabsProps {
  label: string;
  tabs: readonly Tab[];
  current: string;
  onChange: (key: string) => void;
  children: ComponentChildren; // the current panel
}

export function Tabs({ label, tabs, current, onChange, children }: TabsProps): JSX.Element {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent): void => {
    const at = tabs.findIndex((tab) => tab.key === current);
    const to = event.key === "ArrowRight" ? at + 1 : event.key === "ArrowLeft" ? at - 1 : event.key === "Home" ? 0 : event.key === "End" ? tabs.length - 1 : null;
    if (to === null) return;
    event.preventDefault();
    const next = tabs[(to + tabs.length) % tabs.length];
    if (next === undefined) return;
    onChange(next.key);
    list.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(next.key)}"]`)?.focus();
  };
  return (
    <div class="app-tabs">
      <div ref={list} class="app-tabs__list" role="tablist" aria-label={label} onKeyDown={move}>
        {tabs.map((tab) => (
          <button
            key={tab.key}
            type="button"
            id={`${id}-${tab.key}`}
            data-key={tab.key}
            class="app-tabs__tab"
            role="tab"
            aria-selected={tab.key === current}
            aria-controls={`${id}-panel`}
            tabIndex={tab.key === current ? 0 : -1}
            onClick={() => onChange(tab.key)}
          >
            {tab.words}
            {tab.count !== undefined && <span class="app-tabs__count"> {tab.count}</span>}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} class="app-tabs__panel" role="tabpanel" aria-labelledby={`${id}-${current}`} tabIndex={0}>{children}</div>
    </div>
  );
}
