// web/src/ui/summary-list/summary-list.tsx: facts with their names: "Date of birth: 3 Mar 1939".

import type { ComponentChildren, JSX } from "preact";
import "./summary-list.css";

export interface SummaryRow {
  key: string;
  term: string;
  value: ComponentChildren;
  action?: ComponentChildren;
}

export function SummaryList({ rows }: { rows: readonly SummaryRow[] }): JSX.Element {
  return (
    <dl class="app-summary">
      {rows.map(({ key, term, value, action }) => (
        <div key={key} class="app-summary__row">
          <dt>{term}</dt>
          <dd class="app-summary__value">{value}</dd>
          {action !== undefined && <dd>{action}</dd>}
        </div>
      ))}
    </dl>
  );
}
