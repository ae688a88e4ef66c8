// web/src/ui/details/details.tsx: more for those who want it.

import type { ComponentChildren, JSX } from "preact";
import "./details.css";

export interface DetailsProps {
  summary: string;
  children: ComponentChildren;
  open?: boolean;
}

export function Details({ summary, children, open = false }: DetailsProps): JSX.Element {
  return (
    <details class="app-details" open={open}>
      <summary class="app-details__summary">{summary}</summary>
      <div class="app-details__body app-prose">{children}</div>
    </details>
  );
}
