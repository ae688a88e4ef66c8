// web/src/ui/tile-grid/tile-grid.tsx: three tiles across on a phone, four to six on a tablet; two with Extra large tiles.

import type { ComponentChildren, JSX } from "preact";
import "./tile-grid.css";

export interface TileGridProps {
  children: ComponentChildren;
  label: string;
  // tiles 3 across, choices 2, round 4; pairs: 2 wherever it stands, for words too long for a round
  of?: "tiles" | "choices" | "round" | "pairs";
}

export function TileGrid({ children, label, of = "tiles" }: TileGridProps): JSX.Element {
  return <div class={`app-grid app-grid--${of}`} role="group" aria-label={label}>{children}</div>;
}
