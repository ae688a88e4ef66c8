// web/src/ui/meter/meter.tsx: how far towards a target, to be looked at rather than read. Its words stand beside it, so the
// picture itself is hidden from readers; past the target the bar is full and the words say by how much.

import type { JSX } from "preact";
import { classNames } from "../class-names.ts";
import "./meter.css";

export interface MeterProps {
  done: number;
  target: number;
  thin?: boolean; // inside a tile
}

export function Meter({ done, target, thin = false }: MeterProps): JSX.Element {
  const percent = target <= 0 ? 0 : Math.max(0, Math.min(100, (done / target) * 100));
  return (
    <svg class={classNames("app-meter", thin && "app-meter--thin")} aria-hidden="true" focusable="false">
      <rect class="app-meter__track" width="100%" height="100%" />
      <rect class="app-meter__done" width={`${percent}%`} height="100%" />
    </svg>
  );
}
