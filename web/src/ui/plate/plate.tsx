// web/src/ui/plate/plate.tsx: a plate, filled with what was eaten. Its word stands beside it.

import type { JSX } from "preact";
import { classNames } from "../class-names.ts";
import "./plate.css";

export interface PlateProps {
  percent: number; // 0, 25, 50, 75, 100
  small?: boolean;
}

export function Plate({ percent, small = false }: PlateProps): JSX.Element {
  return (
    <svg class={classNames("app-plate", small && "app-plate--small")} viewBox="0 0 40 40" aria-hidden="true" focusable="false">
      <circle class="app-plate__rim" cx="20" cy="20" r="18" />
      {percent >= 100 ? <circle class="app-plate__food" cx="20" cy="20" r="12" /> : percent > 0 && <path class="app-plate__food" d={slice(percent)} />}
    </svg>
  );
}

// From twelve o'clock, clockwise.
function slice(percent: number): string {
  const angle = (percent / 100) * 2 * Math.PI;
  const x = 20 + 12 * Math.sin(angle);
  const y = 20 - 12 * Math.cos(angle);
  return `M20 20V8A12 12 0 ${percent > 50 ? 1 : 0} 1 ${x.toFixed(2)} ${y.toFixed(2)}Z`;
}
