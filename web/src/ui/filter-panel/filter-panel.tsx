// web/src/ui/filter-panel/filter-panel.tsx: what the list is narrowed to, in words that can be taken off one by one.

import type { ComponentChildren, JSX } from "preact";
import { t } from "../../i18n/translate.ts";
import { Icon } from "../icon/icon.tsx";
import "./filter-panel.css";

export interface ChosenFilter {
  key: string;
  words: string; // "Person: A. Khan"
}

export interface FilterPanelProps {
  chosen: readonly ChosenFilter[];
  onRemove: (key: string) => void;
  onClear: () => void;
  found: string; // "214 entries"
  children: ComponentChildren; // the fields
  open?: boolean;
}

export function FilterPanel({ chosen, onRemove, onClear, found, children, open = false }: FilterPanelProps): JSX.Element {
  return (
    <section class="app-filter" aria-label={t("ui-filter")}>
      <details class="app-filter__details" open={open}>
        <summary class="app-filter__summary"><Icon name="filter" />{t("ui-filter")}{chosen.length > 0 && <span class="app-filter__count">{chosen.length}</span>}</summary>
        <div class="app-filter__fields">{children}</div>
      </details>
      <div class="app-filter__line">
        <p role="status"><strong>{found}</strong></p>
        {chosen.length > 0 && (
          <>
            <ul class="app-filter__chosen">
              {chosen.map(({ key, words }) => (
                <li key={key}>
                  <button type="button" class="app-filter__chip" aria-label={t("ui-filter-remove", { filter: words })} onClick={() => onRemove(key)}>
                    {words}
                    <Icon name="close" size="s" />
                  </button>
                </li>
              ))}
            </ul>
            <button type="button" class="app-button app-button--quiet app-button--small" onClick={onClear}>{t("ui-filter-clear")}</button>
          </>
        )}
      </div>
    </section>
  );
}
